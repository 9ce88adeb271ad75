"""The colour scheme of a page that is open: chosen by its switch, since the theme asks the system only at the start."""

from __future__ import annotations

from playwright.sync_api import Page

from quality.browsing import NAMES, Scheme, show_scheme

__all__ = ["NAMES", "Scheme", "choose_scheme"]


def choose_scheme(page: Page, scheme: Scheme) -> None:
    """Show a page in a scheme, and let the browser forget the choice."""
    show_scheme(page, scheme)
    page.evaluate("localStorage.clear()")
