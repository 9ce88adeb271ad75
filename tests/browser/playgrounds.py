"""What the tests of playgrounds and live figures share: to put one into a page, to call its functions, to touch it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from axe_playwright_python.base import AXE_SCRIPT
from built_site import PROJECT
from colour_scheme import choose_scheme
from playwright.sync_api import Locator, Page

NEURON_PAGE = "series/01-how-does-a-neuron-work/"
XOR_PAGE = "series/03-what-one-neuron-cannot-do/"
MOONS_PAGE = "series/06-gradient-descent/"
FIGURES = (
    "beak-line",
    "xor-layer",
    "loss-descent",
    "slope-walk",
    "slope-along",
    "optimizer-race",
    "digit-pad",
    "slope-graph",
)
BEAKS, XOR, DESCENT, WALK, ALONG, RACE, PAD, GRAPH = FIGURES
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
MOUNT = """async ([markup, query]) => {
  const place = document.createElement("div");
  place.innerHTML = markup;
  const element = place.firstElementChild;
  element.id = "playground";
  await import(`../../assets/scripts/playground/${element.localName}.js`);
  history.replaceState(history.state, "", location.pathname + query);
  document.documentElement.style.fontSize = "";
  document.querySelector("#playground").replaceWith(element);
  element.scrollIntoView({ behavior: "instant" });
}"""
COMPUTED = "(element, name) => getComputedStyle(element)[name]"

Mount = Callable[..., Locator]


def markup_of(address: str) -> str:
    """Return the playground of a chapter as its author has written it."""
    text = (PROJECT / "docs" / f"{address.strip('/')}.md").read_text("utf-8")
    return re.findall(r"<(?:neuron|training)-playground .*?</[a-z]+-playground>", text)[0]


NEURON, CIRCLES, MOONS = map(markup_of, (NEURON_PAGE, XOR_PAGE, MOONS_PAGE))


def mounted(page: Page, what: str, attributes: str = "", query: str = "") -> Locator:
    """Put a fresh playground, or a live figure by its name, where the page has its own, and return it once it lives."""
    markup = f"<{what} {attributes}></{what}>" if what in FIGURES else what
    page.evaluate(MOUNT, [markup, query])
    playground = page.locator("#playground.live")
    playground.wait_for()
    return playground


def compute(page: Page, modules: str, expression: str, given: Any = None) -> Any:
    """Return an expression, with the functions of the named modules as those of `m`."""
    imports = ", ".join(f"import('../../assets/scripts/playground/{name}.js')" for name in modules.split())
    merged = f"Object.assign({{}}, ...(await Promise.all([{imports}])))"
    return page.evaluate(f"async given => {{ const m = {merged}; return {expression}; }}", given)


def scroll_to_playground(page: Page, name: str = ANY) -> Locator:
    """Bring the page's playground near, which makes it load; after instant navigation, name the one of the new page."""
    page.locator(name).evaluate("place => place.scrollIntoView()")
    playground = page.locator(f"{name}.live")
    playground.wait_for()
    return playground


def open_fold(playground: Locator) -> None:
    """Open the settings that are folded, where there are some."""
    for opener in playground.locator("button[aria-expanded=false]").all():
        opener.click()


def button(playground: Locator, name: str) -> Locator:
    return playground.get_by_role("button", name=name)


def text_of(playground: Locator) -> str:
    return playground.locator(".score").text_content() or ""


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def retype(page: Page, text: str) -> None:
    """Put a text in the place of what is in the field that has the focus, and press Enter."""
    press(page, "Control+a")
    page.keyboard.type(text)
    press(page, "Enter")


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


def await_spoken(playground: Locator, text: str) -> None:
    playground.locator(".spoken").get_by_text(text).wait_for(state="attached")


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


def ends_of(path: str | None) -> np.ndarray:
    """Return the points that a path or polygon names."""
    return np.array(re.findall(r"-?[\d.]+", path or ""), float).reshape(-1, 2)


def drawn(figure: Locator, part: str, attribute: str = "d") -> np.ndarray:
    """Return the points of a part of a drawing."""
    return ends_of(figure.locator(part).get_attribute(attribute))


def to_plane(drawn: Any, known: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Return where in the plane something is drawn, by points whose places are known."""
    fitted, *_ = np.linalg.lstsq(np.c_[drawn, np.ones(len(drawn))], known, rcond=None)
    return np.c_[at, np.ones(len(at))] @ fitted


def typographic(number: float) -> str:
    """Return a number with four digits and a real minus."""
    return f"{number + 0.0:.4g}".replace("-", "−")


def rounded(numbers: Any, digits: int) -> list[str]:
    """Return numbers with so many digits behind the point, a real minus and no zero below zero."""
    zero = f"{0:.{digits}f}"
    return [f"{number:.{digits}f}".replace(f"-{zero}", zero).replace("-", "−") for number in np.ravel(numbers)]


def move(slider: Locator, value: float) -> None:
    """Move a slider, as a pointer would."""
    slider.evaluate("(range, value) => { range.value = value; range.dispatchEvent(new Event('input')); }", value)


def require_all(places: Sequence[Locator], computed: str, value: str) -> None:
    for place in places:
        assert place.evaluate(COMPUTED, computed) == value, place


def require_accessible(playground: Locator) -> None:
    """Let axe look for violations in a playground, in both colour schemes."""
    page, rules = playground.page, {"target-size": {"enabled": True}}  # axe leaves it out unless it is asked for
    page.emulate_media(reduced_motion="reduce")  # what fades is pale for a moment
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE_SCRIPT)
    for scheme in ("dark", "light"):
        choose_scheme(page, scheme)
        found = playground.evaluate("(root, rules) => axe.run(root, { resultTypes: ['violations'], rules })", rules)
        assert found["passes"], "axe has seen nothing"
        assert [(each["id"], node["target"]) for each in found["violations"] for node in each["nodes"]] == [], scheme
