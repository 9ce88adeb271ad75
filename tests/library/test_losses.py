"""Losses: shapes, certainty and far out. Formulas are in `test_references`, what is refused is in `test_refused`."""

import math
from dataclasses import FrozenInstanceError

import numpy as np
import pytest
from library_references import LOSS_OBJECTS, LOSSES

import neuronlib
from neuronlib import (
    BinaryCrossEntropy,
    CrossEntropy,
    MeanSquaredError,
    accuracy,
    binary_cross_entropy,
    cross_entropy,
    mean_squared_error,
)

LARGEST = np.finfo(float).max
COST_OF_ZERO = 1074 * math.log(2)  # of 2 to the power -1074, the smallest positive number
TARGETS, PROBABILITIES = [1, 0, 0, 1, 0.25], [0.9, 0.1, 0.2, 0.65, 0.5]
ROWS = [[0.7, 0.2, 0.1], [0.3, 0.6, 0.1], [0.05, 0.05, 0.9], [0.25, 0.5, 0.25]]
LABELS, ONE_HOT = [0, 1, 2, 0], [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 0, 0]]


# The objects.


@pytest.mark.parametrize("name", LOSS_OBJECTS)
def test_a_loss_shows_the_code_that_makes_it_knows_its_name_and_does_not_change(name):
    loss = LOSS_OBJECTS[name]
    assert eval(repr(loss), vars(neuronlib)) == loss
    assert isinstance(getattr(neuronlib, loss.name), type(loss))
    with pytest.raises(FrozenInstanceError):
        loss.from_logits = True


@pytest.mark.parametrize("kind", [BinaryCrossEntropy, CrossEntropy])
def test_logits_can_be_said_in_the_loss_or_in_a_call(kind):
    y_true, y_pred, _, _ = LOSSES[f"{kind.__name__}(from_logits=True)"]
    plain, said = kind(), kind(from_logits=True)
    for way in ("__call__", "gradient"):
        expected = np.array(getattr(said, way)(y_true, y_pred)).tolist()
        for loss in (plain, said):
            assert np.array(getattr(loss, way)(y_true, y_pred, from_logits=True)).tolist() == expected
            assert np.array(getattr(loss, way)(y_true, y_pred, True)).tolist() == expected
    p = LOSSES[f"{kind.__name__}(from_logits=False)"][1]
    assert said(y_true, p, from_logits=False) == plain(y_true, p)


def test_a_mean_squared_error_has_no_logits():
    for refused in (lambda: MeanSquaredError(True), lambda: mean_squared_error([1.0], [1.0], from_logits=True)):
        with pytest.raises(TypeError):
            refused()


@pytest.mark.parametrize("name", LOSS_OBJECTS)
def test_types_of_the_loss_and_of_its_gradient_and_arguments_left_alone(name):
    loss, (y_true, y_pred, _, _) = LOSS_OBJECTS[name], LOSSES[name]
    before = y_true.copy(), y_pred.copy()
    for dtype in (np.float32, np.float64):
        for kind in (np.float32, np.float64, np.int64):
            gradient = loss.gradient(y_true.astype(kind), y_pred.astype(dtype))
            assert (gradient.dtype, gradient.shape) == (dtype, y_pred.shape)
        assert type(loss(y_true, y_pred.astype(dtype))) is float
    loss.gradient(y_true, y_pred)[...] = 99.0
    assert (y_true.tolist(), y_pred.tolist()) == (before[0].tolist(), before[1].tolist())


# Shapes.


@pytest.mark.parametrize("loss", [mean_squared_error, binary_cross_entropy, BinaryCrossEntropy(True)], ids=repr)
def test_mean_is_over_all_elements_and_a_vector_of_targets_goes_with_a_column(loss):
    expected, slopes = loss(TARGETS, PROBABILITIES), loss.gradient(TARGETS, PROBABILITIES)
    for true, pred in [((5,), (5, 1)), *[(shape, shape) for shape in [(5,), (5, 1), (1, 5), (5, 1, 1)]]]:
        y, p = np.reshape(TARGETS, true), np.reshape(PROBABILITIES, pred)
        assert loss(y, p) == pytest.approx(expected, rel=1e-14)
        assert loss.gradient(y, p).tolist() == slopes.reshape(pred).tolist()


@pytest.mark.parametrize("dtype", [np.int64, np.uint8, np.bool_, np.float64, np.float32])
@pytest.mark.parametrize("loss", [CrossEntropy(), CrossEntropy(True)], ids=repr)
def test_labels_may_be_of_any_type_or_one_hot_rows(loss, dtype):
    kinds = [np.array(ONE_HOT, dtype), *([] if dtype is np.bool_ else [np.array(LABELS, dtype)])]
    assert loss(LABELS[:3], ROWS[:3]) == loss(ONE_HOT[:3], ROWS[:3])  # as many as classes, and yet no ambiguity
    for labels in kinds:
        assert loss(labels, ROWS) == loss(LABELS, ROWS)
        assert loss.gradient(labels, ROWS).tolist() == loss.gradient(LABELS, ROWS).tolist()


# Values that can be known by hand.

SURE = np.array([0, 1], np.float32)
COSTS = [
    (mean_squared_error, 1, 3, 4.0),
    (mean_squared_error, [1, 0], [1, 0], 0.0),
    (binary_cross_entropy, 1, 0.5, math.log(2)),
    (binary_cross_entropy, [1, 0], [1, 0], 0.0),
    (binary_cross_entropy, [1, 1], [0, 1], COST_OF_ZERO / 2),
    (binary_cross_entropy, [0, 0], [1, 0], COST_OF_ZERO / 2),
    (binary_cross_entropy, [1, 0], SURE, 149 * math.log(2)),
    (binary_cross_entropy, [0], [1e-20], 1e-20),
    (cross_entropy, [1, 0], [[0, 1], [1, 0]], 0.0),
    (cross_entropy, [0, 1], [[0, 1], [0, 1]], COST_OF_ZERO / 2),
    (cross_entropy, [0], SURE.reshape(1, 2), 149 * math.log(2)),
    (cross_entropy, [0], [[0.9995, 0.0001]], -math.log(0.9995)),  # sums to almost 1
    (BinaryCrossEntropy(True), [1], [-1000.0], 1000.0),
    (BinaryCrossEntropy(True), [0], [-1000.0], 0.0),
    (BinaryCrossEntropy(True), [1], [1000.0], 0.0),
    (BinaryCrossEntropy(True), [0], [1000.0], 1000.0),
    (BinaryCrossEntropy(True), [1, 0], [40.0, -40.0], math.exp(-40)),
    (BinaryCrossEntropy(True), [1], [-LARGEST], LARGEST),
    (BinaryCrossEntropy(True), [0], [LARGEST], LARGEST),
    (CrossEntropy(True), [0], [[1000.0, 0.0]], 0.0),
    (CrossEntropy(True), [1], [[1000.0, 0.0]], 1000.0),
    (CrossEntropy(True), [0], [[-1000.0, -1000.0]], math.log(2)),
    (CrossEntropy(True), [0], [[LARGEST, -LARGEST]], 0.0),
    (CrossEntropy(True), [1], [[LARGEST, 0.0]], LARGEST),
]
TINY, NARROW = np.finfo(float).tiny, np.finfo(np.float32).tiny
SLOPES = [
    (binary_cross_entropy, [1, 0, 1, 0], [0.0, 1.0, 1.0, 0.0], [-0.25 / TINY, 0.25 / TINY, -0.25, 0.25]),
    (cross_entropy, [0], [[0.0, 1.0]], [[-1 / TINY, 0]]),
    (cross_entropy, [0], SURE.reshape(1, 2), [[-1 / NARROW, 0]]),
    (BinaryCrossEntropy(True), [1, 0, 1, 0], [-1000.0, -1000.0, 1000.0, 1000.0], [-0.25, 0, 0, 0.25]),
    (BinaryCrossEntropy(True), [1, 0], [-LARGEST, LARGEST], [-0.5, 0.5]),
    (CrossEntropy(True), [0], [[1000.0, 0.0]], [[0, 0]]),
    (CrossEntropy(True), [1], [[1000.0, 0.0]], [[1, -1]]),
    (CrossEntropy(True), [0], [[-1000.0, -1000.0]], [[-0.5, 0.5]]),
    (CrossEntropy(True), [1], [[LARGEST, 0.0]], [[1, -1]]),
    (mean_squared_error, [1e38], 0 * SURE[:1], [np.float32(-2e38)]),
]


@pytest.mark.parametrize(("loss", "y", "p", "cost"), COSTS)
def test_cost_at_certainty_and_far_out(loss, y, p, cost):
    with np.errstate(all="raise"):
        found = loss(y, p)
    assert found == pytest.approx(cost, rel=1e-6 if np.asarray(p).dtype == np.float32 else 2e-15, abs=0)
    assert not np.signbit(found)


@pytest.mark.parametrize(("loss", "y", "p", "slopes"), SLOPES)
def test_gradient_far_out(loss, y, p, slopes):
    with np.errstate(all="raise"):
        assert loss.gradient(y, p).tolist() == slopes


@pytest.mark.parametrize(("y_true", "y_pred", "share"), [
    ([0, 1, 1, 0], [0, 1, 0, 0], 0.75),
    ([2, 7], [7, 2], 0.0),
    ([1, 0], [[1], [0]], 1.0),
    ([[1, 0], [0, 1]], [[1, 0], [1, 1]], 0.75),
    (np.array([True, False]), np.array([1, 0], np.int8), 1.0),
    (1, 1.0, 1.0),
])  # fmt: skip
def test_accuracy_is_the_share_of_labels_that_are_right(y_true, y_pred, share):
    assert accuracy(y_true, y_pred) == share
    assert type(accuracy(y_true, y_pred)) is float
