"""Any finite numbers, however extreme: the result is finite, or a ValueError, and never a warning."""

import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

import neuronlib
from neuronlib import (
    SGD,
    AdaGrad,
    Adam,
    Dense,
    Network,
    Neuron,
    RMSProp,
    binary_cross_entropy,
    cross_entropy,
    fit,
    mean_squared_error,
    numerical_gradient,
    softmax,
)

NAMES = ["identity", "step", "sigmoid", "tanh", "relu", "leaky_relu", "elu", "softplus", "silu", "gelu"]
EDGES = [0.0, -0.0, 5e-324, -5e-324, 2.2250738585072014e-308, 1e-160, 1.0, 1e155, -1e308, 1.7976931348623157e308]
ANY = st.sampled_from(EDGES) | st.floats(allow_nan=False, allow_infinity=False)
ANY32 = st.floats(allow_nan=False, allow_infinity=False, width=32)
PROBABILITY = st.sampled_from([0.0, 1.0, 5e-324, 1 - 2**-53]) | st.floats(0, 1)
POSITIVE = st.floats(0, exclude_min=True, allow_infinity=False)
SHARE = st.floats(0, 1, exclude_max=True)


def numbers(*shape):
    return arrays(float, shape, elements=ANY)


def numbers32(*shape):
    return arrays(np.float32, shape, elements=ANY32)


def require_finite_or_value_error(call):
    """Fail if the call warns, raises anything but a ValueError, or returns what is not finite."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            result = call()
        except ValueError:
            return
    for array in result if isinstance(result, list) else [result]:
        assert np.isfinite(array).all()


def forward_and_backward(model, x, grad_output):
    output = model.forward(x)
    grad_inputs = model.backward(np.resize(grad_output, np.shape(output)))
    return [output, grad_inputs, *model.parameter_gradients]


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
def test_softmax(z):
    require_finite_or_value_error(lambda: [softmax(z), softmax.jacobian(z)])


@pytest.mark.parametrize("name", NAMES)
@given(weights=numbers(3), bias=ANY, x=numbers(3), grad_output=ANY)
def test_neuron(name, weights, bias, x, grad_output):
    neuron = Neuron(weights, bias, name)
    require_finite_or_value_error(lambda: neuron(x))
    require_finite_or_value_error(lambda: list(vars(neuron.gradients(x)).values()))
    require_finite_or_value_error(lambda: forward_and_backward(neuron, x, grad_output))


@given(weights=numbers(2), bias=ANY, x=numbers(2))
def test_explanation(weights, bias, x):
    require_finite_or_value_error(lambda: explained(Neuron(weights, bias, "identity"), x))


@given(weights=numbers32(2), bias=ANY, x=numbers(2) | numbers32(2))
def test_float32_neuron(weights, bias, x):
    require_finite_or_value_error(lambda: forward_and_backward(Neuron(weights, bias), x, 1.0))


@pytest.mark.parametrize("name", [*NAMES, "softmax"])
@given(weights=numbers(2, 3), biases=numbers(3), x=numbers(2, 2), grad_output=numbers(2, 3))
def test_layer(name, weights, biases, x, grad_output):
    layer = Dense.from_weights(weights, biases, name)
    require_finite_or_value_error(lambda: layer(x))
    require_finite_or_value_error(lambda: forward_and_backward(layer, x, grad_output))


@given(weights=numbers(2, 2), x=numbers(2, 2), grad_output=numbers(2, 2))
def test_network(weights, x, grad_output):
    layers = [Dense.from_weights(weights, [0.0, 0.0], name) for name in ("tanh", "softplus", "softmax")]
    network = Network(layers)
    require_finite_or_value_error(lambda: forward_and_backward(network, x, grad_output))
    require_finite_or_value_error(lambda: network.predict(x))


@given(y_true=numbers(3), y_pred=numbers(3) | numbers32(3))
def test_mean_squared_error(y_true, y_pred):
    require_finite_or_value_error(lambda: mean_squared_error(y_true, y_pred))
    require_finite_or_value_error(lambda: mean_squared_error.gradient(y_true, y_pred))


@given(y=arrays(float, 3, elements=PROBABILITY), p=arrays(float, 3, elements=PROBABILITY), z=numbers(3) | numbers32(3))
def test_binary_cross_entropy(y, p, z):
    assert np.isfinite(binary_cross_entropy(y, p))
    assert np.isfinite(binary_cross_entropy.gradient(y, p)).all()
    require_finite_or_value_error(lambda: binary_cross_entropy(y, z, from_logits=True))
    require_finite_or_value_error(lambda: binary_cross_entropy.gradient(y, z, from_logits=True))


@given(label=st.integers(0, 1), p=PROBABILITY, z=numbers(1, 2) | numbers32(1, 2))
def test_cross_entropy(label, p, z):
    assert np.isfinite(cross_entropy([label], [[p, 1 - p]]))
    assert np.isfinite(cross_entropy.gradient([label], [[p, 1 - p]])).all()
    require_finite_or_value_error(lambda: cross_entropy([label], z, from_logits=True))
    require_finite_or_value_error(lambda: cross_entropy.gradient([label], z, from_logits=True))


OPTIMIZERS = {
    "SGD": st.builds(SGD, POSITIVE, SHARE),
    "AdaGrad": st.builds(AdaGrad, POSITIVE, POSITIVE),
    "RMSProp": st.builds(RMSProp, POSITIVE, SHARE, POSITIVE),
    "Adam": st.builds(Adam, POSITIVE, SHARE, SHARE, POSITIVE),
}


@pytest.mark.parametrize("name", OPTIMIZERS)
@given(data=st.data(), parameter=numbers(3), gradients=st.lists(numbers(3), min_size=1, max_size=3))
def test_optimizers(name, data, parameter, gradients):
    optimizer = data.draw(OPTIMIZERS[name])

    def steps():
        for gradient in gradients:
            optimizer.step([parameter], [gradient])
        return parameter

    require_finite_or_value_error(steps)


@given(X=numbers(3, 2), y=numbers(3), weights=numbers(2), learning_rate=POSITIVE, batch_size=st.integers(1, 3))
def test_fit(X, y, weights, learning_rate, batch_size):
    neuron = Neuron(weights, activation="identity")
    settings = {"loss": mean_squared_error, "optimizer": SGD(learning_rate), "epochs": 2, "batch_size": batch_size}
    require_finite_or_value_error(lambda: [fit(neuron, X, y, rng=0, **settings).loss, *neuron.parameters])


@given(x=numbers(3))
def test_numerical_gradient(x):
    require_finite_or_value_error(lambda: numerical_gradient(lambda x: neuronlib.tanh(x).sum(), x))


@pytest.mark.parametrize("make", ["make_blobs", "make_moons", "make_circles", "make_xor", "make_spirals"])
@given(noise=st.sampled_from([1e308, 1.7e308]) | st.floats(0, allow_infinity=False))
def test_datasets(make, noise):
    require_finite_or_value_error(lambda: getattr(neuronlib, make)(20, noise, rng=0)[0])


@pytest.mark.parametrize("name", ["weights", "bias"])
def test_number_beyond_float32_is_refused_by_a_float32_neuron(name):
    neuron = Neuron(np.ones(1, dtype=np.float32))
    with pytest.raises(ValueError, match=name):
        setattr(neuron, name, [1e300] if name == "weights" else 1e300)


@pytest.mark.parametrize("name", ["weights", "biases"])
def test_number_beyond_float32_is_refused_by_a_float32_layer(name):
    layer = Dense.from_weights(np.ones((1, 1), dtype=np.float32), [0.0])
    with pytest.raises(ValueError, match=name):
        setattr(layer, name, [[1e300]] if name == "weights" else [1e300])


def test_bias_beyond_float32_is_refused_from_the_start():
    with pytest.raises(ValueError, match="bias"):
        Neuron(np.ones(1, dtype=np.float32), 1e300)
    with pytest.raises(ValueError, match="biases"):
        Dense.from_weights(np.ones((1, 1), dtype=np.float32), [1e300])
