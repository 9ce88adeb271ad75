"""Gradients of a dense layer against complex steps through the textbook formula."""

import numpy as np
import pytest

from neuronlib import Dense, softmax

NAMES = ["identity", "step", "sigmoid", "tanh", "relu", "leaky_relu", "elu", "softplus", "silu", "gelu", "softmax"]
TOLERANCE = {"rtol": 1e-12, "atol": 1e-14}


def example():
    rng = np.random.default_rng(3)
    shapes = {"W": (3, 2), "b": (2,), "X": (4, 3), "G": (4, 2)}
    return [rng.uniform(-1, 1, shape) for shape in shapes.values()]


def after_backward(name):
    W, b, X, G = example()
    layer = Dense.from_weights(W, b, name)
    layer.forward(X)
    return layer, layer.backward(G)


@pytest.mark.parametrize("name", NAMES)
def test_gradient_of_the_inputs(name, textbook, complex_step):
    W, b, X, G = example()
    expected = complex_step(lambda X: (G * textbook[name](X @ W + b)).sum(), X)
    np.testing.assert_allclose(after_backward(name)[1], expected, **TOLERANCE)


@pytest.mark.parametrize("name", NAMES)
def test_gradient_of_the_weights(name, textbook, complex_step):
    W, b, X, G = example()
    expected = complex_step(lambda W: (G * textbook[name](X @ W + b)).sum(), W)
    np.testing.assert_allclose(after_backward(name)[0].parameter_gradients[0], expected, **TOLERANCE)


@pytest.mark.parametrize("name", NAMES)
def test_gradient_of_the_biases(name, textbook, complex_step):
    W, b, X, G = example()
    expected = complex_step(lambda b: (G * textbook[name](X @ W + b)).sum(), b)
    np.testing.assert_allclose(after_backward(name)[0].parameter_gradients[1], expected, **TOLERANCE)


def test_softmax_goes_back_through_its_jacobian():
    z, grad_output = np.array([[0.2, -1.0, 3.0]]), np.array([[1.0, -2.0, 0.5]])
    layer = Dense.from_weights(np.eye(3), np.zeros(3), "softmax")
    layer.forward(z)
    np.testing.assert_allclose(layer.backward(grad_output), grad_output @ softmax.jacobian(z)[0], rtol=1e-13)


@pytest.mark.parametrize("n_samples", [0, 1, 4])
def test_gradients_have_the_shapes_of_what_they_belong_to(n_samples):
    layer = Dense(3, 2, "tanh", rng=0)
    layer.forward(np.ones((n_samples, 3)))
    assert layer.backward(np.ones((n_samples, 2))).shape == (n_samples, 3)
    assert [g.shape for g in layer.parameter_gradients] == [p.shape for p in layer.parameters] == [(3, 2), (2,)]


def test_parameters_are_weights_then_biases():
    layer = Dense.from_weights([[1.0, 2.0]], [3.0, 4.0])
    assert [p.tolist() for p in layer.parameters] == [[[1.0, 2.0]], [3.0, 4.0]]


@pytest.mark.parametrize("name", NAMES)
def test_forward_is_the_call(name):
    W, b, X, _ = example()
    layer = Dense.from_weights(W, b, name)
    assert layer.forward(X).tolist() == layer(X).tolist()


def test_a_call_does_not_disturb_what_forward_remembers():
    layer = Dense.from_weights([[2.0]], [0.0])
    layer.forward([[3.0]])
    layer([[100.0], [200.0]])
    layer.backward([[1.0]])
    assert layer.parameter_gradients[0].tolist() == [[3.0]]


def test_gradients_are_those_of_the_last_backward_and_do_not_add_up():
    layer = Dense.from_weights([[2.0]], [0.0])
    for x in (3.0, 5.0):
        layer.forward([[x]])
        layer.backward([[1.0]])
    assert [g.tolist() for g in layer.parameter_gradients] == [[[5.0]], [1.0]]


def test_backward_changes_no_parameter():
    layer, _ = after_backward("sigmoid")
    W, b, _, _ = example()
    assert [p.tolist() for p in layer.parameters] == [W.tolist(), b.tolist()]


def test_backward_comes_after_forward():
    with pytest.raises(RuntimeError, match="forward"):
        Dense(1, 1).backward([[1.0]])


def test_parameter_gradients_come_after_backward():
    layer = Dense(1, 1)
    layer.forward([[1.0]])
    with pytest.raises(RuntimeError, match="backward"):
        _ = layer.parameter_gradients


def test_float32_is_kept():
    layer = Dense.from_weights(np.ones((2, 2), dtype=np.float32), np.zeros(2), "softmax")
    output = layer.forward(np.ones((3, 2), dtype=np.float32))
    assert layer.backward(output).dtype == np.float32
    assert [g.dtype for g in layer.parameter_gradients] == [np.float32, np.float32]
