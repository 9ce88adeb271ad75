"""A built site on this machine, as a host would serve it."""

import contextlib
import re
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm"}


def address_of(site: Path) -> str:
    """Return the address that a site was built for."""
    canonical = re.search(r'<link rel="canonical" href="([^"]+)"', (site / "index.html").read_text("utf-8"))
    if canonical is None:
        raise ValueError(f"site: {site / 'index.html'} must name its canonical address")
    return canonical[1]


class Handler(SimpleHTTPRequestHandler):
    """Serves a site below the path that it was built for, and each file with its type, whatever this machine knows."""

    protocol_version = "HTTP/1.1"  # one connection for many files
    extensions_map = SimpleHTTPRequestHandler.extensions_map | TYPES
    base: str  # the path of the site's address, which begins and ends with a slash

    def do_GET(self) -> None:
        """Answer with a file, or with the site map that a site at this address would have."""
        if not self.path.startswith(self.base):
            return self.send_error(404)
        self.path = f"/{self.path.removeprefix(self.base)}"
        if self.path != "/sitemap.xml":
            return super().do_GET()
        site_map = Path(self.translate_path(self.path))
        home = f"http://{self.headers['Host']}{self.base}"
        text = site_map.read_text("utf-8").replace(address_of(site_map.parent), home).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/xml")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)
        return None

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """Bears that a browser asks for much at once, and that it leaves while it is served."""

    request_queue_size = 128  # with the usual 5 a connection is dropped now and then, and comes again after seconds

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Report an error, unless it is that the browser has gone."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextlib.contextmanager
def serve(site: Path, handler: type[Handler] = Handler) -> Iterator[str]:
    """Serve a site, and return the address of its landing page."""
    base = urlsplit(address_of(site)).path
    based = type(handler.__name__, (handler,), {"base": base})
    with Server(("127.0.0.1", 0), partial(based, directory=str(site))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}{base}"
        server.shutdown()
        thread.join()
