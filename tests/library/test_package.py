"""What is promised about the package as a whole."""

import importlib.metadata
import importlib.resources
import inspect
import subprocess
import sys

import pytest

import neuronlib

CONTRACT = [
    "Neuron",
    "Dense",
    "Network",
    "identity",
    "step",
    "sigmoid",
    "tanh",
    "relu",
    "leaky_relu",
    "elu",
    "softplus",
    "silu",
    "gelu",
    "softmax",
    "mean_squared_error",
    "binary_cross_entropy",
    "cross_entropy",
    "SGD",
    "AdaGrad",
    "RMSProp",
    "Adam",
    "fit",
    "History",
    "numerical_gradient",
    "check_gradients",
    "make_blobs",
    "make_moons",
    "make_circles",
    "make_xor",
    "make_spirals",
    "load_digits",
]
NEW_MODULES = """
import sys
before = set(sys.modules)
import neuronlib
print(*sorted({name.partition(".")[0] for name in set(sys.modules) - before}))
"""
MEMBERS = {
    "Neuron": "weights bias activation preactivation explain gradients forward backward parameters parameter_gradients",
    "Dense": "weights biases activation from_weights forward backward parameters parameter_gradients",
    "Network": "layers predict forward backward parameters parameter_gradients",
}


def test_import_brings_nothing_but_numpy():
    run = subprocess.run([sys.executable, "-W", "error", "-c", NEW_MODULES], capture_output=True, text=True, check=True)
    modules = {name for name in run.stdout.split() if name not in sys.stdlib_module_names}
    assert {name for name in modules if not name.startswith("_")} == {"neuronlib", "numpy"}


def test_plotting_is_not_imported_by_the_package():
    code = "import sys, neuronlib; print('neuronlib.plotting' in sys.modules or 'matplotlib' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


def test_name_of_the_distribution():
    metadata = importlib.metadata.metadata("deep-learning-simplified")
    assert metadata["Name"] == "deep-learning-simplified"
    assert importlib.metadata.version("deep-learning-simplified")


def test_numpy_is_all_the_package_needs():
    requirements = importlib.metadata.requires("deep-learning-simplified")
    assert [r for r in requirements if "extra ==" not in r] == ["numpy>=2.0"]


@pytest.mark.parametrize("file", ["py.typed", "data/digits.npz"])
def test_file_is_inside_the_package(file):
    assert importlib.resources.files("neuronlib").joinpath(file).is_file()


@pytest.mark.parametrize("name", CONTRACT)
def test_name_is_importable_and_listed(name):
    assert hasattr(neuronlib, name)
    assert name in neuronlib.__all__


def test_listed_names_exist_once():
    assert sorted(set(neuronlib.__all__)) == sorted(neuronlib.__all__)
    assert [name for name in neuronlib.__all__ if not hasattr(neuronlib, name)] == []


@pytest.mark.parametrize("name", neuronlib.__all__)
def test_public_object_has_a_docstring(name):
    assert inspect.getdoc(getattr(neuronlib, name))


@pytest.mark.parametrize("name", neuronlib.__all__)
def test_public_members_have_docstrings(name):
    kind = getattr(neuronlib, name)
    owner = kind if isinstance(kind, type) else type(kind)
    functions = {
        key: value for key, value in vars(owner).items() if inspect.isroutine(value) or inspect.isdatadescriptor(value)
    }
    bare = [key for key in functions if not key.startswith("_") and not inspect.getdoc(getattr(owner, key))]
    assert bare == []


def test_modules_have_docstrings():
    modules = [value for value in vars(neuronlib).values() if inspect.ismodule(value)]
    assert len(modules) > 5
    assert [module.__name__ for module in [neuronlib, *modules] if not module.__doc__] == []


@pytest.mark.parametrize(("owner", "member"), [(owner, m) for owner, names in MEMBERS.items() for m in names.split()])
def test_member_of_the_contract(owner, member):
    models = {
        "Neuron": neuronlib.Neuron([1.0]),
        "Dense": neuronlib.Dense(1, 1),
        "Network": neuronlib.Network([neuronlib.Dense(1, 1)]),
    }
    model = models[owner]
    model.backward(model.forward([[1.0]]))
    assert hasattr(model, member)


@pytest.mark.parametrize(("name", "parameters"), [
    ("Neuron", "weights bias=0.0 activation='sigmoid'"),
    ("Dense", "n_inputs n_outputs activation='identity' rng=None"),
    ("Dense.from_weights", "weights biases activation='identity'"),
    ("Network", "layers"),
    ("SGD", "learning_rate momentum=0.0"),
    ("AdaGrad", "learning_rate epsilon=1e-06"),
    ("RMSProp", "learning_rate decay=0.9 epsilon=1e-06"),
    ("Adam", "learning_rate=0.001 beta_1=0.9 beta_2=0.999 epsilon=1e-08"),
    ("fit", "model X y loss optimizer epochs batch_size=None validation=None rng=None"),
    ("numerical_gradient", "f x"),
    ("check_gradients", "model X y loss"),
    ("make_blobs", "n_samples=200 noise=0.5 rng=None"),
    ("make_moons", "n_samples=200 noise=0.1 rng=None"),
    ("make_circles", "n_samples=200 noise=0.1 rng=None"),
    ("make_xor", "n_samples=200 noise=0.2 rng=None"),
    ("make_spirals", "n_samples=200 noise=0.03 rng=None"),
    ("mean_squared_error", "y_true y_pred"),
    ("binary_cross_entropy", "y_true y_pred from_logits=False"),
    ("cross_entropy", "y_true y_pred from_logits=False"),
])  # fmt: skip
def test_names_and_order_of_the_arguments(name, parameters):
    function = neuronlib
    for part in name.split("."):
        function = getattr(function, part)
    found = inspect.signature(function).parameters.values()
    assert " ".join(p.name if p.default is p.empty else f"{p.name}={p.default!r}" for p in found) == parameters
