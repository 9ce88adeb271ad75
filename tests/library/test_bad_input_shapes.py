"""Shapes, sizes, names and settings that do not fit: which error, which argument, what it had."""

import numpy as np
import pytest

from neuronlib import (
    SGD,
    Dense,
    Network,
    Neuron,
    check_gradients,
    cross_entropy,
    fit,
    make_blobs,
    make_circles,
    make_moons,
    make_spirals,
    make_xor,
    mean_squared_error,
    numerical_gradient,
)

X, Y = np.ones((3, 2)), np.ones((3, 1))


def neuron():
    return Neuron([1.0, 2.0])


def layer():
    return Dense.from_weights([[1.0], [2.0]], [3.0])


def forwarded(model, x):
    model.forward(x)
    return model


def train(model=None, X=X, y=Y, **settings):
    settings = {"loss": mean_squared_error, "optimizer": SGD(0.1), "epochs": 1} | settings
    return fit(layer() if model is None else model, X, y, **settings)


SHAPES = {
    "neuron(2 inputs, not 3)": (lambda: neuron()([1, 2, 3]), r"x must have shape \(2,\) or .*got shape \(3,\)"),
    "neuron(rows of 1)": (lambda: neuron()([[1], [2]]), r"x must .*\(n_samples, 2\), got shape \(2, 1\)"),
    "neuron(cube)": (lambda: neuron()(np.ones((2, 2, 2))), r"x must .*got shape \(2, 2, 2\)"),
    "neuron(number)": (lambda: neuron()(1.0), r"x must .*got shape \(\)"),
    "neuron.forward": (lambda: neuron().forward([1, 2, 3]), r"x must .*got shape \(3,\)"),
    "neuron.preactivation": (lambda: neuron().preactivation([1]), r"x must .*got shape \(1,\)"),
    "neuron.explain": (lambda: neuron().explain([1]), r"x must have shape \(2,\), got shape \(1,\)"),
    "neuron.gradients": (lambda: neuron().gradients(X), r"x must have shape \(2,\), got shape \(3, 2\)"),
    "neuron.backward": (
        lambda: forwarded(neuron(), X).backward([[1.0]] * 3),
        r"grad_output must have shape \(3,\), got shape \(3, 1\)",
    ),
    "neuron.backward of one": (
        lambda: forwarded(neuron(), X[0]).backward([1.0]),
        r"grad_output must have shape \(\), got shape \(1,\)",
    ),
    "Neuron(number)": (lambda: Neuron(1.0), r"weights must have shape \(n,\).*got shape \(\)"),
    "Neuron(nothing)": (lambda: Neuron([]), r"weights must .*got shape \(0,\)"),
    "Neuron(matrix)": (lambda: Neuron([[1.0]]), r"weights must .*got shape \(1, 1\)"),
    "Neuron(bias list)": (lambda: Neuron([1.0], [1.0]), r"bias must be one number, got shape \(1,\)"),
    "neuron.weights": (
        lambda: setattr(neuron(), "weights", [1.0]),
        r"weights must have shape \(2,\), got shape \(1,\)",
    ),
    "neuron.bias": (lambda: setattr(neuron(), "bias", [1.0, 2.0]), r"bias must .*got shape \(2,\)"),
    "layer(vector)": (lambda: layer()([1, 2]), r"X must have shape \(n_samples, 2\), got shape \(2,\).*reshape"),
    "layer(3 columns)": (lambda: layer()([[1, 2, 3]]), r"X must have shape \(n_samples, 2\), got shape \(1, 3\)"),
    "layer(cube)": (lambda: layer()(np.ones((1, 1, 2))), r"X must .*got shape \(1, 1, 2\)"),
    "layer.forward": (lambda: layer().forward(1.0), r"X must .*got shape \(\)"),
    "layer.backward": (
        lambda: forwarded(layer(), X).backward(np.ones(3)),
        r"grad_output must have shape \(3, 1\), got shape \(3,\)",
    ),
    "from_weights(vector)": (lambda: Dense.from_weights([1.0], [1.0]), r"weights must .*got shape \(1,\)"),
    "from_weights(no rows)": (
        lambda: Dense.from_weights(np.ones((0, 2)), [1, 1]),
        r"weights must .*got shape \(0, 2\)",
    ),
    "from_weights(no columns)": (lambda: Dense.from_weights([[]], []), r"weights must .*got shape \(1, 0\)"),
    "from_weights(biases)": (
        lambda: Dense.from_weights([[1.0, 2.0]], [1.0]),
        r"biases must have shape \(2,\), got shape \(1,\)",
    ),
    "from_weights(column of biases)": (lambda: Dense.from_weights([[1.0]], [[1.0]]), r"biases must .*\(1, 1\)"),
    "network(3 columns)": (lambda: Network([layer()])([[1, 2, 3]]), r"X must .*got shape \(1, 3\)"),
    "network.predict(vector)": (lambda: Network([layer()]).predict([1, 2]), r"X must .*got shape \(2,\)"),
    "network.backward": (
        lambda: forwarded(Network([layer()]), X).backward([[1.0]]),
        r"grad_output must have shape \(3, 1\), got shape \(1, 1\)",
    ),
    "Network(nothing)": (lambda: Network([]), "layers must hold at least one"),
    "Network(neighbours)": (
        lambda: Network([Dense(2, 3), Dense(4, 1)]),
        r"layers\[1\] must take the 3 outputs of layers\[0\], got Dense\(4, 1",
    ),
    "numerical_gradient(f of two)": (
        lambda: numerical_gradient(lambda x: x, [1, 2]),
        r"f\(x\) must be one number, got shape \(2,\)",
    ),
    "check_gradients(X)": (
        lambda: check_gradients(layer(), np.ones((3, 3)), Y, mean_squared_error),
        r"X must .*got shape \(3, 3\)",
    ),
    "check_gradients(y)": (
        lambda: check_gradients(layer(), X, np.ones(2), mean_squared_error),
        r"y_true must .*got shape \(2,\)",
    ),
    "fit(vector)": (lambda: train(X=[1.0, 2.0]), r"X must have shape \(n_samples, n_inputs\), got shape \(2,\)"),
    "fit(nothing)": (lambda: train(X=np.ones((0, 2)), y=[]), r"X must .*got shape \(0, 2\)"),
    "fit(columns)": (lambda: train(X=np.ones((3, 5))), r"X must have shape \(n_samples, 2\), got shape \(3, 5\)"),
    "fit(y too short)": (lambda: train(y=[1.0, 2.0]), r"y must hold 3 targets.*got shape \(2,\)"),
    "fit(y number)": (lambda: train(y=1.0), r"y must .*got shape \(\)"),
    "fit(y two columns)": (lambda: train(y=np.ones((3, 2))), r"y_true must .*\(3, 1\), got shape \(3, 2\)"),
    "fit(labels)": (lambda: train(Dense(2, 2, "softmax"), y=[0, 1, 2], loss=cross_entropy), r"y_true must .*got 2"),
    "fit(validation rows)": (
        lambda: train(validation=(X, Y[:2])),
        r"validation\[1\] must hold 3 targets.*got shape \(2, 1\)",
    ),
    "fit(validation vector)": (lambda: train(validation=([1.0], [1.0])), r"validation\[0\] must .*got shape \(1,\)"),
    "fit(epochs)": (lambda: train(epochs=0), "epochs must be at least 1, got 0"),
    "fit(batch_size)": (lambda: train(batch_size=-1), "batch_size must be at least 1, got -1"),
    "fit(seed)": (lambda: train(batch_size=2, rng=-1), "rng must .*got -1"),
    "Dense(0 inputs)": (lambda: Dense(0, 1), "n_inputs must be at least 1, got 0"),
    "Dense(-1 outputs)": (lambda: Dense(1, -1), "n_outputs must be at least 1, got -1"),
    "Dense(seed)": (lambda: Dense(1, 1, rng=-1), "rng must .*got -1"),
    "Dense(name)": (lambda: Dense(1, 1, "sigmod"), "activation must be one of .*sigmoid.*softmax.*got 'sigmod'"),
    "from_weights(name)": (lambda: Dense.from_weights([[1]], [1], "ReLU"), "activation must .*got 'ReLU'"),
    "Neuron(name)": (lambda: Neuron([1.0], activation=""), "activation must .*got ''"),
    "Neuron(softmax)": (lambda: Neuron([1.0], activation="softmax"), "activation must .*got softmax"),
}


@pytest.mark.parametrize("case", SHAPES)
def test_value_error_names_what_it_had_and_needs(case):
    call, message = SHAPES[case]
    with pytest.raises(ValueError, match=message):
        call()


@pytest.mark.parametrize("make", [make_blobs, make_moons, make_circles, make_xor, make_spirals])
@pytest.mark.parametrize(("settings", "message"), [
    ({"n_samples": 1}, "n_samples must be at least 2, got 1"),
    ({"n_samples": -5}, "n_samples must be at least 2, got -5"),
    ({"noise": -0.1}, "noise must be at least 0, got -0.1"),
    ({"noise": np.nan}, "noise must be finite, got nan"),
    ({"noise": [0.1, 0.2]}, r"noise must be one number, got shape \(2,\)"),
    ({"rng": -3}, "rng must .*got -3"),
])  # fmt: skip
def test_datasets_refuse_values(make, settings, message):
    with pytest.raises(ValueError, match=message):
        make(**settings)
