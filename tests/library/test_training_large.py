"""Large arrays are computed some rows at a time: the numbers are those of small ones."""

import numpy as np
import pytest

from neuronlib import SGD, Dense, cross_entropy, fit, mean_squared_error, softmax
from neuronlib.activations import ELEMENTWISE
from neuronlib.arithmetic import LARGE, MANY_ROWS, PIECE, in_pieces, product

RNG = np.random.default_rng(8)
SHAPES = {"many rows": (LARGE // 3 + 1, 3), "long rows": (3, LARGE // 3 + 1), "one row": (1, LARGE + 1)}


def row_by_row(function, *arrays):
    """Return a function's values for a few rows at a time, which are small, or as short as they can be."""
    n_rows = max(1, 300 // arrays[0].shape[1])
    starts = range(0, len(arrays[0]), n_rows)
    return np.concatenate([function(*(array[start : start + n_rows] for array in arrays)) for start in starts])


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("activation", [*ELEMENTWISE.values(), softmax], ids=lambda activation: activation.name)
def test_an_activation_goes_there_and_back_as_for_small_arrays(activation, shape):
    z, grad_output = RNG.normal(size=SHAPES[shape]), RNG.normal(size=SHAPES[shape])
    output = activation(z)
    np.testing.assert_allclose(output, row_by_row(activation.forward, z), rtol=1e-14)
    expected = row_by_row(activation.backward, z, output, grad_output)
    for out in (None, np.empty_like(z)):
        np.testing.assert_allclose(activation.backward(z, output, grad_output, out), expected, rtol=1e-13)


@pytest.mark.parametrize("n_rows", [1, MANY_ROWS - 1, MANY_ROWS, MANY_ROWS + 1])
def test_a_product_is_that_of_its_rows(n_rows):
    rows, matrix = RNG.normal(size=(n_rows, 3)), RNG.normal(size=(3, 2))
    expected = (rows[:, :, None] * matrix).sum(axis=1)
    out = np.empty((n_rows, 2))
    assert product(rows, matrix, out) is out
    np.testing.assert_allclose(out, expected, rtol=1e-13, atol=1e-14)
    np.testing.assert_array_equal(product(rows, matrix), out)


def test_what_is_computed_at_a_time_is_no_more_than_a_piece():
    sizes = []

    def note(rows):
        sizes.append(rows.size)
        return rows

    values = RNG.normal(size=(LARGE, 5))
    np.testing.assert_array_equal(in_pieces(note, values), values)
    assert PIECE // 2 < max(sizes) <= PIECE
    assert len(sizes) == -(-values.size // max(sizes))


@pytest.mark.parametrize("loss", [mean_squared_error, cross_entropy], ids=lambda loss: loss.name)
def test_the_loss_of_an_epoch_is_that_of_each_batch_before_its_step(loss):
    activation = "softmax" if loss is cross_entropy else "tanh"
    layer, by_hand = (Dense(2, LARGE, activation, rng=0) for _ in range(2))
    inputs, labels = RNG.normal(size=(4, 2)), RNG.integers(0, LARGE, 4)
    targets = labels if loss is cross_entropy else RNG.normal(size=(4, LARGE))
    history = fit(layer, inputs, targets, loss=loss, optimizer=SGD(0.1), epochs=1, batch_size=2, rng=0)
    losses, order = [], np.random.default_rng(0).permutation(4)
    optimizer = SGD(0.1)
    for rows in (order[:2], order[2:]):
        outputs = by_hand.forward(inputs[rows])
        losses.append(loss(targets[rows], outputs))
        by_hand.backward(loss.gradient(targets[rows], outputs))
        optimizer.step(by_hand.parameters, by_hand.parameter_gradients)
    assert history.loss == [pytest.approx(np.mean(losses), rel=1e-13)]
    np.testing.assert_array_equal(layer.weights, by_hand.weights)
