"""Pages for everyone: axe reads each of them, wide and narrow, light and dark."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from quality.browsing import addresses, chromium
from quality.serving import serve
from quality.verdict import Verdict

WIDE, NARROW = 1280, 320  # pixels; 320 is what is left of 1280 where somebody enlarges the page to 400 %
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
COLOURS = "color-contrast"
ALL_RULES = {"target-size": {"enabled": True}}  # 24 pixels; axe leaves it out unless it is asked for


def check_accessibility(site: Path) -> Verdict:
    """Let axe look for violations in every page, in both colour schemes, at both widths."""
    pages = addresses(site)
    with serve(site) as home, chromium() as browser:
        page = browser.new_page(reduced_motion="reduce")
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
        for rule, element in violations(page, scheme == "light", width == WIDE):
            yield f"{place}: {rule}: {element}"
        beyond = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if beyond > 0:
            yield f"{place}: {beyond} px wider than the screen"


def violations(page: Page, has_new_layout: bool, has_new_code: bool) -> Iterator[tuple[str, str]]:
    """Yield the rule and the element of each violation that the states before this one cannot have shown.

    Colours, and nothing else, are others in the dark; those of code, which take longest, are the same at every width.
    """
    if has_new_layout:
        yield from _run_axe(page, None, {"rules": {**ALL_RULES, COLOURS: {"enabled": False}}})
    yield from _run_axe(page, None if has_new_code else {"exclude": ["pre code"]}, {"runOnly": [COLOURS]})


def _run_axe(page: Page, context: dict[str, list[str]] | None, options: dict[str, Any]) -> Iterator[tuple[str, str]]:
    found = Axe().run(page, context=context, options={"resultTypes": ["violations"], **options}).response
    for violation in found["violations"]:
        for node in violation["nodes"]:
            yield violation["id"], str(node["target"][0])
