"""A neuron's explanation: the numbers, and the text to the last space."""

import math

import numpy as np
import pytest

from neuronlib import Neuron

TEXTS = [
    (
        Neuron([3.0, -2.0], bias=1.0),
        [-1.0, 2.0],
        "1. dot product     3*(-1) + (-2)*2 = -7\n"
        "2. add the bias    -7 + 1 = -6\n"
        "3. apply sigmoid   sigmoid(-6) = 0.00247262",
    ),
    (
        Neuron([0.5], bias=-0.5, activation="relu"),
        [4],
        "1. dot product     0.5*4 = 2\n2. add the bias    2 + (-0.5) = 1.5\n3. apply relu      relu(1.5) = 1.5",
    ),
    (
        Neuron([1.0, 2.0, 3.0], activation="leaky_relu"),
        [-1.0, -1.0, -1.0],
        "1. dot product        1*(-1) + 2*(-1) + 3*(-1) = -6\n"
        "2. add the bias       -6 + 0 = -6\n"
        "3. apply leaky_relu   leaky_relu(-6) = -0.06",
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


def test_numbers():
    explanation = Neuron([3.0, -2.0], bias=1.0).explain([-1.0, 2.0])
    assert explanation.products.tolist() == [-3.0, -4.0]
    assert (explanation.dot, explanation.preactivation) == (-7.0, -6.0)
    assert all(isinstance(each, float) for each in (explanation.dot, explanation.preactivation, explanation.output))
    assert explanation.output == pytest.approx(1 / (1 + math.exp(6)), rel=1e-15)


def test_numbers_are_those_of_the_neuron():
    rng = np.random.default_rng(2)
    neuron, x = Neuron(rng.normal(size=9), rng.normal(), "gelu"), rng.normal(size=9)
    explanation = neuron.explain(x)
    assert (explanation.preactivation, explanation.output) == (neuron.preactivation(x), neuron(x))


def test_explanation_does_not_follow_later_changes():
    neuron = Neuron([3.0, -2.0], bias=1.0)
    explanation = neuron.explain([-1.0, 2.0])
    neuron.weights, neuron.bias = [0.0, 0.0], 0.0
    assert str(explanation).startswith("1. dot product     3*(-1) + (-2)*2 = -7\n2. add the bias    -7 + 1 = -6\n")


def test_explanation_is_of_one_example_only():
    with pytest.raises(ValueError, match=r"x must have shape \(2,\), got shape \(1, 2\)"):
        Neuron([1.0, 2.0]).explain([[1.0, 2.0]])


@pytest.mark.parametrize("x", [[-1e308, 1e308], [1e308, -1e308]])
def test_products_that_overflow_and_cancel_are_refused_or_explained_without_a_warning(x):
    neuron = Neuron([1.0, 2.0], activation="identity")
    try:
        explanation = neuron.explain(x)
    except ValueError:
        return
    assert np.isfinite(explanation.products).all()
