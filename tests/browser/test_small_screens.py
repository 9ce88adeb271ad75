"""Every page on a phone: nothing scrolls sideways, nothing is cut, and a finger finds every control."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from built_site import BuiltSite
from playwright.sync_api import Browser, Page

from quality.browsing import addresses

WIDTHS = (390, 320)
TALL = 16_000  # pixels, so that what waits until it is seen is there
READ = ("series/", "labs/", "published-numbers/")

TOO_SMALL = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
  .map((control) => control.closest("label") ?? control)
  .filter((control) => control.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
  .filter((control) => getComputedStyle(control).display !== "inline" && !control.closest(".headerlink, .footnote"))
  .map((control) => [control.outerHTML.slice(0, 90), control.getBoundingClientRect()])
  .filter(([, { width, height }]) => width && Math.min(width, height) < 43.5)
  .map(([markup, { width, height }]) => `${width.toFixed()}×${height.toFixed()}: ${markup}`)"""
CUT = """() => [...document.querySelectorAll("article :is(.md-typeset__scrollwrap, math, .output pre, .output code)")]
  .filter((part) => part.checkVisibility())
  .filter((part) => part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).overflowX !== "visible"
    || part.getBoundingClientRect().right > document.documentElement.clientWidth)
  .map((part) => part.textContent.trim().replace(/\\s+/g, " ").slice(0, 60))"""


@pytest.fixture(scope="module")
def phone_page(browser: Browser) -> Iterator[Page]:
    with browser.new_context(has_touch=True, is_mobile=True, reduced_motion="reduce") as context:
        yield context.new_page()


def test_no_page_scrolls_sideways_or_cuts_what_it_shows_or_has_a_control_too_small_for_a_finger(
    phone_page: Page, served_site: str, site: BuiltSite
) -> None:
    faults = []
    for address in addresses(site.folder):
        phone_page.set_viewport_size({"width": WIDTHS[0], "height": TALL})
        phone_page.goto(served_site + address, wait_until="networkidle")
        for width in WIDTHS:
            phone_page.set_viewport_size({"width": width, "height": TALL})
            place = f"/{address} at {width} px"
            beyond = phone_page.evaluate("document.documentElement.scrollWidth") - width
            faults += [f"{place}: {beyond} px wider than the screen"] if beyond > 0 else []
            faults += [f"{place}: {control}" for control in phone_page.evaluate(TOO_SMALL)]
            if width == WIDTHS[0] and address.startswith(READ):
                faults += [f"{place}: {part!r} is cut" for part in phone_page.evaluate(CUT)]
    assert not faults, "\n".join(faults)


def test_a_finger_finds_every_control_of_the_menu_and_the_search(phone: Page, served_site: str) -> None:
    phone.goto(served_site + "series/01-how-does-a-neuron-work/")
    phone.get_by_role("button", name="Menu").click()
    phone.locator(".md-nav--primary .md-nav__title").first.wait_for()
    assert not phone.evaluate(TOO_SMALL)
    phone.keyboard.press("Escape")
    phone.get_by_role("button", name="Search").click()
    phone.keyboard.type("neuron")
    phone.locator(".md-search-result__link").first.wait_for()
    assert not phone.evaluate(TOO_SMALL)
