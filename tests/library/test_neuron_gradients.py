"""Gradients of a neuron against complex steps through the textbook formula."""

import numpy as np
import pytest

from neuronlib import Neuron

ACTIVATIONS = ["identity", "step", "sigmoid", "tanh", "relu", "leaky_relu", "elu", "softplus", "silu", "gelu"]
TOLERANCE = {"rtol": 1e-12, "atol": 1e-14}


def example():
    rng = np.random.default_rng(3)
    return rng.uniform(-1, 1, 3), np.float64(0.3), rng.uniform(-1, 1, (4, 3)), rng.normal(size=4)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_gradients_of_one_example(name, textbook, complex_step):
    (w, b, X, _), g = example(), textbook[name]
    x, gradients = X[0], Neuron(w, b, name).gradients(X[0])
    np.testing.assert_allclose(gradients.weights, complex_step(lambda w: g(w @ x + b), w), **TOLERANCE)
    np.testing.assert_allclose(gradients.bias, complex_step(lambda b: g(w @ x + b), b), **TOLERANCE)
    np.testing.assert_allclose(gradients.inputs, complex_step(lambda x: g(w @ x + b), x), **TOLERANCE)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_backward_of_a_batch(name, textbook, complex_step):
    (w, b, X, grad_output), g = example(), textbook[name]
    neuron = Neuron(w, b, name)
    neuron.forward(X)
    grad_inputs = neuron.backward(grad_output)
    grad_weights, grad_bias = neuron.parameter_gradients
    np.testing.assert_allclose(grad_inputs, complex_step(lambda X: grad_output @ g(X @ w + b), X), **TOLERANCE)
    np.testing.assert_allclose(grad_weights, complex_step(lambda w: grad_output @ g(X @ w + b), w), **TOLERANCE)
    np.testing.assert_allclose(grad_bias, complex_step(lambda b: grad_output @ g(X @ w + b), b), **TOLERANCE)


def test_backward_of_one_example_is_the_gradient_times_that_of_the_output():
    w, b, X, _ = example()
    neuron = Neuron(w, b)
    neuron.forward(X[0])
    grad_inputs, expected = neuron.backward(2.0), neuron.gradients(X[0])
    np.testing.assert_allclose(grad_inputs, 2 * expected.inputs, rtol=1e-15)
    np.testing.assert_allclose(neuron.parameter_gradients[0], 2 * expected.weights, rtol=1e-15)
    np.testing.assert_allclose(neuron.parameter_gradients[1], 2 * expected.bias, rtol=1e-15)


@pytest.mark.parametrize("shape", [(3,), (1, 3), (4, 3), (0, 3)])
def test_gradients_have_the_shapes_of_what_they_belong_to(shape):
    neuron = Neuron([1.0, 2.0, 3.0])
    output = neuron.forward(np.ones(shape))
    assert neuron.backward(np.ones(np.shape(output))).shape == shape
    assert [g.shape for g in neuron.parameter_gradients] == [p.shape for p in neuron.parameters] == [(3,), ()]


def test_parameters_are_weights_then_bias():
    neuron = Neuron([1.0, 2.0], 3.0)
    assert [p.tolist() for p in neuron.parameters] == [[1.0, 2.0], 3.0]


def test_forward_is_the_call():
    w, b, X, _ = example()
    neuron = Neuron(w, b, "silu")
    assert neuron.forward(X).tolist() == neuron(X).tolist()


def test_a_call_does_not_disturb_what_forward_remembers():
    neuron = Neuron([2.0], activation="identity")
    neuron.forward([[3.0]])
    neuron([[100.0]])
    neuron.backward([1.0])
    assert neuron.parameter_gradients[0].tolist() == [3.0]


def test_gradients_are_those_of_the_last_backward_and_do_not_add_up():
    neuron = Neuron([2.0], activation="identity")
    for x in (3.0, 5.0):
        neuron.forward([[x]])
        neuron.backward([1.0])
    assert [g.tolist() for g in neuron.parameter_gradients] == [[5.0], 1.0]


def test_backward_changes_no_parameter():
    neuron = Neuron([2.0, 1.0], 0.5)
    neuron.forward([[3.0, 4.0]])
    neuron.backward([1.0])
    assert (neuron.weights.tolist(), neuron.bias) == ([2.0, 1.0], 0.5)


def test_backward_comes_after_forward():
    with pytest.raises(RuntimeError, match="forward"):
        Neuron([1.0]).backward([1.0])


def test_parameter_gradients_come_after_backward():
    neuron = Neuron([1.0])
    neuron.forward([[1.0]])
    with pytest.raises(RuntimeError, match="backward"):
        _ = neuron.parameter_gradients


def test_float32_is_kept():
    neuron = Neuron(np.ones(2, dtype=np.float32))
    output = neuron.forward(np.ones((3, 2), dtype=np.float32))
    assert neuron.backward(output).dtype == np.float32
    assert [g.dtype for g in neuron.parameter_gradients] == [np.float32, np.float32]


@pytest.mark.parametrize(("weight", "x", "name"), [(1.7e308, 1e-308, "inputs"), (1e-308, 1.7e308, "weights")])
def test_gradient_beyond_all_numbers_is_refused_without_a_warning(weight, x, name):
    with pytest.raises(ValueError, match=f"gradient of the {name}"):
        Neuron([weight], activation="silu").gradients([x])
