"""How a training ends: its history, the callback that stops it, and numbers that grow beyond all bounds."""

import re
import warnings

import numpy as np
import pytest
from library_references import MAKERS, OPTIMIZERS, arrays_of

from neuronlib import SGD, Adam, Dense, DivergenceError, binary_cross_entropy, cross_entropy, fit
from neuronlib import mean_squared_error as squared_error

RNG = np.random.default_rng(21)
X, Y, NUMBERS = RNG.normal(size=(9, 3)), RNG.integers(0, 2, 9), RNG.normal(size=(9, 2))
HELD_OUT = RNG.normal(size=(4, 3)), RNG.integers(0, 2, 4)


def train(model, **settings):
    return fit(model, X, Y, **{"loss": binary_cross_entropy, "optimizer": SGD(0.1), "epochs": 1, **settings})


@pytest.mark.parametrize(("answer", "yes"), [(None, True), (False, True), (np.False_, np.True_)])
def test_a_callback_is_called_after_every_epoch_may_set_the_learning_rate_and_ends_the_training(answer, yes):
    model, again, optimizer, other = MAKERS["Neuron"](), MAKERS["Neuron"](), Adam(0.5), Adam(0.5)
    calls, loss, validation_loss = [], [], []

    def callback(epoch, history):
        calls.append((epoch, len(history.loss), len(history.validation_loss), arrays_of(model)))
        optimizer.learning_rate = 0.5 / (epoch + 1)
        return yes if epoch == 3 else answer

    history = train(model, epochs=9, optimizer=optimizer, callback=callback, validation=HELD_OUT)
    for epoch, call in enumerate(calls, start=1):
        other.learning_rate = 0.5 / epoch
        one = train(again, optimizer=other, validation=HELD_OUT)
        assert call == (epoch, epoch, epoch, arrays_of(again))
        loss, validation_loss = loss + one.loss, validation_loss + one.validation_loss
    assert len(calls) == 3
    assert (history.loss, history.validation_loss) == (loss, validation_loss)


@pytest.mark.parametrize("answer", [1, "stop", np.array([True])])
def test_a_callback_that_answers_anything_else_is_refused(answer):
    model, expected = MAKERS["Neuron"](), MAKERS["Neuron"]()
    train(expected)
    with pytest.raises(TypeError, match=r"^callback must return .*, got "):
        train(model, epochs=3, callback=lambda *_: answer)
    assert arrays_of(model) == arrays_of(expected)


@pytest.mark.parametrize("error", [KeyboardInterrupt, ValueError])
def test_an_exception_in_a_callback_comes_through_and_leaves_the_model_whole(error):
    def stop(epoch, history):
        raise error("enough")

    model, expected = MAKERS["Neuron"](), MAKERS["Neuron"]()
    train(expected)
    with pytest.raises(error, match=r"^enough$"):
        train(model, epochs=9, callback=stop)
    assert arrays_of(model) == arrays_of(expected)


@pytest.mark.parametrize("batch_size", [None, 4])
@pytest.mark.parametrize("optimizer", [lambda: SGD(10.0), lambda: SGD(10.0, momentum=0.9)], ids=["plain", "momentum"])
@pytest.mark.parametrize("kind", MAKERS)
def test_a_diverging_training_says_where_and_gives_back_the_last_epoch_that_was_finite(kind, optimizer, batch_size):
    model, again, stepper = MAKERS[kind]("identity"), MAKERS[kind]("identity"), optimizer()
    settings = {"loss": squared_error, "batch_size": batch_size, "rng": 0}
    arrays, y = model.parameters, NUMBERS[:, 0] if kind == "Neuron" else NUMBERS
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(DivergenceError, match=r"^in epoch \d+ of 2000: .*learning_rate") as caught:
            fit(model, X, y, optimizer=stepper, epochs=2000, **settings)
    epoch = int(re.match(r"in epoch (\d+) of", str(caught.value)).group(1))
    assert isinstance(caught.value, ValueError)
    assert f"as it was after {epoch - 1} epochs" in str(caught.value)
    history = fit(again, X, y, optimizer=optimizer(), epochs=epoch - 1, **settings)
    assert caught.value.history == history
    assert arrays_of(model) == arrays_of(again)
    assert all(now is array for now, array in zip(model.parameters, arrays, strict=True))
    once = [fit(MAKERS[kind](), X, y, optimizer=each, epochs=3, **settings) for each in (stepper, optimizer())]
    assert once[0] == once[1]  # the optimiser begins anew


def column(weight=0.0, activation="identity"):
    return Dense.from_weights([[weight], [0.0], [0.0]], [0.0], activation)


ONES, FAR, STEP = np.ones((4, 3)), np.full(4, -1e10), "parameters after the step must fit float64"
OVERFLOWS = {
    "the validation": (0, X, Y, SGD(0.1), {"validation": (np.full((1, 3), 1e200), [0.0])}, ""),
    "the loss": (1e200, 1e5 * X, Y, SGD(1e-300), {"batch_size": 4}, "the loss must fit"),
    "a step": (0, ONES, FAR, SGD(1e305), {}, STEP),
    "a step that another follows": (0, ONES, FAR, SGD(1e305), {"batch_size": 2}, f"({STEP}|weights must be finite)"),
    **{
        f"the memory of {name}": (0, np.full((4, 3), 1e160), np.ones(4), OPTIMIZERS[name](), {}, STEP)
        for name in ("AdaGrad", "RMSProp", "Adam")
    },
}


@pytest.mark.parametrize("what", OVERFLOWS)
def test_what_overflows_in_the_first_epoch_is_named_and_the_parameters_are_as_before(what):
    weight, inputs, targets, optimizer, settings, message = OVERFLOWS[what]
    model = column(weight)
    with pytest.raises(DivergenceError, match=f"^in epoch 1 of 3: {message}") as caught:
        fit(model, inputs, targets, loss=squared_error, optimizer=optimizer, epochs=3, rng=0, **settings)
    assert caught.value.history.loss == []
    assert arrays_of(model) == arrays_of(column(weight))


def test_numbers_whose_squares_overflow_are_no_overflow():
    settings = {"loss": binary_cross_entropy, "optimizer": SGD(0.1), "epochs": 2}
    losses = fit(column(1e160, "sigmoid"), ONES, np.ones(4), **settings).loss
    assert losses == [0.0, 0.0]
    assert not np.signbit(losses[0])


def test_an_overflow_on_the_way_is_found_even_where_the_output_hides_it():
    far = np.full((1, 3), 1e10)
    for inputs, settings in [(far, {}), (np.vstack([0 * X[:3], far]), {"batch_size": 3, "rng": 1})]:
        settings |= {"loss": squared_error, "optimizer": SGD(0.1), "epochs": 2}
        with pytest.raises(ValueError, match="the preactivation of X must fit float64"):
            fit(column(-1e300, "relu"), inputs, np.zeros(len(inputs)), **settings)


# What can be seen before the first epoch is refused before it.

TWO = np.eye(2)[Y]
UNFIT = {
    "outputs that are no probabilities": (1, "tanh", Y, binary_cross_entropy, {}, "y_pred must"),
    "outputs that are no rows": (2, "relu", TWO, cross_entropy, {}, "y_pred must"),
    "targets that are no probabilities": (2, "sigmoid", 2 * TWO, binary_cross_entropy, {}, "y_true must"),
    "labels beyond the outputs": (2, "softmax", Y + 1, cross_entropy, {}, "y_true must"),
    "targets of another shape": (2, "tanh", Y, squared_error, {}, "y_true must"),
    "validation targets": (2, "sigmoid", TWO, binary_cross_entropy, {"validation": (X, 2 * TWO)}, "y_true must"),
    "validation columns": (2, "tanh", NUMBERS, squared_error, {"validation": (X[:, :2], NUMBERS)}, "X must have"),
    "a callback": (2, "tanh", NUMBERS, squared_error, {"callback": "stop"}, "callback must"),
}


@pytest.mark.parametrize("batch_size", [None, 4])
@pytest.mark.parametrize("what", UNFIT)
def test_what_does_not_fit_is_refused_before_the_first_epoch(what, batch_size):
    n_outputs, activation, y, loss, settings, message = UNFIT[what]
    model, calls = Dense(3, n_outputs, activation, rng=0), []
    settings = {"callback": lambda epoch, _: calls.append(epoch), **settings}
    with pytest.raises((TypeError, ValueError), match=f"^{message}") as caught:
        fit(model, X, y, loss=loss, optimizer=SGD(0.1), epochs=2, batch_size=batch_size, **settings)
    assert not isinstance(caught.value, DivergenceError)
    assert arrays_of(model) == arrays_of(Dense(3, n_outputs, activation, rng=0))
    assert calls == []
