"""The landing page and the one for wrong addresses: what this is, a neuron to play with, and ways to all chapters."""

import pytest
from built_site import PROJECT
from playwright.sync_api import BrowserContext, Page, expect

CHAPTERS = sorted(path.stem for path in (PROJECT / "docs" / "series").glob("*.md"))
CARDS = """() => [...document.querySelectorAll(".card img")].map((image) => {
  const { width, height } = image.getBoundingClientRect();
  return { drawn: image.naturalWidth, width, height, ratio: image.naturalWidth / image.naturalHeight };
})"""
ALL_THERE = "() => [...document.querySelectorAll('.card img')].every((image) => image.complete && image.naturalWidth)"


@pytest.mark.parametrize("screen", [(390, 844), (1440, 900)], ids=["phone", "desktop"])
def test_one_screen_tells_and_plays_and_cards_are_as_large_as_drawn(page: Page, screen: tuple[int, int]) -> None:
    page.set_viewport_size({"width": screen[0], "height": screen[1]})
    page.goto("./")
    playground = page.locator("#playground.live")
    weight = playground.get_by_role("slider", name="weight w1")
    for part in (page.locator("h1"), page.locator(".lead"), page.locator(".hero .md-button"), weight):
        expect(part).to_be_in_viewport(ratio=1)
    weight.press("ArrowRight")
    expect(playground.get_by_role("spinbutton", name="weight w1")).to_have_value("3.25")
    assert page.evaluate("scrollY") == 0

    page.set_viewport_size({"width": screen[0], "height": 9000})  # so that all pictures are in view
    page.wait_for_function(ALL_THERE)
    pictures = page.evaluate(CARDS)
    assert len(pictures) == page.locator(".card").count() > 0
    for picture in pictures:
        assert 0.9 < picture["width"] / picture["drawn"] < 1.3
        assert picture["width"] / picture["height"] == pytest.approx(picture["ratio"], rel=0.02)


def test_the_neuron_is_drawn_until_it_lives(context: BrowserContext) -> None:
    page = context.new_page()
    page.route("**/playground.css", lambda route: route.abort())
    page.goto("./", wait_until="networkidle")
    expect(page.get_by_role("img", name="A neuron: two inputs")).to_be_in_viewport()
    assert not page.locator("#playground.live").count()


def test_a_wrong_address_leads_to_every_chapter_and_by_keyboard_to_the_search(page: Page) -> None:
    page.goto("404.html")
    links = page.locator("article a").evaluate_all("all => all.map((link) => link.pathname)")
    for chapter in CHAPTERS:
        assert any(link.endswith(f"/series/{chapter}/") for link in links), chapter
    assert any(link.endswith("/course/") for link in links)
    page.locator("article").get_by_role("button", name="Search").press("Enter")
    expect(page.get_by_role("textbox", name="Search")).to_be_focused()
    page.keyboard.type("backpropagation")
    expect(page.locator(".md-search-result__link").first).to_be_visible()
