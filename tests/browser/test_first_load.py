"""The first load of a page: little, from this host alone, nothing that needs a press; nothing moves or flashes."""

import gzip
from collections.abc import Callable
from contextlib import ExitStack
from functools import cache
from urllib.request import urlopen

import pytest
from built_site import PROJECT
from in_page import ask
from playwright.sync_api import Browser, BrowserContext, expect

from quality.browsing import NAMES, Scheme
from quality.watching import Watcher

CHAPTERS = sorted(path.stem for path in (PROJECT / "docs" / "series").glob("*.md"))
PRESSED = ("search/documents.json", "javascripts/workers/", "assets/python/", "scripts/run/notebook.js", "/downloads/")
WITH_MOST_TO_DRAW = ["./", *(f"series/{chapter}/" for chapter in CHAPTERS if chapter[:2] in ("01", "03", "09", "12"))]
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}  # a phone's
MOST_SHIFTED = 0.02
WATCH = """window.shifts = [];
new PerformanceObserver((list) => {
  for (const { value, sources } of list.getEntries()) {
    const names = sources.map(({ node }) => node?.parentElement?.outerHTML.slice(0, 80));
    window.shifts.push({ value, names });
  }
}).observe({ type: "layout-shift", buffered: true });"""


@cache  # most of what a chapter asks for, all of them do
def compressed_size(address: str) -> int:
    with urlopen(address) as answer:
        return len(gzip.compress(answer.read()))


def test_first_loads_are_small_and_ask_for_nothing_that_needs_a_press(
    new_context: Callable[..., BrowserContext], served_site: str
) -> None:
    limits = {"./": (4000, 180_000), **{f"series/{chapter}/": (900, 150_000) for chapter in CHAPTERS}}
    loads = {}
    with new_context() as context:
        for address, (height, _) in limits.items():  # at once, since they spend most of their time waiting
            page = context.new_page()
            context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
            page.set_viewport_size({"width": 1440, "height": height})  # more is in view than on a phone
            loads[address] = page, Watcher(page, served_site)
            page.goto(address, wait_until="commit")
        for address, (page, watcher) in loads.items():
            page.wait_for_load_state("networkidle")
            assert not watcher.complaints, watcher.complaints
            sizes = {url.partition("?")[0]: compressed_size(url) for url in watcher.addresses}
            assert sum(sizes.values()) <= limits[address][1], sorted((size, url) for url, size in sizes.items())
            assert not [url for url in sizes if any(part in url for part in PRESSED)]
            assert any(url.endswith(".css") for url in sizes)
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
            ask(page, "drawnToTheEnd")
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
