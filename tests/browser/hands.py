"""What a reader's hands do on a page: keys that are pressed, sliders that are moved, fingers that swipe."""

import pytest
from playwright.sync_api import FloatRect, Locator, Page


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def tab_to(page: Page, target: Locator) -> None:
    for _ in range(60):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"the keyboard does not reach {target}")


def start_at(playground: Locator) -> None:
    """Let the next Tab lead into the playground."""
    playground.evaluate("element => { element.tabIndex = -1; element.focus(); element.removeAttribute('tabindex'); }")


def move(slider: Locator, value: float) -> None:
    slider.evaluate("(range, value) => { range.value = value; range.dispatchEvent(new Event('input')); }", value)


def box_of(place: Locator) -> FloatRect:
    """Return where something is on the page that is seen."""
    box = place.bounding_box()
    assert box, place
    return box


def centre(place: Locator) -> tuple[float, float]:
    box = box_of(place)
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def swipe(page: Page, start: tuple[float, float], move: tuple[float, float]) -> None:
    session = page.context.new_cdp_session(page)
    for i in range(11):
        touch = {"x": start[0] + move[0] * i / 10, "y": start[1] + move[1] * i / 10}
        kind = "touchMove" if i else "touchStart"
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [touch]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
