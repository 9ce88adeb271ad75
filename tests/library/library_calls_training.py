"""Every public call that trains or draws, with what to pass to it."""

import numpy as np
from hypothesis import strategies as st
from library_calls import ACTIVATION_CALLS, DATA_CALLS, ELEMENTWISE, LOSS_CALLS, MODEL_CALLS, Call, call
from library_values import FINITE, POSITIVE, SHARE, of_any_shape, of_shape_or_any
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

import neuronlib
from neuronlib import Dense, History, Network, Neuron, check_gradients, fit, numerical_gradient, plotting

OWN = object()  # stands for axes that are made when they are drawn on
RATE = {"learning_rate": (0.1, POSITIVE | of_any_shape())}
EPSILON = {"epsilon": (1e-6, POSITIVE | of_any_shape())}
ARRAYS = st.lists(of_shape_or_any(2), min_size=1, max_size=2)
SHARES = SHARE | of_any_shape()
SETTINGS = {
    "SGD": {**RATE, "momentum": (0.9, SHARES)},
    "AdaGrad": {**RATE, **EPSILON},
    "RMSProp": {**RATE, "decay": (0.9, SHARES), **EPSILON},
    "Adam": {**RATE, "beta_1": (0.9, SHARES), "beta_2": (0.9, SHARES), **EPSILON},
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


def trained(**arguments):
    model = Neuron([0.5, -0.5], activation=arguments.pop("activation"))
    return [fit(model, **arguments), *model.parameters]


def checked(activation, **arguments):
    error = check_gradients(Dense.from_weights([[0.5], [-0.5]], [0.1], activation), **arguments)
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
    call(
        "fit",
        trained,
        activation=("tanh", st.sampled_from(ELEMENTWISE)),
        X=([[1.0, -1.0]], EXAMPLES),
        y=([1.0], TARGETS),
        loss=LOSS,
        optimizer=(neuronlib.SGD(0.1), OPTIMIZER),
        epochs=(1, st.integers(0, 2)),
        batch_size=(1, st.none() | st.integers(0, 4) | st.just(10**30)),
        validation=(None, st.none() | st.tuples(EXAMPLES, TARGETS)),
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
        activation=("tanh", st.sampled_from([*ELEMENTWISE, "softmax"])),
        X=([[1.0, -1.0]], EXAMPLES),
        y=([[1.0]], of_shape_or_any(3, 1, elements=FINITE)),
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
            st.sampled_from([getattr(neuronlib, name) for name in [*ELEMENTWISE, "softmax"]]),
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
    [*ACTIVATION_CALLS, *MODEL_CALLS, *DATA_CALLS, *LOSS_CALLS, *TRAINING_CALLS, *DRAWING_CALLS]
)
PICTURES = [name for name in CALLS if name.startswith("plotting.")]
