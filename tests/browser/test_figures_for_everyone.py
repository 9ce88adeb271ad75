"""Live figures and playgrounds for everyone: in print, without motion, on every screen, for axe, in forced colours."""

import re
from pathlib import Path

import pytest
from hands import press, start_at, tab_to
from in_page import ask
from looks import COMPUTED, PANELS, choose_scheme, require_accessible
from playgrounds import (
    ANSWERS,
    CIRCLES,
    ELEMENTS,
    FIGURE_ABOVE,
    FIGURES,
    LIVE,
    NEURON_PAGE,
    TWO_PICTURES,
    Mount,
    await_spoken,
    button,
    open_fold,
    scroll_to_playground,
)
from playwright.sync_api import Locator, Page, Route, expect

from quality.browsing import Scheme

MOVING = ["xor-layer", "loss-descent", *ANSWERS["steps"]]
STAYING_STILL = [*MOVING, "slope-along"]  # the figure above stays for who asks for less motion
PLAYGROUND = re.compile(r"<neuron-playground [^>]*></neuron-playground>")
RESET = "document.querySelector('.own').replaceWith(window.builtFigure)"
HIDDEN = "() => [...document.querySelectorAll('p > img.figure')].filter((image) => !image.checkVisibility()).length"
ALL_COMPUTED = "(all, name) => all.map((each) => getComputedStyle(each)[name])"
DURATIONS = "all => all.map((each) => getComputedStyle(each).transitionDuration)"
TEXTS = ".frame text, .walk > text, .along .point, .memory text, .graph text, .pixels text"
FITS = "width => [...document.querySelectorAll('#playground .chart')].every((it) => it.viewBox.baseVal.width < width)"
MANY = "?units=8&second=8&inputs=x1,x2,square1,product,sine2&heldout=shown"


@pytest.mark.parametrize("name", LIVE)
def test_it_loads_when_it_is_near_and_stands_on_screens_in_place_of_the_built_figure(page: Page, name: str) -> None:
    def with_it(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=PLAYGROUND.sub(LIVE[name], response.text()))

    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.route(f"**/{NEURON_PAGE}", with_it)
    page.goto(NEURON_PAGE)
    page.evaluate(TWO_PICTURES)  # what looks whether a figure is near has looked
    page.evaluate("fetch(document.querySelector('link[rel=alternate]').href)")  # which ends after what was asked before
    assert not [url for url in loaded if re.search(r"/playground/|playground\.css|assets/\w+\.json", url)]
    built = page.locator(FIGURE_ABOVE)
    ask(built, "drawOwn")
    figure = scroll_to_playground(page, "#playground")
    scripts = {Path(url).stem for url in loaded if "/playground/" in url}
    assert scripts & {*ELEMENTS} == {LIVE[name][1:].split()[0]}
    assert page.locator(".own").is_visible()  # which the reader has drawn
    page.evaluate(RESET)
    assert not built.is_visible()
    assert page.evaluate(HIDDEN) == page.locator(".live").count()  # the chapter may have one more
    page.emulate_media(media="print")
    assert built.is_visible()
    assert not figure.is_visible()


@pytest.mark.parametrize("name", FIGURES)
def test_it_plays_only_where_motion_is_wanted(mount: Mount, name: str) -> None:
    figure = mount(name)
    page = figure.page
    assert figure.locator(".invitation").is_visible()
    if name in MOVING:
        button(figure, "Play").click()
    page.emulate_media(reduced_motion="reduce")
    expect(figure.locator(".play:visible")).to_have_count(0)
    if name in MOVING:
        expect(figure.locator(".play")).to_have_text("Play", timeout=3000)  # at the next second, long before its end
    assert set(figure.locator("*").evaluate_all(DURATIONS)) == {"0s"}
    assert page.locator(FIGURE_ABOVE).is_visible() == (name in STAYING_STILL)
    shown = [each.text_content() for each in figure.get_by_role("button").all() if each.is_visible()]
    buttons = {
        "beak-line": ["Reset"],
        "loss-descent": ["Step", "Reset"],
        "digit-pad": ["Undo", "Clear", "Test digit"],
        "letter-plane": ["Make names"],
    }
    assert shown == buttons.get(name, [])


def require_room(figure: Locator, *widths: int) -> None:
    page = figure.page
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_function(FITS, arg=width - 32)
        assert page.evaluate("document.documentElement.scrollWidth") == width
        for looked_for in ["wide", "outside", "untouchable", "small"][: 4 if width <= 390 else 3]:
            assert ask(figure, looked_for) == [], (width, looked_for)
        for parts in (PANELS, TEXTS):
            assert ask(figure, "overlaps", parts) == [], width
    page.evaluate("document.documentElement.style.fontSize = '250%'")  # Material's own size is 125 %
    page.evaluate(TWO_PICTURES)  # charts have been drawn anew
    assert ask(figure, "wide") == []


@pytest.mark.parametrize("name", LIVE)
def test_on_a_large_screen_all_is_in_its_place_and_axe_finds_no_violation(mount: Mount, name: str) -> None:
    figure = mount(LIVE[name])
    open_fold(figure)
    assert figure.locator(".invitation + .panels").is_visible()
    require_accessible(figure)
    require_room(figure, 1440, 800)


@pytest.mark.parametrize("name", LIVE)
def test_on_a_phone_all_is_in_its_place_and_large_enough(mount_on_phone: Mount, name: str) -> None:
    figure = mount_on_phone(LIVE[name])
    open_fold(figure)
    require_room(figure, 390, 320)


def test_a_large_network_and_long_numbers_have_room_too(mount_on_phone: Mount) -> None:
    require_room(mount_on_phone(CIRCLES, query=MANY), 390, 320)
    figure = mount_on_phone("loss-descent", 'rate="1.2"')
    for _ in range(14):  # the ball runs away
        button(figure, "Step").click()
    require_room(figure, 320, 390)


def test_on_the_landing_page_all_is_in_its_place_too(page: Page) -> None:
    page.goto("./")
    require_room(scroll_to_playground(page), 1440, 800, 390, 320)


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_forced_colours_are_the_readers(mount: Mount, scheme: Scheme) -> None:
    for name, coloured in ANSWERS["forced-colours"].items():
        figure = mount(LIVE[name])
        choose_scheme(figure.page, scheme)
        figure.page.emulate_media(forced_colors="active", color_scheme=scheme)
        if name == "digit-pad":
            figure.get_by_role("application").focus()
            press(figure.page, "Space", "ArrowDown")  # which draws
        text = figure.page.locator("h1").evaluate(COMPUTED, "color")
        for attribute, parts in coloured.items():
            for part in parts.split(", "):
                assert {*figure.locator(part).evaluate_all(ALL_COMPUTED, attribute)} == {text}, part
    assert figure.locator(".negative line").first.evaluate(COMPUTED, "strokeDasharray") != "none"
    playground = mount(CIRCLES)
    for each in playground.get_by_role("button").all():
        for act in (lambda: playground.page.mouse.move(0, 0), each.hover):
            act()
            found = ask(each, "contrast")
            assert found["contrast"] >= 4.5, each
            assert found["forcedColorAdjust"] == "none"  # else the browser puts a ground of its own behind the label
    choose_scheme(figure.page, "light")


@pytest.mark.parametrize("name", ANSWERS["steps"])
def test_the_steps_are_led_by_keyboard_and_play_to_their_end(mount_in_time: Mount, name: str) -> None:
    unit, n_steps, milliseconds, first_words, is_read_out, last_words = ANSWERS["steps"][name]
    figure = mount_in_time(name)
    page, slider, spoken = figure.page, figure.get_by_role("slider", name=unit), figure.locator(".spoken")
    start_at(figure)
    tab_to(page, slider)
    press(page, "Home", "ArrowRight")
    assert slider.get_attribute("aria-valuetext") == f"1 of {n_steps} {unit}"
    page.clock.run_for(700)
    await_spoken(figure, first_words)
    press(page, "Home")
    tab_to(page, button(figure, "Play"))
    page.clock.run_for(700)
    said = spoken.text_content()
    press(page, "Enter")
    steps = []
    for pause in (milliseconds - 100, 200, milliseconds + 20, milliseconds + 20):
        page.clock.run_for(pause)
        steps.append(int(slider.input_value()))
    assert steps == [0, 1, 2, 3]
    assert (spoken.text_content() != said) == is_read_out
    button(figure, "Pause").click()
    page.clock.run_for(2 * milliseconds)
    assert slider.input_value() == "3"
    button(figure, "Play").click()
    page.clock.run_for((n_steps - 2) * (milliseconds + 20))
    assert slider.input_value() == str(n_steps)
    assert (spoken.text_content() or "").startswith(last_words)
    button(figure, "Play").click()
    assert slider.input_value() == "0"
