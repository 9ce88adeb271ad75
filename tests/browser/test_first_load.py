"""The first load of a page: little, from this host alone, without anything that needs a press, and nothing moves."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from urllib.request import urlopen

import pytest
from built_site import PROJECT
from playwright.sync_api import BrowserContext, Page

from quality.watching import Watcher

CHAPTERS = sorted(path.stem for path in (PROJECT / "docs" / "series").glob("*.md"))
MOST_BYTES = 150_000  # gzipped, as a host sends them
MOST_BYTES_OF_LANDING_PAGE = 180_000  # with its playground, and the pictures of the chapters
PRESSED = ("search/documents.json", "javascripts/workers/", "assets/python/", "scripts/run/notebook.js", "/downloads/")
WITH_MOST_TO_DRAW = [
    "./",
    "series/01-how-does-a-neuron-work/",
    "series/03-what-one-neuron-cannot-do/",
    "series/09-better-steps/",
    "series/12-reading-digits/",
]
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}  # a phone's
MOST_SHIFTED = 0.02
WATCH = """window.shifts = [];
new PerformanceObserver((list) => {
  for (const { value, sources } of list.getEntries()) {
    const names = sources.map(({ node }) => node?.parentElement?.outerHTML.slice(0, 80));
    window.shifts.push({ value, names });
  }
}).observe({ type: "layout-shift", buffered: true });"""
DRAWN_TO_THE_END = """() => Promise.all([document.fonts.ready, ...[...document.images].filter((image) => !image.complete
  && image.loading !== "lazy").map((image) => image.decode())]).then(() => new Promise((drawn) =>
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(drawn)))))"""


@cache  # most of what a chapter asks for, all of them do
def compressed_size(address: str) -> int:
    with urlopen(address) as answer:
        return len(gzip.compress(answer.read()))


@pytest.fixture(scope="module")
def forgetful_page(new_context: Callable[..., BrowserContext], served_site: str) -> Iterator[Page]:
    """Return a page that keeps no file, on which nothing may go wrong and that asks no other host."""
    with new_context() as context:
        page = context.new_page()
        context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
        watcher = Watcher(page, served_site)
        yield page
        assert not watcher.complaints, watcher.complaints


def first_load(page: Page, address: str, height: int) -> dict[str, int]:
    """Return what a page asks for when nothing has been loaded before, and the bytes of each when gzipped."""
    asked: list[str] = []
    listen = lambda request: asked.append(request.url)  # noqa: E731
    page.goto("about:blank")
    page.on("request", listen)
    page.set_viewport_size({"width": 1440, "height": height})  # more is in view than on a phone
    page.goto(address, wait_until="networkidle")
    page.remove_listener("request", listen)
    sizes = {url.partition("?")[0]: compressed_size(url) for url in asked}
    assert not [url for url in sizes if any(part in url for part in PRESSED)]
    assert any(url.endswith(".css") for url in sizes)
    return sizes


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_the_first_load_of_a_chapter_is_small_and_has_nothing_that_needs_a_press(
    forgetful_page: Page, chapter: str
) -> None:
    sizes = first_load(forgetful_page, f"series/{chapter}/", 900)
    assert sum(sizes.values()) <= MOST_BYTES, sorted((size, url) for url, size in sizes.items())


def test_the_first_load_of_the_landing_page_is_small_with_all_its_pictures(forgetful_page: Page) -> None:
    sizes = first_load(forgetful_page, "./", 4000)  # all cards are in view
    assert sum(sizes.values()) <= MOST_BYTES_OF_LANDING_PAGE, sorted((size, url) for url, size in sizes.items())
    assert sum("/pictures/" in url for url in sizes) == len(CHAPTERS)


@pytest.mark.parametrize("is_slow", [False, True], ids=["fast", "slow"])
@pytest.mark.parametrize("screen", [(390, 844), (1440, 900)], ids=["phone", "desktop"])
def test_nothing_moves_while_a_page_loads(
    new_context: Callable[..., BrowserContext], screen: tuple[int, int], is_slow: bool
) -> None:
    with ExitStack() as stack:
        pages = []
        for address in WITH_MOST_TO_DRAW:  # at once, since they spend most of their time waiting
            context = stack.enter_context(new_context(viewport={"width": screen[0], "height": screen[1]}))
            page = context.new_page()
            page.add_init_script(WATCH)
            if is_slow:
                context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)
            page.goto(address, wait_until="commit")
            pages.append(page)
        for page in pages:
            page.wait_for_load_state("networkidle")
            page.evaluate(DRAWN_TO_THE_END)
            shifts = page.evaluate("window.shifts")
            assert sum(shift["value"] for shift in shifts) < MOST_SHIFTED, (page.url, shifts)
