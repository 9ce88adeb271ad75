"""What the library's tests share: repeatable Hypothesis runs and derivatives that owe nothing to the library."""

import os
import warnings

import numpy as np
import pytest
from hypothesis import HealthCheck, settings

from neuronlib import load_digits

settings.register_profile("repeatable", deadline=None, derandomize=True, database=None, max_examples=60)
settings.register_profile(
    "weekly",
    deadline=None,
    database=None,
    max_examples=10_000,
    print_blob=True,  # a failing example of a random run comes back with this
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))

STEP = 1e-30


def complex_gelu(z):
    """Return z Φ(z) from the power series of Φ, which also holds for complex numbers."""
    term = total = z
    for k in range(1, 200):
        term = term * z**2 / (2 * k + 1)
        total = total + term
    return z * (0.5 + np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi) * total)


def complex_softmax(z):
    exponentials = np.exp(z)
    return exponentials / exponentials.sum(axis=-1, keepdims=True)


TEXTBOOK = {
    "identity": lambda z: z,
    "step": lambda z: np.where(z.real > 0, 1 + 0j, 0),
    "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "tanh": lambda z: np.sinh(z) / np.cosh(z),
    "relu": lambda z: np.where(z.real > 0, z, 0),
    "leaky_relu": lambda z: np.where(z.real > 0, z, z / 100),
    "elu": lambda z: np.where(z.real > 0, z, np.exp(z) - 1),
    "softplus": lambda z: np.log(1 + np.exp(z)),
    "silu": lambda z: z / (1 + np.exp(-z)),
    "gelu": complex_gelu,
    "softmax": complex_softmax,
}


@pytest.fixture(scope="session")
def textbook():
    """Return the activations as books print them, for complex numbers of moderate size."""
    return TEXTBOOK


@pytest.fixture(scope="session")
def complex_step():
    """Return a function that differentiates: an imaginary step has no rounding error, however small it is."""

    def gradient(function, x):
        point = np.asarray(x, dtype=float)
        result = np.zeros_like(point)
        for index in np.ndindex(point.shape):
            shifted = point.astype(complex)
            shifted[index] += STEP * 1j
            result[index] = np.imag(function(shifted)) / STEP
        return result

    return gradient


@pytest.fixture(scope="session")
def digits():
    """Return the digits, read once."""
    return load_digits()


@pytest.fixture(scope="session")
def finite_or_refused():
    """Return a function that fails if a call warns, raises anything but a ValueError or returns what is not finite."""

    def require(call):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            warnings.filterwarnings(
                "ignore", category=DeprecationWarning, module="matplotlib|pyparsing"
            )  # the oldest matplotlib calls old names of the newest pyparsing
            try:
                result = call()
            except ValueError:
                return
        for array in result if isinstance(result, list) else [result]:
            assert np.isfinite(array).all()

    return require
