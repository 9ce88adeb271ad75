"""Pages for everyone: axe reads each of them, wide and narrow, light and dark."""

from collections.abc import Iterator

import pytest
from built_site import BuiltSite
from playwright.sync_api import Browser, Page

from quality.accessibility import ALL_BUT_COLOURS, OF_LAYOUT, violations
from quality.browsing import KINDS_OF_PAGE, NAMES, addresses, show_scheme
from quality.serving import serve
from quality.verdict import Say

WIDE, NARROW = 1280, 320  # pixels; 320 is what is left of 1280 where somebody enlarges the page to 400 %
# The theme lets the keyboard reach code that scrolls now, a little later; after three seconds axe may complain.
AWAIT_THEME = """async () => {
  const isLate = (code) => code.checkVisibility() && code.scrollWidth > code.clientWidth && code.tabIndex < 0;
  for (let i = 0; i < 60 && [...document.querySelectorAll("pre > code")].some(isLate); i++) {
    await new Promise((done) => { setTimeout(done, 50); });
  }
}"""


@pytest.mark.gate("accessible")
def test_accessible(site: BuiltSite, browser: Browser, say: Say) -> None:
    """Let axe look for violations in every page; in narrow ones for colours and layout, for all in one of each kind.

    In the dark colours, and nothing else, are others; each combination of colours is told at its first place.
    """
    pages = addresses(site.folder)
    with serve(site.folder) as home, browser.new_page() as page:
        judged: set[str] = set()
        faults = [fault for address in pages for fault in faults_of(page, home, address, judged)]
    say(f"axe: {len(pages)} pages, light and dark, {WIDE} and {NARROW} px: {len(faults)} violations", faults)


def faults_of(page: Page, home: str, address: str, judged: set[str]) -> Iterator[str]:
    """Yield a line for each fault in each state of a page, but for colours that have been judged."""
    page.goto(home + address)
    for scheme in NAMES:
        show_scheme(page, scheme)
        for width in (WIDE, NARROW):
            page.set_viewport_size({"width": width, "height": 800})
            if (width, scheme) == (NARROW, "light"):
                page.evaluate(AWAIT_THEME)
            place = f"/{address} at {width} px, {scheme}"
            is_new = width == WIDE or address in KINDS_OF_PAGE  # the narrow frame is that of all pages of a kind
            rules = (ALL_BUT_COLOURS if is_new else OF_LAYOUT) if scheme == "light" else None
            yield from (f"{place}: {fault}" for fault in violations(page.locator("html"), judged, rules))
            beyond = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if beyond > 0:
                yield f"{place}: {beyond} px wider than the screen"
