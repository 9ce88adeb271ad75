"""Losses: far out, at certainty, for every shape, and what they refuse. Formulas are in `test_references`."""

import math
import re
from dataclasses import FrozenInstanceError

import numpy as np
import pytest
from library_endings import require_right
from library_references import LOSS_OBJECTS, LOSSES
from library_right import RIGHT

import neuronlib
from neuronlib import (
    BinaryCrossEntropy,
    CrossEntropy,
    MeanSquaredError,
    accuracy,
    binary_cross_entropy,
    cross_entropy,
    mean_squared_error,
    sigmoid,
    softmax,
)

LARGEST = np.finfo(float).max
COST_OF_ZERO = 1074 * math.log(2)  # of 2 to the power -1074, the smallest positive number
TARGETS, PROBABILITIES = [1, 0, 0, 1, 0.25], [0.9, 0.1, 0.2, 0.65, 0.5]
ROWS = [[0.7, 0.2, 0.1], [0.3, 0.6, 0.1], [0.05, 0.05, 0.9], [0.25, 0.5, 0.25]]
LABELS, ONE_HOT = [0, 1, 2, 0], [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 0, 0]]
BY_ELEMENT = pytest.mark.parametrize("loss", [mean_squared_error, binary_cross_entropy], ids=lambda loss: loss.name)
WAYS = pytest.mark.parametrize("way", ["__call__", "gradient"])


# The objects.


@pytest.mark.parametrize("name", LOSS_OBJECTS)
def test_a_loss_shows_the_code_that_makes_it_knows_its_name_and_does_not_change(name):
    loss = LOSS_OBJECTS[name]
    again = eval(repr(loss), vars(neuronlib))
    assert again == loss
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
    for wrong in ("yes", 1, 1.0):
        for refused in (lambda wrong=wrong: kind(wrong), lambda wrong=wrong: plain(y_true, p, from_logits=wrong)):
            with pytest.raises(TypeError, match=r"^from_logits must be True or False"):
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


@BY_ELEMENT
@pytest.mark.parametrize("shape", [(5,), (5, 1), (1, 5), (5, 1, 1)])
def test_mean_is_over_all_elements(loss, shape):
    expected = loss(TARGETS, PROBABILITIES)
    assert loss(np.reshape(TARGETS, shape), np.reshape(PROBABILITIES, shape)) == pytest.approx(expected, rel=1e-14)


def test_mean_of_cross_entropy_is_over_the_examples():
    assert cross_entropy(LABELS * 3, ROWS * 3) == pytest.approx(cross_entropy(LABELS, ROWS), rel=1e-14)


@pytest.mark.parametrize("loss", [mean_squared_error, binary_cross_entropy, BinaryCrossEntropy(True)], ids=repr)
def test_a_vector_of_targets_goes_with_a_column_of_outputs(loss):
    column = np.reshape(PROBABILITIES, (5, 1))
    assert loss(TARGETS, column) == pytest.approx(loss(TARGETS, PROBABILITIES), rel=1e-15)
    assert loss.gradient(TARGETS, column).tolist() == loss.gradient(np.reshape(TARGETS, (5, 1)), column).tolist()


def test_single_numbers_are_examples_too():
    assert mean_squared_error(1, 3) == 4
    assert binary_cross_entropy(1, 0.5) == pytest.approx(math.log(2), rel=1e-15)


@pytest.mark.parametrize("dtype", [np.int64, np.uint8, np.bool_, np.float64, np.float32])
@pytest.mark.parametrize("loss", [CrossEntropy(), CrossEntropy(True)], ids=repr)
def test_labels_may_be_of_any_type_or_one_hot_rows(loss, dtype):
    kinds = [np.array(ONE_HOT, dtype), *([] if dtype is np.bool_ else [np.array(LABELS, dtype)])]
    assert loss(LABELS[:3], ROWS[:3]) == loss(ONE_HOT[:3], ROWS[:3])  # as many as classes, and yet no ambiguity
    for labels in kinds:
        assert loss(labels, ROWS) == loss(LABELS, ROWS)
        assert loss.gradient(labels, ROWS).tolist() == loss.gradient(LABELS, ROWS).tolist()


# Certainty.


@BY_ELEMENT
def test_right_answers_cost_nothing(loss):
    assert (loss([1, 0], [1, 0]), cross_entropy([1, 0], [[0, 1], [1, 0]])) == (0, 0)
    assert not np.signbit(loss([1, 0], [1, 0]))


def test_certainty_of_the_opposite_costs_as_much_as_the_smallest_number():
    for y, p in [(1, 0), (0, 1)]:
        assert binary_cross_entropy([y, y], [p, 1 - p]) == pytest.approx(COST_OF_ZERO / 2, rel=1e-15)
    assert cross_entropy([0, 1], [[0, 1], [0, 1]]) == pytest.approx(COST_OF_ZERO / 2, rel=1e-15)
    p = np.array([0, 1], dtype=np.float32)
    assert binary_cross_entropy([1, 0], p) == pytest.approx(149 * math.log(2), rel=1e-6)
    assert cross_entropy([0], p.reshape(1, 2)) == pytest.approx(149 * math.log(2), rel=1e-6)


@pytest.mark.parametrize("p", [5e-324, 1e-310, 1e-300, 1e-16, 0.5])
def test_an_impossible_answer_costs_no_less_than_an_unlikely_one(p):
    assert binary_cross_entropy([1], [0]) >= binary_cross_entropy([1], [p])
    assert cross_entropy([0], [[0, 1]]) >= cross_entropy([0], [[p, 1 - p]])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_gradient_at_certainty_is_finite_and_points_the_right_way(dtype):
    gradient = binary_cross_entropy.gradient([1, 0, 1, 0], np.array([0, 1, 1, 0], dtype=dtype))
    assert np.isfinite(gradient).all()
    assert np.sign(gradient).tolist() == [-1, 1, -1, 1]
    by_class = cross_entropy.gradient([0], np.array([[0, 1]], dtype=dtype))
    assert np.isfinite(by_class).all()
    assert np.sign(by_class).tolist() == [[-1, 0]]


def test_small_probabilities_keep_their_digits():
    assert binary_cross_entropy([0], [1e-20]) == pytest.approx(1e-20, rel=1e-15)
    assert cross_entropy([0], [[0.9995, 0.0001]]) == pytest.approx(-math.log(0.9995), rel=1e-14)  # sums to almost 1


# Logits: the two steps in one, where two steps would overflow as well.


@pytest.mark.parametrize("z", [-800.0, -40.0, -3.0, -1e-9, 0.0, 0.7, 20.0, 800.0])
def test_costs_of_logits_are_the_formula(z):
    for y in (0, 0.25, 1):
        for p in (z, np.float32(z)):
            given = {"y_true": [y], "y_pred": np.array([p]), "from_logits": True}
            require_right(binary_cross_entropy(**given), RIGHT["binary_cross_entropy()"], given)
    for label in (0, 1, 2):
        given = {"y_true": [label], "y_pred": [[z, 1.0, -z / 2]], "from_logits": True}
        require_right(cross_entropy(**given), RIGHT["cross_entropy()"], given)
        shifted = cross_entropy([label], [[z + 300, 301.0, 300 - z / 2]], from_logits=True)
        assert shifted == pytest.approx(cross_entropy(**given), rel=1e-12, abs=1e-13)


def test_costs_of_logits_are_those_of_two_steps():
    rng = np.random.default_rng(0)
    y, labels, z = rng.uniform(size=(6, 4)), rng.integers(0, 4, 6), rng.uniform(-5, 5, (6, 4))
    for loss, activation, targets in [(binary_cross_entropy, sigmoid, y), (cross_entropy, softmax, labels)]:
        outputs = activation(z)
        two_steps = activation.backward(z, outputs, loss.gradient(targets, outputs))
        assert loss(targets, z, from_logits=True) == pytest.approx(loss(targets, outputs), rel=1e-13)
        np.testing.assert_allclose(loss.gradient(targets, z, from_logits=True), two_steps, rtol=1e-11, atol=1e-16)


@pytest.mark.parametrize(("y", "z", "cost", "gradient"), [
    (1, -1000.0, 1000.0, -1.0),
    (0, -1000.0, 0.0, 0.0),
    (1, 1000.0, 0.0, 0.0),
    (0, 1000.0, 1000.0, 1.0),
    (1, -LARGEST, LARGEST, -1.0),
    (0, LARGEST, LARGEST, 1.0),
    (1, LARGEST, 0.0, 0.0),
])  # fmt: skip
def test_binary_cost_far_out(y, z, cost, gradient):
    with np.errstate(all="raise"):
        assert binary_cross_entropy([y], [z], from_logits=True) == cost
        assert binary_cross_entropy.gradient([y], [z], from_logits=True).tolist() == [gradient]


@pytest.mark.parametrize(("label", "row", "cost", "gradient"), [
    (0, [1000.0, 0.0], 0.0, [0.0, 0.0]),
    (1, [1000.0, 0.0], 1000.0, [1.0, -1.0]),
    (0, [-1000.0, -1000.0], 0.6931471805599453, [-0.5, 0.5]),
    (0, [LARGEST, -LARGEST], 0.0, [0.0, 0.0]),
    (1, [LARGEST, 0.0], LARGEST, [1.0, -1.0]),
])  # fmt: skip
def test_class_cost_far_out(label, row, cost, gradient):
    with np.errstate(all="raise"):
        assert cross_entropy([label], [row], from_logits=True) == cost
        assert cross_entropy.gradient([label], [row], from_logits=True).tolist() == [gradient]


def test_cost_beyond_all_numbers_is_refused():
    for refused in (
        lambda: cross_entropy([1], [[LARGEST, -LARGEST]], from_logits=True),
        lambda: binary_cross_entropy([1, 1], [-LARGEST, -LARGEST], from_logits=True),
        lambda: mean_squared_error([-LARGEST], [LARGEST]),
        lambda: mean_squared_error.gradient([-LARGEST], [LARGEST]),
        lambda: mean_squared_error.gradient([1e300], np.zeros(1, dtype=np.float32)),
    ):
        with pytest.raises(ValueError, match=r"^the (loss|gradient of the loss) must fit float"):
            refused()
    assert np.isfinite(mean_squared_error.gradient([1e38], np.zeros(1, dtype=np.float32))).all()


# Shapes and numbers that do not belong together are refused, never broadcast.

DIFFERENT = [
    *[((4,), (4, 2)), ((4, 1), (4,)), ((1, 4), (4,)), ((4,), (1, 4)), ((4, 1), (1, 4)), ((2, 3), (3, 2))],
    *[((4,), (3,)), ((1,), (4,)), ((), (4,)), ((), (1,)), ((4,), ()), ((1,), (4, 1)), ((2, 2), (2, 2, 1))],
]
NO_LABELS = [(3, 1), (1, 3), (2,), (4,), (1,), (), (3, 3), (3, 2, 1), (2, 3)]


@WAYS
@BY_ELEMENT
@pytest.mark.parametrize(("true", "pred"), DIFFERENT)
def test_shapes_that_differ(loss, way, true, pred):
    needed = rf"y_true must have .*{re.escape(str(pred))}.*got shape {re.escape(str(true))}"
    with pytest.raises(ValueError, match=needed):
        getattr(loss, way)(np.zeros(true), np.full(pred, 0.5))


@pytest.mark.parametrize("loss", [CrossEntropy(), CrossEntropy(True)], ids=repr)
@WAYS
@pytest.mark.parametrize("true", NO_LABELS)
def test_labels_that_do_not_fit_the_rows(way, true, loss):
    with pytest.raises(ValueError, match=rf"y_true must have shape \(3,\) .*got shape {re.escape(str(true))}"):
        getattr(loss, way)(np.zeros(true), np.full((3, 2), 0.5))


@WAYS
@pytest.mark.parametrize("shape", [(), (2,), (2, 2, 1), (2, 0), (0, 2)])
def test_rows_that_are_none(way, shape):
    with pytest.raises(ValueError, match=rf"y_pred must .*got shape {re.escape(str(shape))}"):
        getattr(cross_entropy, way)([0, 1], np.full(shape, 0.5))


@WAYS
@BY_ELEMENT
@pytest.mark.parametrize("shape", [(0,), (0, 1), (3, 0)])
def test_empty_arrays(loss, way, shape):
    with pytest.raises(ValueError, match=rf"y_pred must .*got shape {re.escape(str(shape))}"):
        getattr(loss, way)(np.zeros(shape), np.zeros(shape))


@WAYS
@pytest.mark.parametrize(("loss", "y", "p", "message"), [
    (binary_cross_entropy, [1.5], [0.5], "y_true must lie between 0 and 1, got 1.5"),
    (binary_cross_entropy, [-1], [0.5], "y_true must lie between 0 and 1, got -1"),
    (binary_cross_entropy, [1], [1.0000000001], "y_pred must lie between 0 and 1, got 1.0000000001"),
    (binary_cross_entropy, [1], [-1e-9], "y_pred must lie between 0 and 1, got -1e-09"),
    (binary_cross_entropy, [1], [2.0], "pass from_logits=True"),
    (BinaryCrossEntropy(True), [1.5], [0.5], "y_true must lie between 0 and 1, got 1.5"),
    (cross_entropy, [2], [[0.5, 0.5]], "y_true must hold integer labels from 0 to 1, got 2"),
    (cross_entropy, [-1], [[0.5, 0.5]], "y_true must hold integer labels from 0 to 1, got -1"),
    (cross_entropy, [0.9999999999], [[0.5, 0.5]], "y_true must hold integer labels from 0 to 1, got 0.9999999999"),
    (CrossEntropy(True), [2], [[0.5, 0.5]], "y_true must hold integer labels from 0 to 1, got 2"),
    (cross_entropy, [[0, 0]], [[0.5, 0.5]], "y_true must have one 1"),
    (cross_entropy, [[1, 1]], [[0.5, 0.5]], "y_true must have one 1"),
    (cross_entropy, [[0.5, 0.5]], [[0.5, 0.5]], "y_true must have one 1"),
    (cross_entropy, [[2, -1]], [[0.5, 0.5]], "y_true must have one 1"),
    (cross_entropy, [0], [[0.5, 0.6]], "y_pred must have rows that sum to 1, got 1.1 in row 0"),
    (cross_entropy, [0, 0], [[0.5, 0.5], [0.1, 0.2]], "y_pred must have rows that sum to 1, got 0.3 in row 1"),
    (cross_entropy, [0], [[1.5, -0.5]], "y_pred must lie between 0 and 1, got 1.5"),
    (cross_entropy, [0], [[2.0, 1.0]], "pass from_logits=True"),
])  # fmt: skip
def test_what_is_no_probability_and_no_class(loss, way, y, p, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        getattr(loss, way)(y, p)


def test_a_mean_squared_error_has_no_logits():
    with pytest.raises(TypeError):
        MeanSquaredError(True)
    with pytest.raises(TypeError):
        mean_squared_error([1.0], [1.0], from_logits=True)


# Accuracy.


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


@pytest.mark.parametrize(("y_true", "y_pred", "message"), [
    ([0, 1], [0.2, 0.7], "y_pred must hold integer labels, got 0.2; model.predict(X) gives them"),
    ([0.5, 1], [0, 1], "y_true must hold integer labels, got 0.5"),
    ([0, 1], [0, 1, 1], "y_true must have the shape of y_pred, (3,), got shape (2,)"),
    ([0, 1], [[0, 1]], "y_true must have the shape of y_pred, (1, 2), got shape (2,)"),
    ([], [], "y_pred must hold at least one number, got shape (0,)"),
])  # fmt: skip
def test_accuracy_refuses_what_is_no_label(y_true, y_pred, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        accuracy(y_true, y_pred)
