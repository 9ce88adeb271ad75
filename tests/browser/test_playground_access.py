"""Playgrounds for everyone: by keyboard, by ear, without motion, on a narrow screen, without JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playgrounds import MOONS_PAGE, NEURON_PAGE, XOR_PAGE, open_playground, scroll_to_playground

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

PAGES = ["", NEURON_PAGE, XOR_PAGE, MOONS_PAGE]
RECORD = """element => {
  window.shown = [];
  new MutationObserver(() => window.shown.push(element.textContent)).observe(element, {childList: true});
}"""


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until something has the focus."""
    for _ in range(60):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"the keyboard does not reach {target}")


def start_at(playground: Locator) -> None:
    """Let the next Tab lead into the playground."""
    playground.evaluate("element => { element.tabIndex = -1; element.focus(); element.removeAttribute('tabindex'); }")


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


def test_a_point_follows_the_pointer_and_stays_in_the_plane(page: Page, served_site: str) -> None:
    playground = open_playground(page, served_site + NEURON_PAGE)
    point = playground.get_by_role("slider", name="input x", exact=True)
    point.scroll_into_view_if_needed()
    box = point.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 24
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] - 2000, box["y"], steps=4)
    page.mouse.up()
    assert playground.get_by_role("spinbutton", name="input x1").input_value() == "-3"


def test_training_is_started_and_paused_by_keyboard(page: Page, served_site: str) -> None:
    playground = open_playground(page, served_site + XOR_PAGE)
    start_at(playground)
    tab_to(page, playground.get_by_role("button", name="Run"))
    page.keyboard.press("Enter")
    page.wait_for_function("() => parseInt(document.querySelector('.live .score').textContent.slice(6)) > 4")
    page.keyboard.press("Enter")
    numbers = playground.locator(".score").text_content()
    playground.locator(".spoken").get_by_text(f"Paused. {numbers}").wait_for(state="attached")
    tab_to(page, playground.get_by_role("button", name="Step"))
    page.keyboard.press("Space")
    assert playground.locator(".score").text_content() != numbers


def test_while_it_runs_nothing_is_read_out(page: Page, served_site: str) -> None:
    playground = open_playground(page, served_site + XOR_PAGE)
    playground.locator(".spoken").evaluate(RECORD)
    playground.get_by_role("button", name="Run").click()
    page.wait_for_function("() => parseInt(document.querySelector('.live .score').textContent.slice(6)) > 50")
    assert page.evaluate("window.shown") == []
    assert playground.locator(".score").get_attribute("role") is None


def test_with_reduced_motion_the_picture_changes_once_a_hundred_epochs(page: Page, served_site: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    playground = open_playground(page, served_site + XOR_PAGE)
    playground.locator(".score").evaluate(RECORD)
    playground.get_by_role("button", name="Run").click()
    page.wait_for_function("() => window.shown.length >= 2")
    assert [text.split(" · ")[0] for text in page.evaluate("window.shown.slice(0, 2)")] == ["epoch 100", "epoch 200"]


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(page: Page, served_site: str, address: str, scheme: Literal["light", "dark"]) -> None:
    page.emulate_media(color_scheme=scheme)
    open_playground(page, served_site + address)
    results = Axe().run(page, context=".live")
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_with_forced_colours_lines_and_letters_are_of_the_readers_colour(
    page: Page, served_site: str, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(forced_colors="active", color_scheme=scheme)
    playground = open_playground(page, served_site + NEURON_PAGE)
    computed = "(element, name) => getComputedStyle(element)[name]"
    text = page.locator("h1").evaluate(computed, "color")
    assert playground.locator(".boundary").evaluate(computed, "stroke") == text
    assert playground.locator(".diagram .answer").evaluate(computed, "fill") == text
    assert playground.locator(".negative line").evaluate(computed, "strokeDasharray") != "none"


@pytest.mark.parametrize("address", PAGES)
def test_a_screen_of_320_pixels_needs_no_sideways_scrolling(page: Page, served_site: str, address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    playground = open_playground(page, served_site + address)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    wide = "root => [...root.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > 320).length"
    assert playground.evaluate(wide) == 0


@pytest.mark.parametrize("address", PAGES)
def test_every_control_is_large_enough_to_hit(page: Page, served_site: str, address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    playground = open_playground(page, served_site + address)
    for control in playground.locator("input, select, button, .movable").all():
        box = control.bounding_box()
        assert box, control
        assert box["height"] >= 24, control
        assert box["width"] >= 24, control


@pytest.mark.parametrize("address", PAGES)
def test_the_live_playground_takes_the_place_of_the_built_figure(page: Page, served_site: str, address: str) -> None:
    open_playground(page, served_site + address)
    assert page.locator(".built-figure").count() == 1
    assert not page.locator(".built-figure").is_visible()
    page.emulate_media(media="print")
    assert page.locator(".built-figure").is_visible()
    assert not page.locator(".live").is_visible()


@pytest.mark.parametrize("address", PAGES)
def test_without_javascript_the_built_figure_stands_there(browser: Browser, served_site: str, address: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(served_site + address)
    playground = page.locator("neuron-playground, training-playground")
    figure = page.locator("img.figure").filter(
        has=page.locator("xpath=self::*[following::*[contains(name(),'-playground')]]")
    )
    assert figure.last.is_visible()
    assert (playground.bounding_box() or {"height": 0})["height"] == 0
    page.close()


def test_a_playground_lives_again_after_instant_navigation(page: Page, served_site: str) -> None:
    open_playground(page, served_site + NEURON_PAGE)
    page.evaluate("window.isSamePage = true")
    page.locator(f"a[href*='{XOR_PAGE.strip('/').split('/')[-1]}']").first.click()
    page.wait_for_url(f"**{XOR_PAGE}")
    scroll_to_playground(page)
    page.go_back()
    page.wait_for_url(f"**{NEURON_PAGE}")
    scroll_to_playground(page)
    assert page.evaluate("window.isSamePage")


@pytest.mark.parametrize("address", [NEURON_PAGE, XOR_PAGE, MOONS_PAGE])
def test_a_chapter_does_not_load_its_playground_before_it_is_near(page: Page, served_site: str, address: str) -> None:
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto(served_site + address, wait_until="networkidle")
    assert not [url for url in loaded if "/playground/" in url or ("/playground." in url and not url.endswith(".js"))]
