"""How a part of a page looks: what is cut, too small, in the way of something else, or hard to see for some."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Locator, Page

from quality.browsing import Scheme, show_scheme

WIDE = """root => [...root.querySelectorAll("*")]
  .filter((element) => !element.closest("math")) // formulas scroll
  .filter((element) => element.getBoundingClientRect().right > innerWidth)
  .map((element) => element.outerHTML.slice(0, 80))"""
OVERLAPS = """(root, selector) => {
  const shown = [...root.querySelectorAll(selector)].filter((part) => part.checkVisibility());
  const boxes = shown.map((part) => [part.outerHTML.slice(0, 60), part.getBoundingClientRect()]);
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const pairs = boxes.flatMap((one, i) => boxes.slice(i + 1).map((other) => [...one, ...other]));
  return pairs.filter(([, box, , its]) => meet(box, its)).map(([name, , other]) => `${name} and ${other}`);
}"""
PANELS = ":scope > p, .panels > :not(.spoken)"
SMALL = """(root, selector) => [...root.querySelectorAll(selector)]
  .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data))
  .filter((element) => element.checkVisibility())
  .filter((element) => parseFloat(getComputedStyle(element).fontSize) * (element.getScreenCTM?.().a ?? 1) < 11)
  .map((element) => element.outerHTML)"""
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
