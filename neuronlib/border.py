"""The border: what users hand in is looked at here, once; behind it stands the arithmetic alone.

The `forward` and `backward` of a model, the methods of a loss and the step of an optimiser are written as arithmetic.
A decorator puts a look at the arguments before it and one at the numbers after it.
Who has looked already, as `fit` has, calls what `unchecked` returns.
"""

import math
from collections.abc import Callable, Sequence
from functools import wraps
from types import MethodType
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from neuronlib.validation import Array, as_float_array, as_real_array, require_finite, require_in_range, require_rows

_ARITHMETIC: dict[Any, Callable[..., Any]] = {}


def around(arithmetic: Callable[..., Any], method: Callable[..., Any]) -> Callable[..., Any]:
    """Return the method, which looks before and after the arithmetic, under the name of the arithmetic."""
    named = wraps(arithmetic)(method)
    _ARITHMETIC[named] = arithmetic
    return named


def unchecked(*methods: Callable[..., Any]) -> Sequence[Callable[..., Any]]:
    """Return the arithmetic of methods of this library; if one of them is somebody else's, all as they are.

    Examples
    --------
    >>> import numpy as np
    >>> from neuronlib import Dense
    >>> from neuronlib.border import unchecked
    >>> layer = Dense.from_weights([[2.0]], [0.0])
    >>> (forward,) = unchecked(layer.forward)
    >>> print(forward(np.array([[np.nan]])), unchecked(layer.forward, len) == (layer.forward, len))
    [[nan]] True
    """
    try:
        return [MethodType(_ARITHMETIC[each.__func__], each.__self__) for each in methods]  # type: ignore[attr-defined]
    except (AttributeError, KeyError):
        return methods


def checked_forward(arithmetic: Callable[[Any, Array], Array]) -> Callable[[Any, ArrayLike], Array]:
    """Let `forward` refuse what does not fit, and share no array with its caller."""

    def forward(model: Any, X: ArrayLike) -> Array:
        layers = getattr(model, "layers", [model])
        first, n_inputs = layers[0], layers[0].n_inputs
        inputs = as_real_array(X, first.input_name)
        if inputs.ndim != 2 or inputs.shape[1] != n_inputs:
            require_rows(inputs, first.input_name, n_inputs, first.takes_one_example)
        with np.errstate(all="ignore"):
            outputs = arithmetic(model, inputs.copy())
        for layer in layers:
            require_finite_sums(layer, *(layer.last or ()))
        return outputs.copy()

    return around(arithmetic, forward)


def checked_backward(arithmetic: Callable[[Any, Array], Array]) -> Callable[[Any, ArrayLike], Array]:
    """Let `backward` refuse what does not fit the last `forward`."""

    def backward(model: Any, grad_output: ArrayLike) -> Array:
        if model.last is None:
            raise RuntimeError("call forward before backward: there is no output to go back from")
        gradient, shape = as_float_array(grad_output, "grad_output"), np.shape(model.last[-1])
        if gradient.shape != shape:
            raise ValueError(f"grad_output must have shape {shape}, got shape {gradient.shape}")
        with np.errstate(all="ignore"):
            grad_inputs = arithmetic(model, gradient)
        gradients = [each for layer in getattr(model, "layers", [model]) for each in layer.last_gradients]
        require_in_range("the gradient", *gradients, *([] if grad_inputs is None else [grad_inputs]))
        return grad_inputs

    return around(arithmetic, backward)


def require_finite_sums(layer: Any, inputs: Any = None, z: Any = None, *_: Array) -> None:
    """Refuse weighted sums that are beyond a number, for what made them so: it always reaches them."""
    if z is None or math.isfinite(np.vdot(z, z)):  # an infinite sum of squares may also be that of large numbers
        return
    require_finite(inputs, layer.input_name)
    for name, parameter in zip(layer._parameter_names, layer.parameters, strict=True):
        require_finite(parameter, name)
    require_in_range(f"the preactivation of {layer.input_name}", z)
