"""Pages without a mouse: the Tab key reaches every control that is seen, and what has the focus shows it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from quality.browsing import chromium
from quality.serving import serve
from quality.verdict import Verdict

PAGES = {  # one of each kind, and those with most controls
    "": "the landing page",
    "series/01-how-does-a-neuron-work/": "a chapter with a playground",
    "series/04-layers-and-networks/": "a chapter with a network to train",
    "series/12-reading-digits/": "a long chapter",
    "labs/01-how-does-a-neuron-work/": "a lab",
    "reference/neuron/": "a page of the reference",
    "reference/notation/": "a page of tables",
    "published-numbers/": "a page of tables and folded code",
    "404.html": "the page for wrong addresses",
}
WIDTHS = (1280, 320)
MOST_STOPS = 1000
LEADS_WITHIN_PAGE = """document.activeElement.hash
    && document.activeElement.href.split("#")[0] === location.href.split("#")[0]"""
PATIENCE = (300, 1000, 3000)  # milliseconds, for a busy machine

SCRIPT = (Path(__file__).parent / "keyboard.js").read_text("utf-8")


@dataclass(frozen=True)
class Stop:
    """Where the focus has come to.

    Attributes
    ----------
    name : str
        The element, as a reader of the page's source would look for it.
    faults : tuple of str
        Why somebody who sees the page would not know that the focus is there.
    """

    name: str
    faults: tuple[str, ...]


def check_keyboard(site: Path, pages: Collection[str] = tuple(PAGES), widths: Collection[int] = WIDTHS) -> Verdict:
    """Walk through pages by keyboard, on wide and on narrow screens."""
    n_stops, faults = 0, []
    with serve(site) as home, chromium() as browser:
        page = browser.new_page(reduced_motion="reduce")
        page.add_init_script(SCRIPT)
        for width in widths:
            page.set_viewport_size({"width": width, "height": 800})
            for address in pages:
                page.goto(home + address)
                page.evaluate("keyboardWalk.loadAll()")
                page.wait_for_load_state("networkidle")
                stops = walk(page)
                n_stops += len(stops)
                faults += [f"/{address} at {width} px: {fault}" for fault in [*_faults(page, stops), *_skips(page)]]
    figure = f"keyboard: {len(pages)} kinds of page at {len(widths)} widths, {n_stops} stops, {len(faults)} faults"
    return Verdict(figure, tuple(faults))


def walk(page: Page) -> list[Stop]:
    """Press Tab from the top of a page until the focus leaves it."""
    page.evaluate("keyboardWalk.begin()")
    stops: list[Stop] = []
    while len(stops) < MOST_STOPS:
        page.keyboard.press("Tab")
        stop = page.evaluate("keyboardWalk.stop()")
        if stop == "the end":
            return stops
        if stop:
            stops.append(Stop(stop["name"], tuple(stop["faults"])))
    return [*stops, Stop("the page", (f"has no end after {MOST_STOPS} stops",))]


def _faults(page: Page, stops: list[Stop]) -> Iterator[str]:
    """Yield what is wrong with the stops, and the controls that are none."""
    for stop in stops:
        for fault in stop.faults:
            yield f"{stop.name}: {fault}"
    for name in page.evaluate("keyboardWalk.missed()"):
        yield f"{name}: cannot be reached with the Tab key"


def _skips(page: Page) -> Iterator[str]:
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
