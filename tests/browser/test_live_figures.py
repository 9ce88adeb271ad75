"""The live figures against the library, and for everyone; each stands here in the place of a playground."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from colour_scheme import Scheme, choose_scheme
from playgrounds import NEURON_PAGE, OVERLAPS, WIDE, centre, scroll_to_playground, start_at, swipe, tab_to

from neuronlib import (
    SGD,
    Adam,
    Dense,
    Network,
    Neuron,
    RMSProp,
    cross_entropy,
    leaky_relu,
    load_penguins,
    mean_squared_error,
    relu,
    sigmoid,
    tanh,
)
from neuronlib.activations import Activation
from quality.accessibility import violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, Route

BEAKS, XOR, DESCENT = "beak-line", "xor-layer", "loss-descent"
WALK, ALONG, RACE, PAD = "slope-walk", "slope-along", "optimizer-race", "digit-pad"
FIGURES = [BEAKS, XOR, DESCENT, WALK, ALONG, RACE, PAD]
MOVING = [XOR, DESCENT, WALK, RACE]
STAYING_STILL = [*MOVING, ALONG]  # the figure above stays for who asks for less motion
ADELIE, GENTOO = 0, 2
START, GOAL = (1, 1, -60), (1, -2, -9)
CORNERS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
PLAYGROUND = re.compile(r"<(neuron|training)-playground [^>]*></\1-playground>")
FIGURE_ABOVE = "xpath=(//p[img[contains(@class, 'figure')]][following::*[@id='tried']])[last()]"
SET = """(root, settings) => settings.map((values) => {
  root.querySelectorAll("input[type=range]").forEach((range, i) => {
    range.value = values[i];
    range.dispatchEvent(new Event("input"));
  });
  return [root.querySelector(".count").textContent, root.querySelectorAll(".wrong").length];
})"""
PLACES = """root => [...root.querySelectorAll("g:has(> .circle, > .triangle)")].map((marker) => {
  const { e, f } = marker.transform.baseVal.consolidate().matrix;
  return [e, f];
})"""
GRADIENT = """root => {
  const numbers = (element, names) => names.map((name) => Number(element.getAttribute(name)));
  const ends = numbers(root.querySelector("linearGradient"), ["x1", "y1", "x2", "y2"]);
  return { ends, stops: [...root.querySelectorAll("stop")].map((stop) => numbers(stop, ["offset", "stop-opacity"])) };
}"""
OUTSIDE = """root => [...root.querySelectorAll("svg text")].filter((text) => text.textContent).filter((text) => {
  const [box, card] = [text, root].map((element) => element.getBoundingClientRect());
  const size = parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a;
  return box.left < card.left || box.right > card.right || size < 11;
}).map((text) => text.textContent)"""
COLLIDING = """root => {
  const texts = [...root.querySelectorAll(".frame text, .walk > text, .along .point, .memory text")];
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


def open_figure(page: Page, home: str, name: str, attributes: str = "") -> Locator:
    """Return a live figure, directly below a figure that the page draws."""

    def put_there(route: Route) -> None:
        response = route.fetch()
        text = PLAYGROUND.sub(f'<{name} id="tried" {attributes}></{name}>', response.text())
        route.fulfill(response=response, body=text)

    page.route(f"**/{NEURON_PAGE}", put_there)
    page.goto(home + NEURON_PAGE)
    if not page.evaluate("typeof document$ === 'undefined'"):
        scroll_to_playground(page, "#tried")
    return page.locator("#tried")


def text_of(figure: Locator) -> str:
    return figure.locator(".score").text_content() or ""


def move(figure: Locator, share: float) -> None:
    figure.get_by_role("slider").evaluate(
        "(range, share) => { range.value = share; range.dispatchEvent(new Event('input')); }", share
    )


def move_first(figure: Locator, value: float) -> None:
    """Move the slider that leads through the steps."""
    figure.get_by_role("slider").first.evaluate(
        "(range, value) => { range.value = value; range.dispatchEvent(new Event('input')); }", value
    )


def birds() -> tuple[np.ndarray, np.ndarray]:
    X, species = load_penguins()
    is_wanted = species != 1
    return X[is_wanted], (species[is_wanted] == GENTOO).astype(int)


def ends_of(path: str | None) -> np.ndarray:
    return np.array(re.findall(r"-?[\d.]+", path or ""), float).reshape(-1, 2)


def to_plane(drawn: Any, known: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Return where in the plane something is drawn, by points whose places are known."""
    fitted, *_ = np.linalg.lstsq(np.c_[drawn, np.ones(len(drawn))], known, rcond=None)
    return np.c_[at, np.ones(len(at))] @ fitted


# The beaks


def test_for_every_setting_as_many_birds_are_right_as_the_library_says(page: Page, served_site: str) -> None:
    X, is_gentoo = birds()
    rng = np.random.default_rng(0)
    weights = rng.integers(-12, 13, (400, 2)) / 4
    biases = -np.round(2 * (weights * X[rng.integers(len(X), size=400)]).sum(axis=1)) / 2
    near_a_bird = [(w1, w2, b) for (w1, w2), b in zip(weights.tolist(), biases.tolist(), strict=True) if abs(b) <= 60]
    settings = [s for s in near_a_bird if np.abs(X @ s[:2] + s[2]).min() > 1e-9]
    shown = open_figure(page, served_site, BEAKS).evaluate(SET, [START, GOAL, *settings])
    expected = [((Neuron(s[:2], s[2], "sigmoid")(X) > 0.5) == is_gentoo).sum() for s in [START, GOAL, *settings]]
    assert [int(text.split()[0]) for text, _ in shown] == expected
    assert [274 - n_wrong for _, n_wrong in shown] == expected
    assert len(set(expected)) > 60
    assert [text for text, _ in shown[:2]] == ["212 of 274 birds right", "274 of 274 birds right: all of them"]


def test_all_birds_are_there_each_at_its_place(page: Page, served_site: str) -> None:
    X, _ = birds()
    figure = open_figure(page, served_site, BEAKS)
    assert [figure.locator(kind).count() for kind in (".circle:not(stop)", ".triangle:not(stop)")] == [151, 123]
    figure.evaluate(SET, [GOAL])  # no bird is wrong, none comes to the front
    drawn = np.array(figure.evaluate(PLACES))
    order = np.lexsort((drawn[:, 1], drawn[:, 0]))
    known = X[np.lexsort((-X[:, 1], X[:, 0]))]
    np.testing.assert_allclose(to_plane(drawn[order], known, drawn[order]), known, atol=0.02)


@pytest.mark.parametrize("setting", [START, GOAL, (0.25, -1, 6.5), (0, -1, 17)])
def test_the_line_is_where_z_is_0_and_the_colours_are_those_of_the_sigmoid(
    page: Page, served_site: str, setting: tuple[float, float, float]
) -> None:
    X, _ = birds()
    figure = open_figure(page, served_site, BEAKS)
    figure.evaluate(SET, [setting])
    drawn = np.array(figure.evaluate(PLACES))
    order, known = np.lexsort((drawn[:, 1], drawn[:, 0])), X[np.lexsort((-X[:, 1], X[:, 0]))]
    gradient = figure.evaluate(GRADIENT)
    line = ends_of(figure.locator(".boundary").get_attribute("d"))
    places = to_plane(drawn[order], known, np.array([*line, *np.reshape(gradient["ends"], (2, 2))]))
    z = Neuron(setting[:2], setting[2], "identity")
    np.testing.assert_allclose(z(places), [0, 0, -6, 6], atol=0.03)
    offsets, opacities = np.transpose(gradient["stops"])
    sure = np.abs(2 * Neuron([12], -6, "sigmoid")(offsets[:, None]) - 1)
    np.testing.assert_allclose(opacities, opacities.max() / sure.max() * sure, atol=1e-12)


@pytest.mark.parametrize(("bias", "kind"), [(2, "triangles"), (-2, "circles"), (0, "circles")])
def test_without_weights_the_plane_has_one_shade(page: Page, served_site: str, bias: int, kind: str) -> None:
    figure = open_figure(page, served_site, BEAKS)
    figure.evaluate(SET, [(0, 0, bias)])
    assert figure.locator(".boundary").get_attribute("d") == ""
    shade = figure.locator(f".shade.{kind}")
    sure = abs(2 * Neuron([0], bias, "sigmoid")([0]) - 1)
    assert float(shade.get_attribute("fill-opacity") or "") == pytest.approx(0.24 * float(sure))


def test_the_goal_is_reached_by_keyboard_and_reset_begins_again(page: Page, served_site: str) -> None:
    figure = open_figure(page, served_site, BEAKS)
    start_at(figure)
    formula = figure.locator(".sum")
    assert formula.text_content() == "z = 1·length + 1·depth − 60"
    depth = figure.get_by_role("slider", name="weight w2")
    tab_to(page, depth)
    for _ in range(12):
        page.keyboard.press("ArrowLeft")
    bias = figure.get_by_role("spinbutton", name="bias b")
    tab_to(page, bias)
    page.keyboard.press("Control+a")
    page.keyboard.type("-9")
    page.keyboard.press("Enter")
    assert figure.locator(".count").text_content() == "274 of 274 birds right: all of them"
    assert formula.text_content() == "z = 1·length − 2·depth − 9"
    figure.locator(".spoken").get_by_text("274 of 274 birds right: all of them. z = 1").wait_for(state="attached")
    page.keyboard.press("Control+a")
    page.keyboard.type("61")
    tab_to(page, figure.get_by_role("button", name="Reset"))
    assert figure.get_by_text("b must be a number from −60 to 60; it is −9 again.").is_visible()
    page.keyboard.press("Enter")
    assert formula.text_content() == "z = 1·length + 1·depth − 60"
    assert figure.locator(".count").text_content() == "212 of 274 birds right"
    assert bias.input_value() == "-60"
    figure.locator(".spoken").get_by_text("Reset. 212 of 274").wait_for(state="attached")


# The layer of XOR


def test_the_points_go_straight_to_where_the_library_has_them(page: Page, served_site: str) -> None:
    hidden = Dense.from_weights([[1, 1], [1, 1]], [0, -1], "relu")(CORNERS)
    figure = open_figure(page, served_site, XOR)
    first = figure.evaluate(PLACES)
    for share in (0, 0.25, 0.49, 0.5, 0.75, 1):
        move(figure, share)
        expected = CORNERS + share * (hidden - CORNERS)
        np.testing.assert_allclose(to_plane(first, CORNERS, np.array(figure.evaluate(PLACES))), expected, atol=0.001)
        described = figure.locator(".chart").get_attribute("aria-label") or ""
        told = [(float(a), float(b)) for a, b in re.findall(r"at \(([\d.]+), ([\d.]+)\)", described)]
        np.testing.assert_allclose(told, expected, rtol=1e-3)
        names = figure.locator(".name").all_text_contents()
        assert names == (["x₁", "x₂"] if share < 0.5 else ["a₁", "a₂"])
        assert figure.locator(".point").all_text_contents() == ["00", "01", "10", "11"]


def test_the_line_comes_where_one_is_enough(page: Page, served_site: str) -> None:
    figure = open_figure(page, served_site, XOR)
    first = figure.evaluate(PLACES)
    boundary, equation = figure.locator(".boundary"), figure.get_by_text("a₁ − 2a₂ = 0.5")
    assert text_of(figure) == "No straight line has the circles on one side and the triangles on the other."
    for share in (0, 0.5, 0.99):
        move(figure, share)
        assert boundary.get_attribute("d") is None
        assert equation.count() == 0
    move(figure, 1)
    assert text_of(figure) == "One straight line is enough now."
    assert equation.is_visible()
    ends = to_plane(first, CORNERS, ends_of(boundary.get_attribute("d")))
    output = Neuron([1, -2], -0.5, "identity")
    np.testing.assert_allclose(output(ends), 0, atol=0.01)
    hidden = to_plane(first, CORNERS, np.array(figure.evaluate(PLACES)))
    assert (output(hidden) > 0).tolist() == [False, True, True, False]  # the triangles are 01 and 10


def test_play_goes_there_in_two_seconds_rests_and_comes_back(first_page: Page, served_site: str) -> None:
    first_page.clock.install()
    figure = open_figure(first_page, served_site, XOR)
    first_page.clock.pause_at(first_page.evaluate("Date.now()") + 1000)
    slider = figure.get_by_role("slider")
    figure.get_by_role("button", name="Play").click()
    shares = []
    for milliseconds in (1020, 1020, 1000, 500, 1000, 1100):
        first_page.clock.run_for(milliseconds)
        shares.append(float(slider.input_value()))
    assert shares == pytest.approx([0.5, 1, 1, 1, 0.5, 0], abs=0.06)
    assert figure.get_by_role("button", name="Play").is_visible()
    first_page.clock.run_for(1000)
    assert "No straight line" in (figure.locator(".spoken").text_content() or "")

    figure.get_by_role("button", name="Play").click()
    first_page.clock.run_for(1000)
    figure.get_by_role("button", name="Pause").click()
    paused = slider.input_value()
    first_page.clock.run_for(1000)
    assert slider.input_value() == paused
    figure.get_by_role("button", name="Play").click()
    first_page.clock.run_for(100)
    assert float(paused) < float(slider.input_value()) < float(paused) + 0.2  # it goes on from there


def test_the_points_are_moved_by_keyboard(page: Page, served_site: str) -> None:
    figure = open_figure(page, served_site, XOR)
    start_at(figure)
    slider = figure.get_by_role("slider", name="from the inputs to what the hidden layer makes of them")
    tab_to(page, slider)
    page.keyboard.press("ArrowRight")
    assert slider.get_attribute("aria-valuetext") == "1 % of the way"
    page.keyboard.press("End")
    figure.locator(".spoken").get_by_text("One straight line is enough now.").wait_for(state="attached")
    page.keyboard.press("Home")
    assert "No straight line" in text_of(figure)
    tab_to(page, figure.get_by_role("button", name="Play"))
    page.keyboard.press("Enter")
    page.wait_for_function("() => Number(document.querySelector('#tried input').value) > 0.05")
    page.keyboard.press("Space")
    assert figure.get_by_role("button", name="Play").is_visible()


# The descent


def typographic(number: float) -> str:
    return f"{number:.4g}".replace("-", "−")


@pytest.mark.parametrize("rate", [0.01, 0.05, 0.2, 0.5, 0.9, 1.0, 1.1, 1.2])
def test_every_step_is_one_of_sgd(page: Page, served_site: str, rate: float) -> None:
    figure = open_figure(page, served_site, DESCENT, f'rate="{rate}"')
    theta, optimizer = np.array([10.0]), SGD(rate)
    step = figure.get_by_role("button", name="Step")
    for n in range(9):
        before = theta.copy()
        optimizer.step([theta], [2 * theta])
        place, slope, change = (
            typographic(float(number) + 0.0) for number in (before[0], 2 * before[0], theta[0] - before[0])
        )
        assert text_of(figure) == f"step {n}: θ = {place}, slope {slope}, next step {change}"
        assert figure.locator(".taken").count() == n
        step.click()


def test_the_third_step_of_a_rate_of_a_fifth(page: Page, served_site: str) -> None:
    figure = open_figure(page, served_site, DESCENT)
    for _ in range(3):
        figure.get_by_role("button", name="Step").click()
    assert text_of(figure) == "step 3: θ = 2.16, slope 4.32, next step −0.864"
    ball, drop = figure.locator(".ball"), ends_of(figure.locator(".drop").get_attribute("d"))
    arrow = re.findall(r"-?[\d.]+", figure.locator(".arrow-head").get_attribute("points") or "")
    curve = ends_of(figure.locator(".losses").get_attribute("d"))
    scale = (curve[-1, 0] - curve[0, 0]) / 24  # pixels a unit: the curve goes from −12 to 12
    assert (float(ball.get_attribute("cx") or "") - curve[0, 0]) / scale - 12 == pytest.approx(2.16, abs=0.01)
    assert (float(arrow[0]) - drop[0, 0]) / scale == pytest.approx(-0.2 * 4.32, abs=0.01)
    tangent = ends_of(figure.locator(".tangent").get_attribute("d"))
    height = (curve[:, 1].max() - curve[0, 1]) / 144
    (dx, dy) = tangent[1] - tangent[0]
    assert -dy / height / (dx / scale) == pytest.approx(4.32, rel=0.01)


def test_a_descent_that_runs_away_makes_the_picture_larger_and_ends(first_page: Page, served_site: str) -> None:
    figure = open_figure(first_page, served_site, DESCENT, 'rate="1.2"')
    step, ticks = figure.get_by_role("button", name="Step"), figure.locator(".frame text:not(.name)")
    theta, edges = 10.0, []
    while abs(theta) <= 1000:
        assert not figure.get_by_text("runs away").is_visible()
        theta *= -1.4
        step.click()
        edges.append((float(ticks.all_text_contents()[4]), float(ticks.last.text_content() or "")))
    assert edges[0] == (24, 600)
    assert edges[-1] == (1536, 2457600)
    for reach, top in edges:
        assert np.log2(reach / 12) % 1 == 0
        assert top == 150 * (reach / 12) ** 2
    assert figure.get_by_text("θ runs away: this learning rate is too large.").is_visible()
    before = text_of(figure)
    step.click()
    assert text_of(figure) == before
    assert before.startswith(f"step {len(edges)}: θ = {typographic(theta)}, ")
    first_page.set_viewport_size({"width": 320, "height": 700})
    first_page.wait_for_function("() => document.querySelector('#tried .chart').viewBox.baseVal.width < 300")
    assert figure.evaluate(OUTSIDE) == []
    assert figure.evaluate(COLLIDING) == []
    figure.get_by_role("button", name="Reset").click()
    assert text_of(figure) == "step 0: θ = 10, slope 20, next step −24"
    assert ticks.last.text_content() == "150"
    assert figure.locator(".taken").count() == 0


@pytest.mark.parametrize(
    ("rate", "n_steps", "message"),
    [(0.2, 14, "There: θ is less than 0.01"), (1.0, 30, "Paused after 30 steps."), (1.2, 14, "θ runs away")],
)
def test_play_takes_a_step_each_600_milliseconds_to_its_end(
    first_page: Page, served_site: str, rate: float, n_steps: int, message: str
) -> None:
    first_page.clock.install()
    figure = open_figure(first_page, served_site, DESCENT, f'rate="{rate}"')
    first_page.clock.pause_at(first_page.evaluate("Date.now()") + 1000)
    figure.get_by_role("button", name="Play").click()
    first_page.clock.run_for(550)
    assert text_of(figure).startswith("step 0:")
    first_page.clock.run_for(1300)
    assert re.match("step [23]:", text_of(figure))
    assert figure.locator(".spoken").text_content() == ""
    first_page.clock.run_for(25_000)
    assert text_of(figure).startswith(f"step {n_steps}:")
    assert figure.get_by_text(message).is_visible()
    assert figure.get_by_role("button", name="Play").is_visible()
    assert (figure.locator(".spoken").text_content() or "").startswith(f"step {n_steps}:")


def test_the_descent_is_led_by_keyboard(page: Page, served_site: str) -> None:
    figure = open_figure(page, served_site, DESCENT, 'rate="0.5"')
    start_at(figure)
    tab_to(page, figure.get_by_role("slider", name="learning rate η"))
    page.keyboard.press("ArrowRight")
    assert figure.get_by_role("spinbutton", name="learning rate η").input_value() == "0.51"
    tab_to(page, figure.get_by_role("spinbutton", name="learning rate η"))
    for text in ("0", "-0.5", "1.3"):
        page.keyboard.press("Control+a")
        page.keyboard.type(text)
        page.keyboard.press("Enter")
        assert figure.get_by_text("η must be a number from 0.01 to 1.2; it is 0.51 again.").is_visible()
    tab_to(page, figure.get_by_role("button", name="Step"))
    page.keyboard.press("Enter")
    assert text_of(figure) == "step 1: θ = −0.2, slope −0.4, next step 0.204"
    figure.locator(".spoken").get_by_text("step 1: θ = −0.2").wait_for(state="attached")


def test_a_rate_that_is_none_is_shown_to_the_author(page: Page, served_site: str) -> None:
    figure = open_figure(page, served_site, DESCENT, 'rate="2"')
    assert figure.locator(".notice").text_content() == "In the page, “rate” must be a number from 0.01 to 1.2, got “2”."
    assert text_of(figure) == "step 0: θ = 10, slope 20, next step −4"


# The walk back through a network


SPECIES = ["Adélie", "Chinstrap", "Gentoo"]
HIDDEN_WEIGHTS, SCORE_WEIGHTS = np.array([[1, 0], [0, 2]]), np.array([[-6, 6, 6], [6, 6, -6]])
BIRDS = [((1.4, 0.8), 2), ((1.4, 0.8), 1), ((-2.5, 0.3), 0), ((0, -4), 2), ((4, 4), 0), ((-0.7, -1.9), 1)]
PASSES = """async ([base, birds]) => {
  const { passes } = await import(`${base}assets/scripts/playground/bird-network.js`);
  return birds.map(([x, truth]) => passes(x, truth));
}"""
SET_WALK = """(root, [x, truth, step]) => {
  const [way, ...inputs] = root.querySelectorAll("input[type=range]");
  const put = (input, value) => { input.value = value; input.dispatchEvent(new Event("input")); };
  inputs.forEach((input, i) => put(input, x[i]));
  const menu = root.querySelector("select");
  menu.selectedIndex = truth;
  menu.dispatchEvent(new Event("change"));
  put(way, step);
}"""
ARROWS = """root => [...root.querySelectorAll(".connection")].map((arrow) => {
  const line = arrow.querySelector("line");
  const isDashed = getComputedStyle(line).strokeDasharray !== "none";
  return [arrow.getAttribute("class").split(" ")[1], Number(line.getAttribute("stroke-width")), isDashed];
})"""


def walk_back(x: tuple[float, float], truth: int) -> dict[str, Any]:
    """Return what the library computes for one bird, forward and back."""
    hidden = Dense.from_weights(HIDDEN_WEIGHTS, [0, 0], "sigmoid")
    network = Network([hidden, Dense.from_weights(SCORE_WEIGHTS, [0, -6, 0], "softmax")])
    X, y = np.array([x], float), np.array([truth])
    p = network.forward(X)
    network.backward(cross_entropy.gradient(y, p))
    first, behind, last, errors = network.parameter_gradients
    sums = errors @ SCORE_WEIGHTS.T
    return {"a": hidden(X)[0], "p": p[0], "loss": cross_entropy(y, p), "errors": errors, "sums": sums} | {
        "shares": SCORE_WEIGHTS * errors,
        "bends": behind / sums,
        "behind": behind,
        "slopes": [first, last],
    }


def thousandths(numbers: Any) -> list[str]:
    return [f"{number:.3f}".replace("-0.000", "0.000").replace("-", "−") for number in np.ravel(numbers)]


def drawn_texts(x: tuple[float, float], truth: int, step: int) -> list[str]:
    """Return all that is written in the drawing after so many steps back, sorted."""
    bird = walk_back(x, truth)
    texts = ["length", "depth", "x₁", "x₂", "long?", "deep?", *map(typographic, x)]
    texts += [name + (" ✓" if k == truth else "") for k, name in enumerate(SPECIES)]
    texts += [f"a = {a}" for a in thousandths(bird["a"])] + [f"p = {p}" for p in thousandths(bird["p"])]
    texts += ["1", "0", "0", "2"] + (thousandths(bird["slopes"][0]) if step == 6 else [])
    if step >= 1:
        texts += [f"p − t = {error}" for error in thousandths(bird["errors"])]
    texts += [f"slope {number}" for number in thousandths(bird["sums"])[: max(0, min(2, step - 2))]]
    if step >= 5:
        texts += [f"at z {number}" for number in thousandths(bird["behind"])]
    if step in (3, 4):
        weights = [typographic(weight) for weight in SCORE_WEIGHTS[step - 3]]
        factors = [f"({error})" if error.startswith("−") else error for error in thousandths(bird["errors"])]
        texts += [f"{weight}·{error}" for weight, error in zip(weights, factors, strict=True)]
        texts += [f"= {share}" for share in thousandths(bird["shares"][step - 3])]
    else:
        texts += [typographic(weight) for weight in SCORE_WEIGHTS.ravel()]
        texts += thousandths(bird["slopes"][1]) if step >= 2 else []
    return sorted(texts)


def test_every_number_of_the_walk_is_that_of_the_library(calculator: Page, served_site: str) -> None:
    rng = np.random.default_rng(0)
    birds = [*BIRDS, *((tuple(x), i % 3) for i, x in enumerate(rng.uniform(-4, 4, (60, 2)).tolist()))]
    for (x, truth), ours in zip(birds, calculator.evaluate(PASSES, [served_site, birds]), strict=True):
        for name, theirs in walk_back(x, truth).items():
            pairs = zip(ours[name], theirs, strict=True) if name == "slopes" else [(ours[name], theirs)]
            for our, their in pairs:
                np.testing.assert_allclose(our, their, rtol=1e-6, atol=1e-12, err_msg=f"{name} of {x}, {truth}")


@pytest.mark.parametrize(("x", "truth"), BIRDS)
def test_each_step_back_writes_what_it_has_computed(
    page: Page, served_site: str, x: tuple[float, float], truth: int
) -> None:
    figure = open_figure(page, served_site, WALK)
    bird = walk_back(x, truth)
    said = ["loss p", "errors", "slopes", "sums shares", "sums shares", "behind bends", "slopes"]
    for step, names in enumerate(said):
        figure.evaluate(SET_WALK, [x, truth, step])
        assert sorted(figure.locator(".walk > text").all_text_contents()) == drawn_texts(x, truth, step)
        sentence = text_of(figure).replace("− ", "−")  # a negative term is subtracted
        rows = {name: bird[name][step - 3 : step - 2] for name in ("sums", "shares")}
        rows |= {"slopes": bird["slopes"][step == 2], "p": bird["p"][truth]}
        for name in names.split():
            for number in thousandths(rows.get(name, bird[name])):
                assert number in sentence, (step, name)


def test_what_the_walk_says_of_the_bird_it_begins_with(page: Page, served_site: str) -> None:
    figure = open_figure(page, served_site, WALK)
    said = []
    for step in range(7):
        move_first(figure, step)
        said.append(text_of(figure).replace("\u00a0", " "))
    assert said[0].endswith("Gentoo, the probability p = 0.018. The loss, −ln p, is 4.028.")
    assert "Adélie 0.025 − 0 = 0.025, Chinstrap 0.957 − 0 = 0.957 and Gentoo 0.018 − 1 = −0.982." in said[1]
    assert "“long?” to Chinstrap: 0.957 · 0.802 = 0.767." in said[2]
    assert said[3].endswith("−6 · 0.025 + 6 · 0.957 + 6 · (−0.982) = −0.153 + 5.740 − 5.893 = −0.306.")
    assert said[4].endswith("6 · 0.025 + 6 · 0.957 − 6 · (−0.982) = 0.153 + 5.740 + 5.893 = 11.786.")
    assert "0.802 · (1 − 0.802) and 0.832 · (1 − 0.832): “long?” −0.306 · 0.159 = −0.048 and “deep?”" in said[5]
    assert "length to “deep?” 1.647 · 1.4 = 2.306" in said[6]


def test_an_arrow_is_as_thick_as_its_weight_or_slope_is_large_and_dashed_below_0(page: Page, served_site: str) -> None:
    figure = open_figure(page, served_site, WALK)
    for x, truth in BIRDS[:3]:
        bird = walk_back(x, truth)
        for step in range(7):
            figure.evaluate(SET_WALK, [x, truth, step])
            first = bird["slopes"][0] if step == 6 else HIDDEN_WEIGHTS
            last = bird["slopes"][1] if step >= 2 else SCORE_WEIGHTS
            numbers = np.concatenate([np.ravel(layer) / np.abs(layer).max() for layer in (first, last)])
            kinds, widths, dashed = zip(*figure.evaluate(ARROWS), strict=True)
            assert list(kinds) == [{1: "positive", -1: "negative", 0: "zero"}[np.sign(n)] for n in numbers]
            assert list(dashed) == [bool(n < 0) for n in numbers]
            np.testing.assert_allclose(widths, 0.03 + 0.06 * np.abs(numbers), atol=1e-6)


def test_another_bird_is_chosen_by_keyboard(page: Page, served_site: str) -> None:
    figure = open_figure(page, served_site, WALK)
    move_first(figure, 1)
    start_at(figure)
    tab_to(page, figure.get_by_role("combobox", name="The bird is"))
    page.keyboard.press("ArrowUp")
    assert figure.get_by_text("Chinstrap ✓").is_visible()
    assert "Chinstrap 0.957 − 1 = −0.043" in text_of(figure)
    tab_to(page, figure.get_by_role("slider", name="input x1, length"))
    page.keyboard.press("ArrowLeft")
    depth = figure.get_by_role("spinbutton", name="input x2, depth")
    tab_to(page, depth)
    page.keyboard.press("Control+a")
    page.keyboard.type("-1")
    page.keyboard.press("Enter")
    assert sorted(figure.locator(".walk > text").all_text_contents()) == drawn_texts((1.3, -1), 1, 1)
    assert "the inputs 1.3, −1, " in (figure.locator(".walk").get_attribute("aria-label") or "")
    page.keyboard.press("Control+a")
    page.keyboard.type("-10")
    page.keyboard.press("Enter")
    assert figure.get_by_text("x₂ must be a number from −4 to 4; it is −1 again.").is_visible()


# Along an activation


TASKS = {sigmoid: (0.9, 1.0), tanh: (0.9, 1.0), relu: (1.0, 0.1), leaky_relu: (1.0, 0.1)}
PLACES_ALONG = [-6, -4.625, -4.5, -3, -2, -0.5, 0, 0.0625, 1, 2.5, 4, 6]
OUTPUTS = """async ([base, starts]) => {
  const { outputs } = await import(`${base}assets/scripts/playground/bias-learning.js`);
  return starts.map(([activation, start]) => outputs(activation, start));
}"""


def learning_curve(activation: Activation, start: float) -> list[float]:
    """Return the outputs of a neuron whose bias alone learns, before the first of 100 steps and after each."""
    target, rate = TASKS[activation]
    neuron, optimizer = Neuron([0.0], start, activation), SGD(rate)
    _, bias = neuron.parameters
    outputs = []
    for _ in range(101):
        y = neuron.forward(np.ones((1, 1)))
        outputs.append(float(y[0]))
        neuron.backward(mean_squared_error.gradient(np.array([target]), y))
        optimizer.step([bias], [neuron.parameter_gradients[1]])
    return outputs


def open_along(page: Page, home: str, activation: Activation, z: float) -> Locator:
    """Return the figure with a point that has been moved to z by keyboard."""
    figure = open_figure(page, home, ALONG)
    figure.get_by_role("combobox", name="activation").select_option(activation.name.replace("_", " "))
    point = figure.get_by_role("slider", name="z")
    move_along(point, z)
    return figure


def move_along(point: Locator, z: float) -> None:
    point.press("Home")
    steps = (z + 6) * 16
    for key, size in (("PageUp", 16), ("ArrowRight", 4), ("Shift+ArrowUp", 1)):
        for _ in range(int(steps // size)):
            point.press(key)
        steps %= size
    assert float(point.get_attribute("aria-valuenow") or "") == z


def drawn_at(figure: Locator) -> tuple[np.ndarray, np.ndarray]:
    """Return the curve of the activation in the drawing, and where its point is."""
    left = figure.locator(".along").first
    place = re.findall(r"-?[\d.]+", left.locator(".movable").get_attribute("transform") or "")
    return ends_of(left.locator(".losses").get_attribute("d")), np.array(place, float)


def test_a_neuron_learns_as_the_library_lets_it(calculator: Page, served_site: str) -> None:
    starts = [(activation, z) for activation in TASKS for z in np.arange(-6, 6.25, 0.25).tolist()]
    ours = calculator.evaluate(OUTPUTS, [served_site, [(activation.name, z) for activation, z in starts]])
    for (activation, z), outputs in zip(starts, ours, strict=True):
        np.testing.assert_allclose(
            outputs, learning_curve(activation, z), rtol=0, atol=1e-6, err_msg=f"{activation} {z}"
        )


@pytest.mark.parametrize("activation", TASKS, ids=lambda activation: activation.name)
def test_output_slope_and_learning_are_told_and_drawn(page: Page, served_site: str, activation: Activation) -> None:
    figure = open_along(page, served_site, activation, -6)
    point, right = figure.get_by_role("slider", name="z"), figure.locator(".along").last
    target, rate = TASKS[activation]
    for z in PLACES_ALONG:
        move_along(point, z)
        output, slope = float(activation(z)), float(activation.derivative(z))
        is_flat = abs(slope) < 0.01
        told_slope = f"{slope:.{5 if is_flat else 3}f}".rstrip("0").rstrip(".")
        here = f"z = {typographic(z)}, output {thousandths(output)[0]}, slope {told_slope}"
        assert point.get_attribute("aria-valuetext") == here
        assert figure.locator(".along .point").first.text_content() == f"slope {told_slope}"
        outputs = learning_curve(activation, z)
        told = text_of(figure)
        assert told.startswith(f"{here}{': saturated' * is_flat}. A neuron that starts here is to answer {target:g}. ")
        first, last = thousandths([outputs[0], outputs[-1]])
        if slope == 0:
            assert told.endswith("With a slope of 0 it never moves.")
        else:
            assert f"100 steps at rate {rate:g} take it from {first} to {last}." in told

        curve, place = drawn_at(figure)
        known = np.c_[np.linspace(-6, 6, len(curve)), activation(np.linspace(-6, 6, len(curve)))]
        np.testing.assert_allclose(to_plane(curve, known, place[None])[0], [z, output], atol=0.02)
        tangent = ends_of(figure.locator(".tangent").get_attribute("d"))
        (z1, y1), (z2, y2) = to_plane(curve, known, tangent)
        assert (y2 - y1) / (z2 - z1) == pytest.approx(slope, abs=0.01)
        drawn = ends_of(right.locator(".losses").get_attribute("d"))
        assert len(drawn) == 101
        np.testing.assert_allclose(drawn[0, 1], place[1], atol=0.1)  # both charts have the same heights


@pytest.mark.parametrize(
    ("activation", "z", "remark"),
    [
        (sigmoid, -6, "The slope is so small that it hardly moves."),
        (sigmoid, -2, "It gets there."),
        (sigmoid, -4.625, "It is still on its way."),
        (sigmoid, 6, "The slope is so small that it hardly moves."),
        (tanh, -6, "The slope is so small that it hardly moves."),
        (tanh, 0, "It gets there."),
        (relu, -0.0625, "With a slope of 0 it never moves."),
        (relu, 6, "It gets there."),
        (leaky_relu, -3, "The slope is so small that it hardly moves."),
    ],
    ids=str,
)
def test_what_becomes_of_a_start_is_said(
    page: Page, served_site: str, activation: Activation, z: float, remark: str
) -> None:
    assert text_of(open_along(page, served_site, activation, z)).endswith(remark)


def test_a_learning_curve_that_stays_flat_is_drawn_flat_and_ends_at_the_target_elsewhere(
    page: Page, served_site: str
) -> None:
    figure = open_along(page, served_site, relu, -2)
    right = figure.locator(".along").last
    assert len(np.unique(ends_of(right.locator(".losses").get_attribute("d"))[:, 1])) == 1
    move_along(figure.get_by_role("slider", name="z"), 4)
    drawn, target = (ends_of(right.locator(line).get_attribute("d")) for line in (".losses", ".guessing"))
    assert drawn[-1, 1] == pytest.approx(target[0, 1], abs=0.2)
    shares = (drawn[:, 1] - target[0, 1]) / (drawn[0, 1] - target[0, 1])
    np.testing.assert_allclose(shares, (np.array(learning_curve(relu, 4)) - 1) / 3, atol=0.01)


@pytest.mark.parametrize("activation", TASKS, ids=lambda activation: activation.name)
def test_what_is_flat_is_shaded(page: Page, served_site: str, activation: Activation) -> None:
    figure = open_along(page, served_site, activation, 0)
    curve, _ = drawn_at(figure)
    shaded = ends_of(figure.locator(".saturated").get_attribute("d")).reshape(-1, 4, 2)
    shaded_z = 12 * (shaded[:, :2, 0] - curve[0, 0]) / (curve[-1, 0] - curve[0, 0]) - 6
    z = np.linspace(-6, 6, 12001)
    is_flat = np.abs(activation.derivative(z)) < 0.01
    starts = z[is_flat & ~np.r_[False, is_flat[:-1]]]
    ends = z[is_flat & ~np.r_[is_flat[1:], False]]
    assert len(shaded) == len(starts) == {sigmoid: 2, tanh: 2, relu: 1, leaky_relu: 0}[activation]
    np.testing.assert_allclose(shaded_z, np.column_stack([starts, ends]), atol=0.03)


def test_the_point_is_moved_along_by_keys_and_mouse(page: Page, served_site: str) -> None:
    figure = open_figure(page, served_site, ALONG)
    start_at(figure)
    point = figure.get_by_role("slider", name="z")
    tab_to(page, point)
    told = []
    for key in ("ArrowRight", "Shift+ArrowLeft", "PageDown", "ArrowUp", "ArrowDown", "End", "Home", "Enter"):
        page.keyboard.press(key)
        told.append(float(point.get_attribute("aria-valuenow") or ""))
    assert told == [-1.75, -1.8125, -2.8125, -2.5625, -2.8125, 6, -6, -6]
    figure.locator(".spoken").get_by_text("z = −6, output 0.002, slope 0.00247: saturated.").wait_for(state="attached")

    curve, at = drawn_at(figure)
    box = figure.locator(".along").first.bounding_box() or {}
    page.mouse.move(box["x"] + at[0], box["y"] + at[1])
    page.mouse.down()
    for z in (1, 3, 9):
        page.mouse.move(box["x"] + np.interp(z, [-6, 6], curve[[0, -1], 0]) + (z - 6 if z > 6 else 0), box["y"] + 5)
        assert float(point.get_attribute("aria-valuenow") or "") == pytest.approx(min(z, 6), abs=0.04)
    page.mouse.up()
    page.mouse.move(box["x"] + 100, box["y"] + 50)
    assert float(point.get_attribute("aria-valuenow") or "") == 6


def test_a_finger_moves_the_point_along_and_the_page_stays(phone: Page, served_site: str) -> None:
    figure = open_figure(phone, served_site, ALONG)
    point = figure.get_by_role("slider", name="z")
    point.evaluate("element => element.scrollIntoView({ block: 'center' })")
    before, scrolled = centre(point), phone.evaluate("scrollY")
    swipe(phone, before, (90, -60))
    assert centre(point)[0] == pytest.approx(before[0] + 90, abs=3)
    assert phone.evaluate("scrollY") == scrolled


# The four optimisers


N_STEPS = 40
START_OF_RACE = (-5.0, -2.0)
CURVATURES = np.array([0.2, 4.0])
OPTIMIZERS = {
    "SGD": lambda: SGD(0.4),
    "momentum": lambda: SGD(0.6, momentum=0.5),
    "RMSProp": lambda: RMSProp(0.4),
    "Adam": lambda: Adam(0.4),
}
WALKS = """async ([base]) => {
  const { NAMES, walk } = await import(`${base}assets/scripts/playground/optimizers.js`);
  return Object.fromEntries(NAMES.map((name) => [name, walk(name)]));
}"""
RUNNERS = """root => [...root.querySelectorAll(".race > div")].map((runner) => {
  const [head, body] = [".arrow-head", ".arrow"].map((part) => runner.querySelector(`.memory ${part}`));
  const { e, f } = runner.querySelector(".valley g > .runner").parentNode.transform.baseVal.consolidate().matrix;
  return {
    name: runner.className,
    run: runner.querySelector(".run").getAttribute("d"),
    at: [e, f],
    taken: runner.querySelectorAll(".step-taken").length,
    arrow: head && [body.getAttribute("d"), head.getAttribute("points")],
    bars: [...runner.querySelectorAll(".bar")].map((bar) => Number(bar.getAttribute("width"))),
    written: [...runner.querySelectorAll(".memory text")].map((text) => text.textContent),
    told: runner.querySelector(".memory").getAttribute("aria-label"),
  };
})"""


def race_of(name: str) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Return where the library's optimiser is at the start and after each step, and by its gradients its memory."""
    theta, optimizer = np.array(START_OF_RACE), OPTIMIZERS[name]()
    path, carried, divisors, square, average = [theta.copy()], [np.zeros(2)], [np.zeros(2)], np.zeros(2), np.zeros(2)
    for n in range(1, N_STEPS + 1):
        gradient = CURVATURES * theta
        optimizer.step([theta], [gradient])
        change = path[-1] - theta
        path.append(theta.copy())
        if name == "momentum":
            carried.append(change / 0.6)
        elif name == "RMSProp":
            square = 0.9 * square + 0.1 * gradient**2
            divisors.append(np.sqrt(square + 1e-6))
        elif name == "Adam":
            average, square = 0.9 * average + 0.1 * gradient, 0.999 * square + 0.001 * gradient**2
            carried.append(average / (1 - 0.9**n))
            divisors.append(np.sqrt(square / (1 - 0.999**n)) + 1e-8)
    memories = {"carried": np.array(carried), "divisors": np.array(divisors)}
    return np.array(path), {key: memory for key, memory in memories.items() if len(memory) > 1}


def hundredths(numbers: Any) -> list[str]:
    return [f"{number:.2f}".replace("-0.00", "0.00").replace("-", "−") for number in numbers]


def test_all_four_take_the_steps_of_the_library(calculator: Page, served_site: str) -> None:
    walks = calculator.evaluate(WALKS, [served_site])
    assert list(walks) == list(OPTIMIZERS)
    for name, places in walks.items():
        path, memories = race_of(name)
        np.testing.assert_allclose([place["theta"] for place in places], path, rtol=0, atol=1e-9, err_msg=name)
        assert len(places) == N_STEPS + 1
        for place in places:
            assert {key for key, value in place["memory"].items() if value is not None} == set(memories)
        for key, memory in memories.items():
            np.testing.assert_allclose([place["memory"][key] for place in places], memory, rtol=0, atol=1e-9)


def test_paths_and_memories_are_drawn_and_told(page: Page, served_site: str) -> None:
    figure = open_figure(page, served_site, RACE)
    for step in (0, 1, 2, 3, 7, 20, 39, 40):
        move_first(figure, step)
        distances = []
        for runner in figure.evaluate(RUNNERS):
            path, memories = race_of(runner["name"])
            distances.append(float(np.hypot(*path[step])))
            drawn = ends_of(runner["run"])
            assert len(drawn) == step + 1
            assert runner["taken"] == step
            np.testing.assert_allclose(runner["at"], drawn[-1], atol=0.06)
            if step > 1:
                np.testing.assert_allclose(to_plane(drawn, path[: step + 1], drawn), path[: step + 1], atol=0.02)
                assert drawn[1, 0] > drawn[0, 0]
                assert drawn[1, 1] < drawn[0, 1]  # up
            carried, divisors = (memories.get(key) for key in ("carried", "divisors"))
            shown = divisors if divisors is not None else carried
            numbers = ["no memory"] if shown is None else hundredths(shown[step])
            assert [text for text in runner["written"] if not re.match("[v√]", text)] == numbers
            told = [*([] if carried is None else hundredths(carried[step]))]
            told += [] if divisors is None else hundredths(divisors[step])
            assert re.findall(r"−?\d+\.\d\d", runner["told"]) == told
            if divisors is not None:
                np.testing.assert_allclose(np.diff(runner["bars"]) >= 0, np.diff(divisors[step]) >= 0)
                widest = max(runner["bars"])
                np.testing.assert_allclose(
                    np.array(runner["bars"]) / (widest or 1), divisors[step] / (divisors[step].max() or 1)
                )
            if carried is None or np.hypot(*carried[step]) < 1e-4:  # which would be shorter than a pixel
                assert runner["arrow"] is None
            else:
                body, head = runner["arrow"]
                (x, y), _ = ends_of(body)
                tip = ends_of(head)[0]
                way = np.array([tip[0] - x, y - tip[1]])
                np.testing.assert_allclose(way / np.hypot(*way), -carried[step] / np.hypot(*carried[step]), atol=1e-6)
        text = text_of(figure)
        if step:
            told = [f"{name} {distance:.3f}" for name, distance in zip(OPTIMIZERS, distances, strict=True)]
            count = "1 step" if step == 1 else f"{step} steps"
            nearest = list(OPTIMIZERS)[int(np.argmin(distances))]
            said = f"After {count}, the distance from the lowest point is: {', '.join(told)}. The nearest is {nearest}."
            assert text == said
        else:
            assert text == "All four start 5.385 from the lowest point, and remember nothing yet."


def test_the_bars_of_a_walk_have_one_scale(page: Page, served_site: str) -> None:
    figure = open_figure(page, served_site, RACE)
    widths: dict[str, list[float]] = {"RMSProp": [], "Adam": []}
    for step in range(1, N_STEPS + 1, 3):
        move_first(figure, step)
        for runner in figure.evaluate(RUNNERS):
            if runner["bars"]:
                widths[runner["name"]] += runner["bars"]
    for name, drawn in widths.items():
        divisors = race_of(name)[1]["divisors"][1::3].ravel()
        np.testing.assert_allclose(np.array(drawn) / max(drawn), divisors / divisors.max(), rtol=1e-6)


# What goes step by step


# name: (its slider, steps, milliseconds each, what is read out at the first, whether Play reads each, at the last)
STEPPED = {
    WALK: ("steps back", 6, 3000, "The error of each score is p − t", True, "The slope for a first weight"),
    RACE: ("steps", 40, 300, "After 1 step, the distance", False, "After 40 steps, the distance"),
}


@pytest.mark.parametrize("name", STEPPED)
def test_the_steps_are_led_by_keyboard_and_play_to_their_end(first_page: Page, served_site: str, name: str) -> None:
    unit, n_steps, milliseconds, first_words, is_read_out, last_words = STEPPED[name]
    first_page.clock.install()
    figure = open_figure(first_page, served_site, name)
    slider, spoken = figure.get_by_role("slider", name=unit), figure.locator(".spoken")
    start_at(figure)
    tab_to(first_page, slider)
    first_page.keyboard.press("ArrowRight")
    assert slider.get_attribute("aria-valuetext") == f"1 of {n_steps} {unit}"
    spoken.get_by_text(first_words).wait_for(state="attached")
    first_page.keyboard.press("Home")
    tab_to(first_page, figure.get_by_role("button", name="Play"))
    first_page.clock.pause_at(first_page.evaluate("Date.now()") + 1000)
    said = spoken.text_content()
    first_page.keyboard.press("Enter")
    steps = []
    for pause in (milliseconds - 100, 200, milliseconds + 20, milliseconds + 20):
        first_page.clock.run_for(pause)
        steps.append(int(slider.input_value()))
    assert steps == [0, 1, 2, 3]
    assert (spoken.text_content() != said) == is_read_out
    figure.get_by_role("button", name="Pause").click()
    first_page.clock.run_for(2 * milliseconds)
    assert slider.input_value() == "3"
    figure.get_by_role("button", name="Play").click()
    first_page.clock.run_for((n_steps - 2) * (milliseconds + 20))
    assert slider.input_value() == str(n_steps)
    assert (spoken.text_content() or "").startswith(last_words)
    figure.get_by_role("button", name="Play").click()
    assert slider.input_value() == "0"


# Everyone


@pytest.mark.parametrize("name", FIGURES)
def test_the_live_figure_takes_the_place_of_the_built_one(page: Page, served_site: str, name: str) -> None:
    figure = open_figure(page, served_site, name)
    built = page.locator(FIGURE_ABOVE)
    assert not built.is_visible()
    assert figure.locator(".invitation").is_visible()
    page.emulate_media(media="print")
    assert built.is_visible()
    assert not figure.is_visible()


@pytest.mark.parametrize("name", FIGURES)
def test_for_who_asks_for_less_motion_nothing_plays(page: Page, served_site: str, name: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    figure = open_figure(page, served_site, name)
    assert figure.is_visible()
    assert page.locator(FIGURE_ABOVE).is_visible() == (name in STAYING_STILL)
    shown = [button.text_content() for button in figure.get_by_role("button").all() if button.is_visible()]
    buttons = {BEAKS: ["Reset"], DESCENT: ["Step", "Reset"], PAD: ["Undo", "Clear", "Test digit"]}
    assert shown == buttons.get(name, [])


@pytest.mark.parametrize("name", MOVING)
def test_what_plays_stops_when_less_motion_is_asked_for(page: Page, served_site: str, name: str) -> None:
    figure = open_figure(page, served_site, name)
    figure.get_by_role("button", name="Play").click()
    page.emulate_media(reduced_motion="reduce")
    figure.get_by_text("Play", exact=True).wait_for(state="hidden")
    page.wait_for_function("() => document.querySelector('#tried .play').textContent === 'Play'")
    assert figure.get_by_role("button", name="Pause").count() == 0


@pytest.mark.parametrize("name", FIGURES)
def test_without_javascript_the_built_figure_stands_there(browser: Browser, served_site: str, name: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    figure = open_figure(page, served_site, name)
    assert page.locator(FIGURE_ABOVE).is_visible()
    assert (figure.bounding_box() or {"height": 0})["height"] == 0
    page.close()


@pytest.mark.parametrize("name", FIGURES)
def test_nothing_loads_before_it_is_near(first_page: Page, served_site: str, name: str) -> None:
    loaded: list[str] = []
    first_page.on("request", lambda request: loaded.append(request.url))
    figure = open_figure(first_page, served_site, name)
    assert any(url.endswith(f"/playground/{name}.js") for url in loaded)
    assert figure.is_visible()
    others = [other for other in [*FIGURES, "neuron-playground", "training-playground"] if other != name]
    assert not [url for url in loaded if url.endswith(tuple(f"/{other}.js" for other in others))]
    assert any(url.endswith("playground.json") for url in loaded) == (name == BEAKS)
    assert any(url.endswith("digits.json") for url in loaded) == (name == PAD)

    loaded.clear()
    first_page.goto("about:blank")
    first_page.goto(served_site + NEURON_PAGE, wait_until="networkidle")
    assert first_page.locator("#tried").count() == 1
    assert not [url for url in loaded if "/playground/" in url or url.endswith(("playground.css", "playground.json"))]


@pytest.mark.parametrize("name", FIGURES)
def test_on_a_phone_all_is_in_its_place_and_large_enough(phone: Page, served_site: str, name: str) -> None:
    figure = open_figure(phone, served_site, name)
    for width in (390, 320):
        phone.set_viewport_size({"width": width, "height": 700})
        phone.wait_for_function(
            "width => [...document.querySelectorAll('#tried .chart')].every((it) => it.viewBox.baseVal.width < width)",
            arg=width - 32,
        )
        assert phone.evaluate("document.documentElement.scrollWidth") == width
        assert figure.evaluate(WIDE) == []
        assert figure.evaluate(OVERLAPS) == []
        assert figure.evaluate(OUTSIDE) == []
        assert figure.evaluate(COLLIDING) == []
        assert figure.evaluate(SMALL) == []
        for control in figure.locator("input, button, select").all():
            box = control.bounding_box()
            assert box, control
            assert min(box["width"], box["height"]) >= 44, control


@pytest.mark.parametrize("name", FIGURES)
def test_letters_twice_as_large_need_no_sideways_scrolling(page: Page, served_site: str, name: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    figure = open_figure(page, served_site, name)
    page.evaluate("document.documentElement.style.fontSize = '250%'")  # Material's own size is 125 %
    assert figure.evaluate(WIDE) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", FIGURES)
def test_axe_finds_no_violation(page: Page, served_site: str, name: str, scheme: Scheme) -> None:
    open_figure(page, served_site, name)
    choose_scheme(page, scheme)
    assert not list(violations(page))


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        (DESCENT, [".arrow", ".losses"]),
        (WALK, [".positive line", ".negative line", ".neuron rect"]),
        (ALONG, [".losses", ".spine"]),
        (RACE, [".run", ".lowest"]),
    ],
)
def test_forced_colours_are_the_readers(page: Page, served_site: str, name: str, parts: list[str]) -> None:
    page.emulate_media(forced_colors="active")
    figure = open_figure(page, served_site, name)
    computed = "(element, name) => getComputedStyle(element)[name]"
    text = page.locator("h1").evaluate(computed, "color")
    for part in parts:
        for line in figure.locator(part).all():
            assert line.evaluate(computed, "stroke") == text, part
