"""Playgrounds for everyone: by keyboard, by ear, on a narrow screen, with large letters, with forced colours."""

import pytest
from hands import press, start_at, tab_to
from looks import COMPUTED, OVERLAPS, PANELS, SMALL, WIDE, choose_scheme, require_accessible
from playgrounds import CIRCLES, MOONS, NEURON, Mount, await_spoken, button, open_fold, scroll_to_playground, text_of
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
EPOCH_AFTER = "(epoch) => parseInt(document.querySelector('#playground.live .score').textContent.slice(6)) > epoch"
CONTROLS_TOO_SMALL = """root => [...root.querySelectorAll("input, select, button, .movable")]
  .map((control) => [control.outerHTML.slice(0, 80), control.getBoundingClientRect()])
  .filter(([, { width, height }]) => Math.min(width, height) < 24)"""
MANY = "?units=8&second=8&inputs=x1,x2,square1,product,sine2&heldout=shown"
PLAYGROUNDS = {"neuron": NEURON, "circles": CIRCLES, "moons": MOONS}


def test_a_weight_and_a_point_are_changed_by_keyboard(mount: Mount) -> None:
    playground = mount(NEURON)
    page, point = playground.page, playground.get_by_role("slider", name="circle 4")
    start_at(playground)
    tab_to(page, playground.get_by_role("slider", name="weight w1"))
    press(page, "ArrowLeft")
    assert playground.get_by_role("spinbutton", name="weight w1").input_value() == "2.75"
    assert "2.75*(-1)" in (playground.locator(".steps").text_content() or "")

    assert point.get_attribute("aria-valuetext") == "x₁ = 0.5, x₂ = 1, wrong side"
    tab_to(page, point)
    scrolled = page.evaluate("scrollY")
    for keys, place in (
        (["ArrowLeft", "Shift+ArrowUp"], "x₁ = 0.25, x₂ = 1.0625, right side"),
        (["PageUp", "Home"], "x₁ = −3, x₂ = 2.0625, "),
        (["PageUp", "PageUp"], "x₁ = −3, x₂ = 3, "),
        (["End", "PageDown", "ArrowDown"], "x₁ = 3, x₂ = 1.75, "),
    ):
        press(page, *keys)
        assert (point.get_attribute("aria-valuetext") or "").startswith(place), keys
    assert page.evaluate("scrollY") == scrolled
    assert text_of(playground) == "8 of 10 points on the right side"
    await_spoken(playground, "8 of 10")


def test_training_is_started_and_paused_by_keyboard_and_while_it_runs_nothing_is_read_out(mount: Mount) -> None:
    playground = mount(CIRCLES)
    page = playground.page
    playground.locator(".spoken").evaluate(RECORD)
    start_at(playground)
    tab_to(page, button(playground, "Run"))
    press(page, "Enter")
    page.wait_for_function(EPOCH_AFTER, arg=50)
    assert page.evaluate("window.shown") == []
    assert playground.locator(".score").get_attribute("role") is None
    press(page, "Enter")
    numbers = text_of(playground)
    await_spoken(playground, f"Paused. {numbers}")
    tab_to(page, button(playground, "Step"))
    press(page, "Space")
    assert text_of(playground) != numbers


def test_every_setting_is_reached_by_keyboard(mount: Mount) -> None:
    playground = mount(CIRCLES)
    page, reached = playground.page, []
    start_at(playground)
    tab_to(page, button(playground, "More settings"))
    press(page, "Enter")
    for control in playground.locator("select, input").all()[4:]:
        press(page, "Tab")
        assert control.evaluate("element => element === document.activeElement"), control
        press(page, "Space" if control.get_attribute("type") == "checkbox" else "ArrowDown")
        reached.append(control.evaluate("element => element.checked ?? element.selectedIndex"))
    menus, boxes, weight = reached[:8], reached[8:15], reached[15:]
    assert menus == [1, 1, 1, 1, 1, 1, 1, 2]
    assert boxes == [False, *[True] * 6]  # one box stays ticked
    assert "inputs=x2,square1,square2,product,sine1,sine2" in page.url
    assert weight == [1, False, False]
    page.wait_for_url("**&weights=**")


def require_room(playground: Locator) -> None:
    page = playground.page
    for width in (1440, 800, 390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert playground.evaluate(OVERLAPS, PANELS) == [], width
        assert width > 390 or playground.evaluate(SMALL, "svg text") == [], width
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    for faults in (WIDE, CONTROLS_TOO_SMALL):
        assert playground.evaluate(faults) == []
    page.evaluate("document.documentElement.style.fontSize = '250%'")  # Material's own size is 125 %
    assert playground.evaluate(WIDE) == []


@pytest.mark.parametrize("name", PLAYGROUNDS)
def test_all_is_in_its_place_and_axe_finds_no_violation(mount: Mount, name: str) -> None:
    playground = mount(PLAYGROUNDS[name])
    invitation = playground.locator(".invitation")
    assert invitation.is_visible()
    assert invitation.evaluate("element => element.nextElementSibling.matches('.panels')")
    open_fold(playground)
    require_accessible(playground)
    require_room(playground)


def test_on_the_landing_page_all_is_in_its_place_too(page: Page) -> None:
    page.goto("./")
    playground = scroll_to_playground(page)
    assert playground.locator(".invitation").is_visible()
    require_accessible(playground)
    require_room(playground)


def test_letters_of_a_large_network_are_large_enough_to_read_on_a_phone(mount: Mount) -> None:
    playground = mount(CIRCLES, query=MANY)
    for width in (390, 320):
        playground.page.set_viewport_size({"width": width, "height": 700})
        assert playground.evaluate(SMALL, "svg text") == [], width


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_with_forced_colours_all_is_of_the_readers_and_readable(mount: Mount, scheme: str) -> None:
    playground = mount(NEURON)
    page = playground.page
    choose_scheme(page, scheme)
    page.emulate_media(forced_colors="active", color_scheme=scheme)
    text = page.locator("h1").evaluate(COMPUTED, "color")
    assert playground.locator(".boundary").evaluate(COMPUTED, "stroke") == text
    assert playground.locator(".diagram .answer").evaluate(COMPUTED, "fill") == text
    assert playground.locator(".negative line").first.evaluate(COMPUTED, "strokeDasharray") != "none"
    playground = mount(CIRCLES)
    for each in playground.get_by_role("button").all():
        for act in (lambda: page.mouse.move(0, 0), each.hover):
            act()
            found = each.evaluate(CONTRAST)
            assert found["contrast"] >= 4.5, each
            assert found["forcedColorAdjust"] == "none"  # else the browser puts a ground of its own behind the label
    page.emulate_media(forced_colors="none")
    choose_scheme(page, "light")
