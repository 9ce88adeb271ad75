"""The colour scheme of a page that is open: chosen by its switch, since the theme asks the system only at the start."""

from __future__ import annotations

from typing import Literal

from playwright.sync_api import Page, expect

Scheme = Literal["light", "dark"]
NAMES = {"light": "default", "dark": "slate"}  # as the theme calls them


def choose_scheme(page: Page, scheme: Scheme) -> None:
    """Show a page in a scheme, and let the browser forget the choice."""
    page.emulate_media(color_scheme=scheme)
    body = page.locator("body")
    if body.get_attribute("data-md-color-scheme") != NAMES[scheme]:
        page.locator(f"label[for=__palette_{int(scheme == 'dark')}]").click()  # its title goes once it was shown
    expect(body).to_have_attribute("data-md-color-scheme", NAMES[scheme])
    page.evaluate("localStorage.clear()")
