"""The playground's training against the library's, from the same starting weights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from playgrounds import XOR_PAGE, open_playground

from neuronlib import SGD, Dense, Network, binary_cross_entropy, fit
from neuronlib.activations import ELEMENTWISE
from playground_data import DATA_SETS

if TYPE_CHECKING:
    from playwright.sync_api import Page

EPOCHS = 200
TRAIN = """async ([base, settings, epochs]) => {
  const { loadData, Training } = await import(`${base}assets/scripts/playground/training.js`);
  const training = new Training(await loadData(), settings);
  training.advance(epochs);
  const { losses, layers, hasOverflowed } = training;
  return { losses, layers, hasOverflowed };
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


@pytest.mark.parametrize("data", DATA_SETS)
def test_every_loss_of_200_epochs_agrees_with_fit(page: Page, served_site: str, data: str) -> None:
    open_playground(page, served_site + XOR_PAGE)
    for i, activation in enumerate(ELEMENTWISE):
        units = 1 + (i + 3 * list(DATA_SETS).index(data)) % 8
        result = in_the_page(page, served_site, EPOCHS, data=data, units=units, activation=activation, rate=0.3)
        losses, network = train(data, units, activation, 0.3, EPOCHS)
        np.testing.assert_allclose(result["losses"], losses, rtol=0, atol=1e-9)
        for ours, theirs in zip(result["layers"], network.layers, strict=True):
            np.testing.assert_allclose(ours["weights"], theirs.weights, rtol=0, atol=1e-9)
            np.testing.assert_allclose(ours["biases"], theirs.biases, rtol=0, atol=1e-9)


def test_a_training_that_overflows_stops_where_fit_stops(page: Page, served_site: str) -> None:
    open_playground(page, served_site + XOR_PAGE)
    settings: dict[str, Any] = {"data": "xor", "units": 8, "activation": "relu", "rate": 30.0}
    result = in_the_page(page, served_site, 500, **settings)
    assert result["hasOverflowed"]
    n_good = len(result["losses"]) - 1
    with pytest.raises(ValueError, match=f"in epoch {n_good + 1} "):
        train(**settings, epochs=500)
