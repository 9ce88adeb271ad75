"""Every public call that trains or draws, with what to pass to it."""

from dataclasses import fields

import numpy as np
from hypothesis import strategies as st
from library_calls import ACTIVATION_CALLS, DATA_CALLS, FILE_CALLS, LOSS_CALLS, MODEL_CALLS, Call, call
from library_references import ALL_NAMES, NAMES, classes_of
from library_values import FINITE, POSITIVE, SHARE, of_any_shape, of_shape_or_any
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

import neuronlib
from neuronlib import Dense, History, Network, Neuron, check_gradients, fit, numerical_gradient, plotting
from neuronlib.optimizers import Optimizer

OWN = object()  # stands for axes that are made when they are drawn on
ARRAYS = st.lists(of_shape_or_any(2), min_size=1, max_size=2)
CHANGES = {"learning_rate": (0.1, POSITIVE | of_any_shape()), "epsilon": (1e-6, POSITIVE | of_any_shape())}
SETTINGS = {
    name: {each.name: CHANGES.get(each.name, (0.9, SHARE | of_any_shape())) for each in fields(kind)}
    for name, kind in classes_of(Optimizer).items()
}


def stepping(name):
    """Return a function that takes two steps with an optimiser, and returns the parameters."""

    def step(parameters, gradients, **settings):
        optimizer = getattr(neuronlib, name)(**settings)
        if isinstance(parameters, list):  # the example is used more than once
            parameters = [
                each.copy() if isinstance(each, np.ndarray) and each.flags.writeable else each for each in parameters
            ]
        optimizer.step(parameters, gradients)
        optimizer.step(parameters, gradients)
        return parameters

    return step


def made(name):
    return lambda **settings: list(vars(getattr(neuronlib, name)(**settings)).values())


def forgetting(name):
    def forget():
        optimizer = getattr(neuronlib, name)(learning_rate=0.1)
        optimizer.step([np.ones(2)], [np.ones(2)])
        optimizer.forget()
        return []

    return forget


def trained(**arguments):
    model = Neuron([0.5, -0.5], activation=arguments.pop("activation"))
    return [fit(model, **arguments), *model.parameters]


def checked(activation, **arguments):
    error = check_gradients(Dense.from_weights([[0.5, 0.1], [-0.5, 0.2]], [0.1, 0.0], activation), **arguments)
    return 0.0 if error == np.inf else error  # infinity is what it says of a wrong gradient


def kept(**arguments):
    """Return whether a History holds what it was given, for it is a plain record."""
    history = History(**arguments)
    return all(getattr(history, name) is value for name, value in arguments.items())


def drawn(function):
    """Return a function that draws on fresh axes and renders the figure."""

    def draw(**arguments):
        figure = Figure()
        canvas = FigureCanvasAgg(figure)
        if arguments["ax"] is OWN:
            arguments["ax"] = figure.add_subplot()
        axes = function(**arguments)
        canvas.draw()
        return [*axes.get_xlim(), *axes.get_ylim()]

    return draw


TARGETS = of_shape_or_any(3, elements=FINITE)
EXAMPLES = of_shape_or_any(3, 2, elements=FINITE)
CLASSES = of_shape_or_any(3, elements=st.sampled_from([0.0, 1.0, 3.0])) | TARGETS
LOSS = (neuronlib.mean_squared_error, st.just(neuronlib.mean_squared_error) | st.just(neuronlib.binary_cross_entropy))
OPTIMIZER = st.builds(neuronlib.SGD, POSITIVE) | st.builds(neuronlib.Adam, POSITIVE)
TRAINING_CALLS = [
    *(call(name, made(name), **settings) for name, settings in SETTINGS.items()),
    *(
        call(
            f"{name}.step",
            stepping(name),
            parameters=([np.ones(2)], ARRAYS),
            gradients=([[1.0, 2.0]], ARRAYS),
            **settings,
        )
        for name, settings in SETTINGS.items()
    ),
    *(call(f"{name}.forget", forgetting(name)) for name in SETTINGS),
    call(
        "fit",
        trained,
        activation=("tanh", st.sampled_from(NAMES)),
        X=([[1.0, -1.0]], EXAMPLES),
        y=([1.0], TARGETS),
        loss=LOSS,
        optimizer=(neuronlib.SGD(0.1), OPTIMIZER),
        epochs=(1, st.integers(0, 2)),
        batch_size=(1, st.none() | st.integers(0, 4) | st.just(10**30)),
        validation=(None, st.none() | st.tuples(EXAMPLES, TARGETS)),
        callback=(None, st.sampled_from([None, lambda epoch, history: True, lambda epoch, history: epoch])),
        rng=(0, st.none() | st.integers(-2, 2**70)),
    ),
    call("History", kept, loss=([0.5], st.lists(FINITE)), validation_loss=([], st.lists(FINITE))),
    call(
        "numerical_gradient",
        numerical_gradient,
        f=(np.sum, st.sampled_from([np.sum, np.max, np.shape])),
        x=([1.0], of_any_shape()),
    ),
    call(
        "check_gradients",
        checked,
        activation=("tanh", st.sampled_from(ALL_NAMES)),
        X=([[1.0, -1.0]], EXAMPLES),
        y=([[1.0, 0.0]], of_shape_or_any(3, 2, elements=FINITE)),
        loss=LOSS,
    ),
]


def neuron_or_none(weights, bias):
    """Return a neuron of two inputs, if the numbers make one; a bias may be too large for the type of the weights."""
    try:
        neuron = Neuron(weights, bias)
    except ValueError:
        return None
    return neuron if neuron.weights.size == 2 else None


AX = {"ax": (OWN, st.just(OWN))}
DRAWING_CALLS = [
    call(
        "plotting.draw_neuron",
        drawn(plotting.draw_neuron),
        neuron=(
            Neuron([1.0, -2.0]),
            st.builds(neuron_or_none, of_shape_or_any(2, elements=FINITE), FINITE).filter(bool),
        ),
        x=([1.0, 2.0], st.none() | of_shape_or_any(2)),
        **AX,
    ),
    call(
        "plotting.draw_network",
        drawn(plotting.draw_network),
        network=(
            Network([Dense(2, 2, "tanh", rng=0), Dense(2, 1, rng=0)]),
            st.just(Network([Dense(2, 9, "softmax", rng=0)])),
        ),
        x=([1.0, 2.0], st.none() | of_shape_or_any(2)),
        **AX,
    ),
    call(
        "plotting.plot_activation",
        drawn(plotting.plot_activation),
        activation=(
            neuronlib.sigmoid,
            st.sampled_from([getattr(neuronlib, name) for name in ALL_NAMES]),
        ),
        **AX,
    ),
    call(
        "plotting.plot_decision_boundary",
        drawn(plotting.plot_decision_boundary),
        model=(
            Neuron([1.0, -1.0]),
            st.sampled_from([Neuron([1.0, -1.0], activation="step"), Dense(2, 4, rng=0), np.sum, np.shape, len]),
        ),
        X=([[1.0, -1.0]], EXAMPLES),
        y=([1], CLASSES),
        **AX,
    ),
    call("plotting.plot_points", drawn(plotting.plot_points), X=([[1.0, -1.0]], EXAMPLES), y=([1], CLASSES), **AX),
    call(
        "plotting.plot_loss",
        drawn(plotting.plot_loss),
        history=(History([0.5, 0.25]), st.builds(History, st.lists(st.floats()), st.lists(st.floats()))),
        **AX,
    ),
]
CALLS: dict[str, Call] = dict(
    [*ACTIVATION_CALLS, *MODEL_CALLS, *FILE_CALLS, *DATA_CALLS, *LOSS_CALLS, *TRAINING_CALLS, *DRAWING_CALLS]
)
PICTURES = [name for name in CALLS if name.startswith("plotting.")]
