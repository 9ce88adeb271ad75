"""What a page must never do: fail, complain in the console, or ask another host."""

from urllib.parse import urljoin

from playwright.sync_api import ConsoleMessage, Error, Page, Request


class Watcher:
    """Listens to a page and keeps everything that is wrong, and every address that was asked for."""

    def __init__(self, page: Page, home: str) -> None:
        self.complaints: list[str] = []
        self.addresses: list[str] = []
        self._own = (home, f"blob:{urljoin(home, '/')}", "data:")
        page.on("console", self._hear)
        page.on("pageerror", self._note)
        page.on("request", self._follow)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"the console says {message.text!r} ({message.location.get('url', '')})")

    def _note(self, error: Error) -> None:
        self.complaints.append(f"a script failed: {error}")

    def _follow(self, request: Request) -> None:
        self.addresses.append(request.url)
        if not request.url.startswith(self._own):
            self.complaints.append(f"a request to {request.url}")
