"""How a call may end: with finite numbers, or with an error that names an argument and that its docstring lists."""

import inspect
import re
import warnings
from dataclasses import fields, is_dataclass

import numpy as np

import neuronlib
from neuronlib import plotting

ACTIVATION = type(neuronlib.relu), type(neuronlib.softmax)
SAME_AS = re.compile(
    r"\berrors\s+as\s+for\s+(?:a\s+(call)|the\s+(class)|`(\w+)`)|\bas\s+(?:a\s+(call)|`(\w+)`)\s+otherwise|\botherwise\s+as\s+`(\w+)`"
)
KNOWN_AS = {"y": ["y_true"], "X": ["x", "y_pred"]}  # what models and losses call the data of `fit`
NOT_FOR_CALLERS = {"backward", "forward"}  # of an activation: these take what has been checked


def require_documented_end(call, arguments):
    """Make a call and return its result; fail unless it ends as its documentation says."""
    try:
        with warnings.catch_warnings(), np.errstate(all="warn"):
            warnings.simplefilter("error")
            warnings.filterwarnings(
                "ignore", category=DeprecationWarning, module="matplotlib|pyparsing"
            )  # the oldest matplotlib calls old names of the newest pyparsing
            result = call.function(**arguments)
    except (ValueError, TypeError, OSError) as refused:
        error = refused
    else:
        for value in all_numbers(result):
            assert np.isfinite(value).all(), f"not finite: {value!r}"
        return result
    require_documented_error(error, call, arguments)
    return None


def require_documented_error(error, call, arguments):
    """Fail unless an error is of a type that the docstring lists, and its message names an argument."""
    message = str(error)
    kinds = {kind.__name__ for kind in type(error).__mro__}
    assert kinds & documented_errors(call) - {"Exception"}, f"not documented: {error!r}"
    if isinstance(error, OSError):
        return  # in the words of the system
    names = [other for name in arguments for other in [name, *KNOWN_AS.get(name, [])]]
    named = [name for name in names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", message)]
    assert named or " must fit " in message, f"no argument is named: {error!r}"
    assert len(message) < 600, f"too long to read: {message}"


def require_right(result, reference, arguments):
    """Fail unless the numbers of a result are those of a reference, within what it allows for rounding."""
    with np.errstate(all="ignore"):
        value, error = reference(**arguments)
        wrong = np.abs(np.asarray(result) - value) > error
    assert np.shape(result) == np.shape(value)
    assert not wrong.any(), f"must be {value} within {error}, got {result!r}"


def documented_errors(call):
    """Return the names of the errors in a docstring, or in the one to which it refers."""
    return errors_of(call.owner, call.documentation)


def errors_of(owner, documentation):
    section = re.search(r"\n\s*Raises\n\s*-+\n(.*?)(?:\n\s*\n\s*\w+\n\s*-+\n|\Z)", documentation, re.DOTALL)
    if section:
        return set(re.findall(r"\b\w+Error\b", section.group(1)))
    same = SAME_AS.search(documentation)
    assert same, f"no errors are documented: {documentation[:80]!r}"
    (name,) = filter(None, same.groups())
    other = {"call": "__call__", "class": "__class__"}.get(name, name)
    return errors_of(owner, owner.__doc__ if name == "class" else getattr(owner, other).__doc__)


def all_numbers(result):
    """Return every array and number of a result, whatever holds them."""
    if is_dataclass(result):
        return all_numbers([getattr(result, each.name) for each in fields(result)])
    if isinstance(result, list | tuple):
        return [number for each in result for number in all_numbers(each)]
    if isinstance(result, np.ndarray | np.generic | float | int):
        return [result]
    return []


def public_calls():
    """Return the name of everything in the library that can be called or assigned to."""
    for name in neuronlib.__all__:
        value = getattr(neuronlib, name)
        if value is neuronlib.DivergenceError:
            continue
        kind = value if isinstance(value, type) else type(value)
        if kind.__module__.startswith("neuronlib"):
            yield from (f"{name}{member}" for member in public_members(kind))
        if kind is value or not kind.__module__.startswith("neuronlib"):
            yield name
    for name, value in vars(plotting).items():
        if inspect.isfunction(value) and value.__module__ == plotting.__name__ and not name.startswith("_"):
            yield f"plotting.{name}"


def public_members(kind):
    """Return the methods of a class and what is checked when it is set; a call is what has no name."""
    for name in dir(kind):
        value = getattr(kind, name)
        is_called = name == "__call__" and inspect.isfunction(value)
        is_named = not (name.startswith("_") or (issubclass(kind, ACTIVATION) and name in NOT_FOR_CALLERS))
        is_set = value.fset if isinstance(value, property) else hasattr(type(value), "__set__")
        if is_called:
            yield "()"
        elif is_named and (callable(value) or is_set):
            yield f".{name}"
