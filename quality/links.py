"""Connected pages: LinkChecker follows every link within the built site, and every anchor is there."""

from __future__ import annotations

import csv
import re
import tempfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

from quality.browsing import addresses
from quality.checkout import run, tool
from quality.serving import Handler, address_of, serve
from quality.verdict import Verdict

SETTINGS = "[checking]\nthreads=4\nmaxrequestspersecond=1000\n"


class PatientHandler(Handler):
    """Tells LinkChecker that it need not wait between two requests."""

    def end_headers(self) -> None:
        """Add the header that LinkChecker looks for."""
        self.send_header("LinkChecker", "as fast as you like")
        super().end_headers()


def check_links(site: Path) -> Verdict:
    """Follow every link within a site from its landing page, and look for the anchors that links name."""
    links = followed_links(site)
    broken = [
        f"{link['parentname']}: {link['urlname']}: {link['result']} {link['warningstring']}"
        for link in links
        if link["valid"] != "True" or link["warningstring"]
    ]
    anchors = list(named_anchors(site))
    broken += [f"{page}: {link}: no such anchor" for page, link, is_there in anchors if not is_there]
    if not links or not anchors:
        broken.append(f"{address_of(site)}: there is no link to follow")
    figure = f"LinkChecker: {len(links)} addresses, {len(anchors)} links to anchors, {len(broken)} broken"
    return Verdict(figure, tuple(broken))


def followed_links(site: Path) -> list[dict[str, str]]:
    """Return LinkChecker's report on each address within a site."""
    with tempfile.TemporaryDirectory() as name, serve(site, PatientHandler) as home:
        settings = Path(name, "settings")
        settings.write_text(SETTINGS, "utf-8")
        settings.parent.chmod(0o755)  # where it is run as root, LinkChecker reads it as somebody else
        command = ("--config", str(settings), "--no-status", "--no-robots", "--verbose", "--output", "csv/utf-8")
        said = run(tool("linkchecker"), *command, "--ignore-url", f"^(?!{re.escape(home)})", home).stdout
    said = said.replace(home, "/")
    return list(csv.DictReader([line for line in said.splitlines() if not line.startswith("#")], delimiter=";"))


def named_anchors(site: Path) -> Iterator[tuple[str, str, bool]]:
    """Yield each link to an anchor within a site: its page, its address, and whether the anchor is there.

    LinkChecker looks at the anchors of a page only in the first link to it.
    """
    home = address_of(site)
    pages = {urljoin(home, page): Anchors.of(site / (page or "."), page) for page in addresses(site)}
    for page, anchors in pages.items():
        for link in anchors.links:
            target, anchor = urldefrag(urljoin(page, link))
            if anchor and target in pages:
                yield page.removeprefix(home), link, unquote(anchor) in pages[target].names


class Anchors(HTMLParser):
    """The anchors of a page, and its links."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.links: list[str] = []

    @classmethod
    def of(cls, path: Path, page: str) -> Anchors:
        """Return the anchors and the links of a page, which is a file or a folder with an index."""
        anchors = cls()
        anchors.feed((path if page.endswith(".html") else path / "index.html").read_text("utf-8"))
        return anchors

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an anchor or a link."""
        attributes = {name: value or "" for name, value in attrs}
        self.names |= {attributes[name] for name in ("id", "name") if name in attributes}
        if tag == "a" and "href" in attributes:
            self.links.append(attributes["href"])
