"""The live figures of a walk back through a network and along an activation, against the library."""

from functools import partial
from typing import Any

import numpy as np
import pytest
from hands import box_of, press
from in_page import ask
from playgrounds import ANSWERS, Mount, drawn, rounded, text_of, to_plane, typographic
from playwright.sync_api import Locator

from neuronlib import SGD, Dense, Network, Neuron, cross_entropy, mean_squared_error
from neuronlib.activations import Activation, leaky_relu, relu, sigmoid, tanh

SPECIES = ["Adélie", "Chinstrap", "Gentoo"]
HIDDEN_WEIGHTS, SCORE_WEIGHTS = np.array([[1, 0], [0, 2]]), np.array([[-6, 6, 6], [6, 6, -6]])
TOLD = ["loss p", "errors", "slopes", "sums shares", "sums shares", "behind bends", "slopes"]  # at each step
BIRDS = [((1.4, 0.8), 2), ((1.4, 0.8), 1), ((-2.5, 0.3), 0), ((0, -4), 2), ((4, 4), 0), ((-0.7, -1.9), 1)]


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


def drawn_texts(x: tuple[float, float], truth: int, step: int) -> list[str]:
    """Return all that is written in the drawing after so many steps back, sorted."""
    bird, thousandths = walk_back(x, truth), partial(rounded, digits=3)
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


@pytest.mark.parametrize(("x", "truth"), BIRDS)
def test_each_step_back_writes_and_draws_what_it_has_computed(mount: Mount, x: tuple[float, float], truth: int) -> None:
    figure, bird = mount("slope-walk"), walk_back(x, truth)
    for step, names in enumerate(TOLD):
        ask(figure, "setWalk", x, truth, step)
        assert sorted(figure.locator(".walk > text").all_text_contents()) == drawn_texts(x, truth, step)
        # As thick as its weight or slope is each arrow; what is below 0 is dashed.
        layers = (bird["slopes"][0] if step == 6 else HIDDEN_WEIGHTS, bird["slopes"][1] if step >= 2 else SCORE_WEIGHTS)
        numbers = np.concatenate([np.ravel(layer) / np.abs(layer).max() for layer in layers])
        kinds, widths, dashed = zip(*ask(figure, "arrows"), strict=True)
        assert list(kinds) == [{1: "positive", -1: "negative", 0: "zero"}[np.sign(n)] for n in numbers]
        assert list(dashed) == [bool(n < 0) for n in numbers]
        np.testing.assert_allclose(widths, 0.03 + 0.06 * np.abs(numbers), atol=1e-6)
        sentence = text_of(figure).replace("\u00a0", " ")
        assert (x, truth) != BIRDS[0] or ANSWERS["slope-walk"]["said"][step] in sentence
        rows = {name: bird[name][step - 3 : step - 2] for name in ("sums", "shares")}
        rows |= {"slopes": bird["slopes"][step == 2], "p": bird["p"][truth]}
        for name in names.split():
            for number in rounded(rows.get(name, bird[name]), 3):
                assert number in sentence.replace("− ", "−"), (step, name)  # a negative term is subtracted
    label = figure.locator(".walk").get_attribute("aria-label") or ""
    assert f"the inputs {', '.join(map(typographic, x))}, " in label


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


def value_of(point: Locator) -> float:
    return float(point.get_attribute("aria-valuenow") or "")


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
    first, last = rounded(outputs[[0, -1]], 3)
    learned = f"100 steps at rate {rate:g} take it from {first} to {last}."
    assert (learned if activation.derivative(z) else "With a slope of 0 it never moves.") in text_of(figure)
    assert text_of(figure).endswith(BECOMES.get((activation, z), ""))
    curve, line = (drawn(figure.locator(".along").last, part) for part in (".losses", ".guessing"))
    assert len(curve) == 101
    np.testing.assert_allclose(curve[0, 1], drawn_at(figure)[1][1], atol=0.1)  # both charts have the same heights
    if outputs[0] != target:
        whole = curve[0, 1] - line[0, 1]
        shares = (outputs - target) / (outputs[0] - target)
        np.testing.assert_allclose((curve[:, 1] - line[0, 1]) / whole, shares, atol=0.2 / abs(whole))


@pytest.mark.parametrize("activation", TASKS, ids=lambda activation: activation.name)
def test_output_slope_and_learning_are_told_and_drawn_and_what_is_flat_is_shaded(
    mount: Mount, activation: Activation
) -> None:
    figure = mount("slope-along")
    figure.get_by_role("combobox", name="activation").select_option(activation.name.replace("_", " "))
    point = figure.get_by_role("slider", name="z")
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
    shaded = drawn(figure, ".saturated").reshape(-1, 4, 2)
    shaded_z = 12 * (shaded[:, :2, 0] - curve[0, 0]) / (curve[-1, 0] - curve[0, 0]) - 6
    all_z = np.linspace(-6, 6, 12001)
    is_flat = np.r_[False, np.abs(activation.derivative(all_z)) < 0.01, False]
    starts, ends = all_z[is_flat[1:-1] & ~is_flat[:-2]], all_z[is_flat[1:-1] & ~is_flat[2:]]
    assert len(shaded) == len(starts) == {sigmoid: 2, tanh: 2, relu: 1, leaky_relu: 0}[activation]
    np.testing.assert_allclose(shaded_z, np.column_stack([starts, ends]), atol=0.03)


def test_the_point_is_moved_along_by_mouse(mount: Mount) -> None:
    figure = mount("slope-along")
    point, mouse = figure.get_by_role("slider", name="z"), figure.page.mouse
    (curve, at), chart = drawn_at(figure), figure.locator(".along").first
    chart.scroll_into_view_if_needed()
    box = box_of(chart)
    mouse.move(box["x"] + at[0], box["y"] + at[1])
    mouse.down()
    for z in (1, 3, 9):
        mouse.move(box["x"] + np.interp(z, [-6, 6], curve[[0, -1], 0]) + (z - 6 if z > 6 else 0), box["y"] + 5)
        assert value_of(point) == pytest.approx(min(z, 6), abs=0.04)
    mouse.up()
