"""Connected pages: whatever a page or a style sheet names within the site is there, and so is every anchor."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote, urldefrag, urljoin

import pytest
from built_site import BuiltSite
from lxml import html

from quality.serving import address_of
from quality.verdict import Say

IN_STYLE = re.compile(r"""url\(\s*["']?([^"')]+)""")


@pytest.mark.gate("connected")
def test_connected(site: BuiltSite, say: Say) -> None:
    """Look for what each link names, and for the anchors of pages."""
    home = address_of(site.folder)
    parsed = {name: html.fromstring(text.encode()) for name, text in site.pages().items()}
    anchors = {_address(home, name): {*page.xpath("//@id | //@name")} for name, page in parsed.items()}
    paths = (path for path in site.folder.rglob("*") if path.is_file())
    known = {_address(home, path.relative_to(site.folder).as_posix()) for path in paths}
    counts, broken = {False: 0, True: 0}, []
    for place, link in links_of(site.folder, parsed):
        target, anchor = urldefrag(urljoin(_address(home, place), link))
        if target.startswith(home):
            counts[bool(anchor)] += 1
            if target.partition("?")[0] not in known:
                broken.append(f"{place}: {link}: no such file")
            elif anchor and unquote(anchor) not in anchors.get(target, ()):
                broken.append(f"{place}: {link}: no such anchor")
    if not all(counts.values()):
        broken.append("there is no link to follow")
    say(f"{counts[False]} links to files, {counts[True]} to anchors, {len(broken)} broken", broken)


def links_of(folder: Path, pages: dict[str, html.HtmlElement]) -> Iterator[tuple[str, str]]:
    """Yield each address that a page or a style sheet names, with the file in which it stands."""
    for name, page in pages.items():
        yield from ((name, link) for link in page.xpath("//@href | //@src"))
    for path in folder.rglob("*.css"):
        yield from ((path.relative_to(folder).as_posix(), link) for link in IN_STYLE.findall(path.read_text("utf-8")))


def _address(home: str, name: str) -> str:
    return urljoin(home, quote(re.sub(r"(^|/)index\.html$", r"\1", name)))
