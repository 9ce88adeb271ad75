"""The landing page: in one screen what this is and a neuron to play with at once, and cards whose pictures are seen."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

SCREENS: list[ViewportSize] = [{"width": 390, "height": 844}, {"width": 1440, "height": 900}]
CARDS = """() => [...document.querySelectorAll(".card img")].map((image) => {
  const { width, height } = image.getBoundingClientRect();
  return { drawn: image.naturalWidth, width, height, ratio: image.naturalWidth / image.naturalHeight };
})"""


@pytest.mark.parametrize("screen", SCREENS, ids=["phone", "desktop"])
def test_one_screen_says_what_this_is_and_lets_one_play(page: Page, served_site: str, screen: ViewportSize) -> None:
    page.set_viewport_size(screen)
    page.goto(served_site)
    playground = page.locator("#playground.live")
    weight = playground.get_by_role("slider", name="weight w1")
    for part in (page.locator("h1"), page.locator(".lead"), page.locator(".hero .md-button"), weight):
        expect(part).to_be_in_viewport(ratio=1)
    weight.press("ArrowRight")
    expect(playground.get_by_role("spinbutton", name="weight w1")).to_have_value("3.25")
    assert page.evaluate("scrollY") == 0


def test_the_neuron_is_drawn_until_it_lives(context: BrowserContext, served_site: str) -> None:
    page = context.new_page()
    page.route("**/playground.css", lambda route: route.abort())
    page.goto(served_site, wait_until="networkidle")
    expect(page.get_by_role("img", name="A neuron: two inputs")).to_be_in_viewport()
    assert not page.locator("#playground.live").count()


def test_without_javascript_the_neuron_stays_drawn(browser: Browser, served_site: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(served_site)
        expect(page.get_by_role("img", name="A neuron: two inputs")).to_be_in_viewport()
        assert "JavaScript" not in page.locator("article").inner_text()


@pytest.mark.parametrize("width", [390, 1440])
def test_the_pictures_of_the_cards_are_shown_about_as_large_as_they_are_drawn(
    page: Page, served_site: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 9000})  # so that all are in view
    page.goto(served_site, wait_until="networkidle")
    pictures = page.evaluate(CARDS)
    assert len(pictures) == page.locator(".card").count() > 0
    for picture in pictures:
        assert 0.9 < picture["width"] / picture["drawn"] < 1.3
        assert picture["width"] / picture["height"] == pytest.approx(picture["ratio"], rel=0.02)
