"""How a part of a page looks: what is cut, too small, in the way of something else, or hard to see for some."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Locator, Page

from quality.browsing import Scheme, show_scheme

PANELS = ":scope > p, .panels > :not(.spoken)"
COMPUTED = "(element, name) => getComputedStyle(element)[name]"


def choose_scheme(page: Page, scheme: Scheme) -> None:
    """Choose a scheme by its switch, since the theme asks the system only at the start, and let it be forgotten."""
    show_scheme(page, scheme)
    page.evaluate("localStorage.clear()")


def require_accessible(playground: Locator) -> None:
    """Let axe look at a playground; in the dark colours, and nothing else, are others."""
    page = playground.page
    page.emulate_media(reduced_motion="reduce")  # what fades is pale for a moment
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE_SCRIPT)
    options: dict[Scheme, Any] = {
        "dark": {"runOnly": ["color-contrast"]},
        "light": {"rules": {"target-size": {"enabled": True}}},  # which axe leaves out unless it is asked for
    }
    for scheme, asked in options.items():
        choose_scheme(page, scheme)
        found = playground.evaluate("(root, asked) => axe.run(root, { resultTypes: ['violations'], ...asked })", asked)
        assert found["passes"], "axe has seen nothing"
        assert [(each["id"], node["target"]) for each in found["violations"] for node in each["nodes"]] == [], scheme
