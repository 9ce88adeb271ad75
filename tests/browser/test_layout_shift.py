"""What a page shows stays where it is while the rest of it arrives, fast or slowly."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, ViewportSize

PAGES = [
    "",
    "series/01-how-does-a-neuron-work/",
    "series/03-what-one-neuron-cannot-do/",
    "series/09-better-steps/",
    "series/12-reading-digits/",
]
SCREENS: list[ViewportSize] = [{"width": 390, "height": 844}, {"width": 1440, "height": 900}]
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}  # a phone's
MOST = 0.02
WATCH = """() => {
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries()) {
      const names = sources.map(({ node }) => node?.parentElement?.outerHTML.slice(0, 80));
      window.shifts.push({ value, names });
    }
  }).observe({ type: "layout-shift", buffered: true });
}"""


@pytest.mark.parametrize("is_slow", [False, True], ids=["fast", "slow"])
@pytest.mark.parametrize("screen", SCREENS, ids=["phone", "desktop"])
@pytest.mark.parametrize("address", PAGES)
def test_nothing_moves_while_a_page_loads(
    browser: Browser, served_site: str, address: str, screen: ViewportSize, is_slow: bool
) -> None:
    with browser.new_context(viewport=screen) as context:
        page = context.new_page()
        page.add_init_script(f"({WATCH})()")
        if is_slow:
            context.new_cdp_session(page).send("Network.emulateNetworkConditions", SLOW)
        page.goto(served_site + address, wait_until="networkidle")
        page.wait_for_timeout(300)  # for what is drawn last
        shifts = page.evaluate("window.shifts")
        assert sum(shift["value"] for shift in shifts) < MOST, shifts
