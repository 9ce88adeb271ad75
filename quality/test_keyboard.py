"""Pages without a mouse: the Tab key reaches every control that is seen, and what has the focus shows it."""

import re
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest
from built_site import BuiltSite
from playwright.sync_api import Browser, Page

from quality.serving import serve
from quality.verdict import Say

WIDTHS = (1280, 320)
MOST_STOPS = 1000
LEADS_WITHIN_PAGE = """document.activeElement.hash
    && document.activeElement.href.split("#")[0] === location.href.split("#")[0]"""
PATIENCE = (300, 1000, 3000)  # milliseconds, for a busy machine
SCRIPT = (Path(__file__).parent / "keyboard.js").read_text("utf-8")


@pytest.mark.gate("by keyboard")
def test_keyboard(site: BuiltSite, browser: Browser, kinds_of_page: Collection[str], say: Say) -> None:
    """Walk through pages by keyboard, on wide and on narrow screens."""
    n_stops, faults = 0, []
    with serve(site.folder) as home, browser.new_page(reduced_motion="reduce") as page:
        page.add_init_script(SCRIPT)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            for address in kinds_of_page:
                page.goto(home + address)
                page.evaluate("keyboardWalk.loadAll()")
                page.wait_for_load_state("networkidle")
                stops = walk(page)
                n_stops += len(stops)
                found = [*(fault for stop in stops for fault in stop), *missed(page), *skips(page)]
                faults += [f"/{address} at {width} px: {fault}" for fault in found]
    seen = f"{len(kinds_of_page)} kinds of page at {len(WIDTHS)} widths, {n_stops} stops"
    say(f"keyboard: {seen}, {len(faults)} faults", faults)


def walk(page: Page) -> list[list[str]]:
    """Press Tab from the top of a page until the focus leaves it, and return the faults of each stop.

    They are why somebody who sees the page would not know that the focus is there.
    """
    page.evaluate("keyboardWalk.begin()")
    stops: list[list[str]] = []
    while len(stops) < MOST_STOPS:
        page.keyboard.press("Tab")
        stop = page.evaluate("keyboardWalk.stop()")
        if stop == "the end":
            return stops
        if stop:
            stops.append([f"{stop['name']}: {fault}" for fault in stop["faults"]])
    return [*stops, [f"the page: has no end after {MOST_STOPS} stops"]]


def missed(page: Page) -> Iterator[str]:
    """Yield the controls at which the walk has not stopped."""
    for name in page.evaluate("keyboardWalk.missed()"):
        yield f"{name}: cannot be reached with the Tab key"


def skips(page: Page) -> Iterator[str]:
    """Yield a fault unless the first stop leads to the content, past everything above it."""
    for patience in PATIENCE:
        page.evaluate("keyboardWalk.begin()")
        page.keyboard.press("Tab")
        if not page.evaluate(LEADS_WITHIN_PAGE):
            yield "the first stop is no link to the content"
            return
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("#"))
        page.wait_for_timeout(patience)  # the theme moves the focus a little later, and nothing tells when
        page.keyboard.press("Tab")
        if page.evaluate("document.querySelector('.md-content').contains(document.activeElement)"):
            return
    yield "the first stop does not lead to the content"
