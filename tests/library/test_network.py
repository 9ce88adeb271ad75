"""A network: layers in a row, and one list of parameters."""

import numpy as np
import pytest

from neuronlib import Dense, Network

NAMES = ["identity", "step", "sigmoid", "tanh", "relu", "leaky_relu", "elu", "softplus", "silu", "gelu", "softmax"]


def example(hidden="tanh", output="softmax"):
    rng = np.random.default_rng(8)
    arrays = [rng.uniform(-1, 1, shape) for shape in [(3, 5), (5,), (5, 2), (2,)]]
    network = Network([Dense.from_weights(*arrays[:2], hidden), Dense.from_weights(*arrays[2:], output)])
    return network, arrays, rng.uniform(-1, 1, (4, 3)), rng.uniform(-1, 1, (4, 2))


def outputs_of(names, textbook, arrays, X):
    W1, b1, W2, b2 = arrays
    return textbook[names[1]](textbook[names[0]](X @ W1 + b1) @ W2 + b2)


def with_output(weights, biases):
    return Network([Dense.from_weights(weights, biases)])


@pytest.mark.parametrize("hidden", NAMES)
@pytest.mark.parametrize("which", ["__call__", "forward"])
def test_layers_follow_each_other(hidden, which, textbook):
    network, arrays, X, _ = example(hidden)
    expected = outputs_of((hidden, "softmax"), textbook, arrays, X.astype(complex)).real
    np.testing.assert_allclose(getattr(network, which)(X), expected, rtol=1e-12)


def test_batch_equals_one_by_one():
    network, _, X, _ = example()
    np.testing.assert_allclose(network(X), [network(x.reshape(1, -1))[0] for x in X], rtol=1e-13)


@pytest.mark.parametrize("n_samples", [0, 1, 4])
def test_shape_of_the_output(n_samples):
    network, _, _, _ = example()
    assert network(np.ones((n_samples, 3))).shape == (n_samples, 2)
    assert network.predict(np.ones((n_samples, 3))).shape == (n_samples,)


def test_parameters_are_the_arrays_of_the_layers_in_turn():
    network, _, _, _ = example()
    first, second = network.layers
    arrays = [first.weights, first.biases, second.weights, second.biases]
    assert [id(p) for p in network.parameters] == [id(array) for array in arrays]


@pytest.mark.parametrize("hidden", NAMES)
@pytest.mark.parametrize("output", ["sigmoid", "softmax"])
def test_parameter_gradients_in_their_order(hidden, output, textbook, complex_step):
    network, arrays, X, G = example(hidden, output)
    network.forward(X)
    network.backward(G)
    for position, gradient in enumerate(network.parameter_gradients):

        def weighted_output(array, position=position):
            changed = [*arrays[:position], array, *arrays[position + 1 :]]
            return (G * outputs_of((hidden, output), textbook, changed, X.astype(complex))).sum()

        np.testing.assert_allclose(gradient, complex_step(weighted_output, arrays[position]), rtol=1e-11, atol=1e-14)


@pytest.mark.parametrize("hidden", NAMES)
def test_gradient_of_the_inputs(hidden, textbook, complex_step):
    network, arrays, X, G = example(hidden)
    network.forward(X)
    expected = complex_step(lambda X: (G * outputs_of((hidden, "softmax"), textbook, arrays, X)).sum(), X)
    np.testing.assert_allclose(network.backward(G), expected, rtol=1e-11, atol=1e-14)


def test_float32_goes_through():
    layers = [Dense.from_weights(np.ones(s, dtype=np.float32), np.zeros(s[1]), "tanh") for s in [(3, 2), (2, 1)]]
    network = Network(layers)
    output = network.forward(np.ones((4, 3), dtype=np.float32))
    assert (output.dtype, network.backward(output).dtype) == (np.float32, np.float32)
    assert {g.dtype for g in network.parameter_gradients} == {np.dtype(np.float32)}


def test_label_is_the_index_of_the_largest_output():
    network = with_output(np.eye(3), np.zeros(3))
    assert network.predict([[1, 2, 0], [5, -1, 4], [-3, -2, -1]]).tolist() == [1, 0, 2]


def test_two_outputs_are_two_classes():
    assert with_output(np.eye(2), np.zeros(2)).predict([[0.1, 0.2], [0.9, 0.8]]).tolist() == [1, 0]


def test_label_of_a_tie_is_the_first():
    assert with_output(np.eye(3), np.zeros(3)).predict([[1, 2, 2], [0, 0, 0]]).tolist() == [1, 0]


def test_label_of_a_single_output_is_whether_it_is_above_a_half():
    X = [[-7.0], [0.0], [0.5], [np.nextafter(0.5, 1)], [1.0], [2.0]]
    assert with_output([[1.0]], [0.0]).predict(X).tolist() == [0, 0, 0, 1, 1, 1]


@pytest.mark.parametrize("n_outputs", [1, 3])
def test_labels_are_integers(n_outputs):
    assert np.issubdtype(Network([Dense(2, n_outputs, rng=0)]).predict([[1.0, 2.0]]).dtype, np.integer)


def test_backward_comes_after_forward():
    with pytest.raises(RuntimeError, match="forward"):
        Network([Dense(2, 2), Dense(2, 1)]).backward([[1.0]])


def test_layers_may_be_a_tuple():
    assert Network((Dense(2, 3), Dense(3, 1)))([[1.0, 2.0]]).shape == (1, 1)


def test_later_changes_of_the_list_do_not_reach_the_network():
    layers = [Dense(2, 3)]
    network = Network(layers)
    layers.clear()
    assert len(network.layers) == 1


def test_a_layer_used_twice_is_refused_for_it_remembers_one_forward_only():
    layer = Dense(2, 2, "tanh", rng=0)
    with pytest.raises(ValueError, match="layers"):
        Network([layer, layer])
