"""Targets and outputs that do not belong together are refused, never broadcast."""

import re

import numpy as np
import pytest

from neuronlib import binary_cross_entropy, cross_entropy, mean_squared_error

ELEMENTWISE = [
    ((4,), (4, 2)),
    ((4, 1), (4,)),
    ((1, 4), (4,)),
    ((4,), (1, 4)),
    ((4, 1), (1, 4)),
    ((2, 3), (3, 2)),
    ((4,), (3,)),
    ((1,), (4,)),
    ((), (4,)),
    ((), (1,)),
    ((4,), ()),
    ((1,), (4, 1)),
    ((2, 2), (2, 2, 1)),
]
CLASSES = [
    ((3, 1), (3, 2)),
    ((1, 3), (3, 2)),
    ((2,), (3, 2)),
    ((4,), (3, 2)),
    ((1,), (3, 2)),
    ((), (3, 2)),
    ((3, 3), (3, 2)),
    ((3, 2, 1), (3, 2)),
    ((2, 3), (3, 2)),
]
WAYS = ["__call__", "gradient"]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("loss", [mean_squared_error, binary_cross_entropy], ids=lambda loss: loss.name)
@pytest.mark.parametrize(("true", "pred"), ELEMENTWISE)
def test_shapes_that_differ(loss, way, true, pred):
    needed = rf"y_true must have .*{re.escape(str(pred))}.*got shape {re.escape(str(true))}"
    with pytest.raises(ValueError, match=needed):
        getattr(loss, way)(np.zeros(true), np.full(pred, 0.5))


@pytest.mark.parametrize("from_logits", [False, True])
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("true", "pred"), CLASSES)
def test_labels_that_do_not_fit_the_rows(way, true, pred, from_logits):
    with pytest.raises(ValueError, match=rf"y_true must have shape \(3,\) .*got shape {re.escape(str(true))}"):
        getattr(cross_entropy, way)(np.zeros(true), np.full(pred, 0.5), from_logits=from_logits)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("shape", [(), (2,), (2, 2, 1), (2, 0), (0, 2)])
def test_rows_that_are_none(way, shape):
    with pytest.raises(ValueError, match=rf"y_pred must .*got shape {re.escape(str(shape))}"):
        getattr(cross_entropy, way)([0, 1], np.full(shape, 0.5))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("loss", [mean_squared_error, binary_cross_entropy], ids=lambda loss: loss.name)
@pytest.mark.parametrize("shape", [(0,), (0, 1), (3, 0)])
def test_empty_arrays(loss, way, shape):
    with pytest.raises(ValueError, match=rf"y_pred must .*got shape {re.escape(str(shape))}"):
        getattr(loss, way)(np.zeros(shape), np.zeros(shape))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("y", "p", "message"), [
    ([1.5], [0.5], "y_true must lie between 0 and 1, got 1.5"),
    ([-1], [0.5], "y_true must lie between 0 and 1, got -1"),
    ([1], [1.5], "y_pred must lie between 0 and 1, got 1.5"),
    ([1], [-1e-9], "y_pred must lie between 0 and 1, got -1e-09"),
    ([1], [2.0], "from_logits=True"),
])  # fmt: skip
def test_what_is_no_probability(way, y, p, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        getattr(binary_cross_entropy, way)(y, p)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("y", "rows", "message"), [
    ([2], [[0.5, 0.5]], "y_true must hold integer labels from 0 to 1, got 2"),
    ([-1], [[0.5, 0.5]], "y_true must hold integer labels from 0 to 1, got -1"),
    ([0.5], [[0.5, 0.5]], "y_true must hold integer labels from 0 to 1, got 0.5"),
    ([[0, 0]], [[0.5, 0.5]], "y_true must have one 1"),
    ([[1, 1]], [[0.5, 0.5]], "y_true must have one 1"),
    ([[0.5, 0.5]], [[0.5, 0.5]], "y_true must have one 1"),
    ([[2, -1]], [[0.5, 0.5]], "y_true must have one 1"),
    ([0], [[0.5, 0.6]], "y_pred must have rows that sum to 1, got 1.1 in row 0"),
    ([0, 0], [[0.5, 0.5], [0.1, 0.2]], "y_pred must have rows that sum to 1, got 0.3 in row 1"),
    ([0], [[1.5, -0.5]], "y_pred must lie between 0 and 1, got 1.5"),
    ([0], [[2.0, 1.0]], "from_logits=True"),
])  # fmt: skip
def test_what_is_no_class(way, y, rows, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        getattr(cross_entropy, way)(y, rows)


def test_message_shows_a_probability_just_above_one():
    with pytest.raises(ValueError, match=r"y_pred .*got 1\.0000000001"):
        binary_cross_entropy([1], [1.0000000001])


def test_message_shows_a_label_just_below_one():
    with pytest.raises(ValueError, match=r"y_true .*got 0\.9999999999"):
        cross_entropy([0.9999999999], [[0.5, 0.5]])


@pytest.mark.parametrize("way", WAYS)
def test_square_beyond_all_numbers(way):
    with pytest.raises(ValueError, match="loss"):
        getattr(mean_squared_error, way)([-1.7e308], [1.7e308])
