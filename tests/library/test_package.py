"""What is promised about the package as a whole."""

import importlib.metadata
import importlib.resources
import inspect
import subprocess
import sys

import pytest

import neuronlib

CONTRACT = [
    *["Neuron", "Dense", "Network"],
    *["identity", "step", "sigmoid", "tanh", "relu", "leaky_relu", "elu", "softplus", "silu", "gelu", "softmax"],
    *["mean_squared_error", "binary_cross_entropy", "cross_entropy"],
    *["SGD", "AdaGrad", "RMSProp", "Adam"],
    *["fit", "History", "numerical_gradient", "check_gradients"],
    *["make_blobs", "make_moons", "make_circles", "make_xor", "make_spirals", "load_digits"],
]
NEW_MODULES = """
import sys, numpy, numpy.random
before = set(sys.modules)
import neuronlib
print(*sorted({name.partition(".")[0] for name in set(sys.modules) - before} - sys.stdlib_module_names))
"""


def test_import_brings_nothing_but_numpy():
    run = subprocess.run([sys.executable, "-W", "error", "-c", NEW_MODULES], capture_output=True, text=True, check=True)
    assert set(run.stdout.split()) - {"numpy"} == {"neuronlib"}


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
    public = getattr(neuronlib, name)
    owner = public if isinstance(public, type) else type(public)
    members = [key for key, value in vars(owner).items() if callable(value) or isinstance(value, property)]
    assert [key for key in members if not key.startswith("_") and not inspect.getdoc(getattr(owner, key))] == []


def test_modules_have_docstrings():
    modules = [value for value in vars(neuronlib).values() if inspect.ismodule(value)]
    assert len(modules) > 5
    assert [module.__name__ for module in [neuronlib, *modules] if not module.__doc__] == []
