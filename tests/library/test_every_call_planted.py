"""Faults planted in calls: what looks at every call must find each of them."""

import numpy as np
import pytest
from library_calls import Call
from library_calls_training import CALLS
from library_endings import documented_errors, public_calls, require_documented_end, require_right
from library_right import RIGHT

import neuronlib
import neuronlib.plotting

DOCUMENTATION = """Return something.

    Raises
    ------
    ValueError
        If `z` is not finite.
    """


def planted(function, documentation=DOCUMENTATION):
    return Call(function, neuronlib, documentation, {"z": 1.0}, {})


def refuse(error):
    raise error


FAULTS = {
    "a number that is not finite": (lambda z: np.array([z, np.nan]), AssertionError, "not finite"),
    "one deep inside": (lambda z: [z, (z, neuronlib.History(loss=[np.inf]))], AssertionError, "not finite"),
    "a warning": (lambda z: np.array(1e308) * 10, RuntimeWarning, "overflow"),
    "an underflow": (lambda z: np.array(1e-308) * 1e-308, RuntimeWarning, "underflow"),
    "another exception": (lambda z: refuse(KeyError("z")), KeyError, "z"),
    "an assertion": (lambda z: refuse(AssertionError("z must")), AssertionError, "z must"),
    "an error without the argument": (lambda z: refuse(ValueError("zero")), AssertionError, "no argument is named"),
    "an error that is not listed": (lambda z: refuse(TypeError("z must")), AssertionError, "not documented"),
    "an error as long as an array": (lambda z: refuse(ValueError("z must" * 200)), AssertionError, "too long"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_end_is_found(name):
    function, error, words = FAULTS[name]
    with pytest.raises(error, match=words):
        require_documented_end(planted(function), {"z": 1.0})


def test_an_error_of_a_function_that_lists_none_is_found():
    with pytest.raises(AssertionError, match="no errors are documented"):
        require_documented_end(planted(lambda z: refuse(ValueError("z must")), "Return something."), {"z": 1.0})


def test_errors_are_found_behind_every_way_to_refer_to_them():
    names = ["sigmoid.derivative", "softmax.jacobian", "Neuron.bias", "Neuron.forward", "Neuron()", "make_moons"]
    for name in [*names, "Dense.weights", "mean_squared_error.gradient", "plotting.plot_points"]:
        assert documented_errors(CALLS[name]) == {"TypeError", "ValueError"}, name


@pytest.mark.parametrize("name", RIGHT)
def test_a_number_that_is_a_little_off_is_found(name):
    call = CALLS[name]
    right = np.asarray(call.function(**call.example))
    needed = {key: call.example[key] for key in call.example}
    require_right(right, RIGHT[name], needed)
    with pytest.raises(AssertionError, match="must be"):
        require_right(right + 1e-9, RIGHT[name], needed)


def test_a_public_function_that_is_forgotten_is_found(monkeypatch):
    monkeypatch.setattr(neuronlib, "mend", refuse, raising=False)
    monkeypatch.setattr(neuronlib, "__all__", [*neuronlib.__all__, "mend"])
    assert set(public_calls()) - set(CALLS) == {"mend"}


def test_a_public_method_and_a_property_that_are_forgotten_are_found(monkeypatch):
    monkeypatch.setattr(neuronlib.Neuron, "mend", refuse, raising=False)
    monkeypatch.setattr(neuronlib.Dense, "size", property(len, setattr), raising=False)
    monkeypatch.setattr(type(neuronlib.sigmoid), "second_derivative", refuse, raising=False)
    missing = set(public_calls()) - set(CALLS)
    assert {"Neuron.mend", "Dense.size", "sigmoid.second_derivative"} <= missing


def test_a_drawing_that_is_forgotten_is_found(monkeypatch):
    def draw_more():
        pass

    draw_more.__module__ = "neuronlib.plotting"
    monkeypatch.setattr(neuronlib.plotting, "draw_more", draw_more, raising=False)
    assert set(public_calls()) - set(CALLS) == {"plotting.draw_more"}
