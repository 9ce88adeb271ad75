"""Every public call with anything: it ends in right numbers, or in a documented error that names what is wrong."""

import contextlib
import re

import matplotlib.pyplot as plt
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from library_arguments import INSIDE, SHAPES, argument_of, examples
from library_calls import CALLS, KNOWN_AS, PICTURES, require_documented_end
from library_references import RIGHT, require_right
from library_values import KINDS, LEFT_OUT, STRANGE, error_of

from neuronlib import Conv2D, Dense, Embedding, MaxPool2D, Network, Neuron

EXAMPLES = settings.default.max_examples if settings.default.max_examples > 1_000 else 16  # a push has little time
LAYERS = Dense(2, 1, rng=0), Conv2D((1, 1, 2), 1, 1), MaxPool2D((1, 1, 2), 1), Embedding(3, 1)
PLACES = [(name, parameter) for name, call in CALLS.items() for parameter in call.parameters if parameter != "self"]


@pytest.fixture(scope="module", autouse=True)
def models_in_files(tmp_path_factory):
    """Stand in a folder with a model of each kind, since `save` writes where a text leads."""
    with contextlib.chdir(tmp_path_factory.mktemp("models")):
        for model in (Neuron([1.0, -2.0]), *LAYERS, Network([Dense(2, 1, rng=0)])):
            model.save(f"{type(model).__name__}.npz")
        yield
    plt.close("all")


def shown(value):
    """Return what a message has if it shows a value: its type, or the beginning of its text, if it has one."""
    with contextlib.suppress(Exception):
        return f"{type(value).__name__}|{re.escape(repr(value)[:30])}"
    return f"{type(value).__name__}|that cannot"


def require_end(error, wanted, names, value):
    """Fail unless an error is of this type, begins with one of these names, and shows the value or what it must be."""
    assert type(error) is wanted, f"{error!r} instead of {wanted.__name__}"
    must, _, was = str(error).partition(", got ")
    assert re.match(rf"({names})(?!\w).* must ", must), repr(error)
    if wanted is TypeError:
        assert re.search(f"{shown(value)}|mask", was), repr(error)
    else:
        assert re.search(r"finite|shape|equal rows|at (least|most)|one of", must), repr(error)


def test_every_parameter_of_every_public_call_is_known():
    assert len(PLACES) > 150
    for name, parameter in PLACES:
        assert argument_of(name, parameter).kind in KINDS, f"{name}({parameter})"


@pytest.mark.parametrize("name", CALLS)
def test_a_call_with_what_fits_ends_in_finite_numbers(name):
    _, error = require_documented_end(CALLS[name], examples(name))
    assert error is None


@pytest.mark.parametrize("strange", STRANGE)
def test_what_is_of_another_kind_is_refused_by_the_name_of_its_argument(strange):
    wrong = []
    for name, parameter in PLACES:
        kind = argument_of(name, parameter).kind
        if kind == "anything" or (parameter, strange) in LEFT_OUT:
            continue
        for called, put, of_kind in [(parameter, lambda value: value, kind), *INSIDE.get(parameter, ())]:
            value = STRANGE[strange]()
            try:
                _, error = require_documented_end(CALLS[name], examples(name) | {parameter: put(value)})
                if wanted := error_of(name, parameter if of_kind == kind else called, of_kind, strange):
                    require_end(error, wanted, "|".join([called, *KNOWN_AS.get(called, [])]), value)
            except Exception as error:
                wrong.append(f"{name}({parameter} as {of_kind}): {type(error).__name__}: {error}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(("name", "parameter"), [place for place in PLACES if argument_of(*place).takes])
def test_every_shape_is_taken_or_refused_by_name(name, parameter):
    takes = argument_of(name, parameter).takes
    for shape in SHAPES:
        fill = 0.0 if parameter in ("y", "y_true") or name == "accuracy" else 0.5
        value = np.full(shape, 1 / shape[-1] if parameter == "y_pred" and fill and shape and shape[-1] else fill)
        _, error = require_documented_end(CALLS[name], examples(name) | {parameter: value})
        if takes(shape):
            assert error is None, f"{shape}: {error!r}"
        elif takes(shape) is False:
            assert isinstance(error, ValueError), shape
            begins = re.match(rf"({'|'.join([parameter, *KNOWN_AS.get(parameter, [])])})(?!\w)", str(error))
            assert f"got shape {shape if begins else '('}" in str(error), f"{shape}: {error!r}"


def make_any(call, name, data):
    arguments = {key: data.draw(argument_of(name, key).any, key) for key in call.parameters}
    return arguments, require_documented_end(call, arguments)[0]


@pytest.mark.parametrize("name", [name for name in CALLS if name not in PICTURES])
@settings(max_examples=EXAMPLES)
@given(data=st.data())
def test_a_call_with_any_numbers_ends_in_the_right_ones_or_in_a_documented_error(name, data):
    arguments, result = make_any(CALLS[name], name, data)
    if result is not None and name in RIGHT:
        require_right(result, name, arguments["z"])


@pytest.mark.parametrize("name", PICTURES)
@settings(max_examples=EXAMPLES // 5)
@given(data=st.data())
def test_a_picture_of_any_numbers_is_drawn_or_refused(name, data):
    make_any(CALLS[name], name, data)
