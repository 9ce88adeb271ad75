"""Softmax and its jacobian."""

from decimal import Decimal, localcontext

import numpy as np
import pytest

from neuronlib import numerical_gradient, softmax

LARGEST = np.finfo(float).max
ROWS = [[1.0, -2.0, 0.0], [0.0], [3.0, 3.0], [-50.0, 0.0, 50.0, 49.0], [0.1, 0.2, 0.3, 0.4, 0.5]]


def exact_softmax(row):
    with localcontext(prec=60):
        exponentials = [Decimal(z).exp() for z in row]
        return [float(e / sum(exponentials)) for e in exponentials]


@pytest.mark.parametrize("row", ROWS)
def test_value_is_the_formula(row):
    np.testing.assert_allclose(softmax(row), exact_softmax(row), rtol=1e-14)


def test_rows_do_not_see_each_other():
    z = np.random.default_rng(0).normal(size=(5, 4))
    np.testing.assert_allclose(softmax(z), [softmax(row) for row in z], rtol=1e-15)


@pytest.mark.parametrize("shape", [(1,), (4,), (3, 1), (3, 4), (0, 3)])
def test_shape_is_kept(shape):
    assert softmax(np.ones(shape)).shape == shape


@pytest.mark.parametrize(("row", "probabilities"), [
    ([1000.0, 0.0], [1, 0]),
    ([-1000.0, 0.0], [0, 1]),
    ([-LARGEST, LARGEST], [0, 1]),
    ([LARGEST, LARGEST], [0.5, 0.5]),
    ([-LARGEST, -LARGEST, -LARGEST, -LARGEST], [0.25, 0.25, 0.25, 0.25]),
])  # fmt: skip
def test_far_scores(row, probabilities):
    with np.errstate(all="raise"):
        assert softmax(row).tolist() == probabilities


@pytest.mark.parametrize(
    "row", [[1000.0, 0.0], [-LARGEST, LARGEST], [0.0, -740.0], [0.0, -400.0, -401.0], [-1e-320, 1e-320]]
)
def test_jacobian_of_far_scores_is_finite(row):
    with np.errstate(all="raise"):
        assert np.isfinite(softmax.jacobian(row)).all()


@pytest.mark.parametrize("row", ROWS)
def test_jacobian_is_that_of_finite_differences(row):
    numerical = [numerical_gradient(lambda z, i=i: softmax(z)[i], row) for i in range(len(row))]
    np.testing.assert_allclose(softmax.jacobian(row), numerical, atol=1e-9)


def test_jacobian_is_that_of_a_complex_step(textbook, complex_step):
    row = [0.3, -1.2, 2.0, 0.0]
    exact = [complex_step(lambda z, i=i: textbook["softmax"](z)[i], row) for i in range(len(row))]
    np.testing.assert_allclose(softmax.jacobian(row), exact, rtol=1e-13, atol=1e-16)


def test_jacobian_of_a_batch_is_one_matrix_a_row():
    z = np.random.default_rng(1).normal(size=(5, 3))
    jacobian = softmax.jacobian(z)
    assert jacobian.shape == (5, 3, 3)
    np.testing.assert_allclose(jacobian, [softmax.jacobian(row) for row in z], rtol=1e-15)


@pytest.mark.parametrize("row", ROWS)
def test_rows_of_the_jacobian_sum_to_zero(row):
    np.testing.assert_allclose(softmax.jacobian(row).sum(axis=1), 0, atol=1e-16)


@pytest.mark.parametrize("which", ["__call__", "jacobian"])
def test_float32_is_kept(which):
    assert getattr(softmax, which)(np.array([[1, 2, 3]], dtype=np.float32)).dtype == np.float32


def test_softmax_of_two_scores_is_the_sigmoid_of_their_difference():
    assert softmax([2.0, 0.5])[0] == pytest.approx(1 / (1 + 2.718281828459045**-1.5), rel=1e-14)


@pytest.mark.parametrize("z", [1.0, [[[1.0]]], [], [[], []]])
def test_no_rows_no_softmax(z):
    with pytest.raises(ValueError, match="z must have shape"):
        softmax(z)
