"""The first load of a page: little, from this host alone, nothing that needs a press; nothing moves or flashes."""

import gzip
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from urllib.request import urlopen

import pytest
from built_site import PROJECT
from playwright.sync_api import Browser, BrowserContext, Page, expect

from quality.browsing import NAMES, Scheme
from quality.watching import Watcher

CHAPTERS = sorted(path.stem for path in (PROJECT / "docs" / "series").glob("*.md"))
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
    """Return what a page asks for when nothing has been loaded before, and the bytes of each as a host gzips it."""
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


@pytest.mark.parametrize(
    ("address", "height", "most_bytes"),
    [("./", 4000, 180_000), *((f"series/{chapter}/", 900, 150_000) for chapter in CHAPTERS)],
)
def test_the_first_load_is_small(forgetful_page: Page, address: str, height: int, most_bytes: int) -> None:
    sizes = first_load(forgetful_page, address, height)
    assert sum(sizes.values()) <= most_bytes, sorted((size, url) for url, size in sizes.items())
    if address == "./":  # in such a high window all its pictures are in view
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


@pytest.mark.parametrize("is_chosen", [False, True], ids=["first visit", "after a choice"])
@pytest.mark.parametrize(("system", "other"), [("light", "dark"), ("dark", "light")])
def test_a_page_has_its_scheme_before_any_script_file(
    browser: Browser, served_site: str, system: Scheme, other: Scheme, is_chosen: bool
) -> None:
    with browser.new_context(color_scheme=system) as context:
        page = context.new_page()
        if is_chosen:
            page.goto(served_site)
            page.locator(".md-header label[for^=__palette]:visible").click()
        page.route("**/*.js", lambda route: route.abort())
        page.goto(served_site)
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", NAMES[other if is_chosen else system])
