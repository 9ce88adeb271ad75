"""What is promised about the package as a whole: its names, their arguments, what it needs and how it is built."""

import ast
import importlib.metadata
import importlib.resources
import inspect
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import numpy as np
import pytest
from library_calls import CALLS, defined_in
from library_references import MODELS, NAMES, WITHOUT_ACTIVATION

import neuronlib
from neuronlib import Dense, autodiff
from neuronlib.losses import Loss

FOLDER = Path(neuronlib.__file__).parent
KINDS = [*MODELS, *WITHOUT_ACTIVATION]
LOSSES = [name for name, value in vars(neuronlib).items() if isinstance(value, Loss)]
ARGUMENTS = {
    "Neuron": "weights bias=0.0 activation='sigmoid'",
    "Dense": "n_inputs n_outputs activation='identity' rng=None",
    "Dense.from_weights": "weights biases activation='identity'",
    "Network": "layers",
    "Conv2D": "input_shape n_filters size activation='identity' *stride=1 *padding=0 *rng=None",
    "Conv2D.from_weights": "input_shape weights biases activation='identity' *stride=1 *padding=0",
    "MaxPool2D": "input_shape size=2 stride=None",
    "Embedding": "n_symbols n_numbers n_inputs=1 rng=None",
    "Embedding.from_weights": "weights n_inputs=1",
    "TensorLayer": "layer",
    **{f"{kind}.predict": "self X threshold=0.5" for kind in KINDS},
    **{f"{kind}.forward": "self X" for kind in KINDS},
    **{f"{kind}.backward": "self grad_output" for kind in KINDS},
    **{f"{kind}.save": "self path" for kind in KINDS},
    **{f"{kind}.load": "path" for kind in KINDS},
    **{f"Neuron.{method}": "self x" for method in ("preactivation", "explain", "gradients")},
    "SGD": "learning_rate momentum=0.0",
    "AdaGrad": "learning_rate epsilon=1e-06",
    "RMSProp": "learning_rate decay=0.9 epsilon=1e-06",
    "Adam": "learning_rate=0.001 beta_1=0.9 beta_2=0.999 epsilon=1e-08",
    "fit": "model X y *loss *optimizer *epochs *batch_size=None *validation=None *callback=None *rng=None",
    "numerical_gradient": "f x",
    "check_gradients": "model X y loss",
    "accuracy": "y_true y_pred",
    "MeanSquaredError": "",
    "BinaryCrossEntropy": "from_logits=False",
    "CrossEntropy": "from_logits=False",
    **dict.fromkeys([*NAMES, "softmax", "sigmoid.derivative", "softmax.jacobian"], "z"),
    "History": "loss=<factory> validation_loss=<factory>",
    "DivergenceError": "message history=None",
    **{f"{name}.{way}": "y_true y_pred" for name in LOSSES for way in ("__call__", "gradient")},
    "Tensor": "data",
    **{f"Tensor.{name}": "self" for name in ("exp", "log", "tanh", "sigmoid", "relu")},
    "Tensor.maximum": "self other",
    **dict.fromkeys(["Tensor.sum", "Tensor.mean"], "self axis=None keepdims=False"),
    "Tensor.reshape": "self *shape",
    "Tensor.transpose": "self *axes",
    "Tensor.backward": "self grad_output=1.0",
    "concatenate": "tensors axis=0",
    "TensorModel": "function parameters",
    "TensorModel.forward": "self X",
    "TensorModel.backward": "self grad_output",
    "load_digits": "",
    "load_names": "",
    "load_penguins": "",
    **{
        f"make_{name}": f"n_samples=200 noise={noise} rng=None"
        for name, noise in {"blobs": 0.5, "moons": 0.1, "circles": 0.1, "xor": 0.2, "spirals": 0.03}.items()
    },
}
NEW_MODULES = """
import sys, numpy, numpy.random
before = set(sys.modules)
import neuronlib
print(*{name.partition(".")[0] for name in set(sys.modules) - before} - sys.stdlib_module_names)
"""


def found(name):
    """Return what a name such as "Dense.forward" stands for."""
    first, *others = name.split(".")
    value = defined_in(autodiff).get(first) or getattr(neuronlib, first)
    for part in others:
        value = getattr(value, part)
    return value


# Names and arguments.


def test_every_public_name_is_listed_once_and_its_arguments_are_pinned():
    assert sorted(set(neuronlib.__all__)) == sorted(neuronlib.__all__)
    assert {name.partition(".")[0] for name in ARGUMENTS} == {*neuronlib.__all__, *defined_in(autodiff)}


@pytest.mark.parametrize("name", ARGUMENTS)
def test_names_order_and_defaults_of_the_arguments(name):
    described = []
    for each in inspect.signature(found(name)).parameters.values():
        default = "" if each.default is each.empty else f"={each.default!r}"
        described.append("*" * (each.kind in (each.KEYWORD_ONLY, each.VAR_POSITIONAL)) + each.name + default)
    assert " ".join(described) == ARGUMENTS[name]


@pytest.mark.parametrize("name", CALLS)
def test_every_call_takes_its_arguments_by_the_names_that_its_signature_shows(name):
    call = CALLS[name]  # other tests give arguments by these names
    if call.function.__name__ != "assign":
        assert set(inspect.signature(call.function).parameters) <= set(call.parameters)


def test_attributes_of_results():
    neuron, history = neuronlib.Neuron([1.0]), neuronlib.History()
    names = "inputs weights bias activation products dot preactivation output"
    assert set(names.split()) == set(vars(neuron.explain([1.0])))
    assert {"weights", "bias", "inputs"} == set(vars(neuron.gradients([1.0])))
    assert (history.loss, history.validation_loss) == ([], [])


# What it needs, and what it brings.


def test_import_brings_nothing_but_numpy():
    run = subprocess.run([sys.executable, "-W", "error", "-c", NEW_MODULES], capture_output=True, text=True, check=True)
    assert set(run.stdout.split()) - {"numpy"} == {"neuronlib"}


def test_the_distribution_needs_numpy_and_brings_its_data_and_types():
    requirements = importlib.metadata.requires("deep-learning-simplified")
    assert [r for r in requirements if "extra ==" not in r] == ["numpy>=2.0"]
    for file in ("py.typed", "data/digits.npz"):
        assert importlib.resources.files("neuronlib").joinpath(file).is_file()


# How it is built.


def imports_of(tree):
    """Return the modules of the library that a module imports, wherever in it."""
    for node in ast.walk(tree):
        names = [node.module] if isinstance(node, ast.ImportFrom) else []
        names += [each.name for each in node.names] if isinstance(node, ast.Import) else []
        assert not (isinstance(node, ast.ImportFrom) and node.level), "imports are written out"
        yield from (name.partition(".")[2] or "__init__" for name in names if name.split(".")[0] == "neuronlib")


def test_modules_do_not_import_each_other_in_circles():
    trees = {path.stem: ast.parse(path.read_text("utf-8")) for path in FOLDER.glob("*.py")}
    graph = {name: set(imports_of(tree)) - {name} for name, tree in trees.items()}
    order = list(TopologicalSorter(graph).static_order())  # raises a CycleError where there is a circle
    assert order.index("validation") < order.index("dense") < order.index("network") < order.index("__init__")


def test_a_layer_is_computed_by_few_functions():
    """A reader who steps into `forward` meets no more of the library than this."""
    layer, X, called, before = Dense(3, 2, "relu", rng=0), np.ones((4, 3)), [], sys.getprofile()

    def note(frame, event, _):
        if event == "call" and Path(frame.f_code.co_filename).parent == FOLDER:
            called.append(frame.f_code.co_qualname)

    sys.setprofile(note)
    try:
        layer.forward(X)
    finally:
        sys.setprofile(before)
    assert "Dense.forward" in called
    assert len(called) <= 5, called
