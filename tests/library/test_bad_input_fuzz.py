"""Any finite numbers, however extreme: what a model computes is finite, or a ValueError, and never a warning."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import neuronlib
from neuronlib import Dense, Network, Neuron, softmax

NAMES = ["identity", "step", "sigmoid", "tanh", "relu", "leaky_relu", "elu", "softplus", "silu", "gelu"]
EDGES = [0.0, -0.0, 5e-324, -5e-324, 2.2250738585072014e-308, 1e-160, 1.0, 1e155, -1e308, 1.7976931348623157e308]
ANY = st.sampled_from(EDGES) | st.floats(allow_nan=False, allow_infinity=False)
ANY32 = st.floats(allow_nan=False, allow_infinity=False, width=32)


def numbers(*shape):
    return arrays(float, shape, elements=ANY)


def numbers32(*shape):
    return arrays(np.float32, shape, elements=ANY32)


def forward_and_backward(model, x, grad_output):
    output = model.forward(x)
    grad_inputs = model.backward(np.resize(grad_output, np.shape(output)))
    return [output, grad_inputs, *model.parameter_gradients]


def gradients_of(neuron, x):
    gradients = neuron.gradients(x)
    return [gradients.weights, gradients.bias, gradients.inputs]


def explained(neuron, x):
    explanation = neuron.explain(x)
    return [explanation.products, explanation.dot, explanation.preactivation, explanation.output, len(str(explanation))]


@pytest.mark.parametrize("name", NAMES)
@given(z=numbers(3) | numbers32(3))
def test_activations(name, z):
    activation = getattr(neuronlib, name)
    assert np.isfinite(activation(z)).all()
    assert np.isfinite(activation.derivative(z)).all()


@given(z=numbers(2, 3) | numbers32(2, 3))
def test_softmax(finite_or_refused, z):
    finite_or_refused(lambda: [softmax(z), softmax.jacobian(z)])


@pytest.mark.parametrize("name", NAMES)
@given(weights=numbers(3), bias=ANY, x=numbers(3), grad_output=ANY)
def test_neuron(finite_or_refused, name, weights, bias, x, grad_output):
    neuron = Neuron(weights, bias, name)
    finite_or_refused(lambda: neuron(x))
    finite_or_refused(lambda: gradients_of(neuron, x))
    finite_or_refused(lambda: forward_and_backward(neuron, x, grad_output))


@given(weights=numbers(2), bias=ANY, x=numbers(2))
def test_explanation(finite_or_refused, weights, bias, x):
    finite_or_refused(lambda: explained(Neuron(weights, bias, "identity"), x))


@given(weights=numbers32(2), bias=ANY, x=numbers(2) | numbers32(2))
def test_float32_neuron(finite_or_refused, weights, bias, x):
    finite_or_refused(lambda: forward_and_backward(Neuron(weights, bias), x, 1.0))


@pytest.mark.parametrize("name", [*NAMES, "softmax"])
@given(weights=numbers(2, 3), biases=numbers(3), x=numbers(2, 2), grad_output=numbers(2, 3))
def test_layer(finite_or_refused, name, weights, biases, x, grad_output):
    layer = Dense.from_weights(weights, biases, name)
    finite_or_refused(lambda: layer(x))
    finite_or_refused(lambda: forward_and_backward(layer, x, grad_output))


@pytest.mark.parametrize("name", [*NAMES, "softmax"])
@given(x=arrays(float, (2, 3), elements=st.floats(-800, 800)), grad_output=numbers(2, 3))
def test_layer_that_is_only_its_activation(finite_or_refused, name, x, grad_output):
    layer = Dense.from_weights(np.eye(3), np.zeros(3), name)
    finite_or_refused(lambda: forward_and_backward(layer, x, grad_output))


@pytest.mark.parametrize("name", ["silu", "gelu"])
def test_slope_above_one_may_overflow_without_a_warning(finite_or_refused, name):
    neuron = Neuron([1.0], activation=name)
    finite_or_refused(lambda: forward_and_backward(neuron, [1.5], 1.79e308))


@given(grad_output=numbers(1, 3))
def test_softmax_goes_back_from_any_gradient(finite_or_refused, grad_output):
    layer = Dense.from_weights(np.eye(3), np.zeros(3), "softmax")
    finite_or_refused(lambda: forward_and_backward(layer, [[0.0, -1.0, -400.0]], grad_output))


@given(weights=numbers(2, 2), x=numbers(2, 2), grad_output=numbers(2, 2))
def test_network(finite_or_refused, weights, x, grad_output):
    layers = [Dense.from_weights(weights, [0.0, 0.0], name) for name in ("tanh", "softplus", "softmax")]
    network = Network(layers)
    finite_or_refused(lambda: forward_and_backward(network, x, grad_output))
    finite_or_refused(lambda: network.predict(x))
