"""Connected pages: LinkChecker follows every link within the built site, and every anchor is there."""

from __future__ import annotations

import csv
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from built_site import BuiltSite
from lxml import html

from quality.checkout import run, tool
from quality.serving import Handler, address_of, serve
from quality.verdict import Say

SETTINGS = "[checking]\nthreads=4\nmaxrequestspersecond=1000\n"


class PatientHandler(Handler):
    """Tells LinkChecker that it need not wait between two requests."""

    def end_headers(self) -> None:
        """Add the header that LinkChecker looks for."""
        self.send_header("LinkChecker", "as fast as you like")
        super().end_headers()


@pytest.mark.gate("connected")
def test_connected(site: BuiltSite, say: Say) -> None:
    """Follow every link within a site from its landing page, and look for the anchors that links name."""
    links = followed_links(site.folder)
    broken = [
        f"{link['parentname']}: {link['urlname']}: {link['result']} {link['warningstring']}"
        for link in links
        if link["valid"] != "True" or link["warningstring"]
    ]
    anchors = list(named_anchors(site))
    broken += [f"{page}: {link}: no such anchor" for page, link, is_there in anchors if not is_there]
    if not links or not anchors:
        broken.append("there is no link to follow")
    say(f"LinkChecker: {len(links)} addresses, {len(anchors)} links to anchors, {len(broken)} broken", broken)


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


def named_anchors(site: BuiltSite) -> Iterator[tuple[str, str, bool]]:
    """Yield each link to an anchor within a site: its page, its address, and whether the anchor is there.

    LinkChecker looks at the anchors of a page only in the first link to it.
    """
    home = address_of(site.folder)
    parsed = {name: html.fromstring(text.encode()) for name, text in site.pages().items()}
    pages = {urljoin(home, name.removesuffix("index.html")): page for name, page in parsed.items()}
    names = {address: {*page.xpath("//@id"), *page.xpath("//@name")} for address, page in pages.items()}
    for address, page in pages.items():
        for link in page.xpath("//a/@href"):
            target, anchor = urldefrag(urljoin(address, link))
            if anchor and target in pages:
                yield address.removeprefix(home), link, unquote(anchor) in names[target]
