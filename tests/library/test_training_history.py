"""The history of a training run, and runs that go wrong."""

import re
import warnings

import numpy as np
import pytest

from neuronlib import SGD, Adam, Dense, Network, Neuron, binary_cross_entropy, cross_entropy, fit, mean_squared_error

RNG = np.random.default_rng(21)
X, Y, NUMBERS = RNG.normal(size=(9, 2)), RNG.integers(0, 2, 9), RNG.normal(size=(9, 1))
HELD_OUT = RNG.normal(size=(4, 2)), RNG.integers(0, 2, 4)
SETTINGS = {"loss": binary_cross_entropy, "optimizer": SGD(0.1), "epochs": 1}


def neuron():
    return Neuron([0.3, -0.4], 0.1)


def train(model, **settings):
    return fit(model, X, Y, **{**SETTINGS, **settings})


@pytest.mark.parametrize("batch_size", [None, 2])
@pytest.mark.parametrize("epochs", [1, 5, np.int32(3)])
def test_one_loss_an_epoch(epochs, batch_size):
    history = train(neuron(), epochs=epochs, batch_size=batch_size, validation=HELD_OUT)
    assert (len(history.loss), len(history.validation_loss)) == (epochs, epochs)
    assert {type(loss) for loss in history.loss + history.validation_loss} == {float}


def test_no_validation_no_validation_loss():
    assert train(neuron(), epochs=3).validation_loss == []


def test_runs_do_not_share_their_history():
    first, second = train(neuron(), epochs=2), train(neuron(), epochs=3)
    assert (len(first.loss), len(second.loss)) == (2, 3)


def test_loss_is_measured_before_the_step_and_validation_loss_after():
    model = neuron()
    before = binary_cross_entropy(Y, model(X))
    history = train(model, validation=HELD_OUT)
    assert history.loss == [before]
    assert history.validation_loss == [binary_cross_entropy(HELD_OUT[1], model(HELD_OUT[0]))]


@pytest.mark.parametrize("batch_size", [None, 2])
def test_nothing_is_learnt_from_the_validation(batch_size):
    with_it, without = neuron(), neuron()
    train(with_it, epochs=4, validation=HELD_OUT, batch_size=batch_size, rng=3)
    train(without, epochs=4, batch_size=batch_size, rng=3)
    assert (with_it.weights.tolist(), with_it.bias) == (without.weights.tolist(), without.bias)


def test_validation_may_be_lists():
    history = train(neuron(), validation=[HELD_OUT[0].tolist(), HELD_OUT[1].tolist()])
    assert len(history.validation_loss) == 1


def diverging(kind):
    models = {
        "neuron": (Neuron([1.0, 1.0], activation="identity"), NUMBERS.ravel()),
        "dense": (Dense(2, 1, rng=0), NUMBERS),
        "network": (Network([Dense(2, 3, "relu", rng=0), Dense(3, 1, rng=1)]), NUMBERS),
    }
    return models[kind]


@pytest.mark.parametrize("batch_size", [None, 4])
@pytest.mark.parametrize("kind", ["neuron", "dense", "network"])
def test_diverging_run_is_a_value_error_that_names_the_epoch_without_a_warning(kind, batch_size):
    model, y = diverging(kind)
    settings = {"loss": mean_squared_error, "optimizer": SGD(10.0), "epochs": 2000, "batch_size": batch_size, "rng": 0}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(ValueError, match=r"epoch \d+ of 2000: "):
            fit(model, X, y, **settings)


def test_epoch_that_is_named_is_the_one():
    def run(epochs):
        model = Dense.from_weights([[1.0], [1.0]], [0.0])
        return fit(model, X, Y.reshape(-1, 1), loss=mean_squared_error, optimizer=SGD(10.0), epochs=epochs)

    with pytest.raises(ValueError, match="epoch") as caught:
        run(2000)
    epoch = int(re.search(r"epoch (\d+)", str(caught.value)).group(1))
    assert len(run(epoch - 1).loss) == epoch - 1
    with pytest.raises(ValueError, match=f"epoch {epoch} of {epoch}"):
        run(epoch)


def test_diverging_run_says_what_to_do():
    model, y = diverging("dense")
    with pytest.raises(ValueError, match="learning_rate"):
        fit(model, X, y, loss=mean_squared_error, optimizer=SGD(10.0), epochs=2000)


def test_digits_are_learnt(digits):
    (images, labels), held_out = (digits[0][:1500] / 16, digits[1][:1500]), (digits[0][1500:] / 16, digits[1][1500:])
    network = Network([Dense(64, 32, "relu", rng=0), Dense(32, 10, "softmax", rng=1)])
    history = fit(
        network,
        images,
        labels,
        loss=cross_entropy,
        optimizer=Adam(0.01),
        epochs=15,
        batch_size=64,
        validation=held_out,
        rng=2,
    )
    assert history.loss[-1] < 0.1
    assert (network.predict(held_out[0]) == held_out[1]).mean() > 0.9
