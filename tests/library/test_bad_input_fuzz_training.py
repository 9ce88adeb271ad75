"""Any finite numbers, however extreme: every step of training is finite, or a ValueError, and never a warning."""

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
    Neuron,
    RMSProp,
    binary_cross_entropy,
    cross_entropy,
    fit,
    mean_squared_error,
    numerical_gradient,
)

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


@given(y_true=numbers(3), y_pred=numbers(3) | numbers32(3))
def test_mean_squared_error(finite_or_refused, y_true, y_pred):
    finite_or_refused(lambda: mean_squared_error(y_true, y_pred))
    finite_or_refused(lambda: mean_squared_error.gradient(y_true, y_pred))


@given(y=arrays(float, 3, elements=PROBABILITY), p=arrays(float, 3, elements=PROBABILITY), z=numbers(3) | numbers32(3))
def test_binary_cross_entropy(finite_or_refused, y, p, z):
    assert np.isfinite(binary_cross_entropy(y, p))
    assert np.isfinite(binary_cross_entropy.gradient(y, p)).all()
    finite_or_refused(lambda: binary_cross_entropy(y, z, from_logits=True))
    finite_or_refused(lambda: binary_cross_entropy.gradient(y, z, from_logits=True))


@given(label=st.integers(0, 1), p=PROBABILITY, z=numbers(1, 2) | numbers32(1, 2))
def test_cross_entropy(finite_or_refused, label, p, z):
    assert np.isfinite(cross_entropy([label], [[p, 1 - p]]))
    assert np.isfinite(cross_entropy.gradient([label], [[p, 1 - p]])).all()
    finite_or_refused(lambda: cross_entropy([label], z, from_logits=True))
    finite_or_refused(lambda: cross_entropy.gradient([label], z, from_logits=True))


OPTIMIZERS = {
    "SGD": st.builds(SGD, POSITIVE, SHARE),
    "AdaGrad": st.builds(AdaGrad, POSITIVE, POSITIVE),
    "RMSProp": st.builds(RMSProp, POSITIVE, SHARE, POSITIVE),
    "Adam": st.builds(Adam, POSITIVE, SHARE, SHARE, POSITIVE),
}


@pytest.mark.parametrize("name", OPTIMIZERS)
@given(data=st.data(), parameter=numbers(3), gradients=st.lists(numbers(3), min_size=1, max_size=3))
def test_optimizers(finite_or_refused, name, data, parameter, gradients):
    optimizer = data.draw(OPTIMIZERS[name])

    def steps():
        for gradient in gradients:
            optimizer.step([parameter], [gradient])
        return parameter

    finite_or_refused(steps)


@given(X=numbers(3, 2), y=numbers(3), weights=numbers(2), learning_rate=POSITIVE, batch_size=st.integers(1, 3))
def test_fit(finite_or_refused, X, y, weights, learning_rate, batch_size):
    neuron = Neuron(weights, activation="identity")
    settings = {"loss": mean_squared_error, "optimizer": SGD(learning_rate), "epochs": 2, "batch_size": batch_size}
    finite_or_refused(lambda: [fit(neuron, X, y, rng=0, **settings).loss, *neuron.parameters])


@given(x=numbers(3))
def test_numerical_gradient(finite_or_refused, x):
    finite_or_refused(lambda: numerical_gradient(lambda x: neuronlib.tanh(x).sum(), x))


@pytest.mark.parametrize("make", ["make_blobs", "make_moons", "make_circles", "make_xor", "make_spirals"])
@given(noise=st.sampled_from([1e308, 1.7e308]) | st.floats(0, allow_infinity=False))
def test_datasets(finite_or_refused, make, noise):
    finite_or_refused(lambda: getattr(neuronlib, make)(20, noise, rng=0)[0])
