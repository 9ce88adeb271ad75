"""Playgrounds for everyone: by keyboard, by ear, on a narrow screen, with large letters, with forced colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from colour_scheme import Scheme, choose_scheme
from playgrounds import NEURON_PAGE, OVERLAPS, PAGES, WIDE, XOR_PAGE, open_playground, start_at, tab_to

from quality.accessibility import violations

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

CONTRAST = """element => {
  const brightness = (colour) => {
    const parts = colour.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255);
    const [red, green, blue] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const { color, backgroundColor, forcedColorAdjust } = getComputedStyle(element);
  const [dark, bright] = [brightness(color), brightness(backgroundColor)].sort((a, b) => a - b);
  return { contrast: (bright + 0.05) / (dark + 0.05), forcedColorAdjust };
}"""
RECORD = """element => {
  window.shown = [];
  new MutationObserver(() => window.shown.push(element.textContent)).observe(element, {childList: true});
}"""


def test_a_weight_and_a_point_are_changed_by_keyboard(page: Page, served_site: str) -> None:
    playground = open_playground(page, served_site + NEURON_PAGE)
    start_at(playground)
    slider = playground.get_by_role("slider", name="weight w1")
    tab_to(page, slider)
    page.keyboard.press("ArrowLeft")
    assert playground.get_by_role("spinbutton", name="weight w1").input_value() == "2.75"
    assert "2.75*(-1)" in (playground.locator(".steps").text_content() or "")

    point = playground.get_by_role("slider", name="circle 4")
    assert point.get_attribute("aria-valuetext") == "x₁ = 0.5, x₂ = 1, wrong side"
    tab_to(page, point)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Shift+ArrowUp")
    assert point.get_attribute("aria-valuetext") == "x₁ = 0.25, x₂ = 1.0625, right side"
    assert playground.locator(".score").text_content() == "9 of 10 points on the right side"
    playground.locator(".spoken").get_by_text("9 of 10").wait_for(state="attached")


def test_training_is_started_and_paused_by_keyboard(page: Page, served_site: str) -> None:
    playground = open_playground(page, served_site + XOR_PAGE)
    start_at(playground)
    tab_to(page, playground.get_by_role("button", name="Run"))
    page.keyboard.press("Enter")
    page.wait_for_function("() => parseInt(document.querySelector('#playground.live .score').textContent.slice(6)) > 4")
    page.keyboard.press("Enter")
    numbers = playground.locator(".score").text_content()
    playground.locator(".spoken").get_by_text(f"Paused. {numbers}").wait_for(state="attached")
    tab_to(page, playground.get_by_role("button", name="Step"))
    page.keyboard.press("Space")
    assert playground.locator(".score").text_content() != numbers


def test_every_setting_is_reached_by_keyboard(page: Page, served_site: str) -> None:
    playground = open_playground(page, served_site + XOR_PAGE)
    start_at(playground)
    tab_to(page, playground.get_by_role("button", name="More settings"))
    page.keyboard.press("Enter")
    reached = []
    controls = playground.locator("select, input").all()
    for control in controls[4:]:
        page.keyboard.press("Tab")
        assert control.evaluate("element => element === document.activeElement"), control
        page.keyboard.press("Space" if control.get_attribute("type") == "checkbox" else "ArrowDown")
        reached.append(control.evaluate("element => element.checked ?? element.selectedIndex"))
    menus, boxes, weight = reached[:8], reached[8:15], reached[15:]
    assert menus == [1, 1, 1, 1, 1, 1, 1, 2]
    assert boxes == [False, *[True] * 6]  # one box stays ticked
    assert "inputs=x2,square1,square2,product,sine1,sine2" in page.url
    assert weight == [1, False, False]
    page.wait_for_url("**&weights=**")


def test_while_it_runs_nothing_is_read_out(page: Page, served_site: str) -> None:
    playground = open_playground(page, served_site + XOR_PAGE)
    playground.locator(".spoken").evaluate(RECORD)
    playground.get_by_role("button", name="Run").click()
    page.wait_for_function(
        "() => parseInt(document.querySelector('#playground.live .score').textContent.slice(6)) > 50"
    )
    assert page.evaluate("window.shown") == []
    assert playground.locator(".score").get_attribute("role") is None


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(playground: Locator, scheme: Scheme) -> None:
    playground.page.set_viewport_size({"width": 1280, "height": 720})
    open_fold(playground)
    choose_scheme(playground.page, scheme)
    assert not list(violations(playground.page, has_new_layout=scheme == "light"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_with_forced_colours_lines_and_letters_are_of_the_readers_colour(
    page: Page, served_site: str, scheme: Scheme
) -> None:
    page.emulate_media(forced_colors="active", color_scheme=scheme)
    playground = open_playground(page, served_site + NEURON_PAGE)
    computed = "(element, name) => getComputedStyle(element)[name]"
    text = page.locator("h1").evaluate(computed, "color")
    assert playground.locator(".boundary").evaluate(computed, "stroke") == text
    assert playground.locator(".diagram .answer").evaluate(computed, "fill") == text
    assert playground.locator(".negative line").evaluate(computed, "strokeDasharray") != "none"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_with_forced_colours_the_labels_of_all_buttons_are_readable(
    page: Page, served_site: str, scheme: Scheme
) -> None:
    page.emulate_media(forced_colors="active", color_scheme=scheme)
    playground = open_playground(page, served_site + XOR_PAGE)
    for button in playground.get_by_role("button").all():
        for act in (lambda: page.mouse.move(0, 0), button.hover):
            act()
            found = button.evaluate(CONTRAST)
            assert found["contrast"] >= 4.5, button
            assert found["forcedColorAdjust"] == "none"  # else the browser puts a ground of its own behind the label


def open_fold(playground: Locator) -> None:
    """Open the settings that are folded, where there are some."""
    for opener in playground.locator("button[aria-expanded=false]").all():
        opener.click()


@pytest.mark.parametrize("address", PAGES)
def test_a_screen_of_320_pixels_needs_no_sideways_scrolling(playground: Locator) -> None:
    open_fold(playground)
    assert playground.page.evaluate("document.documentElement.scrollWidth") == 320
    assert playground.evaluate(WIDE) == []


@pytest.mark.parametrize("address", PAGES)
def test_letters_twice_as_large_need_no_sideways_scrolling_either(playground: Locator) -> None:
    open_fold(playground)
    playground.page.evaluate("document.documentElement.style.fontSize = '250%'")  # Material's own size is 125 %
    too_wide = playground.evaluate(WIDE)
    playground.page.evaluate("document.documentElement.style.fontSize = ''")
    assert too_wide == []


@pytest.mark.parametrize("width", [320, 390, 800, 1440])
@pytest.mark.parametrize("address", PAGES)
def test_no_part_lies_over_another(playground: Locator, width: int) -> None:
    open_fold(playground)
    playground.page.set_viewport_size({"width": width, "height": 900})
    assert playground.evaluate(OVERLAPS) == []


@pytest.mark.parametrize("address", PAGES)
def test_every_control_is_large_enough_to_hit(playground: Locator) -> None:
    open_fold(playground)
    for control in playground.locator("input, select, button, .movable").all():
        box = control.bounding_box()
        assert box, control
        assert box["height"] >= 24, control
        assert box["width"] >= 24, control


SMALL = """root => [...root.querySelectorAll("svg text")].filter((text) => text.checkVisibility() && text.textContent)
  .map((text) => [text.textContent, parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().d])
  .filter(([, size]) => size < 11)"""


@pytest.mark.parametrize("query", ["", "?units=8&second=8&inputs=x1,x2,square1,product,sine2&heldout=shown"])
@pytest.mark.parametrize("address", [NEURON_PAGE, XOR_PAGE])
@pytest.mark.parametrize("width", [320, 390])
def test_letters_in_drawings_are_large_enough_to_read_on_a_phone(
    page: Page, served_site: str, address: str, query: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 700})
    playground = open_playground(page, served_site + address + query)
    assert playground.evaluate(SMALL) == []
