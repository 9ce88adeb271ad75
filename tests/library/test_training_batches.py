"""Batches: every row once an epoch, in an order that a seed decides."""

import numpy as np
import pytest

from neuronlib import SGD, Dense, fit, mean_squared_error

N = 10
X = np.arange(N, dtype=float).reshape(N, 1)
Y = 100 + X


class Witness:
    """A loss that notes which targets and outputs it is asked about."""

    def __init__(self):
        self.targets, self.outputs = [], []

    def __call__(self, y_true, y_pred):
        return mean_squared_error(y_true, y_pred)

    def gradient(self, y_true, y_pred):
        self.targets.append(y_true.ravel().tolist())
        self.outputs.append(y_pred.ravel().tolist())
        return np.zeros_like(y_pred)


def seen(batch_size, epochs=3, rng=0):
    """Return the batches of targets, while a layer that passes its input on stands still."""
    witness = Witness()
    layer = Dense.from_weights([[1.0]], [0.0])
    fit(layer, X, Y, loss=witness, optimizer=SGD(0.1), epochs=epochs, batch_size=batch_size, rng=rng)
    return witness


@pytest.mark.parametrize(
    ("batch_size", "sizes"),
    [(None, [10]), (10, [10]), (99, [10]), (9, [9, 1]), (5, [5, 5]), (4, [4, 4, 2]), (3, [3, 3, 3, 1]), (1, [1] * 10)],
)
def test_every_row_is_used_once_an_epoch_with_its_target_in_batches_of_this_size(batch_size, sizes):
    witness = seen(batch_size)
    assert [len(batch) for batch in witness.targets] == sizes * 3
    rows = np.concatenate(witness.targets).reshape(3, N)
    assert np.sort(rows, axis=1).tolist() == [Y.ravel().tolist()] * 3
    assert rows.ravel().tolist() == [100 + output for batch in witness.outputs for output in batch]
    if len(sizes) == 1:
        assert rows.tolist() == [Y.ravel().tolist()] * 3


def test_rows_are_shuffled_anew_every_epoch_and_not_only_the_batches():
    first, second, third = np.concatenate(seen(5).targets).reshape(3, N).tolist()
    assert first != second != third != first
    assert max(max(batch) - min(batch) for batch in seen(2, epochs=20).targets) > 5
    assert {batch[0] for batch in seen(5, epochs=200).targets[::2]} == set(Y.ravel())


def test_a_seed_is_the_generator_made_of_it_and_gives_the_same_order_each_time():
    first = seen(3, rng=5).targets
    assert seen(3, rng=5).targets == seen(3, rng=np.random.default_rng(5)).targets == first
    generator = np.random.default_rng(5)
    orders = [seen(3, rng=rng).targets for rng in (generator, generator, 6, None, None)]
    assert orders[0] == first
    assert all(one != other for i, one in enumerate(orders) for other in orders[:i])


@pytest.mark.parametrize("batch_size", [1, 3, 4, 7])
def test_loss_of_an_epoch_is_the_mean_over_its_examples_whatever_the_batches(batch_size):
    y = np.random.default_rng(0).normal(size=(N, 1))
    layer = Dense.from_weights([[0.5]], [0.1])
    expected = mean_squared_error(y, layer(X))
    history = fit(layer, X, y, loss=mean_squared_error, optimizer=SGD(1e-15), epochs=2, batch_size=batch_size, rng=0)
    np.testing.assert_allclose(history.loss, expected, rtol=1e-10)


def test_a_step_follows_every_batch():
    layer = Dense.from_weights([[0.0]], [0.0])
    fit(layer, X[:2], Y[:2], loss=mean_squared_error, optimizer=SGD(0.25), epochs=1, batch_size=1, rng=0)
    weight, bias = 0.0, 0.0
    for row in np.random.default_rng(0).permutation(2):
        error = 2 * (weight * X[row, 0] + bias - Y[row, 0])
        weight, bias = weight - 0.25 * error * X[row, 0], bias - 0.25 * error
    assert (layer.weights.item(), layer.biases.item()) == (weight, bias)
