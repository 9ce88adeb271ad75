"""Figures open larger at a press, by pointer and by keyboard, and the reader comes back to where they were."""

from hands import box_of, tab_to
from playwright.sync_api import Locator, Page, expect

CHAPTER = "series/02-one-neuron-many-examples/"


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog", name="Larger figure")


def test_a_figure_opens_larger_at_a_press_and_closes_at_the_next(page: Page) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(CHAPTER)
    figure = page.locator("img.figure").first
    figure.click()
    larger = dialog(page).locator("img")
    assert larger.get_attribute("alt") == figure.get_attribute("alt")
    sizes = [box_of(place) for place in (figure, larger)]
    assert sizes[1]["width"] > 1.5 * sizes[0]["width"]
    assert sizes[1]["width"] <= 1440
    assert sizes[1]["height"] <= 900
    larger.click()
    expect(dialog(page)).to_be_hidden()


def test_the_keyboard_opens_a_figure_and_comes_back_to_it_and_those_of_the_next_page_open_too(page: Page) -> None:
    page.goto(CHAPTER)
    opener = page.get_by_role("button", name="Enlarge figure 1")
    opener.evaluate("button => button.closest('p').previousElementSibling.querySelector('summary')?.focus()")
    tab_to(page, opener)
    assert opener.evaluate("button => getComputedStyle(button).clipPath") == "none"
    for key in ("Escape", "Enter"):  # the focus is on *Close*
        page.keyboard.press("Enter")
        expect(dialog(page)).to_be_visible()
        expect(dialog(page).get_by_role("button", name="Close")).to_be_focused()
        page.keyboard.press(key)
        expect(dialog(page)).to_be_hidden()
        expect(opener).to_be_focused()
    page.get_by_role("link", name="Next: 3.").click()
    page.locator("h1", has_text="What one neuron cannot do").wait_for()
    opener.press("Enter")
    expect(dialog(page)).to_be_visible()


def test_on_a_phone_a_figure_is_larger_too_and_only_it_scrolls(phone: Page) -> None:
    phone.goto(CHAPTER)
    figure = phone.locator("img.figure").first
    figure.tap()
    before, after = box_of(figure), box_of(dialog(phone).locator("img"))
    assert after["width"] > 1.5 * before["width"]
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    assert dialog(phone).evaluate("dialog => dialog.scrollWidth > dialog.clientWidth")
