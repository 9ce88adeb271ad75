"""What the tests of playgrounds and live figures share: to put one into a page, to call its functions, to touch it."""

import re
from collections.abc import Callable
from typing import Any

from built_site import PROJECT
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
    "kernel-slide",
    "letter-plane",
)
BEAKS, XOR, DESCENT, WALK, ALONG, RACE, PAD, GRAPH, KERNEL, LETTERS = FIGURES
ANY = ":is(neuron-playground, training-playground)"
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

Mount = Callable[..., Locator]


def markup_of(address: str) -> str:
    """Return the playground of a chapter as its author has written it."""
    text = (PROJECT / "docs" / f"{address.strip('/')}.md").read_text("utf-8")
    return re.findall(r"<(?:neuron|training)-playground .*?</[a-z]+-playground>", text)[0]


NEURON, CIRCLES, MOONS = map(markup_of, (NEURON_PAGE, XOR_PAGE, MOONS_PAGE))


LOAD_FONTS = "Promise.all([...document.fonts].map((font) => font.load()))"


def mounted(page: Page, what: str, attributes: str = "", query: str = "") -> Locator:
    """Put a fresh playground, or a live figure by its name, where the page has its own, and return it once it lives."""
    markup = f"<{what} {attributes}></{what}>" if what in FIGURES else what
    page.evaluate(MOUNT, [markup, query])
    page.evaluate(LOAD_FONTS)  # a letter is as wide as its font, which may come late
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
