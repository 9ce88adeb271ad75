"""What is promised about the package as a whole: its names, their arguments and what it needs."""

import ast
import importlib.metadata
import importlib.resources
import inspect
import re
import subprocess
import sys
from itertools import cycle

import pytest
from library_calls import CALLS
from library_references import ACTIVATIONS, LOSS_OBJECTS, LOSSES, MODELS, RULES, WITHOUT_ACTIVATION, classes_of

import neuronlib
from neuronlib.activations import ELEMENTWISE, Activation
from neuronlib.model import Model
from neuronlib.optimizers import Optimizer

NEW_MODULES = """
import sys, numpy, numpy.random
before = set(sys.modules)
import neuronlib
print(*{name.partition(".")[0] for name in set(sys.modules) - before} - sys.stdlib_module_names)
"""
ENTRY = re.compile(r"^ *\*?(\w+(?:, \w+)*) : .*?(?:, default (.*))?$", re.MULTILINE)


def documented(documentation):
    """Return the parameters that a docstring describes, in their order, each with its default or None."""
    section = re.search(r"\n *Parameters\n *-+\n(.*?)(?:\n\n *\w+\n *-+\n|\Z)", documentation, re.DOTALL)
    for names, default in ENTRY.findall(section[1] if section else ""):
        together, defaults = names.split(", "), default.split(" and ")
        yield from zip(together, (ast.literal_eval(each or "None") for each in cycle(defaults)), strict=False)


def test_every_public_name_is_listed_once_and_what_computes_has_a_reference():
    assert sorted(set(neuronlib.__all__)) == sorted(neuronlib.__all__)
    exported = {value.name for value in vars(neuronlib).values() if isinstance(value, Activation)}
    assert set(ACTIVATIONS) == set(ELEMENTWISE) == exported
    assert (set(LOSSES), set(RULES)) == (set(LOSS_OBJECTS), set(classes_of(Optimizer)))
    assert {*MODELS, *WITHOUT_ACTIVATION} == set(classes_of(Model))


@pytest.mark.parametrize("name", CALLS)
def test_arguments_go_by_the_names_in_the_order_and_with_the_defaults_of_the_documentation(name):
    call = CALLS[name]
    if call.function.__name__ != "assign":
        found = inspect.signature(call.function).parameters
        assert set(found) <= set(call.parameters)  # by which other tests give arguments
        described = [] if name.startswith("Tensor.__") else list(documented(call.documentation))
        names = [each for each in found if each != "self"]
        assert [each for each, _ in described] == names[: len(described)]
        for each, default in described:
            assert default == (None if found[each].default is found[each].empty else found[each].default), each


def test_import_brings_nothing_but_numpy():
    run = subprocess.run([sys.executable, "-W", "error", "-c", NEW_MODULES], capture_output=True, text=True, check=True)
    assert set(run.stdout.split()) - {"numpy"} == {"neuronlib"}


def test_the_distribution_needs_numpy_and_brings_its_data_and_types():
    requirements = importlib.metadata.requires("deep-learning-simplified")
    assert [r for r in requirements if "extra ==" not in r] == ["numpy>=2.0"]
    for file in ("py.typed", "data/digits.npz"):
        assert importlib.resources.files("neuronlib").joinpath(file).is_file()
