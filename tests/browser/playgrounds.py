"""What the tests of the playgrounds share: where they are, and how to open one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

NEURON_PAGE = "series/01-how-does-a-neuron-work/"
XOR_PAGE = "series/03-what-one-neuron-cannot-do/"
MOONS_PAGE = "series/06-gradient-descent/"
PAGES = ["", NEURON_PAGE, XOR_PAGE, MOONS_PAGE]
ANY = ":is(neuron-playground, training-playground)"
WIDE = """root => [...root.querySelectorAll("*")]
  .filter((element) => !element.closest("math")) // formulas scroll
  .filter((element) => element.getBoundingClientRect().right > innerWidth)
  .map((element) => element.outerHTML.slice(0, 80))"""
OVERLAPS = """root => {
  const parts = [...root.querySelector(".panels").children].filter((part) => !part.matches(".spoken"));
  const shown = [...root.querySelectorAll(":scope > p"), ...parts].filter((part) => part.checkVisibility());
  const boxes = shown.map((part) => [part.className.baseVal ?? part.className, part.getBoundingClientRect()]);
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const pairs = boxes.flatMap(([name, box], i) => boxes.slice(i + 1).map(([other, its]) => [name, box, other, its]));
  return pairs.filter(([, box, , its]) => meet(box, its)).map(([name, , other]) => `${name} and ${other}`);
}"""


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


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until something has the focus."""
    for _ in range(60):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"the keyboard does not reach {target}")


def start_at(playground: Locator) -> None:
    """Let the next Tab lead into the playground."""
    playground.evaluate("element => { element.tabIndex = -1; element.focus(); element.removeAttribute('tabindex'); }")


def centre(place: Locator) -> tuple[float, float]:
    box = place.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def swipe(page: Page, start: tuple[float, float], move: tuple[float, float]) -> None:
    """Draw a finger over the screen in ten steps."""
    session = page.context.new_cdp_session(page)
    for i in range(11):
        touch = {"x": start[0] + move[0] * i / 10, "y": start[1] + move[1] * i / 10}
        kind = "touchMove" if i else "touchStart"
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [touch]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
