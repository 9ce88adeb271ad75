"""The playgrounds' arithmetic against the library's, where numbers are small, large or huge."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from playgrounds import compute
from playwright.sync_api import Page

from neuronlib import SGD, Dense, Network, Neuron, binary_cross_entropy, fit
from neuronlib.activations import ELEMENTWISE

N_STATES = 1000
EVALUATED = "given.map(({ x, ...neuron }) => ({ ...m.evaluate(neuron, x), text: m.explain(neuron, x) }))"
WRITTEN = "given.map((number) => [4, 6].map((digits) => m.general(number, digits)))"


def states() -> Iterator[dict[str, Any]]:
    """Return states that a reader reaches by slider, by typing, and by trying to break it."""
    rng = np.random.default_rng(20210321)
    names = list(ELEMENTWISE)
    for i in range(N_STATES):
        on_slider = rng.integers(-20, 21, 5) / 4
        typed = rng.normal(0, 3, 5)
        extreme = rng.choice([-1, 1], 5) * 10 ** rng.uniform(-9, 3, 5)
        huge = rng.choice([-1, 1], 5) * 10 ** rng.uniform(-150, 150, 5)
        numbers = [on_slider, typed, extreme, huge][i // len(names) % 4].tolist()
        yield {"x": numbers[:2], "weights": numbers[2:4], "bias": numbers[4], "activation": names[i % len(names)]}


def close(ours: float, theirs: float, scale: float) -> bool:
    """Return whether two numbers agree to 1e-12, relative to what they were added up from."""
    return abs(ours - theirs) <= 1e-12 * max(abs(theirs), scale)


def test_a_thousand_neurons_agree_with_the_library(calculator: Page) -> None:
    cases = list(states())
    results = compute(calculator, "neuron", EVALUATED, cases)
    assert len(results) == N_STATES
    for case, result in zip(cases, results, strict=True):
        neuron = Neuron(case["weights"], case["bias"], case["activation"])
        expected = neuron.explain(case["x"])
        scale = np.abs(expected.products).sum() + abs(case["bias"])
        assert [float(product) for product in result["products"]] == expected.products.tolist(), case
        assert close(result["dot"], float(expected.dot), scale), case
        assert close(result["preactivation"], float(expected.preactivation), scale), case
        assert close(result["output"], float(expected.output), max(1.0, scale)), case
        assert result["text"] == str(expected), case


def test_the_slope_of_every_activation_agrees(calculator: Page) -> None:
    z = np.concatenate([np.linspace(-45, 45, 721), [-1e300, -1e3, -1e-300, 0, 1e-300, 1e3, 1e300]])
    for name, activation in ELEMENTWISE.items():
        slopes = compute(calculator, "activations", f"given.map(m.ACTIVATIONS.{name}.slope)", z.tolist())
        np.testing.assert_allclose(slopes, activation.derivative(z), rtol=1e-12, atol=1e-300, err_msg=name)


def test_numbers_are_written_as_python_writes_them(calculator: Page) -> None:
    rng = np.random.default_rng(1)
    ties = [2.5, 100000.5, 100001.5, 1234567.5, 1000.5, 1001.5, 0.12345, 12345.25, 0.00390625, 1023.4375]
    limits = [0.0, -0.0, 999999.5, 999999.4, 9999.5, 0.0001, 0.00009999995, 1e-5, 5e-324, 1.7e308, 123456789.0]
    numbers = [*ties, *limits, *(rng.normal(size=300) * 10 ** rng.uniform(-12, 12, 300)).tolist()]
    numbers += [float("nan"), float("inf")]
    numbers += [-number for number in numbers if number == number]
    written = compute(calculator, "numbers", WRITTEN, numbers)
    assert written == [[f"{number:.4g}", f"{number:.6g}"] for number in numbers]


def test_every_activation_passes_one_half_where_the_picture_has_the_boundary(calculator: Page) -> None:
    for name, activation in ELEMENTWISE.items():
        z = compute(calculator, "activations", f"m.halfway(m.ACTIVATIONS.{name})")
        below, above = activation(np.array([z - 1e-14, z + 1e-14]))
        assert below <= 0.5 <= above, name


# Training: that the rest agrees, the Python shows that is copied from the playground.

LOADING = "loading training training-settings network"
SPIRALS = """m.loadData().then((data) => {
  const training = new m.Training(data, { ...m.START, ...m.FOR_SPIRALS, data: "spirals", start: given });
  training.advance(400);
  const { layers, examples: { X, y } } = training;
  return X.filter((x, i) => m.classOf(layers, x) === y[i]).length;
})"""
LAYERS = '[m.layer(given[0][0], "identity"), m.layer(given[0][1], "sigmoid")]'
STEP = f"m.stepped({LAYERS}, given[1], 1) ?? null"
LOSS = f"m.loss({LAYERS}, given[1])"


@pytest.mark.parametrize("start", [0, 3])
def test_the_settings_for_spirals_tell_them_apart_within_a_minute(calculator: Page, start: int) -> None:
    """In 400 epochs: at two a picture a minute holds them with four pictures a second, and at 100 a second, too."""
    assert compute(calculator, LOADING, SPIRALS, start) == 100


@pytest.mark.parametrize("target", [0, 1])
def test_a_mistake_costs_and_moves_what_it_should_however_sure_the_network_is(calculator: Page, target: int) -> None:
    for z in [sign * size for size in (3.0, 37.0, 40.0, 100.0, 700.0, 1e300) for sign in (1, -1)]:
        X, y = [[z, 0.0]], [target]
        network = Network([Dense.from_weights([[1.0], [0.0]], [0.0]), Dense.from_weights([[1.0]], [0.0], "sigmoid")])
        mistake = network(X).item() - target
        given = [[[[1.0], [0.0]], [[1.0]]], {"X": X, "y": y}]
        loss, stepped = compute(calculator, "network", f"[{LOSS}, {STEP}]", given)
        assert loss == pytest.approx(binary_cross_entropy(y, network(X)), rel=1e-14, abs=0), z
        assert stepped[1]["biases"] == [pytest.approx(-mistake, abs=1e-15)], z
        fit(network, X, y, loss=binary_cross_entropy, optimizer=SGD(1.0), epochs=1)
        np.testing.assert_allclose(stepped[0]["biases"], network.layers[0].biases, rtol=1e-14)


def test_a_gradient_for_the_inputs_that_overflows_is_nobodys(calculator: Page) -> None:
    """The step itself fits: only the gradient for the inputs does not, and training needs none."""
    hidden, output = [[1e308], [0.0]], [[100.0]]
    network = Network([Dense.from_weights(hidden, [0.0]), Dense.from_weights(output, [0.0], "sigmoid")])
    X, y = [[1e-311, 0.0], [-1e-311, 0.0]], [0, 1]
    fit(network, X, y, loss=binary_cross_entropy, optimizer=SGD(1.0), epochs=1)
    stepped = compute(calculator, "network", STEP, [[hidden, output], {"X": X, "y": y}])
    assert stepped is not None
    np.testing.assert_allclose(stepped[0]["weights"], network.layers[0].weights)
