"""Code on a large screen is seen to the end of its lines, folded code when it is unfolded."""

from __future__ import annotations

from built_site import BuiltSite
from playwright.sync_api import Page

from quality.browsing import addresses

READ = ("series/", "labs/", "published-numbers/", "pictures/")
ROOM = 4  # pixels by which the ground of a marked line reaches into the margin
CLIPPED = f"""() => [...document.querySelectorAll("article .highlight pre > code")]
  .filter((code) => code.checkVisibility() && code.scrollWidth > code.clientWidth + {ROOM})
  .map((code) => code.textContent.split("\\n").reduce((a, b) => (a.length >= b.length ? a : b)))"""
OPEN = "document.querySelectorAll('details').forEach((box) => { box.open = true; })"


def test_no_line_of_code_is_cut_on_a_large_screen(page: Page, served_site: str, site: BuiltSite) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    cut = {}
    for address in addresses(site.folder):
        if address.startswith(READ):
            page.goto(served_site + address, wait_until="domcontentloaded")
            page.evaluate(OPEN)
            cut[address] = page.evaluate(CLIPPED)
    assert cut
    assert not {address: lines for address, lines in cut.items() if lines}
