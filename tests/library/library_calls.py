"""Every public call of the library, with what to pass to it: something that fits, and numbers of every kind."""

import contextlib
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from hypothesis import strategies as st
from library_references import ALL_NAMES, NAMES, classes_of
from library_values import MOSTLY_FINITE, PROBABILITY, numbers, of_any_shape, of_shape_or_any

import neuronlib
from neuronlib import Dense, Network, Neuron
from neuronlib.losses import Loss

PATTERNS = [name for name in neuronlib.__all__ if name.startswith("make_")]


@dataclass(frozen=True)
class Call:
    """A call: the function, where its documentation is, arguments that fit, and how to draw others."""

    function: Callable[..., Any]
    owner: Any
    documentation: str
    example: dict[str, Any]
    strategies: dict[str, st.SearchStrategy]


def call(name, function, **arguments):
    """Return a name and its call; each argument is given as what fits and how to draw others."""
    first, _, member = name.removesuffix("()").partition(".")
    owner = getattr(neuronlib, first)
    documentation = (getattr(owner, member) if member else owner).__doc__
    if not isinstance(owner, type) and type(owner).__module__.startswith("neuronlib"):
        owner = type(owner)
    if name.endswith("()"):
        documentation = owner.__call__.__doc__
    if not member and not isinstance(getattr(neuronlib, first), type) and owner is getattr(neuronlib, first):
        owner = neuronlib
    example = {key: fitting for key, (fitting, _) in arguments.items()}
    return name, Call(
        function, owner, documentation or "", example, {key: each for key, (_, each) in arguments.items()}
    )


def assigning(build, attribute):
    """Return a function that assigns to an attribute of a model, and returns what is then in it."""

    def assign(**arguments):
        model = build()
        setattr(model, attribute, arguments[attribute])
        return getattr(model, attribute)

    return assign


def backwards(model, X, grad_output):
    model.forward(X)
    return [model.backward(grad_output), *model.parameter_gradients]


def in_a_folder(act):
    """Return a function that acts in an empty folder, with a model that has been saved there, and returns numbers."""

    def use(path):
        with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
            Neuron([1.0, -2.0]).save("neuron.npz")
            Dense(2, 1, rng=0).save("dense.npz")
            Network([Dense(2, 1, rng=0)]).save("network.npz")
            model = act(path)
            return [] if model is None else model.parameters

    return use


Z = {"z": ([[0.5, -1.0]], of_any_shape())}
WEIGHTS, BIAS = {"weights": ([1.0, 2.0], of_shape_or_any(2))}, {"bias": (0.5, MOSTLY_FINITE | of_any_shape())}
MATRIX = {"weights": ([[1.0, 0.0], [2.0, 1.0]], of_shape_or_any(2, 2))}
BIASES = {"biases": ([0.5, 0.0], of_shape_or_any(2))}
ACTIVATION = {"activation": ("tanh", st.sampled_from(ALL_NAMES))}
NEURON, LAYER = {**WEIGHTS, **BIAS, **ACTIVATION}, {**MATRIX, **BIASES, **ACTIVATION}
ONE = {"x": ([1.0, -1.0], of_shape_or_any(2))}
SOME = {"x": ([[1.0, -1.0]], of_shape_or_any(2) | of_shape_or_any(3, 2))}
ROWS = {"X": ([[1.0, -1.0]], of_shape_or_any(3, 2))}
THRESHOLD = {"threshold": (0.5, MOSTLY_FINITE | of_any_shape())}
PATHS = st.sampled_from(["neuron.npz", "dense.npz", "network.npz", "new.npz", "no/folder.npz", "", ".", "e" * 500])


def neuron(weights, bias, activation):
    return Neuron(weights, bias, activation)


def layer(weights, biases, activation):
    return Dense.from_weights(weights, biases, activation)


def network(weights, biases, activation):
    return Network([layer(weights, biases, activation), layer([[-2.0, 1.0], [0.0, 3.0]], [0.5, 0.0], "identity")])


def with_model(build, method):
    """Return a function that builds a model of some of its arguments, and calls a method with the others."""

    def use(**arguments):
        model = build(*(arguments.pop(key) for key in list(arguments)[:3]))
        return getattr(model, method)(**arguments)

    return use


def with_backward(build, x):
    def use(**arguments):
        model = build(*(arguments.pop(key) for key in list(arguments)[:3]))
        return backwards(model, arguments[x], arguments["grad_output"])

    return use


ACTIVATION_CALLS = [
    *(call(f"{name}()", getattr(neuronlib, name), **Z) for name in ALL_NAMES),
    *(call(f"{name}.derivative", getattr(neuronlib, name).derivative, **Z) for name in NAMES),
    call("softmax.jacobian", neuronlib.softmax.jacobian, **Z),
]
MODEL_CALLS = [
    call("Neuron", lambda **given: Neuron(**given).parameters, **NEURON),
    call("Neuron.weights", assigning(lambda: Neuron([1.0, 2.0]), "weights"), **WEIGHTS),
    call("Neuron.bias", assigning(lambda: Neuron([1.0, 2.0]), "bias"), **BIAS),
    call("Neuron.preactivation", with_model(neuron, "preactivation"), **NEURON, **SOME),
    call("Neuron.forward", with_model(neuron, "forward"), **NEURON, X=SOME["x"]),
    call("Neuron()", with_model(neuron, "__call__"), **NEURON, **SOME),
    *(call(f"Neuron.{each}", with_model(neuron, each), **NEURON, **ONE) for each in ["explain", "gradients"]),
    call("Neuron.backward", with_backward(neuron, "x"), **NEURON, **SOME, grad_output=([1.0], of_shape_or_any(3))),
    call(
        "Dense",
        lambda **given: Dense(**given).parameters,
        n_inputs=(2, st.integers(-1, 9)),
        n_outputs=(3, st.integers(-1, 9) | st.sampled_from([np.int8(3), np.uint64(2), 10_000])),
        **ACTIVATION,
        rng=(0, st.none() | st.integers(-2, 2**70)),
    ),
    call("Dense.from_weights", lambda **given: Dense.from_weights(**given).parameters, **LAYER),
    call("Dense.weights", assigning(lambda: Dense(2, 2), "weights"), **MATRIX),
    call("Dense.biases", assigning(lambda: Dense(2, 2), "biases"), **BIASES),
    call("Neuron.activation", assigning(lambda: Neuron([1.0, 2.0]), "activation"), **ACTIVATION),
    call("Dense.activation", assigning(lambda: Dense(2, 2), "activation"), **ACTIVATION),
    call("Dense()", with_model(layer, "__call__"), **LAYER, **ROWS),
    call("Dense.forward", with_model(layer, "forward"), **LAYER, **ROWS),
    call(
        "Dense.backward", with_backward(layer, "X"), **LAYER, **ROWS, grad_output=([[1.0, 0.0]], of_shape_or_any(3, 2))
    ),
    call(
        "Network",
        lambda layers: Network(layers).parameters,
        layers=([Dense(2, 1)], st.lists(st.builds(Dense, st.integers(1, 2), st.integers(1, 2)), max_size=3)),
    ),
    call("Network()", with_model(network, "__call__"), **LAYER, **ROWS),
    call("Network.forward", with_model(network, "forward"), **LAYER, **ROWS),
    call("Neuron.predict", with_model(neuron, "predict"), **NEURON, X=SOME["x"], **THRESHOLD),
    call("Dense.predict", with_model(layer, "predict"), **LAYER, **ROWS, **THRESHOLD),
    call("Network.predict", with_model(network, "predict"), **LAYER, **ROWS, **THRESHOLD),
    call(
        "Network.backward",
        with_backward(network, "X"),
        **LAYER,
        **ROWS,
        grad_output=([[1.0, 1.0]], of_shape_or_any(3, 2)),
    ),
]
FILE_CALLS = [
    each
    for model in (Neuron([1.0, 2.0]), Dense(2, 2, "softmax"), Network([Dense(2, 1)]))
    for kind in [type(model)]
    for each in (
        call(f"{kind.__name__}.save", in_a_folder(model.save), path=("new.npz", PATHS)),
        call(f"{kind.__name__}.load", in_a_folder(kind.load), path=(f"{kind.__name__.lower()}.npz", PATHS)),
    )
]
DATA_CALLS = [
    call("load_digits", neuronlib.load_digits),
    call("load_penguins", neuronlib.load_penguins),
    *(
        call(
            name,
            getattr(neuronlib, name),
            n_samples=(3, st.integers(-1, 40) | st.sampled_from([np.int8(3), np.uint64(2), 100_000])),
            noise=(0.1, MOSTLY_FINITE | of_any_shape()),
            rng=(0, st.none() | st.integers(-2, 2**70)),
        )
        for name in PATTERNS
    ),
]
LABELS = of_shape_or_any(3, elements=st.sampled_from([0.0, 1.0])) | of_any_shape()
ONE_HOT = st.sampled_from([[[1, 0], [0, 1], [1, 0]], [[1, 1], [0, 1], [1, 0]]])
PAIRS = numbers(3, elements=PROBABILITY).map(lambda p: np.stack([p, 1 - np.asarray(p, float)], axis=-1))
IS_LOGITS = {"from_logits": (False, st.booleans())}
BINARY = {
    "y_true": ([1.0], of_shape_or_any(3, elements=PROBABILITY)),
    "y_pred": ([0.5], of_shape_or_any(3, elements=PROBABILITY) | of_shape_or_any(3) | of_shape_or_any(3, 1)),
}
CLASSES = {"y_true": ([1], LABELS | ONE_HOT), "y_pred": ([[0.5, 0.5]], PAIRS | of_shape_or_any(3, 2))}
SQUARES = {"y_true": ([1.0], of_shape_or_any(3)), "y_pred": ([0.5], of_shape_or_any(3) | of_shape_or_any(3, 1))}
LOSS_ARGUMENTS = {"MeanSquaredError": SQUARES, "BinaryCrossEntropy": BINARY, "CrossEntropy": CLASSES}


def used(kind, method):
    """Return a function that makes a loss, and calls one of its methods."""

    def use(y_true, y_pred, **settings):
        return getattr(kind(**settings), method)(y_true, y_pred)

    return use


def loss_calls(name, kind):
    """Return the calls of a loss, where it has been made already and where it has to be made."""
    settings = IS_LOGITS if fields(kind) else {}
    arguments, ready = LOSS_ARGUMENTS[name] | settings, getattr(neuronlib, kind.name)
    return [
        call(f"{kind.name}()", ready, **arguments),
        call(f"{kind.name}.gradient", ready.gradient, **arguments),
        call(name, lambda **given: list(vars(kind(**given)).values()), **settings),
        call(f"{name}()", used(kind, "__call__"), **arguments),
        call(f"{name}.gradient", used(kind, "gradient"), **arguments),
    ]


LOSS_CALLS = [
    *(each for name, kind in classes_of(Loss).items() for each in loss_calls(name, kind)),
    call(
        "accuracy",
        neuronlib.accuracy,
        y_true=([1.0], LABELS),
        y_pred=([0.0], LABELS | of_shape_or_any(3, 1, elements=st.sampled_from([0.0, 1.0]))),
    ),
]
