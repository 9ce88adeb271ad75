"""A neuron's shapes, its sum, its numbers and how they are set."""

import math

import numpy as np
import pytest

from neuronlib import Neuron, tanh

ACTIVATIONS = ["identity", "step", "sigmoid", "tanh", "relu", "leaky_relu", "elu", "softplus", "silu", "gelu"]


def example(n_samples=5, n_inputs=3):
    rng = np.random.default_rng(11)
    return rng.normal(size=n_inputs), rng.normal(), rng.normal(size=(n_samples, n_inputs))


def weighted_sum(weights, bias, x):
    total = float(bias)
    for weight, number in zip(weights, x, strict=True):
        total += float(weight) * float(number)
    return total


def test_preactivation_is_the_weighted_sum_plus_the_bias():
    weights, bias, X = example()
    sums = [weighted_sum(weights, bias, x) for x in X]
    np.testing.assert_allclose(Neuron(weights, bias).preactivation(X), sums, rtol=1e-14, atol=1e-15)


def test_bias_is_zero_and_activation_sigmoid_unless_told():
    neuron = Neuron([2.0, -1.0])
    assert (neuron.bias, neuron.activation.name) == (0.0, "sigmoid")
    assert neuron([1.0, 0.5]) == pytest.approx(1 / (1 + math.exp(-1.5)), rel=1e-15)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_output_is_the_activation_of_the_sum(name, textbook):
    weights, bias, X = example()
    sums = np.array([complex(weighted_sum(weights, bias, x)) for x in X])
    np.testing.assert_allclose(Neuron(weights, bias, name)(X), textbook[name](sums).real, rtol=1e-13, atol=1e-15)


def test_activation_may_be_the_function_itself():
    assert Neuron([1.0], activation=tanh)([0.5]) == pytest.approx(math.tanh(0.5), rel=1e-15)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_batch_equals_one_by_one(name):
    weights, bias, X = example()
    neuron = Neuron(weights, bias, name)
    np.testing.assert_allclose(neuron(X), [neuron(x) for x in X], rtol=1e-13, atol=1e-15)


@pytest.mark.parametrize("which", ["preactivation", "__call__", "forward"])
def test_one_example_gives_a_number(which):
    assert isinstance(getattr(Neuron([1.0, 2.0]), which)([3.0, 4.0]), float)


@pytest.mark.parametrize("n_samples", [0, 1, 2, 3])
@pytest.mark.parametrize("which", ["preactivation", "__call__", "forward"])
def test_rows_give_a_vector(which, n_samples):
    assert getattr(Neuron([1.0, 2.0]), which)(np.ones((n_samples, 2))).shape == (n_samples,)


def test_lists_and_integers_are_numbers_too():
    assert Neuron([3, -2], 1, "identity")([[-1, 2], [0, 0]]).tolist() == [-6.0, 1.0]


def test_float32_is_kept():
    neuron = Neuron(np.array([0.5, 1.5], dtype=np.float32), bias=0.25)
    x = np.ones((2, 2), dtype=np.float32)
    assert [p.dtype for p in neuron.parameters] == [np.float32, np.float32]
    assert neuron(x).dtype == neuron.forward(x[0]).dtype == np.float32


def test_weights_are_float64_otherwise():
    assert Neuron([1, 2]).weights.dtype == np.float64


def test_weights_are_copied():
    weights = np.array([1.0, 2.0])
    neuron = Neuron(weights)
    weights[0] = 99.0
    assert neuron.weights.tolist() == [1.0, 2.0]


def test_parameters_are_the_arrays_themselves():
    neuron = Neuron([1.0, 2.0], 3.0, "identity")
    weights, bias = neuron.parameters
    weights += 1
    bias -= 1
    assert (neuron.weights.tolist(), neuron.bias, neuron([1.0, 1.0])) == ([2.0, 3.0], 2.0, 7.0)


def test_setters_change_the_parameters_in_place():
    neuron = Neuron([1.0, 2.0], 3.0)
    weights, bias = neuron.parameters
    neuron.weights, neuron.bias = [5, 6], 7
    assert (weights.tolist(), bias.tolist()) == ([5.0, 6.0], 7.0)


def test_setter_copies():
    neuron, values = Neuron([1.0, 2.0]), np.array([5.0, 6.0])
    neuron.weights = values
    values[0] = 99.0
    assert neuron.weights.tolist() == [5.0, 6.0]


def test_refused_values_change_nothing():
    neuron = Neuron([1.0, 2.0], 3.0)
    with pytest.raises(ValueError, match="weights"):
        neuron.weights = [1.0, np.nan]
    with pytest.raises(ValueError, match="bias"):
        neuron.bias = np.inf
    assert (neuron.weights.tolist(), neuron.bias) == ([1.0, 2.0], 3.0)


def test_repr_is_the_code_that_makes_the_neuron():
    neuron = eval(repr(Neuron([0.1, -2.0], 0.3, "tanh")), {"Neuron": Neuron})
    assert (neuron.weights.tolist(), neuron.bias, neuron.activation) == ([0.1, -2.0], 0.3, tanh)
