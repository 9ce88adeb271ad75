"""Headless Chromium, reading a built site."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, expect, sync_playwright

from publishing.printed_series import find_browser

Scheme = Literal["light", "dark"]
NAMES: dict[Scheme, str] = {"light": "default", "dark": "slate"}  # as the theme calls them

KINDS_OF_PAGE = {  # one of each, and those with most controls
    "": "the landing page",
    "series/01-how-does-a-neuron-work/": "a chapter with a playground",
    "series/04-layers-and-networks/": "a chapter with a network to train",
    "series/12-reading-digits/": "a long chapter",
    "labs/01-how-does-a-neuron-work/": "a lab",
    "reference/neuron/": "a page of the reference",
    "reference/notation/": "a page of tables",
    "published-numbers/": "a page of tables and folded code",
    "404.html": "the page for wrong addresses",
}


class MissingBrowserError(Exception):
    """There is no Chromium on this machine."""


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium.

    Raises
    ------
    MissingBrowserError
        If it is not installed.
    """
    path = find_browser()
    if path is None:
        raise MissingBrowserError(
            "reading the site in a browser needs Chromium, for example by apt-get install chromium"
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


def addresses(site: Path) -> list[str]:
    """Return the address of every page of a site, below its home; the one for wrong addresses by its name."""
    pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    return [page.removesuffix("index.html") for page in pages]


def show_scheme(page: Page, scheme: Scheme) -> None:
    """Show a page to a reader of light or dark colours, by its switch if it has one, since that keeps its choice."""
    page.emulate_media(color_scheme=scheme)
    if page.locator("body[data-md-color-scheme]").count():
        page.locator(f"#__palette_{int(scheme == 'dark')}").evaluate("input => input.click()")
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", NAMES[scheme])
