"""A dense layer's shapes, its sums and how its numbers are set."""

import numpy as np
import pytest

from neuronlib import Dense, Neuron, relu

ACTIVATIONS = ["identity", "step", "sigmoid", "tanh", "relu", "leaky_relu", "elu", "softplus", "silu", "gelu"]


def example(n_samples=5, n_inputs=3, n_outputs=4):
    rng = np.random.default_rng(7)
    return rng.normal(size=(n_inputs, n_outputs)), rng.normal(size=n_outputs), rng.normal(size=(n_samples, n_inputs))


def weighted_sums(weights, biases, X):
    n_inputs, n_outputs = weights.shape
    return [
        [float(biases[j]) + sum(float(x[i]) * float(weights[i, j]) for i in range(n_inputs)) for j in range(n_outputs)]
        for x in X
    ]


@pytest.mark.parametrize("name", [*ACTIVATIONS, "softmax"])
def test_output_is_the_activation_of_the_sums(name, textbook):
    weights, biases, X = example()
    expected = textbook[name](np.array(weighted_sums(weights, biases, X), dtype=complex)).real
    np.testing.assert_allclose(Dense.from_weights(weights, biases, name)(X), expected, rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_column_of_the_weights_is_a_neuron(name):
    weights, biases, X = example()
    neurons = [Neuron(weights[:, j], biases[j], name) for j in range(4)]
    outputs = Dense.from_weights(weights, biases, name)(X)
    np.testing.assert_allclose(outputs, np.transpose([neuron(X) for neuron in neurons]), rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("name", [*ACTIVATIONS, "softmax"])
def test_batch_equals_one_by_one(name):
    weights, biases, X = example()
    layer = Dense.from_weights(weights, biases, name)
    np.testing.assert_allclose(layer(X), [layer(x.reshape(1, -1))[0] for x in X], rtol=1e-12, atol=1e-14)


def test_activation_is_the_identity_unless_told():
    assert Dense(2, 3).activation.name == Dense.from_weights([[1.0]], [0.0]).activation.name == "identity"


@pytest.mark.parametrize(("n_inputs", "n_outputs"), [(1, 1), (1, 4), (3, 1), (3, 4)])
def test_shapes_of_weights_and_biases(n_inputs, n_outputs):
    layer = Dense(n_inputs, n_outputs)
    assert (layer.weights.shape, layer.biases.shape) == ((n_inputs, n_outputs), (n_outputs,))


@pytest.mark.parametrize("n_samples", [0, 1, 5])
@pytest.mark.parametrize("which", ["__call__", "forward"])
def test_shape_of_the_output(which, n_samples):
    assert getattr(Dense(3, 4, "tanh"), which)(np.ones((n_samples, 3))).shape == (n_samples, 4)


def test_sizes_may_be_numpy_integers():
    assert Dense(np.int64(3), np.uint8(2)).weights.shape == (3, 2)


def test_from_weights_copies():
    weights, biases = np.ones((2, 1)), np.ones(1)
    layer = Dense.from_weights(weights, biases)
    weights[...], biases[...] = 99.0, 99.0
    assert layer([[1.0, 1.0]]).tolist() == [[3.0]]


def test_from_weights_keeps_every_bit():
    weights, biases, _ = example()
    layer = Dense.from_weights(weights, biases, relu)
    np.testing.assert_array_equal(layer.weights, weights)
    np.testing.assert_array_equal(layer.biases, biases)


def test_from_weights_keeps_float32():
    layer = Dense.from_weights(np.ones((2, 1), dtype=np.float32), [1.0], "sigmoid")
    assert [p.dtype for p in layer.parameters] == [np.float32, np.float32]
    assert layer(np.ones((1, 2), dtype=np.float32)).dtype == np.float32


def test_weights_are_float64_otherwise():
    assert [p.dtype for p in Dense(2, 1).parameters] == [np.float64, np.float64]
    assert [p.dtype for p in Dense.from_weights([[1]], [2]).parameters] == [np.float64, np.float64]


def test_parameters_are_the_arrays_themselves():
    layer = Dense.from_weights([[1.0], [2.0]], [3.0])
    weights, biases = layer.parameters
    weights += 1
    biases -= 1
    assert layer([[1.0, 1.0]]).tolist() == [[7.0]]


def test_setters_change_the_parameters_in_place():
    layer = Dense.from_weights([[1.0], [2.0]], [3.0])
    weights, biases = layer.parameters
    layer.weights, layer.biases = [[5], [6]], [7]
    assert (weights.tolist(), biases.tolist()) == ([[5.0], [6.0]], [7.0])


def test_setters_copy():
    layer, weights, biases = Dense(1, 1), np.array([[5.0]]), np.array([6.0])
    layer.weights, layer.biases = weights, biases
    weights[...], biases[...] = 99.0, 99.0
    assert layer([[1.0]]).tolist() == [[11.0]]


def test_refused_values_change_nothing():
    layer = Dense.from_weights([[1.0, 2.0]], [3.0, 4.0])
    for wrong in ([[1.0, np.nan]], [[1.0]], [1.0, 2.0], [[1.0], [2.0]]):
        with pytest.raises(ValueError, match="weights"):
            layer.weights = wrong
    with pytest.raises(ValueError, match="biases"):
        layer.biases = [3.0]
    assert (layer.weights.tolist(), layer.biases.tolist()) == ([[1.0, 2.0]], [3.0, 4.0])
