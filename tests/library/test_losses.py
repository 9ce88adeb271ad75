"""Losses: their formulas, shapes, certainty and far out; what is refused is in `test_refused`."""

import math
from dataclasses import FrozenInstanceError

import numpy as np
import pytest
from library_references import LOSS_OBJECTS, LOSSES, complex_step

import neuronlib
from neuronlib import Dense, Network, Neuron, accuracy, sigmoid, softmax
from neuronlib.losses import BinaryCrossEntropy, CrossEntropy, binary_cross_entropy, cross_entropy, mean_squared_error

LARGEST = np.finfo(float).max
COST_OF_ZERO = 1074 * math.log(2)  # of 2 to the power -1074, the smallest positive number
TARGETS, PROBABILITIES = [1, 0, 0, 1, 0.25], [0.9, 0.1, 0.2, 0.65, 0.5]
ROWS = [[0.7, 0.2, 0.1], [0.3, 0.6, 0.1], [0.05, 0.05, 0.9], [0.25, 0.5, 0.25]]
LABELS, ONE_HOT = [0, 1, 2, 0], [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 0, 0]]


@pytest.mark.parametrize("name", LOSS_OBJECTS)
def test_a_loss_and_its_gradient_are_the_formula_in_the_type_of_the_outputs_and_leave_arguments_alone(name):
    loss, (y_true, y_pred, _, formula) = LOSS_OBJECTS[name], LOSSES[name]
    before = y_true.tolist(), y_pred.tolist()
    assert loss(y_true, y_pred) == pytest.approx(formula(y_true, y_pred), rel=1e-13)
    expected = complex_step(lambda outputs: formula(y_true, outputs), y_pred)
    np.testing.assert_allclose(loss.gradient(y_true, y_pred), expected, rtol=1e-12, atol=1e-15)
    loss.gradient(y_true, y_pred)[...] = 99.0
    assert (y_true.tolist(), y_pred.tolist()) == before
    for dtype in (np.float32, np.float64):
        for kind in (np.float32, np.float64, np.int64):
            gradient = loss.gradient(y_true.astype(kind), y_pred.astype(dtype))
            assert (gradient.dtype, gradient.shape) == (dtype, y_pred.shape)
        assert type(loss(y_true, y_pred.astype(dtype))) is float


@pytest.mark.parametrize("name", LOSS_OBJECTS)
def test_a_loss_shows_the_code_that_makes_it_and_does_not_change_and_logits_can_be_said_in_a_call(name):
    loss, (y_true, y_pred, _, _) = LOSS_OBJECTS[name], LOSSES[name]
    assert eval(repr(loss), vars(neuronlib)) == loss
    assert isinstance(getattr(neuronlib, loss.name), type(loss))
    with pytest.raises(FrozenInstanceError):
        loss.from_logits = True
    if hasattr(loss, "from_logits"):
        other = type(loss)(not loss.from_logits)
        assert other(y_true, y_pred, loss.from_logits) == loss(y_true, y_pred)
        gradient = other.gradient(y_true, y_pred, from_logits=loss.from_logits)
        assert gradient.tolist() == loss.gradient(y_true, y_pred).tolist()


@pytest.mark.parametrize("loss", [mean_squared_error, binary_cross_entropy, BinaryCrossEntropy(True)], ids=repr)
def test_mean_is_over_all_elements_and_a_vector_of_targets_goes_with_a_column(loss):
    expected, slopes = loss(TARGETS, PROBABILITIES), loss.gradient(TARGETS, PROBABILITIES)
    for true, pred in [((5,), (5, 1)), *[(shape, shape) for shape in [(5,), (5, 1), (1, 5), (5, 1, 1)]]]:
        y, p = np.reshape(TARGETS, true), np.reshape(PROBABILITIES, pred)
        assert loss(y, p) == pytest.approx(expected, rel=1e-14)
        assert loss.gradient(y, p).tolist() == slopes.reshape(pred).tolist()


@pytest.mark.parametrize("loss", [CrossEntropy(), CrossEntropy(True)], ids=repr)
def test_labels_may_be_of_any_type_or_one_hot_rows(loss):
    assert loss(LABELS[:3], ROWS[:3]) == loss(ONE_HOT[:3], ROWS[:3])  # as many as classes, and yet no ambiguity
    kinds = np.int64, np.uint8, np.float64, np.float32
    for labels in (*[np.array(y, kind) for y in (ONE_HOT, LABELS) for kind in kinds], np.array(ONE_HOT, bool)):
        assert loss(labels, ROWS) == loss(LABELS, ROWS)
        assert loss.gradient(labels, ROWS).tolist() == loss.gradient(LABELS, ROWS).tolist()


# Values that can be known by hand.

SURE = np.array([0, 1], np.float32)
COSTS = [
    (mean_squared_error, [1, 0], [1, 0], 0.0),
    (mean_squared_error, [1e8 + 1], [1e8], 1.0),
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
    (BinaryCrossEntropy(True), [0], [-1000.0], 0.0),
    (BinaryCrossEntropy(True), [1], [1000.0], 0.0),
    (BinaryCrossEntropy(True), [1, 0], [40.0, -40.0], math.exp(-40)),
    (BinaryCrossEntropy(True), [1], [-LARGEST], LARGEST),
    (BinaryCrossEntropy(True), [0], [LARGEST], LARGEST),
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
    ([2, 7], [7, 2], 0.0),
    ([1, 0], [[1], [0]], 1.0),
    ([[1, 0], [0, 1]], [[1, 0], [1, 1]], 0.75),
    (np.array([True, False]), np.array([1, 0], np.int8), 1.0),
    (1, 1.0, 1.0),
])  # fmt: skip
def test_accuracy_is_the_share_of_labels_that_are_right(y_true, y_pred, share):
    assert accuracy(y_true, y_pred) == share
    assert type(accuracy(y_true, y_pred)) is float


# Through the activation: where an output is rounded to 0 or 1, the gradient still is p - t.

FAR = {np.float64: ([3, 37, 40, 100, 700], 1e-9), np.float32: ([17, 25, 80], 1e-4)}


@pytest.mark.parametrize(("dtype", "size"), [(dtype, size) for dtype, (sizes, _) in FAR.items() for size in sizes])
def test_the_slope_of_a_bias_is_the_error_of_a_probability_however_sure_it_is(dtype, size):
    X, tolerance = np.ones((1, 1), dtype), FAR[dtype][1]
    for z in (-size, size):
        weights, rows = np.array([[z]], dtype), np.array([[0, z, -z]], dtype)
        layer, before = Dense.from_weights(weights, [0.0], "sigmoid"), Dense.from_weights(X, [0.0])
        of_classes = Dense.from_weights(rows, np.zeros(3), "softmax")
        cases = [(model, binary_cross_entropy, [t], sigmoid(float(z)) - t) for t in (0.0, 1.0)
                 for model in (Neuron(weights[0]), layer, Network([before, layer]))]  # fmt: skip
        cases += [(model, cross_entropy, [label], softmax(np.float64(rows[0])) - np.eye(3)[label])
                  for label in range(3) for model in (of_classes, Network([of_classes]))]  # fmt: skip
        for model, loss, y, expected in cases:
            model.backward(loss.gradient(y, model.forward(X)))
            gradient = model.parameter_gradients[-1].ravel()
            np.testing.assert_allclose(gradient, np.ravel(expected), rtol=tolerance, atol=tolerance)
            assert np.abs(gradient).max() <= 1 + 2 * np.finfo(dtype).eps
