"""How a part of a page looks: what is cut, too small, in the way of something else, or hard to see for some."""

from typing import Any

from playwright.sync_api import Locator, Page

from quality.accessibility import ALL_BUT_COLOURS, violations
from quality.browsing import Scheme, show_scheme

PANELS = ":scope > p, .panels > :not(.spoken)"
JUDGED: set[str] = set()  # colours of which axe has been sure
COMPUTED = "(element, name) => getComputedStyle(element)[name]"


def choose_scheme(page: Page, scheme: Scheme) -> None:
    """Choose a scheme by its switch, since the theme asks the system only at the start, and let it be forgotten."""
    show_scheme(page, scheme)
    page.evaluate("localStorage.clear()")


def require_accessible(playground: Locator) -> None:
    """Let axe look at a playground; in the dark colours, and nothing else, are others."""
    rules: dict[Scheme, dict[str, Any] | None] = {"dark": None, "light": ALL_BUT_COLOURS}
    for scheme, asked in rules.items():
        choose_scheme(playground.page, scheme)
        assert [*violations(playground, JUDGED, asked)] == [], scheme
    playground.page.emulate_media(reduced_motion="null")  # without motion there is no Play to be looked at
