"""Each live figure for everyone: in print, without motion or JavaScript, on a phone, for axe, in forced colours."""

import re
from pathlib import Path

import pytest
from hands import press, start_at, tab_to
from looks import COMPUTED, OVERLAPS, PANELS, SMALL, WIDE, require_accessible
from playgrounds import (
    ALONG,
    BEAKS,
    DESCENT,
    FIGURES,
    GRAPH,
    KERNEL,
    LETTERS,
    NEURON_PAGE,
    PAD,
    RACE,
    WALK,
    XOR,
    Mount,
    await_spoken,
    button,
    scroll_to_playground,
)
from playwright.sync_api import Locator, Page, Route, expect

MOVING = [XOR, DESCENT, WALK, RACE, GRAPH, KERNEL, LETTERS]
STAYING_STILL = [*MOVING, ALONG]  # the figure above stays for who asks for less motion
PLAYGROUND = re.compile(r"<neuron-playground [^>]*></neuron-playground>")
FIGURE_ABOVE = "xpath=(//p[img[contains(@class, 'figure')]][following::*[@id='playground']])[last()]"
OUTSIDE = """root => [...root.querySelectorAll("svg text")].filter((text) => {
  const [box, card] = [text, root].map((element) => element.getBoundingClientRect());
  return text.textContent && text.checkVisibility() && (box.left < card.left || box.right > card.right);
}).map((text) => text.textContent)"""
TEXTS = ".frame text, .walk > text, .along .point, .memory text, .graph text, .pixels text"
NARROWED = (
    "width => [...document.querySelectorAll('#playground .chart')].every((it) => it.viewBox.baseVal.width < width)"
)
each_figure = pytest.mark.parametrize("name", FIGURES)


def require_room(figure: Locator, width: int) -> None:
    figure.page.set_viewport_size({"width": width, "height": 700})
    figure.page.wait_for_function(NARROWED, arg=width - 32)
    assert figure.page.evaluate("document.documentElement.scrollWidth") == width
    for looked_for in (WIDE, OUTSIDE, SMALL):
        assert figure.evaluate(looked_for, "*") == [], (width, looked_for)
    for parts in (PANELS, TEXTS):
        assert figure.evaluate(OVERLAPS, parts) == [], width


@each_figure
def test_it_replaces_the_figure_on_screens_and_plays_only_where_motion_is_wanted(mount: Mount, name: str) -> None:
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
    expect(figure.locator(".play:visible")).to_have_count(0)
    assert button(figure, "Pause").count() == 0
    assert built.is_visible() == (name in STAYING_STILL)
    shown = [each.text_content() for each in figure.get_by_role("button").all() if each.is_visible()]
    buttons = {
        BEAKS: ["Reset"],
        DESCENT: ["Step", "Reset"],
        PAD: ["Undo", "Clear", "Test digit"],
        LETTERS: ["Make names"],
    }
    assert shown == buttons.get(name, [])


@each_figure
def test_nothing_loads_before_it_is_near(page: Page, name: str) -> None:
    def with_figure(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=PLAYGROUND.sub(f"<{name} id='playground'></{name}>", response.text()))

    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.route(f"**/{NEURON_PAGE}", with_figure)
    page.goto(NEURON_PAGE, wait_until="networkidle")
    assert not [url for url in loaded if re.search(r"/playground/|playground\.css|assets/\w+\.json", url)]
    scroll_to_playground(page, "#playground")
    assert any(url.endswith(f"/playground/{name}.js") for url in loaded)
    others = {*FIGURES, "neuron-playground", "training-playground"} - {name}
    assert not [url for url in loaded if url.endswith(tuple(f"/{other}.js" for other in others))]
    from_build = {BEAKS: ["playground"], PAD: ["digits"], KERNEL: ["ten-digits"], LETTERS: ["names"]}
    assert [Path(url).stem for url in loaded if re.search(r"/assets/[^/]*\.json", url)] == from_build.get(name, [])


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


OF_THE_READERS_COLOUR = [
    (DESCENT, "stroke", ".arrow, .losses"),
    (WALK, "stroke", ".positive line, .negative line, .neuron rect"),
    (ALONG, "stroke", ".losses, .spine"),
    (RACE, "stroke", ".run, .lowest"),
    (GRAPH, "stroke", ".edge polyline, rect.number"),
    (KERNEL, "stroke", ".map .cells"),
    (KERNEL, "fill", ".ink rect, .map g rect, .map g circle, .map text"),
    (LETTERS, "stroke", ".vowel circle"),
    (LETTERS, "fill", ".letter text, .dot"),
    (PAD, "stroke", ".ink path"),
    (PAD, "fill", ".seen rect, .probabilities rect, .units rect, .units circle"),
]


@pytest.mark.parametrize(("name", "attribute", "parts"), OF_THE_READERS_COLOUR)
def test_forced_colours_are_the_readers(mount: Mount, name: str, attribute: str, parts: str) -> None:
    figure = mount(name)
    figure.page.emulate_media(forced_colors="active")
    if name == PAD:
        figure.get_by_role("application").focus()
        press(figure.page, "Space", "ArrowDown")  # which draws
    text = figure.page.locator("h1").evaluate(COMPUTED, "color")
    for part in parts.split(", "):
        assert figure.locator(part).count(), part
        assert {each.evaluate(COMPUTED, attribute) for each in figure.locator(part).all()} == {text}, part


# name: (its slider, steps, milliseconds each, what is read out at the first, whether Play reads each, at the last)
STEPPED = {
    WALK: ("steps back", 6, 3000, "The error of each score is p − t", True, "The slope for a first weight"),
    RACE: ("steps", 40, 300, "After 1 step, the distance", False, "After 40 steps, the distance"),
    GRAPH: ("steps", 8, 3000, "Forward: times is w · x", True, "Back: times has the slope −4"),
    KERNEL: ("moves", 35, 500, "0·(−1) + 7·0 + 8·1", False, "0·(−1) + 0·0 + 0·1"),
    LETTERS: ("moments of the training", 24, 400, "After 2 steps: loss", False, "After 10 epochs: loss"),
}


@pytest.mark.parametrize("name", STEPPED)
def test_the_steps_are_led_by_keyboard_and_play_to_their_end(mount_in_time: Mount, name: str) -> None:
    unit, n_steps, milliseconds, first_words, is_read_out, last_words = STEPPED[name]
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
