"""Every public call of the library, found in the library, with its parameters and the errors that it documents."""

import inspect
import operator
import re
import warnings
from collections import namedtuple
from dataclasses import fields, is_dataclass
from functools import cache

import numpy as np
from matplotlib.axes import Axes

import neuronlib
from neuronlib import autodiff, plotting
from neuronlib.autodiff import Tensor
from neuronlib.losses import Loss
from neuronlib.optimizers import Optimizer

# The function takes the object, if it is a method, as `self`; the owner is where the documentation is.
Call = namedtuple("Call", ["function", "parameters", "owner", "documentation"])

ACTIVATION = type(neuronlib.relu), type(neuronlib.softmax)
NOT_FOR_CALLERS = {"backward", "forward"}  # of an activation: these take what has been checked
KNOWN_AS = {
    "y": ["y_true"],
    "X": ["x", "y_pred"],
    "self": ["weights", "bias", "biases", "activation"],
    "other": ["the operand"],
    "weights": ["size"],  # of a filter
}  # as messages also call them
OPERATORS = {name for name in dir(operator) if name.startswith("__") and not hasattr(object, name)}
OPERATORS |= {name.replace("__", "__r", 1) for name in OPERATORS}  # of the other side, as in 1 + tensor
SAME_AS = re.compile(
    r"\b(?:errors\s+as\s+for\s+(?:a\s+(call)|the\s+(class)|`(\w+)`)|as\s+(?:a\s+(call)|`(\w+)`)\s+otherwise|"
    r"otherwise\s+as\s+`(\w+)`)"
)


def defined_in(module):
    values = {name: value for name, value in vars(module).items() if not name.startswith("_")}
    return {name: value for name, value in values.items() if getattr(value, "__module__", "") == module.__name__}


def public_calls():
    """Return by its name everything in the library that can be called or assigned to."""
    values = {name: getattr(neuronlib, name) for name in neuronlib.__all__ if name != "DivergenceError"}
    values |= {f"plotting.{name}": value for name, value in defined_in(plotting).items()} | defined_in(autodiff)
    return {name: call for first, value in values.items() for name, call in calls_of(first, value)}


def calls_of(name, value):
    if inspect.isfunction(value):
        yield name, Call(value, parameters_of(value), inspect.getmodule(value), value.__doc__)
        return
    kind = value if isinstance(value, type) else type(value)
    if kind is value:
        yield name, Call(kind, parameters_of(kind), kind, kind.__doc__)
    for setting in fields(kind) if kind is value and issubclass(kind, Optimizer) else []:
        yield f"{name}.{setting.name}", Call(assigning(setting.name), ["self", setting.name], kind, kind.__doc__)
    for member in dir(kind):
        found = getattr(kind, member)
        is_private = member.startswith("_") or (issubclass(kind, ACTIVATION) and member in NOT_FOR_CALLERS)
        is_private &= member not in OPERATORS
        is_set = found.fset if isinstance(found, property) else hasattr(type(found), "__set__")
        if member == "__call__" and inspect.isfunction(found):
            yield f"{name}()", Call(found, parameters_of(found, kind), kind, found.__doc__)
        elif is_set and not is_private:
            yield f"{name}.{member}", Call(assigning(member), ["self", member], kind, found.__doc__)
        elif callable(found) and not is_private:
            yield f"{name}.{member}", Call(found, parameters_of(found, kind), kind, found.__doc__ or kind.__doc__)


def parameters_of(function, kind=None):
    """Return the names of the parameters, also those that a decorator adds; of a method, the first is `self`."""
    names = [name for name in inspect.signature(function, follow_wrapped=False).parameters if name != "cls"]
    if kind and not inspect.ismethod(function):
        names[0] = "self"
    has_settings = not (kind and issubclass(kind, Loss)) or fields(kind)
    return [name for name in names if name != "from_logits" or has_settings]


def assigning(attribute):
    def assign(model, value):
        setattr(model, attribute, value)
        return getattr(model, attribute)

    return assign


def make(call, arguments):
    """Make a call with arguments by their names, go back from a tensor, and return what is returned and changed."""
    arguments = dict(arguments)
    name = call.function.__name__
    if name == "assign":
        return call.function(arguments.pop("self"), *arguments.values())
    own = [arguments.pop("self")] if "self" in arguments else []
    goes_back_through_a_model = name == "backward" and call.owner is not Tensor
    if goes_back_through_a_model:
        own[0].forward([[1.0, 2.0]])
    for each in inspect.signature(call.function).parameters.values():
        if each.kind is each.VAR_POSITIONAL:
            value = arguments.pop(each.name)  # such as the order of axes, which a tuple may hold
            own += value if isinstance(value, tuple) else [value]
    result = call.function(*own, **arguments)
    if goes_back_through_a_model:
        return [result, *own[0].parameter_gradients]
    if isinstance(result, Tensor):
        result.backward(np.ones(result.shape))
        return [result, *own]
    if call.owner is Tensor:
        return own
    if name == "step" and issubclass(call.owner, Optimizer):
        call.function(*own, **arguments)
        return arguments["parameters"]
    return [result, arguments["model"]] if name == "fit" else result


def numbers_of(result):
    """Return every array and number of a result, whatever holds them; a picture is drawn."""
    if isinstance(result, Axes):
        result.figure.canvas.draw()
        limits = [*result.get_xlim(), *result.get_ylim()]
        result.clear()
        return limits
    if isinstance(result, Tensor):
        return [result.data, result.grad if result.grad is not None else 0.0]
    if hasattr(result, "parameters"):
        return result.parameters
    if is_dataclass(result):
        return numbers_of([getattr(result, each.name) for each in fields(result)])
    if isinstance(result, list | tuple):
        return [number for each in result for number in numbers_of(each)]
    return [result] if isinstance(result, np.ndarray | np.generic | float | int) else []


@cache
def documented_errors(owner, documentation):
    section = re.search(r"\n\s*Raises\n\s*-+\n(.*?)(?:\n\s*\n\s*\w+\n\s*-+\n|\Z)", documentation, re.DOTALL)
    if section:
        return set(re.findall(r"\b\w+Error\b", section.group(1)))
    same = SAME_AS.search(documentation)
    assert same, f"no errors are documented: {documentation[:80]!r}"
    (name,) = filter(None, same.groups())
    other = owner if name == "class" else getattr(owner, "__call__" if name == "call" else name)
    return documented_errors(owner, other.__doc__)


def require_documented_end(call, arguments):
    """Make a call; return its result and None, or None and its error.

    The error must be of a type that the docstring lists, and its message must say of which argument it is.
    """
    refused = None
    try:
        with warnings.catch_warnings(), np.errstate(all="warn"):
            warnings.simplefilter("error")
            warnings.filterwarnings("ignore", category=DeprecationWarning, module="matplotlib|pyparsing")
            result = make(call, arguments)
    except (ValueError, TypeError, IndexError, OSError) as error:
        result, refused = None, error
    if refused:
        kinds = {kind.__name__ for kind in type(refused).__mro__} - {"Exception"}
        assert kinds & documented_errors(call.owner, call.documentation), f"not documented: {refused!r}"
    if refused and not isinstance(refused, OSError):  # which is in the words of the system
        names = [other for name in arguments for other in [name, *KNOWN_AS.get(name, [])]]
        of_tensors = r"the (operands|result|gradient) of \S+ must "
        form = rf"(?s)(({'|'.join(names)})\b[^ ]* must |{of_tensors}|.* must fit float).+[,;:] .+"
        assert re.match(form, str(refused)), f"not in the form of all messages: {refused!r}"
        assert len(str(refused)) < 600, f"too long to read: {refused}"
    for value in numbers_of(result):
        assert np.isfinite(value).all(), f"not finite: {value!r}"
    return result, refused


CALLS = public_calls()
PICTURES = [name for name in CALLS if name.startswith("plotting.")]
