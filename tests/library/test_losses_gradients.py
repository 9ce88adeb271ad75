"""Gradients of the losses against complex steps through the formula and differences of the loss itself."""

import numpy as np
import pytest

from neuronlib import binary_cross_entropy, cross_entropy, mean_squared_error

RNG = np.random.default_rng(4)
TARGETS, PROBABILITIES = RNG.uniform(size=(4, 3)), RNG.uniform(0.05, 0.95, (4, 3))
LABELS, ROWS = np.array([0, 2, 1, 2, 0]), RNG.dirichlet([1, 1, 1], size=5)
OUTPUTS, SCORES = RNG.normal(size=(4, 3)), RNG.normal(size=(5, 3))


def softplus(z):
    return np.log(1 + np.exp(z))


def chosen(rows):
    return rows[np.arange(5), LABELS]


def class_cost_of_scores(z):
    return (np.log(np.exp(z).sum(axis=1)) - chosen(z)).mean()


CASES = {
    "mean_squared_error": (mean_squared_error, TARGETS, OUTPUTS, {}, lambda p: ((p - TARGETS) ** 2).mean()),
    "binary_cross_entropy": (
        binary_cross_entropy,
        TARGETS,
        PROBABILITIES,
        {},
        lambda p: -(TARGETS * np.log(p) + (1 - TARGETS) * np.log(1 - p)).mean(),
    ),
    "binary_cross_entropy of logits": (
        binary_cross_entropy,
        TARGETS,
        OUTPUTS,
        {"from_logits": True},
        lambda z: (TARGETS * softplus(-z) + (1 - TARGETS) * softplus(z)).mean(),
    ),
    "cross_entropy": (cross_entropy, LABELS, ROWS, {}, lambda p: -np.log(chosen(p)).mean()),
    "cross_entropy of logits": (cross_entropy, LABELS, SCORES, {"from_logits": True}, class_cost_of_scores),
}


def central_differences(function, x, h=1e-6):
    result = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        high, low = x.copy(), x.copy()
        high[index] += h
        low[index] -= h
        result[index] = (function(high) - function(low)) / (2 * h)
    return result


@pytest.mark.parametrize("name", CASES)
def test_loss_is_the_formula(name):
    loss, y_true, y_pred, options, formula = CASES[name]
    assert loss(y_true, y_pred, **options) == pytest.approx(formula(y_pred), rel=1e-13)


@pytest.mark.parametrize("name", CASES)
def test_gradient_is_that_of_the_formula(name, complex_step):
    loss, y_true, y_pred, options, formula = CASES[name]
    expected = complex_step(formula, y_pred)
    np.testing.assert_allclose(loss.gradient(y_true, y_pred, **options), expected, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("name", CASES)
def test_gradient_is_the_slope_of_the_loss(name):
    loss, y_true, y_pred, options, _ = CASES[name]
    slopes = central_differences(lambda p: loss(y_true, p, **options), y_pred)
    np.testing.assert_allclose(loss.gradient(y_true, y_pred, **options), slopes, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("name", CASES)
def test_gradient_is_shaped_like_the_outputs(name):
    loss, y_true, y_pred, options, _ = CASES[name]
    assert loss.gradient(y_true, y_pred, **options).shape == y_pred.shape


@pytest.mark.parametrize("target_type", [np.float32, np.float64, np.int64])
@pytest.mark.parametrize("name", CASES)
def test_gradient_of_float32_outputs_is_float32(name, target_type):
    loss, y_true, y_pred, options, _ = CASES[name]
    gradient = loss.gradient(y_true.astype(target_type), y_pred.astype(np.float32), **options)
    assert gradient.dtype == np.float32


@pytest.mark.parametrize("name", CASES)
def test_arguments_are_left_alone(name):
    loss, y_true, y_pred, options, _ = CASES[name]
    before = y_true.copy(), y_pred.copy()
    loss(y_true, y_pred, **options)
    loss.gradient(y_true, y_pred, **options)[...] = 99.0
    assert (y_true.tolist(), y_pred.tolist()) == (before[0].tolist(), before[1].tolist())


def test_gradient_points_from_the_target_to_the_output():
    assert mean_squared_error.gradient([1.0, 0.0], [0.0, 3.0]).tolist() == [-1.0, 3.0]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_gradient_at_probabilities_of_zero_and_one_is_finite_and_points_the_right_way(dtype):
    gradient = binary_cross_entropy.gradient([1, 0, 1, 0], np.array([0, 1, 1, 0], dtype=dtype))
    assert np.isfinite(gradient).all()
    assert np.sign(gradient).tolist() == [-1, 1, -1, 1]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_gradient_at_an_impossible_class_is_finite_and_points_the_right_way(dtype):
    gradient = cross_entropy.gradient([0], np.array([[0, 1]], dtype=dtype))
    assert np.isfinite(gradient).all()
    assert np.sign(gradient).tolist() == [[-1, 0]]


def test_rows_of_the_gradient_of_scores_sum_to_zero():
    gradient = cross_entropy.gradient(LABELS, SCORES, from_logits=True)
    np.testing.assert_allclose(gradient.sum(axis=1), 0, atol=1e-16)


@pytest.mark.parametrize("target", [1e300, -1e300, 3.4e38])
def test_gradient_beyond_float32_is_refused_or_fits(target):
    try:
        gradient = mean_squared_error.gradient([target], np.zeros(1, dtype=np.float32))
    except ValueError:
        return
    assert np.isfinite(gradient).all()
