"""Pages as their readers have set them: without motion, and in the colours of the reader's choice."""

from collections.abc import Collection, Iterator
from pathlib import Path

import pytest
from built_site import BuiltSite
from playwright.sync_api import Browser, Page

from quality.browsing import NAMES, show_scheme
from quality.serving import serve
from quality.verdict import Say

SCRIPT = (Path(__file__).parent / "preferences.js").read_text("utf-8")


@pytest.mark.gate("as readers prefer")
def test_preferences(site: BuiltSite, browser: Browser, kinds_of_page: Collection[str], say: Say) -> None:
    """Look at pages with reduced motion and with forced colours, light and dark."""
    faults: list[str] = []
    with (
        serve(site.folder) as home,
        browser.new_page(reduced_motion="reduce") as still,
        browser.new_page(forced_colors="active", viewport={"width": 390, "height": 800}) as forced,
    ):
        for page in (still, forced):
            page.add_init_script(SCRIPT)
        for address in kinds_of_page:
            faults += [f"/{address} with reduced motion: {each}" for each in moving(still, home + address)]
            faults += [f"/{address} in forced colours: {each}" for each in invisible(forced, home + address)]
    say(f"reduced motion and forced colours: {len(kinds_of_page)} kinds of page, {len(faults)} faults", faults)


def moving(page: Page, address: str) -> Iterator[str]:
    """Yield what moves on a page, or would move, though the reader has asked for less."""
    page.goto(address)
    yield from page.evaluate("preferences.moving()")


def invisible(page: Page, address: str) -> Iterator[str]:
    """Yield what cannot be told from the ground in the reader's colours, light or dark."""
    page.goto(address)
    for scheme in NAMES:
        show_scheme(page, scheme)
        for each in page.evaluate("preferences.invisible()"):
            yield f"{each} ({scheme})"
