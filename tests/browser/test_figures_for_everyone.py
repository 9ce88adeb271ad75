"""Each live figure for everyone: in print, without motion or JavaScript, on a phone, for axe, in forced colours."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playgrounds import (
    ALONG,
    BEAKS,
    COMPUTED,
    DESCENT,
    FIGURES,
    GRAPH,
    NEURON_PAGE,
    OVERLAPS,
    PAD,
    RACE,
    WALK,
    WIDE,
    XOR,
    Mount,
    await_spoken,
    button,
    press,
    require_accessible,
    require_all,
    scroll_to_playground,
    start_at,
    tab_to,
)
from playwright.sync_api import BrowserContext, Locator, Page, Route

MOVING = [XOR, DESCENT, WALK, RACE, GRAPH]
STAYING_STILL = [*MOVING, ALONG]  # the figure above stays for who asks for less motion
PLAYGROUND = re.compile(r"<neuron-playground [^>]*></neuron-playground>")
FIGURE_ABOVE = "xpath=(//p[img[contains(@class, 'figure')]][following::*[@id='playground']])[last()]"
OUTSIDE = """root => [...root.querySelectorAll("svg text")].filter((text) => text.textContent).filter((text) => {
  const [box, card] = [text, root].map((element) => element.getBoundingClientRect());
  const size = parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a;
  return box.left < card.left || box.right > card.right || size < 11;
}).map((text) => text.textContent)"""
COLLIDING = """root => {
  const texts = [...root.querySelectorAll(".frame text, .walk > text, .along .point, .memory text, .graph text")];
  const boxes = texts.map((text) => [text.textContent, text.getBoundingClientRect()]);
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const pairs = boxes.flatMap((one, i) => boxes.slice(i + 1).map((other) => [...one, ...other]));
  return pairs.filter(([, box, , its]) => meet(box, its)).map(([name, , other]) => `${name} and ${other}`);
}"""
SMALL = """root => [...root.querySelectorAll("*")]
  .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data))
  .filter((element) => element.checkVisibility())
  .filter((element) => parseFloat(getComputedStyle(element).fontSize) * (element.getScreenCTM?.().a ?? 1) < 11)
  .map((element) => element.outerHTML)"""
HARD_TO_HIT = """root => [...root.querySelectorAll("input, button, select")]
  .filter((control) => control.checkVisibility())
  .map((control) => [control.outerHTML, control.getBoundingClientRect()])
  .filter(([, { width, height }]) => Math.min(width, height) < 44)
  .map(([markup]) => markup)"""
NARROWED = (
    "width => [...document.querySelectorAll('#playground .chart')].every((it) => it.viewBox.baseVal.width < width)"
)
each_figure = pytest.mark.parametrize("name", FIGURES)


def put_in(page: Page, elements: str) -> None:
    """Let the page have live figures where its author has put a playground."""

    def answer(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=PLAYGROUND.sub(elements, response.text()))

    page.route(f"**/{NEURON_PAGE}", answer)
    page.goto(NEURON_PAGE)


def require_room(figure: Locator, width: int) -> None:
    figure.page.set_viewport_size({"width": width, "height": 700})
    figure.page.wait_for_function(NARROWED, arg=width - 32)
    assert figure.page.evaluate("document.documentElement.scrollWidth") == width
    for looked_for in (WIDE, OVERLAPS, OUTSIDE, COLLIDING, SMALL, HARD_TO_HIT):
        assert figure.evaluate(looked_for) == [], (width, looked_for)


@each_figure
def test_it_takes_the_place_of_the_built_figure_but_on_paper_and_plays_nothing_where_less_motion_is_asked_for(
    mount: Mount, name: str
) -> None:
    figure = mount(name)
    page, built = figure.page, figure.page.locator(FIGURE_ABOVE)
    assert not built.is_visible()
    assert figure.locator(".invitation").is_visible()
    page.emulate_media(media="print")
    assert built.is_visible()
    assert not figure.is_visible()
    page.emulate_media(media="screen")
    if name in MOVING:
        button(figure, "Play").click()
    page.emulate_media(reduced_motion="reduce")
    page.wait_for_function(
        "() => [...document.querySelectorAll('#playground .play')].every((it) => !it.checkVisibility())"
    )
    assert button(figure, "Pause").count() == 0
    assert built.is_visible() == (name in STAYING_STILL)
    shown = [each.text_content() for each in figure.get_by_role("button").all() if each.is_visible()]
    buttons = {BEAKS: ["Reset"], DESCENT: ["Step", "Reset"], PAD: ["Undo", "Clear", "Test digit"]}
    assert shown == buttons.get(name, [])


def test_without_javascript_the_built_figure_stands_there(new_context: Callable[..., BrowserContext]) -> None:
    with new_context(java_script_enabled=False) as context:
        page = context.new_page()
        put_in(page, "<i id='playground'></i>" + "".join(f"<div><{name}></{name}></div>" for name in FIGURES))
        assert page.locator(FIGURE_ABOVE).is_visible()
        for name in FIGURES:
            assert (page.locator(f"#playground ~ * {name}").bounding_box() or {"height": 0})["height"] == 0, name


@each_figure
def test_nothing_loads_before_it_is_near(first_page: Page, name: str) -> None:
    loaded: list[str] = []
    first_page.on("request", lambda request: loaded.append(request.url))
    put_in(first_page, f"<{name} id='playground'></{name}>")
    first_page.wait_for_load_state("networkidle")
    assert not [
        url
        for url in loaded
        if "/playground/" in url or url.endswith(("playground.css", "playground.json", "digits.json"))
    ]
    scroll_to_playground(first_page, "#playground")
    assert any(url.endswith(f"/playground/{name}.js") for url in loaded)
    others = {*FIGURES, "neuron-playground", "training-playground"} - {name}
    assert not [url for url in loaded if url.endswith(tuple(f"/{other}.js" for other in others))]
    assert any(url.endswith("playground.json") for url in loaded) == (name == BEAKS)
    assert any(url.endswith("digits.json") for url in loaded) == (name == PAD)


@each_figure
def test_on_a_phone_all_is_in_its_place_and_large_enough(mount_on_phone: Mount, name: str) -> None:
    figure = mount_on_phone(name)
    for width in (390, 320):
        require_room(figure, width)
    if name == DESCENT:
        figure = mount_on_phone(name, 'rate="1.2"')
        for _ in range(14):  # it runs away, and its numbers grow long
            button(figure, "Step").click()
        require_room(figure, 320)
    figure.page.evaluate("document.documentElement.style.fontSize = '250%'")  # Material's own size is 125 %
    assert figure.evaluate(WIDE) == []


@each_figure
def test_axe_finds_no_violation(mount: Mount, name: str) -> None:
    require_accessible(mount(name))


def test_forced_colours_are_the_readers(mount: Mount) -> None:
    parts = {
        DESCENT: [".arrow", ".losses"],
        WALK: [".positive line", ".negative line", ".neuron rect"],
        ALONG: [".losses", ".spine"],
        RACE: [".run", ".lowest"],
        GRAPH: [".edge polyline", "rect.number"],
    }
    for name, strokes in parts.items():
        figure = mount(name)
        figure.page.emulate_media(forced_colors="active")
        text = figure.page.locator("h1").evaluate(COMPUTED, "color")
        for part in strokes:
            assert figure.locator(part).count(), part
            require_all(figure.locator(part).all(), "stroke", text)


# name: (its slider, steps, milliseconds each, what is read out at the first, whether Play reads each, at the last)
STEPPED = {
    WALK: ("steps back", 6, 3000, "The error of each score is p − t", True, "The slope for a first weight"),
    RACE: ("steps", 40, 300, "After 1 step, the distance", False, "After 40 steps, the distance"),
    GRAPH: ("steps", 8, 3000, "Forward: times is w · x", True, "Back: times has the slope −4"),
}


@pytest.mark.parametrize("name", STEPPED)
def test_the_steps_are_led_by_keyboard_and_play_to_their_end(mount_in_time: Mount, name: str) -> None:
    unit, n_steps, milliseconds, first_words, is_read_out, last_words = STEPPED[name]
    figure = mount_in_time(name)
    page, slider, spoken = figure.page, figure.get_by_role("slider", name=unit), figure.locator(".spoken")
    start_at(figure)
    tab_to(page, slider)
    press(page, "ArrowRight")
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
