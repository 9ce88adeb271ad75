"""The first load of a page: little, from this host alone, and without anything that needs a press."""

from __future__ import annotations

import gzip
from functools import cache
from urllib.request import urlopen

import pytest
from built_site import PROJECT
from playwright.sync_api import Page

CHAPTERS = sorted(path.stem for path in (PROJECT / "docs" / "series").glob("*.md"))
MOST_BYTES = 150_000  # gzipped, as a host sends them
MOST_BYTES_OF_LANDING_PAGE = 180_000  # with its playground, and the pictures of the chapters
PRESSED = ("search/documents.json", "javascripts/workers/", "assets/python/", "scripts/run/notebook.js", "/downloads/")


@cache  # most of what a chapter asks for, all of them do
def compressed_size(address: str) -> int:
    with urlopen(address) as answer:
        return len(gzip.compress(answer.read()))


def first_load(page: Page, address: str) -> dict[str, int]:
    """Return what a page asks for when nothing has been loaded before, and the bytes of each when gzipped."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return {url.partition("?")[0]: compressed_size(url) for url in asked}


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_first_load_of_a_chapter_is_small_and_has_nothing_that_needs_a_press(
    first_page: Page, served_site: str, chapter: str
) -> None:
    first_page.set_viewport_size({"width": 1440, "height": 900})  # more is in view than on a phone
    sizes = first_load(first_page, f"{served_site}series/{chapter}/")
    assert sum(sizes.values()) <= MOST_BYTES, sorted((size, url) for url, size in sizes.items())
    assert not [url for url in sizes if any(part in url for part in PRESSED)]
    assert any(url.endswith(".css") for url in sizes)


def test_the_first_load_of_the_landing_page_is_small_with_all_its_pictures(first_page: Page, served_site: str) -> None:
    first_page.set_viewport_size({"width": 1440, "height": 4000})  # all cards are in view
    sizes = first_load(first_page, served_site)
    assert sum(sizes.values()) <= MOST_BYTES_OF_LANDING_PAGE, sorted((size, url) for url, size in sizes.items())
    assert not [url for url in sizes if any(part in url for part in PRESSED)]
    assert sum("/pictures/" in url for url in sizes) == len(CHAPTERS)
