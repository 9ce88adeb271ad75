"""What axe finds on a page, or in a part of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Locator

COLOURS = "color-contrast"
JUDGE_COLOURS = Path(__file__).with_suffix(".js").read_text("utf-8")
OF_LAYOUT = {"runOnly": ["target-size", "scrollable-region-focusable"]}  # what a width can break, beside colours
ALL_BUT_COLOURS = {"rules": {"target-size": {"enabled": True}, COLOURS: {"enabled": False}}}  # 24 pixels; else left out


def violations(part: Locator, judged: set[str], rules: dict[str, Any] | None) -> Iterator[str]:
    """Yield the rule and the element of each violation in a part of a page; of colours, those that are not yet judged.

    Parameters
    ----------
    part
        The element in which axe looks.
    judged
        Combinations of colours, sizes and grounds of which axe was sure; new ones are added.
    rules
        What axe is asked beside colours: `ALL_BUT_COLOURS`, `OF_LAYOUT`, or nothing.
    """
    part.page.emulate_media(reduced_motion="reduce")  # what fades is pale for a moment
    if part.page.evaluate("typeof axe === 'undefined'"):
        part.page.evaluate(AXE_SCRIPT)
    if rules:
        found = part.evaluate("(root, options) => axe.run(root, options)", {"resultTypes": ["violations"], **rules})
        for violation in found["violations"]:
            for node in violation["nodes"]:
                yield f"{violation['id']}: {node['target'][0]}"
    colours = part.evaluate(JUDGE_COLOURS, sorted(judged))
    yield from (f"{COLOURS}: {name}" for name in colours["pale"])
    judged.update(colours["sure"])
