"""Losses against the formulas of the books, written with Python's own numbers."""

import math

import numpy as np
import pytest

from neuronlib import binary_cross_entropy, cross_entropy, mean_squared_error

COST_OF_ZERO = 1074 * math.log(2)  # of 2 to the power -1074, the smallest positive number
TARGETS, PROBABILITIES = [1, 0, 0, 1, 0.25], [0.9, 0.1, 0.2, 0.65, 0.5]
ROWS = [[0.7, 0.2, 0.1], [0.3, 0.6, 0.1], [0.05, 0.05, 0.9], [0.25, 0.5, 0.25]]
LABELS = [0, 1, 2, 0]
ONE_HOT = [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 0, 0]]


def mean(numbers):
    return math.fsum(numbers) / len(numbers)


def test_mean_squared_error_is_the_formula():
    expected = mean([(p - y) ** 2 for y, p in zip(TARGETS, PROBABILITIES, strict=True)])
    assert mean_squared_error(TARGETS, PROBABILITIES) == pytest.approx(expected, rel=1e-14)


def test_binary_cross_entropy_is_the_formula():
    costs = [-(y * math.log(p) + (1 - y) * math.log(1 - p)) for y, p in zip(TARGETS, PROBABILITIES, strict=True)]
    assert binary_cross_entropy(TARGETS, PROBABILITIES) == pytest.approx(mean(costs), rel=1e-14)


def test_cross_entropy_is_the_formula():
    expected = mean([-math.log(row[label]) for row, label in zip(ROWS, LABELS, strict=True)])
    assert cross_entropy(LABELS, ROWS) == pytest.approx(expected, rel=1e-14)


@pytest.mark.parametrize("loss", [mean_squared_error, binary_cross_entropy], ids=lambda loss: loss.name)
@pytest.mark.parametrize("shape", [(5,), (5, 1), (1, 5), (5, 1, 1)])
def test_mean_is_over_all_elements(loss, shape):
    expected = loss(TARGETS, PROBABILITIES)
    assert loss(np.reshape(TARGETS, shape), np.reshape(PROBABILITIES, shape)) == pytest.approx(expected, rel=1e-14)


def test_mean_of_cross_entropy_is_over_the_examples():
    assert cross_entropy(LABELS * 3, ROWS * 3) == pytest.approx(cross_entropy(LABELS, ROWS), rel=1e-14)


@pytest.mark.parametrize("loss", [mean_squared_error, binary_cross_entropy], ids=lambda loss: loss.name)
def test_a_vector_of_targets_goes_with_a_column_of_outputs(loss):
    column = np.reshape(PROBABILITIES, (5, 1))
    assert loss(TARGETS, column) == pytest.approx(loss(TARGETS, PROBABILITIES), rel=1e-15)
    assert loss.gradient(TARGETS, column).tolist() == loss.gradient(np.reshape(TARGETS, (5, 1)), column).tolist()


def test_single_numbers_are_examples_too():
    assert mean_squared_error(1, 3) == 4
    assert binary_cross_entropy(1, 0.5) == pytest.approx(math.log(2), rel=1e-15)


@pytest.mark.parametrize("dtype", [np.int64, np.uint8, np.float64, np.float32])
def test_labels_may_have_any_type_of_number(dtype):
    assert cross_entropy(np.array(LABELS, dtype=dtype), ROWS) == cross_entropy(LABELS, ROWS)


@pytest.mark.parametrize("dtype", [np.int64, np.bool_, np.float32])
def test_one_hot_rows_are_labels(dtype):
    one_hot = np.array(ONE_HOT, dtype=dtype)
    assert cross_entropy(one_hot, ROWS) == cross_entropy(LABELS, ROWS)
    assert cross_entropy.gradient(one_hot, ROWS).tolist() == cross_entropy.gradient(LABELS, ROWS).tolist()


def test_as_many_examples_as_classes_are_no_ambiguity():
    square = ROWS[:3]
    assert cross_entropy([2, 1, 0], square) == cross_entropy([[0, 0, 1], [0, 1, 0], [1, 0, 0]], square)


@pytest.mark.parametrize("loss", [mean_squared_error, binary_cross_entropy], ids=lambda loss: loss.name)
def test_right_answers_cost_nothing(loss):
    assert loss([1, 0], [1, 0]) == 0


def test_right_classes_cost_nothing():
    assert cross_entropy([1, 0], [[0, 1], [1, 0]]) == 0


@pytest.mark.parametrize(("y", "p"), [(1, 0), (0, 1)])
def test_certainty_of_the_opposite_costs_as_much_as_the_smallest_number(y, p):
    assert binary_cross_entropy([y, y], [p, 1 - p]) == pytest.approx(COST_OF_ZERO / 2, rel=1e-15)


def test_impossible_class_costs_as_much_as_the_smallest_number():
    assert cross_entropy([0, 1], [[0, 1], [0, 1]]) == pytest.approx(COST_OF_ZERO / 2, rel=1e-15)


@pytest.mark.parametrize("p", [5e-324, 1e-310, 1e-300, 1e-16, 0.5])
def test_an_impossible_answer_costs_no_less_than_an_unlikely_one(p):
    assert binary_cross_entropy([1], [0]) >= binary_cross_entropy([1], [p])
    assert cross_entropy([0], [[0, 1]]) >= cross_entropy([0], [[p, 1 - p]])


def test_complement_of_a_small_probability_keeps_its_digits():
    assert binary_cross_entropy([0], [1e-20]) == pytest.approx(1e-20, rel=1e-15)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(
    ("loss", "y", "p"),
    [(mean_squared_error, [1.0], [0.5]), (binary_cross_entropy, [1.0], [0.5]), (cross_entropy, [0], [[0.5, 0.5]])],
    ids=["mean_squared_error", "binary_cross_entropy", "cross_entropy"],
)
def test_loss_is_a_float_of_python(loss, y, p, dtype):
    assert type(loss(y, np.array(p, dtype=dtype))) is float


def test_float32_probabilities_of_zero_and_one_have_a_finite_cost():
    p = np.array([0, 1], dtype=np.float32)
    assert binary_cross_entropy([1, 0], p) == pytest.approx(149 * math.log(2), rel=1e-6)
    assert cross_entropy([0], p.reshape(1, 2)) == pytest.approx(149 * math.log(2), rel=1e-6)


def test_almost_certain_rows_may_sum_to_one_within_rounding():
    assert cross_entropy([0], [[0.9995, 0.0001]]) == pytest.approx(-math.log(0.9995), rel=1e-14)
