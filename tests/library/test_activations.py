"""Activations: their numbers near and far, of any shape and type, and their names."""

import copy
import dataclasses
import math
import pickle

import numpy as np
import pytest
from library_references import ALL_NAMES, NAMES, activation_of, require_right

import neuronlib
from neuronlib import gelu, softmax
from neuronlib.activations import Activation, get_activation

LARGEST = np.finfo(float).max
FAR = np.array([-LARGEST, -1000.0, 1000.0, LARGEST])
TINY = np.array([-1e-12, -1e-20, -1e-300, -5e-324, 5e-324, 1e-300, 1e-20, 1e-12])
SWEEP = np.concatenate([np.linspace(-1100, 1100, 4401), np.logspace(-323, 308.25, 2000)])
POINTS = np.concatenate([np.linspace(-12, 12, 481), [-300, -36.5, 36.5, 300], TINY, FAR])
NARROW = np.concatenate([np.linspace(-6, 6, 241), np.logspace(-44.8, 38.5, 2000)]).astype(np.float32)
FUNCTIONS = [(name, which) for name in NAMES for which in ("__call__", "derivative")]


@pytest.mark.parametrize(("name", "which"), FUNCTIONS)
def test_values_and_derivatives_are_those_of_the_formula_near_and_far_without_a_floating_point_error(name, which):
    function, call = getattr(activation_of(name), which), f"{name}()" if which == "__call__" else f"{name}.{which}"
    for z in (POINTS, NARROW):
        require_right(function(z), call, z)
    for sweep in (SWEEP, NARROW):
        with np.errstate(all="raise"):
            assert np.isfinite(function(np.concatenate([-sweep, sweep]))).all()


def test_gelu_is_that_of_the_error_function_of_python():
    z = np.concatenate([np.linspace(-40, 40, 8001), np.linspace(-1.2, 1.2, 2401)])
    expected = [x * math.erfc(-x / math.sqrt(2)) / 2 for x in z.tolist()]
    np.testing.assert_allclose(gelu(z), expected, rtol=1e-15, atol=1e-320)


@pytest.mark.parametrize(("name", "which"), FUNCTIONS)
def test_shape_and_float32_are_kept_and_everything_else_becomes_float64(name, which):
    function = getattr(activation_of(name), which)
    for shape in [(), (0,), (1,), (3,), (2, 3), (2, 0, 3), (2, 3, 4)]:
        for dtype in (np.float64, np.float32):
            result = function(np.full(shape, 0.5, dtype))
            assert (result.shape, result.dtype) == (shape, dtype)
    for dtype in (np.float16, np.int64, np.uint8, np.bool_):
        assert function(np.array([0, 1, 1], dtype=dtype)).dtype == np.float64
    assert isinstance(function(0.5), float)


@pytest.mark.parametrize("name", ALL_NAMES)
def test_an_activation_is_known_by_its_name_and_a_copy_is_itself_but_not_somebody_elses_of_that_name(name):
    activation = activation_of(name)
    assert activation is getattr(neuronlib, name) is get_activation(name) is get_activation(activation)
    assert (activation.name, repr(activation)) == (name, f"<activation {name}>")
    own = Activation("sigmoid", "z", np.positive, np.ones_like)
    with pytest.raises(dataclasses.FrozenInstanceError):
        own.name = "another"
    for copied in (copy.copy, copy.deepcopy, lambda each: pickle.loads(pickle.dumps(each))):
        assert copied(activation) is activation
        assert copied(own) == own != neuronlib.sigmoid


@pytest.mark.parametrize("row", [[1.0, -2.0, 0.0], [0.0], [3.0, 3.0], [-50.0, 0.0, 50.0, 49.0], [0.1, 0.2, 0.3, 0.4]])
def test_softmax_and_its_jacobian_are_the_formula(row):
    for call, function in (("softmax()", softmax), ("softmax.jacobian", softmax.jacobian)):
        for z in (row, np.array(row, np.float32), [row, row[::-1]]):
            require_right(function(z), call, z)
            assert function(z).dtype == getattr(z, "dtype", np.float64)


@pytest.mark.parametrize(("row", "probabilities"), [
    ([1000.0, 0.0], [1, 0]),
    ([-LARGEST, LARGEST], [0, 1]),
    ([LARGEST, LARGEST], [0.5, 0.5]),
    ([-LARGEST, -LARGEST, -LARGEST, -LARGEST], [0.25, 0.25, 0.25, 0.25]),
    ([0.0, -1e-320], [0.5, 0.5]),
])  # fmt: skip
def test_softmax_of_far_scores_raises_nothing(row, probabilities):
    with np.errstate(all="raise"):
        assert softmax(row).tolist() == probabilities
        assert np.isfinite(softmax.jacobian(row)).all()
