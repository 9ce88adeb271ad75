"""Messages word for word: a reader searches for them, and each names its argument first."""

from __future__ import annotations

import numpy as np
import pytest

from neuronlib import (
    SGD,
    Dense,
    History,
    Neuron,
    binary_cross_entropy,
    cross_entropy,
    make_moons,
    mean_squared_error,
    numerical_gradient,
)
from neuronlib.labs import check_answer
from neuronlib.plotting import plot_decision_boundary, plot_loss, plot_points

HUGE = 1.7e308
SINGLE = np.ones((1, 1), np.float32)
POINT = [[1.0, 0.0]]


def backward_of_a_huge_input(model):
    model.forward([[HUGE] * model.weights.shape[0]])
    model.backward(np.full((1, 1) if model.weights.ndim == 2 else 1, 4.0))


def read_only():
    array = np.zeros(2)
    array.flags.writeable = False
    return array


REAL_NUMBERS = "must hold real numbers, got 'x' of type <U1"
BEYOND = "must fit float64, got a number beyond ±1.8e+308"
BEYOND_SINGLE = "must fit float32, got a number beyond ±3.4e+38"
ADVICE = "; scale the inputs down (in training: use a smaller learning_rate)"

CASES = {
    f"bias {REAL_NUMBERS}": lambda: setattr(Neuron([1.0]), "bias", "x"),
    f"bias {BEYOND_SINGLE}{ADVICE}": lambda: setattr(Neuron(SINGLE[0]), "bias", 1e300),
    f"weights {BEYOND_SINGLE}{ADVICE}": lambda: setattr(Neuron(SINGLE[0]), "weights", [1e300]),
    f"x {REAL_NUMBERS}": lambda: Neuron([1.0]).forward("x"),
    f"the gradient of the weights {BEYOND}{ADVICE}": lambda: Neuron([1.4 / HUGE], 0, "gelu").gradients([HUGE]),
    f"the gradient of the inputs {BEYOND}{ADVICE}": lambda: Neuron([HUGE], 0, "gelu").gradients([1.4 / HUGE]),
    f"the gradient {BEYOND}{ADVICE}": lambda: backward_of_a_huge_input(Neuron([1.0], 0, "identity")),
    "n_inputs times n_outputs must be at most 2147483647, got 2147483647 times 2": lambda: Dense(2**31 - 1, 2),
    "weights must have at least one row, got shape (0, 2)": lambda: Dense.from_weights(np.zeros((0, 2)), [1.0, 2.0]),
    f"biases {BEYOND_SINGLE}{ADVICE}": lambda: Dense.from_weights(SINGLE, [1e300]),
    f"the preactivation of X {BEYOND}{ADVICE}": lambda: Dense.from_weights([[2.0]], [1.0]).forward([[HUGE]]),
    f"the points with their noise {BEYOND}{ADVICE}": lambda: make_moons(4, noise=HUGE, rng=0),
    f"answer {REAL_NUMBERS}": lambda: check_answer("x", 1.0),
    f"correct {REAL_NUMBERS}": lambda: check_answer(1.0, "x"),
    f"mistakes {REAL_NUMBERS}": lambda: check_answer(1.0, 1.0, [("x", "a mistake")]),
    f"the loss {BEYOND}{ADVICE}": lambda: mean_squared_error([0.0, 0.0], [1e154, 1.7e154]),
    "y_true must lie between 0 and 1, got 2.0": lambda: binary_cross_entropy([2.0], [0.5]),
    "y_pred must lie between 0 and 1, got 2.0; pass from_logits=True for numbers before the sigmoid": (
        lambda: binary_cross_entropy([1.0], [2.0])
    ),
    "y_pred must lie between 0 and 1, got 2.0; pass from_logits=True for scores before the softmax": (
        lambda: cross_entropy([0], [[2.0, 0.0]])
    ),
    "y_pred must hold at least one number, got shape (0,)": lambda: mean_squared_error([], []),
    f"gradients[0] {REAL_NUMBERS}": lambda: SGD(1.0).step([np.zeros(1)], ["x"]),
    "parameters must be arrays that can be updated in place, got a read-only one at index 0": (
        lambda: SGD(1.0).step([read_only()], [np.ones(2)])
    ),
    f"parameters after the step {BEYOND}{ADVICE}": lambda: SGD(1e308).step([np.array([1e308])], [np.array([-10.0])]),
    f"the numerical gradient {BEYOND}{ADVICE}": (
        lambda: numerical_gradient(lambda x: float(np.copysign(HUGE, x[0])), [0.0])
    ),
    "history.loss must lie within ±1e+100 to be drawn, got 1e+200": lambda: plot_loss(History(loss=[1e200])),
    "history.validation_loss must lie within ±1e+100 to be drawn, got 1e+200": (
        lambda: plot_loss(History(loss=[1.0], validation_loss=[1e200]))
    ),
    "X must lie within ±1e+100 to be drawn, got 1e+200": lambda: plot_points([[1e200, 0.0]], [0]),
    "y must hold classes from 0 to 3, got 7": lambda: plot_points(POINT, [7]),
    "model must be a function of an array, got 3": lambda: plot_decision_boundary(3, POINT, [0]),
    f"model(X) {REAL_NUMBERS}": lambda: plot_decision_boundary(lambda X: "x", POINT, [0]),
    "model(X) must have one row an example, 57600, got shape (57600, 0)": (
        lambda: plot_decision_boundary(lambda X: np.zeros((len(X), 0)), POINT, [0])
    ),
}


@pytest.mark.parametrize("message", CASES)
def test_the_message_is_this_one(message):
    with pytest.raises((TypeError, ValueError)) as caught:
        CASES[message]()
    assert str(caught.value) == message


def test_a_layer_names_its_gradient_and_what_it_is_given():
    with pytest.raises(ValueError, match=r"^the gradient must fit float64"):
        backward_of_a_huge_input(Dense.from_weights([[1.0]], [0.0]))
    with pytest.raises(ValueError, match=r"^weights must fit float32"):
        Dense.from_weights(SINGLE, [1.0]).weights = [[1e300]]
    with pytest.raises(ValueError, match=r"^biases must fit float32"):
        Dense.from_weights(SINGLE, [1.0]).biases = [1e300]
    with pytest.raises(ValueError, match=r"^biases must have shape \(1,\)"):
        Dense.from_weights(SINGLE, [1.0]).biases = [1.0, 2.0]
