"""Activations: their numbers near and far, of any shape and type."""

import copy
import math
import pickle

import numpy as np
import pytest
from library_calls import CALLS, make
from library_references import ALL_NAMES, NAMES, activation_of, falls
from library_right import require_right

import neuronlib
from neuronlib import gelu, softmax
from neuronlib.activations import Activation

LARGEST = np.finfo(float).max
FAR = np.array([-LARGEST, -1000.0, 1000.0, LARGEST])
TINY = np.array([-1e-12, -1e-20, -1e-300, -5e-324, 5e-324, 1e-300, 1e-20, 1e-12])
SWEEP = np.concatenate([np.linspace(-1100, 1100, 4401), np.logspace(-323, 308.25, 2000)])
POINTS = np.concatenate([np.linspace(-12, 12, 481), [-300, -36.5, 36.5, 300], TINY, FAR])
NARROW = np.concatenate([np.linspace(-6, 6, 241), np.logspace(-44.8, 38.5, 2000)]).astype(np.float32)
FUNCTIONS = [(name, which) for name in NAMES for which in ("__call__", "derivative")]
SHAPES = [(), (0,), (1,), (3,), (2, 3), (2, 0, 3), (2, 3, 4)]


def function_of(name, which):
    return getattr(activation_of(name), which)


def samples(shape):
    return np.random.default_rng(5).uniform(-3, 3, shape)


@pytest.mark.parametrize(("name", "which"), FUNCTIONS)
@pytest.mark.parametrize("z", [POINTS, NARROW], ids=["float64", "float32"])
def test_values_and_derivatives_are_those_of_the_formula_near_and_far(name, which, z):
    call = f"{name}()" if which == "__call__" else f"{name}.derivative"
    arguments = {"self": activation_of(name), "z": z}
    require_right(make(CALLS[call], arguments), call, arguments)


@pytest.mark.parametrize(("name", "which"), FUNCTIONS)
def test_no_floating_point_error_anywhere(name, which):
    for sweep in (SWEEP, NARROW):
        with np.errstate(all="raise"):
            result = function_of(name, which)(np.concatenate([-sweep, sweep]))
        assert np.isfinite(result).all()


@pytest.mark.parametrize("name", [name for name in NAMES if not falls(name)])
def test_what_rises_never_falls(name):
    z = np.sort(np.concatenate([-SWEEP, SWEEP, TINY, samples(200)]))
    assert (np.diff(activation_of(name)(z)) >= 0).all()
    assert (activation_of(name).derivative(z) >= 0).all()


def test_gelu_is_that_of_the_error_function_of_python():
    z = np.concatenate([np.linspace(-40, 40, 8001), np.linspace(-1.2, 1.2, 2401)])
    expected = [x * math.erfc(-x / math.sqrt(2)) / 2 for x in z.tolist()]
    np.testing.assert_allclose(gelu(z), expected, rtol=1e-15, atol=1e-320)
    assert gelu(-10.0) == pytest.approx(-10 * 7.619853024160526e-24, rel=1e-13)  # and not that of the tanh formula


@pytest.mark.parametrize(("name", "which"), FUNCTIONS)
def test_shape_and_float32_are_kept_and_everything_else_becomes_float64(name, which):
    function = function_of(name, which)
    for shape in SHAPES:
        result = function(samples(shape))
        assert (np.shape(result), np.asarray(result).dtype) == (shape, np.float64)
        assert function(np.asarray(samples(shape), dtype=np.float32)).dtype == np.float32
    for dtype in (np.float16, np.int64, np.uint8, np.bool_):
        assert function(np.array([0, 1, 1], dtype=dtype)).dtype == np.float64


@pytest.mark.parametrize(("name", "which"), FUNCTIONS)
def test_every_element_is_computed_alone_wherever_it_lies_and_the_input_is_left_alone(name, which):
    z, function = samples((6, 4)), function_of(name, which)
    alone = [[function(number) for number in row] for row in z]
    assert isinstance(alone[0][0], float)
    np.testing.assert_allclose(function(z), alone, rtol=1e-15, atol=0)
    assert function(z.tolist()).tolist() == function(z).tolist()
    view = z[::-2, ::3]
    view.flags.writeable = False
    np.testing.assert_allclose(function(view), function(view.copy()), rtol=1e-15, atol=0)
    function(z)[...] = 99.0
    np.testing.assert_array_equal(z, samples((6, 4)))


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda each: pickle.loads(pickle.dumps(each))])
@pytest.mark.parametrize("name", ALL_NAMES)
def test_a_copy_of_an_activation_is_that_activation_but_not_of_somebody_elses_of_that_name(name, copied):
    assert copied(activation_of(name)) is activation_of(name)
    own = Activation("sigmoid", "z", np.positive, np.ones_like)
    assert copied(own) == own != neuronlib.sigmoid


# Softmax.

ROWS = [[1.0, -2.0, 0.0], [0.0], [3.0, 3.0], [-50.0, 0.0, 50.0, 49.0], [0.1, 0.2, 0.3, 0.4, 0.5]]


@pytest.mark.parametrize("row", ROWS)
def test_softmax_and_its_jacobian_are_the_formula_and_do_not_see_a_shift_or_the_order(row):
    for call, reference in (("softmax()", softmax), ("softmax.jacobian", softmax.jacobian)):
        for z in (row, np.array(row, np.float32), [row, row[::-1]]):
            require_right(reference(z), call, {"z": z})
            assert reference(z).dtype == getattr(z, "dtype", np.float64)
    np.testing.assert_allclose(softmax(np.add(row, 37.5)), softmax(row), rtol=1e-14)
    np.testing.assert_allclose(softmax(row[::-1])[::-1], softmax(row), rtol=1e-15)
    np.testing.assert_allclose(softmax.jacobian(row).sum(axis=1), 0, atol=1e-16)
    assert softmax(row).sum() == pytest.approx(1, rel=0, abs=3e-16)


@pytest.mark.parametrize(("row", "probabilities"), [
    ([1000.0, 0.0], [1, 0]),
    ([-1000.0, 0.0], [0, 1]),
    ([-LARGEST, LARGEST], [0, 1]),
    ([LARGEST, LARGEST], [0.5, 0.5]),
    ([-LARGEST, -LARGEST, -LARGEST, -LARGEST], [0.25, 0.25, 0.25, 0.25]),
    ([0.0, -1e-320], [0.5, 0.5]),
])  # fmt: skip
def test_softmax_of_far_scores_raises_nothing(row, probabilities):
    with np.errstate(all="raise"):
        assert softmax(row).tolist() == probabilities
        assert np.isfinite(softmax.jacobian(row)).all()
