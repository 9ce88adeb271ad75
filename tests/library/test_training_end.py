"""How a training ends: its history, the callback that stops it, and numbers that grow beyond all bounds."""

import pickle
import re
import warnings

import numpy as np
import pytest
from library_references import MAKERS, OPTIMIZERS

from neuronlib import (
    SGD,
    Adam,
    Dense,
    DivergenceError,
    Neuron,
    binary_cross_entropy,
    cross_entropy,
    fit,
    mean_squared_error,
)

RNG = np.random.default_rng(21)
X, Y, NUMBERS = RNG.normal(size=(9, 3)), RNG.integers(0, 2, 9), RNG.normal(size=(9, 2))
HELD_OUT = RNG.normal(size=(4, 3)), RNG.integers(0, 2, 4)
SETTINGS = {"loss": binary_cross_entropy, "optimizer": SGD(0.1), "epochs": 1}


def neuron():
    return Neuron([0.3, -0.4, 0.1], 0.1)


def train(model, **settings):
    return fit(model, X, Y, **{**SETTINGS, **settings})


def numbers_for(model):
    return NUMBERS[:, 0] if isinstance(model, Neuron) else NUMBERS


def arrays_of(model):
    return [array.tolist() for array in model.parameters]


# The callback.


@pytest.mark.parametrize("answer", [None, False, np.False_])
def test_a_callback_is_called_after_every_epoch_with_its_number_and_the_history(answer):
    calls, model = [], neuron()

    def callback(epoch, history):
        calls.append((epoch, len(history.loss), len(history.validation_loss), arrays_of(model)))
        return answer

    history = train(model, epochs=4, callback=callback, validation=HELD_OUT, batch_size=2, rng=0)
    assert [call[:3] for call in calls] == [(1, 1, 1), (2, 2, 2), (3, 3, 3), (4, 4, 4)]
    assert calls[-1][3] == arrays_of(model) != calls[-2][3]
    without = neuron()
    assert train(without, epochs=4, validation=HELD_OUT, batch_size=2, rng=0) == history
    assert arrays_of(without) == arrays_of(model)


@pytest.mark.parametrize("yes", [True, np.True_])
def test_a_callback_that_says_so_ends_the_training(yes):
    model, shorter = neuron(), neuron()
    history = train(model, epochs=100, callback=lambda epoch, history: yes if epoch == 3 else None)
    assert history == train(shorter, epochs=3)
    assert arrays_of(model) == arrays_of(shorter)


def test_a_callback_may_set_the_learning_rate_as_a_loop_by_hand_would():
    model, by_hand, optimizer, other = neuron(), neuron(), Adam(0.5), Adam(0.5)

    def slow_down(epoch, history):
        optimizer.learning_rate = 0.5 / (epoch + 1)

    train(model, epochs=5, optimizer=optimizer, callback=slow_down)
    for epoch in range(1, 6):
        other.learning_rate = 0.5 / epoch
        by_hand.backward(binary_cross_entropy.gradient(Y, by_hand.forward(X)))
        other.step(by_hand.parameters, by_hand.parameter_gradients)
    assert arrays_of(model) == arrays_of(by_hand)


@pytest.mark.parametrize("answer", [1, "stop", np.array([True])])
def test_a_callback_that_answers_anything_else_is_refused(answer):
    model, expected = neuron(), neuron()
    train(expected)
    with pytest.raises(TypeError, match=r"^callback must return .*, got "):
        train(model, epochs=3, callback=lambda *_: answer)
    assert arrays_of(model) == arrays_of(expected)


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_an_exception_in_a_callback_comes_through_and_leaves_the_model_whole(error):
    def stop(epoch, history):
        if epoch == 2:
            raise error("enough")

    model, expected, optimizer = neuron(), neuron(), Adam(0.1)
    with pytest.raises(error, match=r"^enough$"):
        train(model, epochs=9, callback=stop, optimizer=optimizer)
    train(expected, epochs=2, optimizer=Adam(0.1))
    assert arrays_of(model) == arrays_of(expected)
    train(model, optimizer=optimizer)


# Divergence.


@pytest.mark.parametrize("batch_size", [None, 4])
@pytest.mark.parametrize("optimizer", [lambda: SGD(10.0), lambda: SGD(10.0, momentum=0.9)], ids=["plain", "momentum"])
@pytest.mark.parametrize("kind", MAKERS)
def test_a_diverging_training_says_where_and_gives_back_the_last_epoch_that_was_finite(kind, optimizer, batch_size):
    def make():
        return MAKERS[kind]("identity")

    model, again, stepper = make(), make(), optimizer()
    settings = {"loss": mean_squared_error, "batch_size": batch_size}
    arrays, y = model.parameters, numbers_for(model)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(DivergenceError, match=r"^in epoch \d+ of 2000: .*learning_rate") as caught:
            fit(model, X, y, optimizer=stepper, epochs=2000, rng=0, **settings)
    epoch = int(re.match(r"in epoch (\d+) of", str(caught.value)).group(1))
    assert isinstance(caught.value, ValueError)
    assert epoch > 3
    assert f"as it was after {epoch - 1} epochs" in str(caught.value)
    history = fit(again, X, y, optimizer=optimizer(), epochs=epoch - 1, rng=0, **settings)
    assert caught.value.history == history
    assert len(history.loss) == epoch - 1
    assert arrays_of(model) == arrays_of(again)
    assert all(now is array for now, array in zip(model.parameters, arrays, strict=True))
    settings |= {"epochs": 3, "rng": 0}
    assert fit(make(), X, y, optimizer=stepper, **settings) == fit(make(), X, y, optimizer=optimizer(), **settings)


def test_a_divergence_can_be_pickled_with_its_history():
    with pytest.raises(DivergenceError) as caught:
        fit(Dense(3, 2, rng=0), X, NUMBERS, loss=mean_squared_error, optimizer=SGD(10.0), epochs=2000)
    again = pickle.loads(pickle.dumps(caught.value))
    assert (str(again), again.history) == (str(caught.value), caught.value.history)


def column(weight=0.0, activation="identity"):
    return Dense.from_weights([[weight], [0.0], [0.0]], [0.0], activation)


SLOW, FAR = {"optimizer": SGD(0.1)}, {"optimizer": SGD(1e305)}
OVERFLOWS = {
    "the validation": (column, X, Y, SLOW | {"validation": (np.full((1, 3), 1e200), [0.0])}, ""),
    "the loss": (lambda: column(1e200), 1e5 * X, Y, {"optimizer": SGD(1e-300), "batch_size": 4}, "the loss must fit"),
    "a step": (column, np.ones((4, 3)), np.full(4, -1e10), FAR, "parameters after the step must fit float64"),
    "a step that another follows": (
        column,
        np.ones((4, 3)),
        np.full(4, -1e10),
        {**FAR, "batch_size": 2},
        "(parameters after the step must fit float64|weights must be finite)",
    ),
    **{
        f"the memory of {name}": (
            column,
            np.full((4, 3), 1e160),
            np.ones(4),
            {"optimizer": OPTIMIZERS[name]()},
            "parameters after the step must fit float64",
        )
        for name in ("AdaGrad", "RMSProp", "Adam")
    },
}


@pytest.mark.parametrize("what", OVERFLOWS)
def test_what_overflows_in_the_first_epoch_is_named_and_the_parameters_are_as_before(what):
    make, inputs, targets, settings, message = OVERFLOWS[what]
    model = make()
    with pytest.raises(DivergenceError, match=f"^in epoch 1 of 3: {message}") as caught:
        fit(model, inputs, targets, loss=mean_squared_error, epochs=3, rng=0, **settings)
    assert caught.value.history.loss == []
    assert arrays_of(model) == arrays_of(make())


def test_numbers_whose_squares_overflow_are_no_overflow():
    model = column(1e160, "sigmoid")
    losses = fit(model, np.ones((4, 3)), np.ones(4), loss=binary_cross_entropy, optimizer=SGD(0.1), epochs=2).loss
    assert losses == [0.0, 0.0]
    assert not np.signbit(losses[0])


# What can be seen before the first epoch is refused before it.

TWO = np.eye(2)[Y]
UNFIT = {
    "outputs that are no probabilities": ("tanh", Y, binary_cross_entropy, {}, "y_pred must"),
    "outputs that are no rows": ("relu", TWO, cross_entropy, {}, "y_pred must"),
    "targets that are no probabilities": ("sigmoid", 2 * TWO, binary_cross_entropy, {}, "y_true must"),
    "labels beyond the outputs": ("softmax", Y + 1, cross_entropy, {}, "y_true must"),
    "targets of another shape": ("tanh", Y, mean_squared_error, {}, "y_true must"),
    "validation targets": ("sigmoid", TWO, binary_cross_entropy, {"validation": (X, 2 * TWO)}, "y_true must"),
    "validation columns": ("tanh", NUMBERS, mean_squared_error, {"validation": (X[:, :2], NUMBERS)}, "X must have"),
    "a callback": ("tanh", NUMBERS, mean_squared_error, {"callback": "stop"}, "callback must"),
}


@pytest.mark.parametrize("batch_size", [None, 4])
@pytest.mark.parametrize("what", UNFIT)
def test_what_does_not_fit_is_refused_before_the_first_epoch(what, batch_size):
    activation, y, loss, settings, message = UNFIT[what]
    n_outputs = 1 if loss is binary_cross_entropy and y is Y else 2
    model, calls = Dense(3, n_outputs, activation, rng=0), []
    settings = {"callback": lambda epoch, _: calls.append(epoch), **settings}
    with pytest.raises((TypeError, ValueError), match=f"^{message}") as caught:
        fit(model, X, y, loss=loss, optimizer=SGD(0.1), epochs=2, batch_size=batch_size, **settings)
    assert not isinstance(caught.value, DivergenceError)
    assert arrays_of(model) == arrays_of(Dense(3, n_outputs, activation, rng=0))
    assert calls == []


def test_an_overflow_on_the_way_is_found_even_where_the_output_hides_it():
    model = column(-1e300, "relu")
    with pytest.raises(ValueError, match="the preactivation of X must fit float64"):
        fit(model, np.full((4, 3), 1e10), np.zeros(4), loss=mean_squared_error, optimizer=SGD(0.1), epochs=2)
    inputs = np.vstack([np.zeros((3, 3)), np.full((1, 3), 1e10)])
    with pytest.raises(ValueError, match="the preactivation of X must fit float64"):
        fit(model, inputs, np.zeros(4), loss=mean_squared_error, optimizer=SGD(0.1), epochs=2, batch_size=3, rng=1)
