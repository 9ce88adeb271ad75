"""Activations of arrays: any shape and size, the type kept, the input left alone."""

import numpy as np
import pytest

import neuronlib

NAMES = ["identity", "step", "sigmoid", "tanh", "relu", "leaky_relu", "elu", "softplus", "silu", "gelu"]
FUNCTIONS = [(name, which) for name in NAMES for which in ("__call__", "derivative")]
SHAPES = [(), (0,), (1,), (3,), (2, 3), (2, 0, 3), (2, 3, 4)]


def function_of(name, which):
    return getattr(getattr(neuronlib, name), which)


def samples(shape):
    return np.random.default_rng(5).uniform(-3, 3, shape)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("name", "which"), FUNCTIONS)
def test_shape_is_kept(name, which, shape):
    assert np.shape(function_of(name, which)(samples(shape))) == shape


@pytest.mark.parametrize(("name", "which"), FUNCTIONS)
def test_number_gives_a_number(name, which):
    assert isinstance(function_of(name, which)(0.7), float)


@pytest.mark.parametrize(("name", "which"), FUNCTIONS)
def test_every_element_is_computed_alone(name, which):
    z, function = samples((3, 4)), function_of(name, which)
    alone = [[function(number) for number in row] for row in z]
    np.testing.assert_allclose(function(z), alone, rtol=1e-15, atol=0)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(("name", "which"), FUNCTIONS)
def test_float32_is_kept(name, which, shape):
    assert function_of(name, which)(np.asarray(samples(shape), dtype=np.float32)).dtype == np.float32


@pytest.mark.parametrize(("name", "which"), FUNCTIONS)
def test_float32_is_as_good_as_float32_can_be(name, which):
    z, function = np.linspace(-6, 6, 241, dtype=np.float32), function_of(name, which)
    np.testing.assert_allclose(function(z), function(z.astype(float)), rtol=2e-5, atol=2e-7)


@pytest.mark.parametrize("dtype", [np.float16, np.int64, np.uint8, np.bool_])
@pytest.mark.parametrize(("name", "which"), FUNCTIONS)
def test_everything_else_becomes_float64(name, which, dtype):
    assert function_of(name, which)(np.array([0, 1, 1], dtype=dtype)).dtype == np.float64


@pytest.mark.parametrize(("name", "which"), FUNCTIONS)
def test_lists_are_arrays(name, which):
    z, function = samples((2, 3)), function_of(name, which)
    assert function(z.tolist()).tolist() == function(z).tolist()


@pytest.mark.parametrize(("name", "which"), FUNCTIONS)
def test_input_is_left_alone(name, which):
    z = samples((4,))
    function_of(name, which)(z)[...] = 99.0
    np.testing.assert_array_equal(z, samples((4,)))


@pytest.mark.parametrize(("name", "which"), FUNCTIONS)
def test_strided_and_read_only_input(name, which):
    z, function = samples((6, 4)), function_of(name, which)
    view = z[::-2, ::3]
    view.flags.writeable = False
    np.testing.assert_allclose(function(view), function(view.copy()), rtol=1e-15, atol=0)
