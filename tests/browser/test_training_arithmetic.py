"""The playground's training against the library's, from the same starting weights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from neuronlib import SGD, Dense, Network, binary_cross_entropy, fit
from neuronlib.activations import ELEMENTWISE
from publishing.playground_data import DATA_SETS

if TYPE_CHECKING:
    from playwright.sync_api import Page

EPOCHS = 200
# With rates of 3 and more, training may be chaotic: it magnifies the rounding of sums, which NumPy adds up
# in another order, until the losses of 200 epochs have no digit in common.
RATES = [0.03, 0.3, 1.0]
TRAIN = """async ([base, settings, epochs]) => {
  const { loadData } = await import(`${base}assets/scripts/playground/loading.js`);
  const { Training } = await import(`${base}assets/scripts/playground/training.js`);
  const training = new Training(await loadData(), settings);
  training.advance(epochs);
  const { losses, layers, overflow } = training;
  return { losses, layers, overflow };
}"""
STEP = """async ([base, [hidden, output], examples]) => {
  const { layer, stepped } = await import(`${base}assets/scripts/playground/network.js`);
  return stepped([layer(hidden, "identity"), layer(output, "sigmoid")], examples, 1) ?? null;
}"""
LOSS = """async ([base, [hidden, output], examples]) => {
  const { layer, loss } = await import(`${base}assets/scripts/playground/network.js`);
  return loss([layer(hidden, "identity"), layer(output, "sigmoid")], examples);
}"""


def train(data: str, units: int, activation: str, rate: float, epochs: int) -> tuple[list[float], Network]:
    """Return the losses before each step and after the last one, and the network, as the library has them."""
    X, y = DATA_SETS[data](100, rng=0)
    network = Network([Dense(2, units, activation, rng=0), Dense(units, 1, "sigmoid", rng=1)])
    history = fit(network, X, y, loss=binary_cross_entropy, optimizer=SGD(rate), epochs=epochs)
    return [*history.loss, binary_cross_entropy(y, network(X))], network


def in_the_page(page: Page, base: str, epochs: int, **settings: Any) -> dict[str, Any]:
    """Return the same of the playground."""
    result: dict[str, Any] = page.evaluate(TRAIN, [base, settings, epochs])
    return result


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("data", DATA_SETS)
def test_every_loss_of_200_epochs_agrees_with_fit(calculator: Page, served_site: str, data: str, rate: float) -> None:
    for i, activation in enumerate(ELEMENTWISE):
        units = 1 + (i + 3 * list(DATA_SETS).index(data)) % 8
        result = in_the_page(calculator, served_site, EPOCHS, data=data, units=units, activation=activation, rate=rate)
        losses, network = train(data, units, activation, rate, EPOCHS)
        np.testing.assert_allclose(result["losses"], losses, rtol=0, atol=1e-9, err_msg=activation)
        for ours, theirs in zip(result["layers"], network.layers, strict=True):
            np.testing.assert_allclose(ours["weights"], theirs.weights, rtol=0, atol=1e-9, err_msg=activation)
            np.testing.assert_allclose(ours["biases"], theirs.biases, rtol=0, atol=1e-9, err_msg=activation)


@pytest.mark.parametrize(
    "settings",
    [
        {"data": "xor", "units": 8, "activation": "identity", "rate": 30.0},
        {"data": "moons", "units": 1, "activation": "identity", "rate": 30.0},
        {"data": "circles", "units": 3, "activation": "identity", "rate": 30.0},
        {"data": "spirals", "units": 8, "activation": "identity", "rate": 30.0},
    ],
)
def test_a_training_that_overflows_ends_in_the_last_state_with_a_loss(
    calculator: Page, served_site: str, settings: dict[str, Any]
) -> None:
    result = in_the_page(calculator, served_site, EPOCHS, **settings)
    with pytest.raises(ValueError, match=f"in epoch {result['overflow']} of {EPOCHS}: "):
        train(**settings, epochs=EPOCHS)
    n_good = len(result["losses"]) - 1
    losses, network = train(**settings, epochs=n_good)
    np.testing.assert_allclose(result["losses"], losses, rtol=1e-9)
    for ours, theirs in zip(result["layers"], network.layers, strict=True):
        np.testing.assert_allclose(ours["weights"], theirs.weights, rtol=1e-9)
    with pytest.raises(ValueError, match="must fit float64"):
        train(**settings, epochs=n_good + 1)


@pytest.mark.parametrize("target", [0, 1])
def test_a_step_is_as_long_as_the_mistake_is_large_however_sure_the_network_is(
    calculator: Page, served_site: str, target: int
) -> None:
    for z in [sign * size for size in (3.0, 37.0, 40.0, 100.0, 700.0, 1e300) for sign in (1, -1)]:
        X, y = [[z, 0.0]], [target]
        network = Network([Dense.from_weights([[1.0], [0.0]], [0.0]), Dense.from_weights([[1.0]], [0.0], "sigmoid")])
        mistake = network(X).item() - target
        stepped = calculator.evaluate(STEP, [served_site, [[[1.0], [0.0]], [[1.0]]], {"X": X, "y": y}])
        assert stepped[1]["biases"] == [pytest.approx(-mistake, abs=1e-15)], z
        fit(network, X, y, loss=binary_cross_entropy, optimizer=SGD(1.0), epochs=1)
        np.testing.assert_allclose(stepped[0]["biases"], network.layers[0].biases, rtol=1e-14)


def test_a_gradient_for_the_inputs_that_overflows_is_nobodys(calculator: Page, served_site: str) -> None:
    """The step itself fits: only the gradient for the inputs does not, and training needs none."""
    hidden, output = [[1e308], [0.0]], [[100.0]]
    network = Network([Dense.from_weights(hidden, [0.0]), Dense.from_weights(output, [0.0], "sigmoid")])
    X, y = [[1e-311, 0.0], [-1e-311, 0.0]], [0, 1]
    fit(network, X, y, loss=binary_cross_entropy, optimizer=SGD(1.0), epochs=1)
    stepped = calculator.evaluate(STEP, [served_site, [hidden, output], {"X": X, "y": y}])
    assert stepped is not None
    np.testing.assert_allclose(stepped[0]["weights"], network.layers[0].weights)


def test_a_certain_mistake_costs_what_it_costs_in_the_library(calculator: Page, served_site: str) -> None:
    X, y = [[1000.0, 0.0], [-1000.0, 0.0], [30.0, 0.0]], [0, 1, 1]
    network = Network([Dense.from_weights([[1.0], [0.0]], [0.0]), Dense.from_weights([[1.0]], [0.0], "sigmoid")])
    ours = calculator.evaluate(LOSS, [served_site, [[[1.0], [0.0]], [[1.0]]], {"X": X, "y": y}])
    np.testing.assert_allclose(ours, binary_cross_entropy(y, network(X)), rtol=1e-14)
