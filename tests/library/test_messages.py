"""Errors begin with the name of what is wrong, and say what it must be and what it was: readers search for them."""

import re

import numpy as np
import pytest
from library_calls_training import CALLS, PICTURES
from library_endings import KNOWN_AS

import neuronlib as nl
from neuronlib import SGD, Dense, Network, Neuron, fit, mean_squared_error
from neuronlib.labs import check_answer
from neuronlib.plotting import plot_decision_boundary, plot_loss, plot_points

# What is no array of finite real numbers, for every argument of every call that is numbers.

BAD = {
    "NaN": (np.nan, ValueError, "nan"),
    "infinity": (np.inf, ValueError, "inf"),
    "a NaN inside": ([[1.0, 2.0], [np.nan, 3.0]], ValueError, r"(nan at index \(1, 0\)|shape \(2, 2\))"),
    "minus infinity inside": ([1.0, 2.0, -np.inf], ValueError, "(-inf at index 2|shape)"),
    "beyond float64": (np.array([np.finfo(np.longdouble).max]), ValueError, "(inf|shape)"),
    "text": ("one", TypeError, "'one'"),
    "texts": (["1", "2"], TypeError, r"\['1', '2'\]"),
    "None": (None, TypeError, "None"),
    "a None inside": ([1.0, None], TypeError, "None"),
    "complex": (1j, TypeError, "complex"),
    "complexes": ([1.0, 2j], TypeError, "complex"),
    "ragged": ([[1.0], [1.0, 2.0]], ValueError, r"\[\[1.0\], \[1.0, 2.0\]\]"),
    "masked": (np.ma.array([1.0, 2.0], mask=[False, True]), TypeError, "mask"),
    "no mask, but masked": (np.ma.array([1.0, 2.0]), TypeError, "mask"),
    "a dictionary": ({"a": 1.0}, TypeError, "'a'"),
    "a set": ({1.0}, TypeError, "1.0"),
    "a function": (len, TypeError, "len"),
    "dates": (np.array(["2020-01-01"], dtype="datetime64[D]"), TypeError, "datetime64"),
    "bytes": (b"one", TypeError, "one"),
    "a giant": (10**400, TypeError, "10000"),
    "records": (np.zeros(2, dtype=[("a", float)]), TypeError, "'a'"),
    "long": (["text"] * 10_000, TypeError, "'text'"),
}
NUMBERS = {"z", "x", "X", "y", "y_true", "y_pred", "weights", "bias", "biases", "grad_output", "noise", "threshold"}
NUMBERS |= {"learning_rate", "epsilon", "momentum", "decay", "beta_1", "beta_2"}


@pytest.mark.parametrize("bad", BAD)
def test_what_is_no_array_of_finite_real_numbers_is_refused_by_every_call_by_name(bad):
    (value, error, shown), wrong, n_arguments = BAD[bad], [], 0
    for name, call in CALLS.items():
        for argument in NUMBERS & set(call.example):
            if argument == "x" and value is None and name in PICTURES:
                continue  # there it may be left out
            n_arguments += 1
            names = "|".join([argument, *KNOWN_AS.get(argument, [])])
            try:
                call.function(**call.example | {argument: value})
                wrong.append(f"{name}({argument}) takes it")
            except (TypeError, ValueError) as refused:
                if type(refused) is not error or not re.search(rf"(?s)^({names}) must .*{shown}", str(refused)):
                    wrong.append(f"{name}({argument}): {refused!r}")
    assert not wrong, "\n".join(wrong)
    assert n_arguments > 140


# Messages word for word.

HUGE, SINGLE = 1.7e308, np.ones((1, 1), np.float32)
X, Y, POINT = np.ones((3, 2)), np.ones((3, 1)), [[1.0, 0.0]]
REAL = "must hold real numbers, got 'x' of type <U1"
ADVICE = "; scale the inputs down (in training: use a smaller learning_rate)"
BEYOND = f"must fit float64, got a number beyond ±1.8e+308{ADVICE}"
SMALL = f"must fit float32, got a number beyond ±3.4e+38{ADVICE}"


def neuron():
    return Neuron([1.0, 2.0])


def layer():
    return Dense.from_weights([[1.0], [2.0]], [3.0])


def back(model, x, gradient):
    model.forward(x)
    return model.backward(gradient)


def set_to(model, **values):
    for name, value in values.items():
        setattr(model, name, value)


def train(model=None, X=X, y=Y, **settings):
    settings = {"loss": mean_squared_error, "optimizer": SGD(0.1), "epochs": 1} | settings
    return fit(layer() if model is None else model, X, y, **settings)


def read_only():
    array = np.zeros(2)
    array.flags.writeable = False
    return array


EXACT = {
    # numbers beyond their type
    f"bias {SMALL}": lambda: set_to(Neuron(SINGLE[0]), bias=1e300),
    f"weights {SMALL}": lambda: set_to(Neuron(SINGLE[0]), weights=[1e300]),
    f"biases {SMALL}": lambda: Dense.from_weights(SINGLE, [1e300]),
    f"the preactivation of x {BEYOND}": lambda: neuron()([HUGE, HUGE]),
    f"the preactivation of X {BEYOND}": lambda: Dense.from_weights([[2.0]], [1.0]).forward([[HUGE]]),
    f"the gradient of the weights {BEYOND}": lambda: Neuron([1.4 / HUGE], 0, "gelu").gradients([HUGE]),
    f"the gradient of the inputs {BEYOND}": lambda: Neuron([HUGE], 0, "gelu").gradients([1.4 / HUGE]),
    f"the gradient {BEYOND}": lambda: back(Dense.from_weights([[1.0]], [0.0]), [[HUGE]], [[4.0]]),
    f"the loss {BEYOND}": lambda: mean_squared_error([0.0, 0.0], [1e154, 1.7e154]),
    f"the gradient of the loss {BEYOND}": lambda: mean_squared_error.gradient([-HUGE], [HUGE]),
    f"parameters after the step {BEYOND}": lambda: SGD(1e308).step([np.array([1e308])], [np.array([-10.0])]),
    f"the numerical gradient {BEYOND}": lambda: nl.numerical_gradient(lambda x: np.copysign(HUGE, x[0]), [0.0]),
    f"the points with their noise {BEYOND}": lambda: nl.make_moons(4, noise=HUGE, rng=0),
    # shapes
    "x must have shape (2,) or (n_samples, 2), got shape (3,)": lambda: neuron()([1, 2, 3]),
    "x must have shape (2,) or (n_samples, 2), got shape (2, 1)": lambda: neuron().forward([[1], [2]]),
    "x must have shape (2,) or (n_samples, 2), got shape (1, 2, 2)": lambda: neuron().predict(np.ones((1, 2, 2))),
    "x must have shape (2,) or (n_samples, 2), got shape ()": lambda: neuron().preactivation(1.0),
    "x must have shape (2,), got shape (1,)": lambda: neuron().explain([1]),
    "x must have shape (2,), got shape (3, 2)": lambda: neuron().gradients(X),
    "X must have shape (n_samples, 2), got shape (2,); one example is a row: X.reshape(1, -1)": lambda: layer()([1, 2]),
    "X must have shape (n_samples, 2), got shape (1, 3)": lambda: Network([layer()]).forward([[1, 2, 3]]),
    "X must have shape (n_samples, 2), got shape (1, 1, 2)": lambda: layer().predict(np.ones((1, 1, 2))),
    "X must have shape (n_samples, 2), got shape ()": lambda: layer().forward(1.0),
    "X must have shape (n_samples, 2), got shape (3, 5)": lambda: train(X=np.ones((3, 5))),
    "X must have shape (n_samples, n_inputs), got shape (2,)": lambda: train(X=[1.0, 2.0]),
    "X must have shape (n_samples, n_inputs), got shape (0, 2)": lambda: train(X=np.ones((0, 2)), y=[]),
    "grad_output must have shape (3,), got shape (3, 1)": lambda: back(neuron(), X, Y),
    "grad_output must have shape (), got shape (1,)": lambda: back(neuron(), X[0], [1.0]),
    "grad_output must have shape (3, 1), got shape (3,)": lambda: back(layer(), X, np.ones(3)),
    "grad_output must have shape (3, 1), got shape (1, 1)": lambda: back(Network([layer()]), X, [[1.0]]),
    "weights must have shape (n,) with n of at least 1, got shape ()": lambda: Neuron(1.0),
    "weights must have shape (n,) with n of at least 1, got shape (0,)": lambda: Neuron([]),
    "weights must have shape (n,) with n of at least 1, got shape (1, 1)": lambda: Neuron([[1.0]]),
    "weights must have shape (2,), got shape (1,)": lambda: set_to(neuron(), weights=[1.0]),
    "weights must have at least one row, got shape (0, 2)": lambda: Dense.from_weights(np.zeros((0, 2)), [1.0, 2.0]),
    "weights must have shape (n_samples, n_features), got shape (1, 0)": lambda: Dense.from_weights([[]], []),
    "bias must be one number, got shape (1,)": lambda: Neuron([1.0], [1.0]),
    "bias must be one number, got shape (2,)": lambda: set_to(neuron(), bias=[1.0, 2.0]),
    "biases must have shape (2,), got shape (1,)": lambda: Dense.from_weights([[1.0, 2.0]], [1.0]),
    "biases must have shape (1,), got shape (1, 1)": lambda: Dense.from_weights([[1.0]], [[1.0]]),
    "f(x) must be one number, got shape (2,)": lambda: nl.numerical_gradient(lambda x: x, [1, 2]),
    "f(x) must hold real numbers, got 'x' of type <U1": lambda: nl.numerical_gradient(lambda x: "x", [1.0]),
    "y must hold 3 targets, one a row of X, got shape (2,)": lambda: train(y=[1.0, 2.0]),
    "y must hold 3 targets, one a row of X, got shape ()": lambda: train(y=1.0),
    "y_true must have the shape of y_pred, (3, 1), got shape (3, 2)": lambda: train(y=np.ones((3, 2))),
    "y_true must have the shape of y_pred, (3, 1), got shape (2,)": (
        lambda: nl.check_gradients(layer(), X, np.ones(2), mean_squared_error)
    ),
    "y_pred must hold at least one number, got shape (0,)": lambda: mean_squared_error([], []),
    "validation[1] must hold 3 targets, one a row of validation[0], got shape (2, 1)": (
        lambda: train(validation=(X, Y[:2]))
    ),
    "validation[0] must have shape (n_samples, n_inputs), got shape (1,)": lambda: train(validation=([1.0], [1.0])),
    "validation[0] must be finite, got nan at index (0, 0)": lambda: train(validation=([[np.nan, 1.0]], [[1.0]])),
    # sizes, seeds and names
    "n_outputs must be at most 1, got 2": lambda: Dense(2**31 - 1, 2),  # more would be too many weights
    "n_inputs must be at least 1, got 0": lambda: Dense(0, 1),
    "epochs must be at least 1, got 0": lambda: train(epochs=0),
    "batch_size must be at least 1, got -1": lambda: train(batch_size=-1),
    "layers must hold at least one Dense, got none": lambda: Network([]),
    "layers[1] must take the 3 outputs of layers[0], got Dense(4, 1, activation='identity')": (
        lambda: Network([Dense(2, 3), Dense(4, 1)])
    ),
    "layers must all be different, got one twice; a layer remembers one forward only": (
        lambda: Network([layer_of_two := Dense(2, 2), layer_of_two])
    ),
    "gradients must be a list of arrays, got ndarray": lambda: SGD(1.0).step([np.ones(2)], np.ones(2)),
    "parameters must be a list of arrays, got NoneType": lambda: SGD(0.1).step(None, [np.ones(2)]),
    f"gradients[0] {REAL}": lambda: SGD(1.0).step([np.zeros(1)], ["x"]),
    "parameters must be arrays that can be updated in place, got a read-only one at index 0": (
        lambda: SGD(1.0).step([read_only()], [np.ones(2)])
    ),
    "y_pred must lie between 0 and 1, got 2.0; pass from_logits=True for scores before the softmax": (
        lambda: nl.cross_entropy([0], [[2.0, 0.0]])
    ),
    # labs and pictures
    f"correct {REAL}": lambda: check_answer(1.0, "x"),
    f"mistakes {REAL}": lambda: check_answer(1.0, 1.0, [("x", "a mistake")]),
    "history.loss must lie within ±1e+100 to be drawn, got 1e+200": lambda: plot_loss(nl.History(loss=[1e200])),
    "history.validation_loss must lie within ±1e+100 to be drawn, got 1e+200": (
        lambda: plot_loss(nl.History(loss=[1.0], validation_loss=[1e200]))
    ),
    "X must lie within ±1e+100 to be drawn, got 1e+200": lambda: plot_points([[1e200, 0.0]], [0]),
    "y must hold classes from 0 to 3, got 7": lambda: plot_points(POINT, [7]),
    "model must be a function of an array, got 3": lambda: plot_decision_boundary(3, POINT, [0]),
    f"model(X) {REAL}": lambda: plot_decision_boundary(lambda X: "x", POINT, [0]),
    "model(X) must have one row an example, 57600, got shape (57600, 0)": (
        lambda: plot_decision_boundary(lambda X: np.zeros((len(X), 0)), POINT, [0])
    ),
}


@pytest.mark.parametrize("message", EXACT)
def test_the_message_is_this_one(message):
    with pytest.raises((TypeError, ValueError)) as caught:
        EXACT[message]()
    assert str(caught.value) == message


@pytest.mark.parametrize("value", [np.nan, np.inf])
@pytest.mark.parametrize("which", ["__call__", "forward", "predict", "preactivation", "explain", "gradients"])
def test_a_number_written_into_a_model_is_refused_when_it_is_used(which, value):
    for make, names in [
        (lambda: Neuron([1.0, 2.0], 3.0), ["weights", "bias"]),
        (lambda: Network([Dense(2, 2, "relu", rng=0), Dense(2, 1, rng=1)]), ["weights", "bias"] * 2),
    ]:
        for position, name in enumerate(names):
            model = make()
            model.parameters[position][...] = value
            if hasattr(model, which):
                with pytest.raises(ValueError, match=f"^{name} must be finite, got {value}"):
                    getattr(model, which)([0.0, 1.0] if isinstance(model, Neuron) else [[0.0, 1.0]])


# Arguments that are no numbers.

ANY_SETTING = {"1.5": 1.5, "2.0": 2.0, "text": "2", "True": True, "numpy True": np.True_, "a list": [2]}
INTEGERS = {
    "n_inputs": lambda bad: Dense(bad, 1),
    "n_outputs": lambda bad: Dense(1, bad),
    "n_samples": nl.make_blobs,
    "epochs": lambda bad: train(epochs=bad),
    "batch_size": lambda bad: train(batch_size=bad),
}
SEEDED = {
    "Dense": lambda rng: Dense(1, 1, rng=rng),
    "fit": lambda rng: train(rng=rng),
    **{name: getattr(nl, name) for name in nl.__all__ if name.startswith("make_")},
}


@pytest.mark.parametrize("bad", [*ANY_SETTING, "None"])
@pytest.mark.parametrize("name", INTEGERS)
def test_sizes_and_counts_are_integers(name, bad):
    if (name, bad) != ("batch_size", "None"):
        with pytest.raises(TypeError, match=f"^{name} must be an integer, got "):
            INTEGERS[name](ANY_SETTING.get(bad))


@pytest.mark.parametrize("bad", [True, np.True_, 1.5, "seed", len, -1], ids=repr)
@pytest.mark.parametrize("function", SEEDED)
def test_rng_is_a_seed_or_a_generator(function, bad):
    make = SEEDED[function]
    with pytest.raises(
        ValueError if bad == -1 else TypeError,
        match=r"^rng must be a seed of at least 0 or a numpy.random.Generator, got ",
    ):
        make(rng=bad) if function.startswith("make_") else make(bad)


@pytest.mark.parametrize("bad", [None, 1, np.tanh, ["tanh"], "sigmod", "", "ReLU"], ids=repr)
def test_activation_is_a_name_or_an_activation(bad):
    wanted = "one of identity, .*, softmax, got " if isinstance(bad, str) else "a name or an activation, got "
    for act in (
        lambda: Neuron([1.0], activation=bad),
        lambda: Dense(1, 1, bad),
        lambda: Dense.from_weights([[1.0]], [0.0], bad),
    ):
        with pytest.raises(ValueError if isinstance(bad, str) else TypeError, match=f"^activation must be {wanted}"):
            act()


OBJECTS = {
    "layers must be a list of Dense layers": (Network, [None, 3, "Dense", Dense(1, 1)]),
    "layers must hold Dense layers only, got .* at index 1": (
        lambda bad: Network([layer(), bad]),
        [Neuron([1.0]), Network([layer()]), None, "Dense", Dense],
    ),
    "loss must be a loss such as mean_squared_error": (lambda bad: train(loss=bad), [None, "mse", 1.0, np.mean]),
    "loss must be a loss such": (lambda bad: nl.check_gradients(layer(), X, Y, bad), [None, "mse", 1.0, np.mean]),
    "optimizer must be an optimizer such as": (lambda bad: train(optimizer=bad), [None, "sgd", 0.1, nl.Adam]),
    "model must be a Neuron, Dense or Network": (train, ["model", 1.0, Dense, np.tanh]),
    "model must be a Neuron, Dense": (lambda bad: nl.check_gradients(bad, X, Y, mean_squared_error), ["model", Dense]),
    r"validation must be a pair \(X, y\)": (lambda bad: train(validation=bad), [X, (X,), (X, Y, Y), "XY", 1]),
    "callback must be a function of the epoch": (lambda bad: train(callback=bad), ["stop", 1, float]),
    "f must be a function of an array": (lambda bad: nl.numerical_gradient(bad, [1.0]), [None, 3.0, "x"]),
}


@pytest.mark.parametrize("message", OBJECTS)
def test_an_object_of_another_kind_is_refused_by_name(message):
    call, values = OBJECTS[message]
    for bad in values:
        with pytest.raises(TypeError, match=f"^{message}"):
            call(bad)


@pytest.mark.parametrize("make", [name for name in SEEDED if name.startswith("make_")])
@pytest.mark.parametrize(("settings", "message"), [
    ({"n_samples": 1}, "n_samples must be at least 2, got 1"),
    ({"n_samples": -5}, "n_samples must be at least 2, got -5"),
    ({"noise": -0.1}, "noise must be at least 0, got -0.1"),
    ({"noise": np.nan}, "noise must be finite, got nan"),
    ({"noise": [0.1, 0.2]}, r"noise must be one number, got shape \(2,\)"),
])  # fmt: skip
def test_datasets_refuse_values(make, settings, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        SEEDED[make](**settings)
