"""The built site on this machine, as a host would serve it."""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from built_site import SITE_URL


class Handler(SimpleHTTPRequestHandler):
    """Serves files with their types, whatever this machine knows of them."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }

    def do_GET(self) -> None:
        """Answer with a file, or with the site map that a site at this address would have."""
        if self.path != "/sitemap.xml":
            return super().do_GET()
        site_map = Path(self.translate_path(self.path)).read_text("utf-8")
        content = site_map.replace(SITE_URL, f"http://{self.headers['Host']}/").encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/xml")
        self.end_headers()
        self.wfile.write(content)
        return None

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        pass


class Server(ThreadingHTTPServer):
    """Bears that a browser leaves while it is served."""

    def handle_error(self, request: Any, client_address: Any) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@contextlib.contextmanager
def serve(folder: Path, handler: type[Handler] = Handler) -> Iterator[str]:
    """Serve a folder, and return its address."""
    with Server(("127.0.0.1", 0), partial(handler, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()
