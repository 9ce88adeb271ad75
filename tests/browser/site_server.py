"""The built site on this machine, under the Content-Security-Policy that a strict host would send."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from built_site import SITE_URL

INLINE_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<text>.+?)</script>", re.DOTALL)


def policy(folder: Path) -> str:
    """Return the strictest policy under which the pages of a site work; inline scripts only by their hashes."""
    hashes: set[str] = set()
    for path in folder.rglob("*.html"):
        for script in INLINE_SCRIPT.finditer(path.read_text("utf-8")):
            if "src=" not in script["attributes"] and "json" not in script["attributes"]:
                digest = base64.b64encode(hashlib.sha256(script["text"].encode()).digest()).decode()
                hashes.add(f"'sha256-{digest}'")
    return (
        f"default-src 'none'; script-src 'self' 'wasm-unsafe-eval' {' '.join(sorted(hashes))}; style-src 'self'; "
        "img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; "
        "base-uri 'none'; form-action 'none'"
    )


class Handler(SimpleHTTPRequestHandler):
    """Serves pages with the policy, as one in a page's head would hold: a worker from a file must not escape it."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
    }
    policy = ""

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

    def end_headers(self) -> None:
        if self.path.partition("?")[0].endswith(("/", ".html")):
            self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        pass


@contextlib.contextmanager
def serve(folder: Path) -> Iterator[str]:
    """Serve a folder, and return its address."""
    handler = type("SiteHandler", (Handler,), {"policy": policy(folder)})
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()
