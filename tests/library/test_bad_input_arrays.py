"""What is no array of finite real numbers is refused by every function, by name."""

import numpy as np
import pytest

import neuronlib
from neuronlib import (
    Dense,
    Network,
    Neuron,
    binary_cross_entropy,
    check_gradients,
    cross_entropy,
    fit,
    mean_squared_error,
    numerical_gradient,
    softmax,
)

ELEMENTWISE = ["identity", "step", "sigmoid", "tanh", "relu", "leaky_relu", "elu", "softplus", "silu", "gelu"]
SETTINGS = {"loss": mean_squared_error, "optimizer": neuronlib.SGD(0.1), "epochs": 1}


def neuron():
    return Neuron([1.0, 2.0])


def layer():
    return Dense.from_weights([[1.0], [2.0]], [3.0])


def network():
    return Network([layer()])


def after_forward(model):
    model.forward([[1.0, 2.0]])
    return model


FUNCTIONS = {
    **{f"{name}(z)": ("z", getattr(neuronlib, name)) for name in ELEMENTWISE},
    **{f"{name}.derivative(z)": ("z", getattr(neuronlib, name).derivative) for name in ELEMENTWISE},
    "softmax(z)": ("z", softmax),
    "softmax.jacobian(z)": ("z", softmax.jacobian),
    "Neuron(weights)": ("weights", Neuron),
    "Neuron(bias)": ("bias", lambda bad: Neuron([1.0], bad)),
    "Neuron.weights": ("weights", lambda bad: setattr(neuron(), "weights", bad)),
    "Neuron.bias": ("bias", lambda bad: setattr(neuron(), "bias", bad)),
    "Neuron.preactivation(x)": ("x", lambda bad: neuron().preactivation(bad)),
    "neuron(x)": ("x", lambda bad: neuron()(bad)),
    "Neuron.forward(x)": ("x", lambda bad: neuron().forward(bad)),
    "Neuron.explain(x)": ("x", lambda bad: neuron().explain(bad)),
    "Neuron.gradients(x)": ("x", lambda bad: neuron().gradients(bad)),
    "Neuron.backward": ("grad_output", lambda bad: after_forward(neuron()).backward(bad)),
    "Dense.from_weights(weights)": ("weights", lambda bad: Dense.from_weights(bad, [1.0])),
    "Dense.from_weights(biases)": ("biases", lambda bad: Dense.from_weights([[1.0]], bad)),
    "Dense.weights": ("weights", lambda bad: setattr(layer(), "weights", bad)),
    "Dense.biases": ("biases", lambda bad: setattr(layer(), "biases", bad)),
    "layer(X)": ("X", lambda bad: layer()(bad)),
    "Dense.forward(X)": ("X", lambda bad: layer().forward(bad)),
    "Dense.backward": ("grad_output", lambda bad: after_forward(layer()).backward(bad)),
    "network(X)": ("X", lambda bad: network()(bad)),
    "Network.predict(X)": ("X", lambda bad: network().predict(bad)),
    "Network.forward(X)": ("X", lambda bad: network().forward(bad)),
    "Network.backward": ("grad_output", lambda bad: after_forward(network()).backward(bad)),
    "mean_squared_error(y_true)": ("y_true", lambda bad: mean_squared_error(bad, [1.0])),
    "mean_squared_error(y_pred)": ("y_pred", lambda bad: mean_squared_error([1.0], bad)),
    "mean_squared_error.gradient(y_true)": ("y_true", lambda bad: mean_squared_error.gradient(bad, [1.0])),
    "mean_squared_error.gradient(y_pred)": ("y_pred", lambda bad: mean_squared_error.gradient([1.0], bad)),
    "binary_cross_entropy(y_true)": ("y_true", lambda bad: binary_cross_entropy(bad, [0.5])),
    "binary_cross_entropy(y_pred)": ("y_pred", lambda bad: binary_cross_entropy([1.0], bad)),
    "binary_cross_entropy(logits)": ("y_pred", lambda bad: binary_cross_entropy([1.0], bad, from_logits=True)),
    "binary_cross_entropy.gradient(y_true)": ("y_true", lambda bad: binary_cross_entropy.gradient(bad, [0.5])),
    "binary_cross_entropy.gradient(y_pred)": ("y_pred", lambda bad: binary_cross_entropy.gradient([1.0], bad)),
    "cross_entropy(y_true)": ("y_true", lambda bad: cross_entropy(bad, [[0.5, 0.5]])),
    "cross_entropy(y_pred)": ("y_pred", lambda bad: cross_entropy([1], bad)),
    "cross_entropy(scores)": ("y_pred", lambda bad: cross_entropy([1], bad, from_logits=True)),
    "cross_entropy.gradient(y_true)": ("y_true", lambda bad: cross_entropy.gradient(bad, [[0.5, 0.5]])),
    "cross_entropy.gradient(y_pred)": ("y_pred", lambda bad: cross_entropy.gradient([1], bad)),
    "fit(X)": ("X", lambda bad: fit(layer(), bad, [[1.0]], **SETTINGS)),
    "fit(y)": ("y", lambda bad: fit(layer(), [[1.0, 2.0]], bad, **SETTINGS)),
    "fit(validation X)": (
        r"validation\[0\]",
        lambda bad: fit(layer(), [[1.0, 2.0]], [[1.0]], validation=(bad, [[1.0]]), **SETTINGS),
    ),
    "fit(validation y)": (
        r"validation\[1\]",
        lambda bad: fit(layer(), [[1.0, 2.0]], [[1.0]], validation=([[1.0, 2.0]], bad), **SETTINGS),
    ),
    "numerical_gradient(x)": ("x", lambda bad: numerical_gradient(np.sum, bad)),
    "numerical_gradient(f)": (r"f\(x\)", lambda bad: numerical_gradient(lambda x: bad, [1.0])),
    "check_gradients(X)": ("X", lambda bad: check_gradients(layer(), bad, [[1.0]], mean_squared_error)),
    "check_gradients(y)": ("y_true", lambda bad: check_gradients(layer(), [[1.0, 2.0]], bad, mean_squared_error)),
}
BAD = {
    "NaN": (np.nan, ValueError, "nan"),
    "infinity": (np.inf, ValueError, "inf"),
    "a NaN inside": ([[1.0, 2.0], [np.nan, 3.0]], ValueError, r"nan at index \(1, 0\)"),
    "minus infinity inside": ([1.0, 2.0, -np.inf], ValueError, "-inf at index 2"),
    "beyond float64": (np.array([np.finfo(np.longdouble).max]), ValueError, "inf"),
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
}


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("function", FUNCTIONS)
def test_refused_by_name_with_what_it_was(function, bad):
    (name, call), (value, error, shown) = FUNCTIONS[function], BAD[bad]
    with pytest.raises(error, match=rf"(?s)(?<!\w){name}(?!\w).* must .*{shown}"):
        call(value)


@pytest.mark.parametrize("function", ["sigmoid(z)", "Neuron(weights)", "layer(X)", "fit(y)"])
@pytest.mark.parametrize("value", [["text"] * 10_000, [[1.0]] * 10_000 + [[1.0, 2.0]]], ids=["texts", "ragged"])
def test_message_of_a_long_value_is_short(function, value):
    with pytest.raises((TypeError, ValueError)) as caught:
        FUNCTIONS[function][1](value)
    assert len(str(caught.value)) < 300
