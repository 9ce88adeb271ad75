"""A neuron's explanation: the numbers, and the text to the last space."""

from contextlib import suppress

import numpy as np
import pytest

from neuronlib import Neuron

TEXTS = [
    (
        Neuron([1.0, 2.0, 3.0], bias=-0.5, activation="leaky_relu"),
        [-1.0, -1.0, -1.0],
        "1. dot product        1*(-1) + 2*(-1) + 3*(-1) = -6\n"
        "2. add the bias       -6 + (-0.5) = -6.5\n"
        "3. apply leaky_relu   leaky_relu(-6.5) = -0.065",
    ),
    (
        Neuron([1 / 3], bias=1e-7, activation="identity"),
        [2e6],
        "1. dot product      0.333333*2e+06 = 666667\n"
        "2. add the bias     666667 + 1e-07 = 666667\n"
        "3. apply identity   identity(666667) = 666667",
    ),
]


@pytest.mark.parametrize(("neuron", "x", "text"), TEXTS, ids=[neuron.activation.name for neuron, _, _ in TEXTS])
def test_text(neuron, x, text):
    assert str(neuron.explain(x)) == text


def test_numbers_are_those_of_the_neuron_and_do_not_follow_later_changes():
    rng = np.random.default_rng(2)
    neuron, x = Neuron(rng.normal(size=9), rng.normal(), "gelu"), rng.normal(size=9)
    weights, explanation = neuron.weights.copy(), neuron.explain(x)
    text, z, output = str(explanation), neuron.preactivation(x), neuron(x)
    neuron.weights, neuron.bias = np.zeros(9), 0.0
    assert explanation.products.tolist() == (weights * x).tolist()
    assert (explanation.dot, explanation.preactivation, explanation.output) == (x @ weights, z, output)
    assert all(isinstance(each, float) for each in (explanation.dot, explanation.preactivation, explanation.output))
    assert str(explanation) == text


@pytest.mark.parametrize("x", [[-1e308, 1e308], [1e308, -1e308]])
def test_products_that_overflow_and_cancel_are_refused_or_explained_without_a_warning(x):
    with suppress(ValueError):
        assert np.isfinite(Neuron([1.0, 2.0], activation="identity").explain(x).products).all()
