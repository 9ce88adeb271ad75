"""What the tests of playgrounds and live figures share: to put one into a page, to call its functions, to read it."""

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from built_site import PROJECT
from in_page import SCRIPTS, ask
from playwright.sync_api import Locator, Page

NEURON_PAGE = "series/01-how-does-a-neuron-work/"
XOR_PAGE = "series/03-what-one-neuron-cannot-do/"
MOONS_PAGE = "series/06-gradient-descent/"
LOADER = (PROJECT / "docs/assets/scripts/playground.js").read_text("utf-8")
ELEMENTS = re.findall(r'ELEMENTS = "(.*)"', LOADER)[0].split(", ")
TWO_PICTURES = "() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))"
FIGURES = [name for name in ELEMENTS if not name.endswith("-playground")]
FIGURE_ABOVE = "xpath=(//p[img[contains(@class, 'figure')]][following::*[@id='playground']])[last()]"
ANSWERS = tomllib.loads(Path(__file__).with_name("figures.toml").read_text("utf-8"))
ANY = ":is(neuron-playground, training-playground)"

Mount = Callable[..., Locator]


def markup_of(address: str) -> str:
    """Return the playground of a chapter as its author has written it."""
    text = (PROJECT / "docs" / f"{address.strip('/')}.md").read_text("utf-8")
    return re.findall(r"<(?:neuron|training)-playground .*?</[a-z]+-playground>", text)[0]


NEURON, CIRCLES, MOONS = map(markup_of, (NEURON_PAGE, XOR_PAGE, MOONS_PAGE))
LIVE = {name: f'<{name} id="playground"></{name}>' for name in FIGURES}
LIVE |= {"neuron": NEURON, "circles": CIRCLES, "moons": MOONS}


def mounted(page: Page, what: str, attributes: str = "", query: str = "") -> Locator:
    """Put a fresh playground, or a live figure by its name, where the page has its own, and return it once it lives."""
    markup = f"<{what} {attributes}></{what}>" if what in FIGURES else what
    ask(page.locator("body"), "mount", markup, query)
    page.evaluate("Promise.all([...document.fonts].map((font) => font.load()))")  # so that letters have their width
    playground = page.locator("#playground.live")
    playground.wait_for()
    return playground


def compute(page: Page, modules: str, expression: str, given: Any = None) -> Any:
    """Return an expression, with the functions of the named modules as those of `m`, and those of this folder."""
    imports = ", ".join(f"import('../../assets/scripts/playground/{name}.js')" for name in modules.split())
    merged = f"Object.assign({{}}, ...(await Promise.all([{imports}])))"
    return page.evaluate(f"async given => {{ {SCRIPTS}\n const m = {merged}; return {expression}; }}", given)


def scroll_to_playground(page: Page, name: str = ANY) -> Locator:
    """Bring the page's playground near, which makes it load; after instant navigation, name the one of the new page."""
    page.locator(name).evaluate("place => place.scrollIntoView()")
    playground = page.locator(f"{name}.live")
    playground.wait_for()
    return playground


def open_fold(playground: Locator) -> None:
    for opener in playground.locator("button[aria-expanded=false]").all():
        opener.click()


def button(playground: Locator, name: str) -> Locator:
    return playground.get_by_role("button", name=name)


def copied(playground: Locator, what: str) -> str:
    """Return what the button that copies a link, or the Python, puts on the clipboard."""
    button(playground, f"Copy {what}").click()
    playground.get_by_text(f"{what.removeprefix('as ').capitalize()} copied.").wait_for()
    return str(playground.page.evaluate("navigator.clipboard.readText()"))


def text_of(playground: Locator) -> str:
    return playground.locator(".score").text_content() or ""


def await_spoken(playground: Locator, text: str) -> None:
    playground.locator(".spoken").get_by_text(text).wait_for(state="attached")


def ends_of(path: str | None) -> np.ndarray:
    return np.array(re.findall(r"-?[\d.]+", path or ""), float).reshape(-1, 2)


def drawn(figure: Locator, part: str, attribute: str = "d") -> np.ndarray:
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
