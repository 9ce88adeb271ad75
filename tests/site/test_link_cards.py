"""What a page is called in a tab, and what other sites show beside a link to it."""

from __future__ import annotations

import re
from html import unescape

import pytest
from built_site import PROJECT, SITE_URL, BuiltSite
from missing_tools import missing
from PIL import Image

from publishing.printed_series import find_browser

CHAPTERS = sorted(path.stem for path in (PROJECT / "docs" / "series").glob("*.md"))
LARGEST = 60_000  # bytes


def properties(html: str) -> dict[str, str]:
    found = re.findall(r'<meta property="og:([^"]+)" content="([^"]*)">', html)
    return {name: unescape(content) for name, content in found}


def test_no_title_says_the_same_twice(site: BuiltSite) -> None:
    titles = {address: unescape(re.findall(r"<title>(.*?)</title>", html)[0]) for address, html in site.pages().items()}
    assert titles["index.html"] == "Deep Learning, Simplified"
    assert all(title.count("Deep Learning, Simplified") == 1 for title in titles.values())
    assert len(set(titles.values())) >= len(titles) - 1  # the page for wrong addresses has no name of its own


def test_every_page_tells_other_sites_its_title_its_description_and_its_address(site: BuiltSite) -> None:
    for address, html in site.pages().items():
        if address != "404.html":
            facts = properties(html)
            assert facts["title"] in unescape(html.split("<title>")[1].split("</title>")[0]), address
            description = re.search(r'<meta name="description" content="([^"]*)">', html)
            assert description
            assert facts["description"] == unescape(description[1]), address
            assert facts["url"] == SITE_URL + address.removesuffix("index.html")
            assert facts["site_name"] == "Deep Learning, Simplified"


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_has_a_picture_for_links_to_it(site: BuiltSite, chapter: str) -> None:
    if find_browser() is None:
        missing("the pictures for links need Chromium")
    facts = properties(site.pages()[f"series/{chapter}/index.html"])
    assert facts["image"].startswith(SITE_URL)
    path = site.folder / facts["image"].removeprefix(SITE_URL)
    assert path.stat().st_size < LARGEST
    with Image.open(path) as picture:
        assert picture.size == (int(facts["image:width"]), int(facts["image:height"])) == (1200, 630)
        grey = picture.convert("L")
        for half in ((0, 100, 540, 630), (560, 100, 1200, 630)):  # the title, and the picture
            shades = grey.crop(half).histogram()
            assert sum(shades[:200]) > 2000
            assert sum(shades[250:]) > 50_000


def test_the_pictures_for_links_differ(site: BuiltSite) -> None:
    pictures = [path.read_bytes() for path in site.folder.glob("assets/cards/*.png")]
    assert len(set(pictures)) == len(pictures)
