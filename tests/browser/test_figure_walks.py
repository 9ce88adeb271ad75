"""The live figures of a walk back through a network and along an activation, against the library."""

from typing import Any

import numpy as np
import pytest
from drawings import drawn, rounded, to_plane, typographic
from hands import box_of, move, press, retype, start_at, tab_to
from playgrounds import ALONG, WALK, Mount, await_spoken, text_of
from playwright.sync_api import Locator

from neuronlib import SGD, Dense, Network, Neuron, cross_entropy, mean_squared_error
from neuronlib.activations import Activation, leaky_relu, relu, sigmoid, tanh

# Back through a network


SPECIES = ["Adélie", "Chinstrap", "Gentoo"]
HIDDEN_WEIGHTS, SCORE_WEIGHTS = np.array([[1, 0], [0, 2]]), np.array([[-6, 6, 6], [6, 6, -6]])
BIRDS = [((1.4, 0.8), 2), ((1.4, 0.8), 1), ((-2.5, 0.3), 0), ((0, -4), 2), ((4, 4), 0), ((-0.7, -1.9), 1)]
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
    return rounded(numbers, 3)


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


def written(figure: Locator) -> list[str]:
    return sorted(figure.locator(".walk > text").all_text_contents())


def require_arrows(figure: Locator, bird: dict[str, Any], step: int) -> None:
    """Compare the thickness of each arrow with its weight or slope; what is below 0 is dashed."""
    first = bird["slopes"][0] if step == 6 else HIDDEN_WEIGHTS
    last = bird["slopes"][1] if step >= 2 else SCORE_WEIGHTS
    numbers = np.concatenate([np.ravel(layer) / np.abs(layer).max() for layer in (first, last)])
    kinds, widths, dashed = zip(*figure.evaluate(ARROWS), strict=True)
    assert list(kinds) == [{1: "positive", -1: "negative", 0: "zero"}[np.sign(n)] for n in numbers]
    assert list(dashed) == [bool(n < 0) for n in numbers]
    np.testing.assert_allclose(widths, 0.03 + 0.06 * np.abs(numbers), atol=1e-6)


@pytest.mark.parametrize(("x", "truth"), BIRDS)
def test_each_step_back_writes_and_draws_what_it_has_computed(mount: Mount, x: tuple[float, float], truth: int) -> None:
    figure, bird = mount(WALK), walk_back(x, truth)
    said = ["loss p", "errors", "slopes", "sums shares", "sums shares", "behind bends", "slopes"]
    for step, names in enumerate(said):
        figure.evaluate(SET_WALK, [x, truth, step])
        assert written(figure) == drawn_texts(x, truth, step)
        require_arrows(figure, bird, step)
        sentence = text_of(figure).replace("− ", "−")  # a negative term is subtracted
        rows = {name: bird[name][step - 3 : step - 2] for name in ("sums", "shares")}
        rows |= {"slopes": bird["slopes"][step == 2], "p": bird["p"][truth]}
        for name in names.split():
            for number in thousandths(rows.get(name, bird[name])):
                assert number in sentence, (step, name)


def test_what_the_walk_says_of_the_bird_it_begins_with(mount: Mount) -> None:
    figure = mount(WALK)
    said = []
    for step in range(7):
        move(figure.get_by_role("slider").first, step)
        said.append(text_of(figure).replace("\u00a0", " "))
    assert said[0].endswith("Gentoo, the probability p = 0.018. The loss, −ln p, is 4.028.")
    assert "Adélie 0.025 − 0 = 0.025, Chinstrap 0.957 − 0 = 0.957 and Gentoo 0.018 − 1 = −0.982." in said[1]
    assert "“long?” to Chinstrap: 0.957 · 0.802 = 0.767." in said[2]
    assert said[3].endswith("−6 · 0.025 + 6 · 0.957 + 6 · (−0.982) = −0.153 + 5.740 − 5.893 = −0.306.")
    assert said[4].endswith("6 · 0.025 + 6 · 0.957 − 6 · (−0.982) = 0.153 + 5.740 + 5.893 = 11.786.")
    assert "0.802 · (1 − 0.802) and 0.832 · (1 − 0.832): “long?” −0.306 · 0.159 = −0.048 and “deep?”" in said[5]
    assert "length to “deep?” 1.647 · 1.4 = 2.306" in said[6]


def test_another_bird_is_chosen_by_keyboard(mount: Mount) -> None:
    figure = mount(WALK)
    move(figure.get_by_role("slider").first, 1)
    start_at(figure)
    tab_to(figure.page, figure.get_by_role("combobox", name="The bird is"))
    press(figure.page, "ArrowUp")
    assert figure.get_by_text("Chinstrap ✓").is_visible()
    assert "Chinstrap 0.957 − 1 = −0.043" in text_of(figure)
    tab_to(figure.page, figure.get_by_role("slider", name="input x1, length"))
    press(figure.page, "ArrowLeft")
    tab_to(figure.page, figure.get_by_role("spinbutton", name="input x2, depth"))
    retype(figure.page, "-1")
    assert written(figure) == drawn_texts((1.3, -1), 1, 1)
    assert "the inputs 1.3, −1, " in (figure.locator(".walk").get_attribute("aria-label") or "")
    retype(figure.page, "-10")
    assert figure.get_by_text("x₂ must be a number from −4 to 4; it is −1 again.").is_visible()


# Along an activation


TASKS = {sigmoid: (0.9, 1.0), tanh: (0.9, 1.0), relu: (1.0, 0.1), leaky_relu: (1.0, 0.1)}
PLACES = [-6, -4.625, -4.5, -3, -2, -0.5, -0.0625, 0, 0.0625, 1, 2.5, 4, 6]
BECOMES = {  # what is said of some of these places
    (sigmoid, -6): "The slope is so small that it hardly moves.",
    (sigmoid, -2): "It gets there.",
    (sigmoid, -4.625): "It is still on its way.",
    (sigmoid, 6): "The slope is so small that it hardly moves.",
    (tanh, -6): "The slope is so small that it hardly moves.",
    (tanh, 0): "It gets there.",
    (relu, -0.0625): "With a slope of 0 it never moves.",
    (relu, 6): "It gets there.",
    (leaky_relu, -3): "The slope is so small that it hardly moves.",
}
each_activation = pytest.mark.parametrize("activation", TASKS, ids=lambda activation: activation.name)


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


def slider_of(figure: Locator) -> Locator:
    return figure.get_by_role("slider", name="z")


def value_of(point: Locator) -> float:
    return float(point.get_attribute("aria-valuenow") or "")


def mount_along(mount: Mount, activation: Activation) -> Locator:
    figure = mount(ALONG)
    figure.get_by_role("combobox", name="activation").select_option(activation.name.replace("_", " "))
    return figure


def move_along(point: Locator, z: float) -> None:
    point.press("Home")
    steps = (z + 6) * 16
    for key, size in (("PageUp", 16), ("ArrowRight", 4), ("Shift+ArrowUp", 1)):
        press(point.page, *[key] * int(steps // size))
        steps %= size
    assert value_of(point) == z


def drawn_at(figure: Locator) -> tuple[np.ndarray, np.ndarray]:
    """Return the curve of the activation in the drawing, and where its point is."""
    left = figure.locator(".along").first
    return drawn(left, ".losses"), drawn(left, ".movable", "transform")[0]


def told_of(activation: Activation, z: float) -> tuple[str, str]:
    """Return what is told of the slope at a place, and how the sentence below the drawings begins."""
    output, slope, (target, _) = float(activation(z)), float(activation.derivative(z)), TASKS[activation]
    is_flat = abs(slope) < 0.01
    told_slope = f"slope {slope:.{5 if is_flat else 3}f}".rstrip("0").rstrip(".")
    here = f"z = {typographic(z)}, output {rounded(output, 3)[0]}, {told_slope}"
    return told_slope, f"{here}{': saturated' * is_flat}. A neuron that starts here is to answer {target:g}. "


def require_learning(figure: Locator, activation: Activation, z: float) -> None:
    """Compare how a neuron that starts here learns, told and drawn, with what the library does."""
    (target, rate), outputs = TASKS[activation], np.array(learning_curve(activation, z))
    curve, line = (drawn(figure.locator(".along").last, part) for part in (".losses", ".guessing"))
    first, last = thousandths(outputs[[0, -1]])
    is_still = activation.derivative(z) == 0
    told = (
        "With a slope of 0 it never moves."
        if is_still
        else f"100 steps at rate {rate:g} take it from {first} to {last}."
    )
    assert told in text_of(figure)
    assert text_of(figure).endswith(BECOMES.get((activation, z), ""))
    assert len(curve) == 101
    np.testing.assert_allclose(curve[0, 1], drawn_at(figure)[1][1], atol=0.1)  # both charts have the same heights
    if outputs[0] != target:
        shares = (curve[:, 1] - line[0, 1]) / (curve[0, 1] - line[0, 1])
        np.testing.assert_allclose(
            shares, (outputs - target) / (outputs[0] - target), atol=0.2 / abs(curve[0, 1] - line[0, 1])
        )


@each_activation
def test_output_slope_and_learning_are_told_and_drawn(mount: Mount, activation: Activation) -> None:
    figure = mount_along(mount, activation)
    point = slider_of(figure)
    for z in PLACES:
        move_along(point, z)
        told_slope, beginning = told_of(activation, z)
        assert point.get_attribute("aria-valuetext") == beginning.split(". A")[0].removesuffix(": saturated")
        assert figure.locator(".along .point").first.text_content() == told_slope
        assert text_of(figure).startswith(beginning)
        curve, place = drawn_at(figure)
        known = np.c_[np.linspace(-6, 6, len(curve)), activation(np.linspace(-6, 6, len(curve)))]
        np.testing.assert_allclose(to_plane(curve, known, place[None])[0], [z, activation(z)], atol=0.02)
        (z1, y1), (z2, y2) = to_plane(curve, known, drawn(figure, ".tangent"))
        assert (y2 - y1) / (z2 - z1) == pytest.approx(float(activation.derivative(z)), abs=0.01)
        require_learning(figure, activation, z)


@each_activation
def test_what_is_flat_is_shaded(mount: Mount, activation: Activation) -> None:
    figure = mount_along(mount, activation)
    curve, _ = drawn_at(figure)
    shaded = drawn(figure, ".saturated").reshape(-1, 4, 2)
    shaded_z = 12 * (shaded[:, :2, 0] - curve[0, 0]) / (curve[-1, 0] - curve[0, 0]) - 6
    z = np.linspace(-6, 6, 12001)
    is_flat = np.abs(activation.derivative(z)) < 0.01
    starts = z[is_flat & ~np.r_[False, is_flat[:-1]]]
    ends = z[is_flat & ~np.r_[is_flat[1:], False]]
    assert len(shaded) == len(starts) == {sigmoid: 2, tanh: 2, relu: 1, leaky_relu: 0}[activation]
    np.testing.assert_allclose(shaded_z, np.column_stack([starts, ends]), atol=0.03)


def test_the_point_is_moved_along_by_keys_and_mouse(mount: Mount) -> None:
    figure = mount(ALONG)
    point, keyboard, mouse = slider_of(figure), figure.page.keyboard, figure.page.mouse
    start_at(figure)
    tab_to(figure.page, point)
    told = []
    for key in ("ArrowRight", "Shift+ArrowLeft", "PageDown", "ArrowUp", "ArrowDown", "End", "Home", "Enter"):
        keyboard.press(key)
        told.append(value_of(point))
    assert told == [-1.75, -1.8125, -2.8125, -2.5625, -2.8125, 6, -6, -6]
    await_spoken(figure, "z = −6, output 0.002, slope 0.00247: saturated.")

    curve, at = drawn_at(figure)
    box = box_of(figure.locator(".along").first)
    mouse.move(box["x"] + at[0], box["y"] + at[1])
    mouse.down()
    for z in (1, 3, 9):
        mouse.move(box["x"] + np.interp(z, [-6, 6], curve[[0, -1], 0]) + (z - 6 if z > 6 else 0), box["y"] + 5)
        assert value_of(point) == pytest.approx(min(z, 6), abs=0.04)
    mouse.up()
