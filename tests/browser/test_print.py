"""A page on paper: dark on white, whatever the reader's screen is, and without what can only be pressed."""

from io import BytesIO

import pytest
from looks import choose_scheme
from PIL import Image
from playwright.sync_api import Locator, Page, expect

PAGES = ["", "series/05-loss/", "labs/01-how-does-a-neuron-work/", "published-numbers/"]
COLOURS = """() => {
  const luminance = (colour) => {
    const [red, green, blue, alpha = 1] = colour.match(/[\\d.]+/g).map(Number);
    return (alpha * (0.2126 * red + 0.7152 * green + 0.0722 * blue)) / 255 + 1 - alpha; // on white
  };
  const shown = [...document.querySelectorAll("body, article, article *")].filter((each) => each.checkVisibility());
  const told = (each) => `${each.localName}.${each.className}: ${each.textContent.trim().slice(0, 40)}`;
  const hasText = (each) => [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const pale = shown.filter((each) => hasText(each) && luminance(getComputedStyle(each).color) > 0.5);
  const dark = shown.filter((each) => luminance(getComputedStyle(each).backgroundColor) < 0.8);
  return [...pale, ...dark].map(told);
}"""
PRESSED = ":is(button, select, textarea, input, .md-button, .md-header, .md-footer, .md-sidebar, .md-top):visible"


@pytest.mark.parametrize("address", PAGES)
def test_a_dark_page_is_printed_dark_on_white_without_buttons(page: Page, address: str) -> None:
    page.emulate_media(reduced_motion="reduce")  # colours change at once
    page.goto(address or "./")
    for how in ("by hand", "by the system"):
        page.emulate_media(media="screen")
        if how == "by hand":
            choose_scheme(page, "dark")
            page.emulate_media(color_scheme="light")
        else:  # which the theme asks where it has no choice kept
            page.emulate_media(color_scheme="dark")
            page.reload()
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
        page.emulate_media(media="print")
        assert not page.evaluate(COLOURS), how
        assert not page.locator(PRESSED).count(), how
        require_dark_on_white(page.locator("article img:visible").first)


def require_dark_on_white(figure: Locator) -> None:
    """Look at a figure, if the page has one: inside it there is no style that could be asked."""
    if figure.count():
        figure.scroll_into_view_if_needed()
        figure.page.wait_for_function("image => image.complete && image.naturalWidth", arg=figure.element_handle())
        shades = Image.open(BytesIO(figure.screenshot())).convert("L").histogram()
        assert sum(shades[230:]) > sum(shades) / 2  # its ground
        assert sum(shades[:110])  # its ink
