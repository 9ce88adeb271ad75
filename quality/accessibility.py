"""What axe finds on a page."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

COLOURS = "color-contrast"
TAKE_OUT_ALIKE = Path(__file__).with_suffix(".js").read_text("utf-8")
OF_LAYOUT = ["target-size", "scrollable-region-focusable"]  # what a width can break, beside colours
ALL_RULES = {"target-size": {"enabled": True}}  # 24 pixels; axe leaves it out unless it is asked for


def violations(page: Page, has_new_layout: bool = True, has_new_frame: bool = True) -> Iterator[str]:
    """Yield the rule and the element of each violation; in the dark colours, and nothing else, are others."""
    page.emulate_media(reduced_motion="reduce")  # what fades is pale for a moment
    if has_new_layout:
        every = {"rules": {**ALL_RULES, COLOURS: {"enabled": False}}}
        yield from _run_axe(page, every if has_new_frame else {"runOnly": OF_LAYOUT})
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
