"""What the tests of the playgrounds share: where they are, and how to open one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

NEURON_PAGE = "series/01-how-does-a-neuron-work/"
XOR_PAGE = "series/04-what-one-neuron-cannot-do/"
MOONS_PAGE = "series/07-gradient-descent/"
PAGES = ["", NEURON_PAGE, XOR_PAGE, MOONS_PAGE]
ANY = ":is(neuron-playground, training-playground)"


def open_playground(page: Page, address: str) -> Locator:
    """Return the live playground of a page."""
    page.goto(address)
    return scroll_to_playground(page)


def scroll_to_playground(page: Page, name: str = ANY) -> Locator:
    """Bring the page's playground near, which makes it load; after instant navigation, name the one of the new page."""
    page.locator(name).evaluate("place => place.scrollIntoView()")
    playground = page.locator(f"{name}.live")
    playground.wait_for()
    return playground
