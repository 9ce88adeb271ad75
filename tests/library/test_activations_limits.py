"""Activations far out, where a careless formula overflows."""

import numpy as np
import pytest

import neuronlib

LARGEST = np.finfo(float).max
FAR = [-LARGEST, -1000.0, 1000.0, LARGEST]
VALUES = {
    "identity": FAR,
    "step": [0, 0, 1, 1],
    "sigmoid": [0, 0, 1, 1],
    "tanh": [-1, -1, 1, 1],
    "relu": [0, 0, 1000, LARGEST],
    "leaky_relu": [-0.01 * LARGEST, -10, 1000, LARGEST],
    "elu": [-1, -1, 1000, LARGEST],
    "softplus": [0, 0, 1000, LARGEST],
    "silu": [0, 0, 1000, LARGEST],
    "gelu": [0, 0, 1000, LARGEST],
}
DERIVATIVES = {
    "identity": [1, 1, 1, 1],
    "step": [0, 0, 0, 0],
    "sigmoid": [0, 0, 0, 0],
    "tanh": [0, 0, 0, 0],
    "relu": [0, 0, 1, 1],
    "leaky_relu": [0.01, 0.01, 1, 1],
    "elu": [0, 0, 1, 1],
    "softplus": [0, 0, 1, 1],
    "silu": [0, 0, 1, 1],
    "gelu": [0, 0, 1, 1],
}
SWEEP = np.concatenate([np.linspace(-1100, 1100, 4401), np.logspace(-323, 308.25, 2000)])


@pytest.mark.parametrize("name", VALUES)
def test_limits(name):
    assert getattr(neuronlib, name)(FAR).tolist() == VALUES[name]


@pytest.mark.parametrize("name", DERIVATIVES)
def test_limits_of_the_derivative(name):
    assert getattr(neuronlib, name).derivative(FAR).tolist() == DERIVATIVES[name]


@pytest.mark.parametrize("which", ["__call__", "derivative"])
@pytest.mark.parametrize("name", VALUES)
def test_no_floating_point_error_anywhere(name, which):
    with np.errstate(all="raise"):
        result = getattr(getattr(neuronlib, name), which)(np.concatenate([-SWEEP, SWEEP]))
    assert np.isfinite(result).all()


@pytest.mark.parametrize("which", ["__call__", "derivative"])
@pytest.mark.parametrize("name", VALUES)
def test_no_floating_point_error_in_float32(name, which):
    sweep = np.logspace(-44.8, 38.5, 2000).astype(np.float32)
    with np.errstate(all="raise"):
        result = getattr(getattr(neuronlib, name), which)(np.concatenate([-sweep, sweep]))
    assert np.isfinite(result).all()


@pytest.mark.parametrize("name", VALUES)
def test_numbers_of_python_raise_nothing_either(name):
    with np.errstate(all="raise"):
        assert [float(getattr(neuronlib, name)(z)) for z in FAR] == VALUES[name]


@pytest.mark.parametrize("z", [-740.0, -100.0, -40.0])
def test_small_tails_are_not_rounded_to_zero(z):
    tails = [neuronlib.sigmoid(z), neuronlib.softplus(z), neuronlib.elu.derivative(z), neuronlib.sigmoid.derivative(-z)]
    np.testing.assert_allclose(tails, np.exp(z), rtol=1e-15)


def test_tiny_numbers_keep_their_digits():
    tiny = np.array([1e-300, 1e-20, 1e-12])
    for activation in (neuronlib.tanh, neuronlib.elu):
        np.testing.assert_allclose(activation(-tiny), -tiny, rtol=1e-11)
