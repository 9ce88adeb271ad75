"""What to pass to every call: something that fits, whatever else of its kind, and the shapes that it takes."""

from collections import namedtuple
from itertools import product

import numpy as np
from hypothesis import strategies as st
from library_calls import CALLS
from library_references import ALL_NAMES, NAMES, classes_of
from library_values import FINITE, LABEL, MOSTLY_FINITE, POSITIVE, PROBABILITY, SHARE, numbers, of_shapes_or_any
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

import neuronlib
from neuronlib import SGD, AdaGrad, Adam, Conv2D, Dense, Embedding, History, MaxPool2D, Network, Neuron, RMSProp
from neuronlib.activations import Activation
from neuronlib.autodiff import Tensor, TensorLayer, TensorModel
from neuronlib.losses import Loss
from neuronlib.model import Model
from neuronlib.softmax import Softmax

# `fits` makes an example and `any` draws others; `kind` says which strange values are refused, and with which error;
# `takes` tells the shapes that fit the other examples from those that do not, with None for what may end either way.
Argument = namedtuple("Argument", ["fits", "any", "kind", "takes"], defaults=[None])

SHAPES = [shape for n in range(4) for shape in product(range(4), repeat=n)]


def exactly(*shapes):
    return lambda shape: shape in shapes


def fitting(function):
    """Return whether a function of NumPy takes an array of some shape."""

    def fits(shape):
        try:
            function(np.ones(shape))
        except ValueError:
            return False
        return True

    return fits


def rows(shape):
    return len(shape) == 2 and shape[1] == 2


def one_or_rows(shape):
    return shape == (2,) or rows(shape)


def array(fits, *shapes, elements=MOSTLY_FINITE, takes=None):
    """Return an argument that is an array of some shapes, which are all that it takes unless that is said."""
    return Argument(lambda: fits, of_shapes_or_any(*shapes, elements=elements), "numbers", takes or exactly(*shapes))


def an_object(make, drawn=None, kind="object"):
    return Argument(make, st.builds(make) if drawn is None else drawn, kind)


def one_of(*values, kind):
    return Argument(lambda: values[0], st.sampled_from(values), kind)


def integer(fits, drawn, kind):
    return Argument(lambda: fits, drawn, kind)


def built(make, *strategies):
    """Draw models, or other things that refuse some of what they are made of."""

    def made(arguments):
        try:
            return make(*arguments)
        except ValueError:
            return None

    return st.tuples(*strategies).map(made).filter(lambda model: model is not None)


def two_layers(*first):
    return Network([Dense.from_weights(*first), Dense.from_weights([[-2.0, 1.0], [0.0, 3.0]], [0.5, 0.0])])


def conv2d(weights):
    """Return a layer that takes rows of two numbers and gives as many, since it has two filters."""
    return Conv2D.from_weights((1, 1, 2), weights, [0.5, 0.0], "tanh")


def tensor_model(weights, biases, activation):
    """Return a layer as a function of tensors, with an activation that tensors have."""
    parameters = [Tensor(weights), Tensor(biases)]
    return TensorModel(lambda X: getattr(X @ parameters[0] + parameters[1], activation)(), parameters)


def parts(names, **arguments):
    return {f"{name}.{parameter}": each for name in names for parameter, each in arguments.items()}


AXES = FigureCanvasAgg(Figure()).figure.add_subplot()  # one for all, since making them takes long
VECTOR, MATRIX = numbers(2, elements=FINITE), numbers(2, 2, elements=FINITE)
SQUARE = np.array([[0.5, -1.0], [2.0, 1.0]])
MEETS_SQUARE = array(SQUARE, (2, 2), (2,), (1, 2), (), takes=fitting(lambda other: SQUARE + other))
ANY_NEURON = built(Neuron, VECTOR, FINITE, st.sampled_from(NAMES))
FILTERS = numbers(2, 1, 1, 2, elements=FINITE)
ANY_LAYER = MATRIX, VECTOR, st.sampled_from(ALL_NAMES)
PAIRS = numbers(3, elements=PROBABILITY).map(lambda p: np.stack([p, 1 - np.asarray(p, float)], axis=-1))
ARRAYS = st.lists(of_shapes_or_any((2,)), min_size=1, max_size=2)
FRESH = st.lists(numbers(2, elements=FINITE).map(lambda array: np.array(array, float)), min_size=1, max_size=2)
HELD_OUT = st.tuples(of_shapes_or_any((3, 2), elements=FINITE), of_shapes_or_any((3,), elements=FINITE))
LAYERS = st.lists(st.builds(Dense, st.integers(1, 2), st.integers(1, 2)), max_size=3)
LOSSES = neuronlib.mean_squared_error, neuronlib.binary_cross_entropy
MADE = {name: getattr(neuronlib, name) for name in neuronlib.__all__}  # objects that are made already
OBJECTS = {name: value for name, value in MADE.items() if isinstance(value, Activation | Softmax | Loss)}
SIZE = st.integers(-1, 9) | st.sampled_from([np.int8(3), np.uint64(2), 10_000])
ONE_TARGET, ONE_OUTPUT = exactly((1,)), exactly((1,), (1, 1))
PLANE = {
    "X": array([[1.0, -1.0]], (3, 2), elements=FINITE, takes=exactly((1, 2))),
    "y": array([0.0], (3,), elements=st.sampled_from([0.0, 1.0, 3.0]) | FINITE, takes=ONE_TARGET),
}

# By the name of the parameter, unless a name with a call or a class before it says otherwise.
ARGUMENTS = {
    # objects whose methods are called
    **{f"{name}.self": one_of(value, kind="object") for name, value in OBJECTS.items()},
    **{f"{type(value).__name__}.self": one_of(value, kind="object") for value in OBJECTS.values()},
    "Neuron.self": an_object(lambda: Neuron([1.0, 2.0]), ANY_NEURON),
    "Dense.self": an_object(lambda: Dense(2, 2, rng=0), built(Dense.from_weights, *ANY_LAYER)),
    "Network.self": an_object(lambda: Network([Dense(2, 2, rng=0)]), built(two_layers, *ANY_LAYER)),
    "Conv2D.self": an_object(lambda: conv2d([[[[0.5, 1.0]]], [[[1.0, -2.0]]]]), built(conv2d, FILTERS)),
    "MaxPool2D.self": an_object(lambda: MaxPool2D((2, 1, 1), 1)),
    "Embedding.self": an_object(lambda: Embedding(3, 1, n_inputs=2, rng=0)),
    "SGD.self": an_object(lambda: SGD(0.1), built(SGD, POSITIVE, SHARE)),
    "AdaGrad.self": an_object(lambda: AdaGrad(0.1), built(AdaGrad, POSITIVE, POSITIVE)),
    "RMSProp.self": an_object(lambda: RMSProp(0.1), built(RMSProp, POSITIVE, SHARE, POSITIVE)),
    "Adam.self": an_object(Adam, built(Adam, POSITIVE, SHARE, SHARE, POSITIVE)),
    # activations and models
    "z": array([[0.5, -1.0]], *SHAPES),
    "softmax.z": array([[0.5, -1.0]], (2,), (3, 2), takes=lambda shape: len(shape) in (1, 2) and shape[-1] > 0),
    "activation": one_of("tanh", *ALL_NAMES, kind="activation"),
    "weights": array([1.0, 2.0], (2,)),
    "Neuron.new.weights": array([1.0, 2.0], (2,), takes=lambda shape: len(shape) == 1 and shape[0] > 0),
    "Dense.weights": array([[1.0, 0.0], [2.0, 1.0]], (2, 2)),
    "Dense.from_weights.weights": array([[1.0, 0.0]], (2, 2), takes=lambda shape: rows(shape) and shape[0] > 0),
    **parts(["Conv2D.from_weights", "Conv2D"], weights=array([[[[0.5, 1.0]]], [[[1.0, -2.0]]]], (2, 1, 1, 2))),
    "Conv2D.from_weights.weights": array(np.ones((1, 1, 2, 2)), (1, 1, 2, 2)),
    "Conv2D.from_weights.biases": array([0.5], (1,)),
    "Embedding.weights": array([[0.5], [1.0], [2.0]], (3, 1)),
    "Embedding.from_weights.weights": array(SQUARE, (2, 2), takes=lambda shape: len(shape) == 2 and 0 not in shape),
    "input_shape": one_of((1, 2, 3), (2, 2, 3), (1, 1, 1), (1, 2), (0, 2, 2), kind="picture"),
    "n_filters": integer(1, SIZE, "size"),
    "size": one_of(2, (1, 2), 1, 3, 0, (2, 9), kind="pair"),
    "stride": one_of(1, 2, (2, 1), 0, 10**9, kind="pair"),
    "padding": one_of(0, 1, (1, 0), 2, -1, kind="pair"),
    "n_symbols": integer(3, SIZE, "size"),
    "n_numbers": integer(2, SIZE, "size"),
    "bias": array(0.5, ()),
    "biases": array([0.5, 0.0], (2,)),
    "n_inputs": integer(2, SIZE, "size"),
    "n_outputs": integer(3, SIZE, "size"),
    "rng": integer(0, st.none() | st.integers(-2, 2**70), "seed"),
    "layers": an_object(lambda: [Dense(2, 1)], LAYERS, "list"),
    "x": array([1.0, -1.0], (2,), (3, 2), takes=one_or_rows),
    **parts(["Neuron.explain", "Neuron.gradients"], x=array([1.0, -1.0], (2,))),
    "X": array([[1.0, -1.0]], (3, 2), takes=rows),
    "Neuron.X": array([[1.0, -1.0]], (2,), (3, 2), takes=one_or_rows),
    "Embedding.X": array(
        [[0, 2]], (3, 2), elements=st.integers(0, 3), takes=lambda shape: None if rows(shape) else False
    ),
    "threshold": array(0.5, ()),
    "grad_output": array([[1.0, 0.0]], (1, 2)),
    "Neuron.grad_output": array([1.0], (1,)),
    "path": one_of("new.npz", "Neuron.npz", "Dense.npz", "no/folder.npz", "", ".", "e" * 500, kind="path"),
    **{f"{each}.load.path": one_of(f"{each}.npz", "Dense.npz", "", kind="path") for each in classes_of(Model)},
    "Dense.load.path": one_of("Dense.npz", "Network.npz", "", kind="path"),
    # data
    "n_samples": integer(3, SIZE | st.just(100_000), "size"),
    "noise": array(0.1, ()),
    # losses
    "y_true": array([0.0], (3,), takes=ONE_TARGET),
    "y_pred": array([0.5], (3,), (3, 1), takes=ONE_OUTPUT),
    **parts(
        ["binary_cross_entropy", "BinaryCrossEntropy"],
        y_true=array([0.0], (3,), elements=PROBABILITY, takes=ONE_TARGET),
        y_pred=array([0.5], (3,), (3, 1), elements=PROBABILITY | MOSTLY_FINITE, takes=ONE_OUTPUT),
    ),
    **parts(
        ["cross_entropy", "CrossEntropy"],
        y_true=array([0], (3,), elements=LABEL, takes=lambda shape: None if shape == (1, 2) else shape == (1,)),
        y_pred=Argument(
            lambda: [[0.5, 0.5]],
            PAIRS | of_shapes_or_any((3, 2)),
            "numbers",
            lambda shape: len(shape) == 2 and shape[0] == 1 and shape[1] > 0,
        ),
    ),
    "from_logits": one_of(False, True, kind="flag"),
    "accuracy.y_true": array([0.0], (3,), elements=LABEL, takes=ONE_TARGET),
    "accuracy.y_pred": array([0.0], (3,), (3, 1), elements=LABEL, takes=ONE_OUTPUT),
    # optimisers
    "learning_rate": array(0.1, (), elements=POSITIVE),
    "epsilon": array(1e-6, (), elements=POSITIVE),
    **dict.fromkeys(["momentum", "decay", "beta_1", "beta_2"], array(0.9, (), elements=SHARE)),
    "parameters": an_object(lambda: [np.ones(2)], FRESH, "list of arrays"),
    "gradients": an_object(lambda: [[1.0, 2.0]], ARRAYS, "list of arrays"),
    # automatic differentiation
    "Tensor.self": an_object(lambda: Tensor(np.abs(SQUARE)), built(Tensor, MATRIX)),
    "Tensor.new.data": array(SQUARE, *SHAPES),
    "data": array(SQUARE, (2, 2)),
    "other": MEETS_SQUARE,
    "Tensor.__matmul__.other": array(SQUARE, (2, 2), (2,), (3, 2, 1), takes=fitting(lambda other: SQUARE @ other)),
    "Tensor.__rmatmul__.other": array(SQUARE, (2, 2), (2,), (3, 1, 2), takes=fitting(lambda other: other @ SQUARE)),
    "exponent": array(2.0, (), elements=st.sampled_from([-1.0, 0.5, 1.0, 3.0]) | MOSTLY_FINITE),
    "index": one_of(0, -1, 2, (1, 0), slice(1), ..., None, [0, 1, 1], ([1, 1], [0, 0]), [], kind="index"),
    "shape": one_of(-1, 4, (2, -1), (1, 4), (2, 3), (), -2, kind="shape"),
    "axes": one_of((1, 0), (-1, 0), (), 0, (0, 0), (0, 1, 2), kind="axes"),
    "axis": one_of(None, 0, 1, -1, -2, (0, 1), (), 2, (1, 1), kind="axes"),
    "keepdims": one_of(False, True, kind="flag"),
    "concatenate.axis": integer(0, st.integers(-3, 3), "axis"),
    "tensors": an_object(lambda: [[1.0], Tensor([2.0])], st.lists(of_shapes_or_any((2,), (2, 2)), max_size=3), "list"),
    "function": one_of(lambda X: X.tanh() * 2, lambda X: X, lambda X: X.data, kind="function"),
    "TensorModel.new.parameters": an_object(lambda: [Tensor([1.0])], st.lists(st.builds(Tensor, VECTOR)), "list"),
    "TensorModel.self": an_object(
        lambda: tensor_model(SQUARE, [0.5, -0.5], "tanh"),
        built(tensor_model, MATRIX, VECTOR, st.sampled_from(["tanh", "sigmoid", "relu", "exp"])),
    ),
    "layer": one_of(Dense(2, 2, rng=0), MaxPool2D((2, 1, 1), 1), kind="object"),
    "TensorLayer.self": an_object(lambda: TensorLayer(Dense(2, 2, rng=0))),
    "TensorModel.X": array([[1.0, -1.0]], (3, 2), takes=fitting(lambda X: X @ SQUARE)),
    "Tensor.grad_output": array(SQUARE, (2, 2)),
    # training
    "model": an_object(lambda: Neuron([0.5, -0.5]), ANY_NEURON),
    "check_gradients.model": an_object(lambda: Dense(2, 2, rng=0), built(Dense.from_weights, *ANY_LAYER)),
    **parts(["fit", "check_gradients"], X=PLANE["X"]),
    "fit.y": array([0.0], (3,), elements=FINITE, takes=ONE_TARGET),
    "check_gradients.y": array([[0.0, 0.0]], (3, 2), elements=FINITE, takes=exactly((1, 2))),
    "loss": one_of(*LOSSES, kind="object"),
    "optimizer": an_object(lambda: SGD(0.1), st.builds(SGD, POSITIVE) | st.builds(Adam, POSITIVE)),
    "epochs": integer(1, st.integers(0, 2), "count"),
    "batch_size": integer(1, st.none() | st.integers(0, 4) | st.just(10**30), "count"),
    "validation": Argument(lambda: None, st.none() | HELD_OUT, "list of arrays"),
    "callback": one_of(None, lambda epoch, history: True, lambda epoch, history: epoch, kind="function"),
    "f": one_of(np.sum, np.max, np.shape, kind="function"),
    "numerical_gradient.x": array([1.0], *SHAPES),
    **parts(["History"], loss=one_of([], [1.0], kind="anything"), validation_loss=one_of([], [1.0], kind="anything")),
    # pictures
    "neuron": an_object(lambda: Neuron([1.0, -2.0]), ANY_NEURON),
    "network": one_of(Network([Dense(2, 2, rng=0), Dense(2, 1)]), Network([Dense(2, 9, "softmax")]), kind="object"),
    **parts(["plotting.draw_neuron", "plotting.draw_network"], x=array([1.0, 2.0], (2,))),
    "plotting.plot_activation.activation": one_of(neuronlib.sigmoid, neuronlib.step, neuronlib.softmax, kind="object"),
    "plotting.plot_decision_boundary.model": one_of(
        Neuron([1.0, -1.0]), Neuron([1.0, -1.0], activation="step"), Dense(2, 4), np.sum, np.shape, kind="function"
    ),
    **parts(["plotting.plot_points", "plotting.plot_decision_boundary"], **PLANE),
    "history": an_object(
        lambda: History([0.5, 0.25]), st.builds(History, st.lists(st.floats()), st.lists(st.floats()))
    ),
    "ax": one_of(AXES, kind="object"),
}

# What stands in lists: what messages call it, how it is put there, and of which kind it must be.
INSIDE = {
    "layers": [("layers", lambda value: [value], "object")],
    "tensors": [(r"tensors\[0\]", lambda value: [value], "numbers")],
    "gradients": [(r"gradients\[0\]", lambda value: [value], "numbers")],
    "validation": [(r"(validation\[0\]|X)", lambda value: (value, [0.0]), "numbers")],
}


def argument_of(call, parameter):
    """Return what to pass for a parameter of a call; the table must know it."""
    first, member, _ = call.partition(".")
    owner = first.removesuffix("()")
    own = call.removesuffix("()") if member or call != owner else f"{call}.new"
    found = [key for key in (own, call, owner) if f"{key}.{parameter}" in ARGUMENTS]
    assert found or parameter in ARGUMENTS, f"library_arguments.py has nothing to pass for {parameter} of {call}"
    return ARGUMENTS[f"{found[0]}.{parameter}" if found else parameter]


def examples(call):
    return {parameter: argument_of(call, parameter).fits() for parameter in CALLS[call].parameters}
