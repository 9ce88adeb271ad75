"""Functions of JavaScript that tests call in a page: those of the scripts in this folder."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

SCRIPTS = "".join(path.read_text("utf-8") for path in sorted(Path(__file__).parent.glob("*.js")))


def ask(place: Page | Locator, what: str, *given: Any) -> Any:
    """Return what a function says of a page, or of a place in it, which it gets first."""
    if isinstance(place, Page):
        return place.evaluate(f"(given) => {{ {SCRIPTS}\n return {what}(...given); }}", given)
    return place.evaluate(f"(place, given) => {{ {SCRIPTS}\n return {what}(place, ...given); }}", given)
