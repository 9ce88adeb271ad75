"""Live figures and playgrounds without a mouse: Tab reaches each control, keys change it, what follows is read out."""

import pytest
from hands import press, start_at, tab_to
from in_page import ask
from playgrounds import ANSWERS, CIRCLES, LIVE, NEURON, Mount, await_spoken, button, text_of

EPOCH_AFTER = "(epoch) => parseInt(document.querySelector('#playground.live .score').textContent.slice(6)) > epoch"


@pytest.mark.parametrize("what", ANSWERS["keyboard"])
def test_each_control_answers_to_keys(mount: Mount, what: str) -> None:
    figure = mount(LIVE.get(what, what))
    start_at(figure)
    for role, name, keys, told in ANSWERS["keyboard"][what]:
        tab_to(figure.page, figure.get_by_role(role, name=name))
        if keys.startswith("="):
            press(figure.page, "Control+a")
            figure.page.keyboard.type(f"{keys[1:]}\n")
        else:
            press(figure.page, *keys.split())
        figure.locator("[role=status]", has_text=told).first.wait_for(state="attached")
        assert "must be" in told or not figure.get_by_text("must be a number").count()


def test_training_is_started_and_paused_by_keyboard_and_while_it_runs_nothing_is_read_out(mount: Mount) -> None:
    playground = mount(CIRCLES)
    page = playground.page
    ask(playground.locator(".spoken"), "record")
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
    for control in playground.locator("select, input").all()[:4]:
        tab_to(page, control)
    tab_to(page, button(playground, "More settings"))
    press(page, "Enter")
    for control in playground.locator("select, input").all()[4:]:
        press(page, "Tab")
        assert control.evaluate("element => element === document.activeElement"), control
        press(page, "Space" if control.get_attribute("type") == "checkbox" else "ArrowDown")
        reached.append(control.evaluate("element => element.checked ?? element.selectedIndex"))
    # Of menus what is chosen, of boxes whether each is ticked, of which one stays so, and of the weight to change.
    assert reached == [1, 1, 1, 1, 1, 1, 1, 2, False, *[True] * 6, 1, False, False]
    assert "inputs=x2,square1,square2,product,sine1,sine2" in page.url
    page.wait_for_url("**&weights=**")


def test_a_point_of_the_plane_is_moved_by_keys_and_the_page_stays(mount: Mount) -> None:
    playground = mount(NEURON)
    page, point = playground.page, playground.get_by_role("slider", name="circle 4")
    assert point.get_attribute("aria-valuetext") == "x₁ = 0.5, x₂ = 1, wrong side"
    start_at(playground)
    tab_to(page, point)
    scrolled = page.evaluate("scrollY")
    for keys, place in (
        ("ArrowLeft Shift+ArrowUp", "x₁ = 0.25, x₂ = 1.0625, right side"),
        ("PageUp Home", "x₁ = −3, x₂ = 2.0625, "),
        ("PageUp PageUp", "x₁ = −3, x₂ = 3, "),
        ("End PageDown ArrowDown", "x₁ = 3, x₂ = 1.75, "),
    ):
        press(page, *keys.split())
        assert (point.get_attribute("aria-valuetext") or "").startswith(place), keys
    assert page.evaluate("scrollY") == scrolled
    await_spoken(playground, text_of(playground))
