"""Functions of JavaScript that tests call in a page."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

FUNCTIONS = Path(__file__).with_name("in_page.js").read_text("utf-8")


def asked(page: Page, question: str, *given: Any) -> Any:
    """Return what a function of ``in_page.js`` says of a page, or does there."""
    return page.evaluate(f"given => {{ {FUNCTIONS}\nreturn {question}(...given); }}", given)
