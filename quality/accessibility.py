"""Pages for everyone: axe reads each of them, wide and narrow, light and dark."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from quality.browsing import addresses, chromium
from quality.serving import serve
from quality.verdict import Verdict

WIDE, NARROW = 1280, 320  # pixels; 320 is what is left of 1280 where somebody enlarges the page to 400 %
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
COLOURS = "color-contrast"
TAKE_OUT_ALIKE = Path(__file__).with_suffix(".js").read_text("utf-8")
ALL_RULES = {"target-size": {"enabled": True}}  # 24 pixels; axe leaves it out unless it is asked for


def check_accessibility(site: Path) -> Verdict:
    """Let axe look for violations in every page, in both colour schemes, at both widths."""
    pages = addresses(site)
    with serve(site) as home, chromium() as browser:
        page = browser.new_page()
        faults = [fault for address in pages for fault in _faults(page, home, address)]
    figure = f"axe: {len(pages)} pages, light and dark, {WIDE} and {NARROW} px: {len(faults)} violations"
    return Verdict(figure, tuple(faults))


def _faults(page: Page, home: str, address: str) -> Iterator[str]:
    """Yield a line for each fault in each state of a page."""
    page.goto(home + address)
    for width, scheme in itertools.product((WIDE, NARROW), SCHEMES):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        place = f"/{address} at {width} px, {scheme}"
        yield from (f"{place}: {fault}" for fault in violations(page, has_new_layout=scheme == "light"))
        beyond = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if beyond > 0:
            yield f"{place}: {beyond} px wider than the screen"


def violations(page: Page, has_new_layout: bool = True) -> Iterator[str]:
    """Yield the rule and the element of each violation; in the dark colours, and nothing else, are others."""
    page.emulate_media(reduced_motion="reduce")  # what fades is pale for a moment
    if has_new_layout:
        yield from _run_axe(page, {"rules": {**ALL_RULES, COLOURS: {"enabled": False}}})
    page.evaluate(TAKE_OUT_ALIKE)
    yield from _run_axe(page, {"runOnly": [COLOURS]})
    page.evaluate(TAKE_OUT_ALIKE)


def _run_axe(page: Page, options: dict[str, Any]) -> Iterator[str]:
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate("(options) => axe.run(options)", {"resultTypes": ["violations"], **options})
    for violation in found["violations"]:
        for node in violation["nodes"]:
            yield f"{violation['id']}: {node['target'][0]}"
