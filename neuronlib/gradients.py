"""Gradients by finite differences: slow, simple, and the referee for `backward`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from neuronlib.training import Loss, Model
from neuronlib.validation import (
    Array,
    as_float_array,
    require_finite_result,
    require_methods,
    require_model_and_loss,
)

_STEP = float(np.cbrt(np.finfo(np.float64).eps))  # balances truncation (h²) against rounding (ε/h)
_FLOOR = 1e-4


def numerical_gradient(f: Callable[[Array], float], x: ArrayLike) -> Array:
    """Return the gradient of `f` at `x` by central differences, (f(x + h) - f(x - h)) / 2h.

    Parameters
    ----------
    f : callable
        Takes an array of the shape of `x`, returns one number.
    x : array_like
        Where to take the gradient; it is not changed.

    Returns
    -------
    array
        The gradient, in the shape of `x` and in float64.

    Raises
    ------
    TypeError or ValueError
        If `x` is not made of finite numbers, or `f` returns anything but one finite number.

    References
    ----------
    Press et al., *Numerical Recipes*, section 5.7 (the choice of h).

    Examples
    --------
    >>> from neuronlib import numerical_gradient
    >>> print(numerical_gradient(lambda x: x[0] ** 2 + 3 * x[1], [2.0, 5.0]).round(6))
    [4. 3.]
    >>> print(numerical_gradient(lambda x: x[0] ** 3, [1000.0]).round(3))
    [3000000.]
    >>> numerical_gradient(lambda x: x, [2.0, 5.0])
    Traceback (most recent call last):
        ...
    ValueError: f(x) must be one number, got shape (2,)
    >>> numerical_gradient("x", [2.0])
    Traceback (most recent call last):
        ...
    TypeError: f must be a function of an array, got 'x'
    """
    require_methods(f, "f", "a function of an array", "__call__")
    point = as_float_array(x, "x").astype(np.float64)
    gradient = np.zeros_like(point)
    for index in np.ndindex(point.shape):
        centre = float(point[index])
        distance = _STEP * max(1.0, abs(centre))
        high, low = centre + distance, centre - distance
        point[index] = high
        above = _one_number(f(point.copy()))
        point[index] = low
        below = _one_number(f(point.copy()))
        point[index] = centre
        gradient[index] = (above - below) / (high - low)
    require_finite_result(gradient, "the numerical gradient")
    return gradient


def check_gradients(model: Model, X: ArrayLike, y: ArrayLike, loss: Loss) -> float:
    """Return the largest relative error of the model's gradients, against finite differences.

    Compared are the gradients of the loss for every parameter and every input. The error is relative to
    the larger of the two gradients, but at least to 1e-4 of the loss (or of 1): what is smaller
    is within the rounding of finite differences. Below 1e-6 the gradients are right;
    use float64, and keep away from the corners of relu and the jump of step.

    Parameters
    ----------
    model : Neuron, Dense or Network
        Left as it was, but for what it remembers of its last `forward` and `backward`.
    X : array_like of shape (n_samples, n_inputs)
        Examples to take the gradients at.
    y : array_like
        Targets that fit the loss.
    loss : mean_squared_error, binary_cross_entropy or cross_entropy
        Or any callable with a `gradient`.

    Returns
    -------
    float
        The largest relative error; infinity if a gradient has the wrong shape or is not finite.

    Raises
    ------
    TypeError or ValueError
        If an argument does not fit, or the loss or a difference of losses overflows.

    Examples
    --------
    >>> from neuronlib import Neuron, binary_cross_entropy, check_gradients
    >>> neuron = Neuron([0.5, -0.3], bias=0.1)
    >>> print(check_gradients(neuron, [[1.0, 2.0], [-1.0, 0.5]], [1, 0], binary_cross_entropy) < 1e-6)
    True

    A gradient that forgets a factor of 2 is found out:

    >>> class Forgetful:
    ...     def __call__(self, y_true, y_pred):
    ...         return ((y_pred - y_true) ** 2).sum()
    ...     def gradient(self, y_true, y_pred):
    ...         return y_pred - y_true
    >>> print(f"{check_gradients(neuron, [[1.0, 2.0]], [1], Forgetful()):.3f}", neuron.weights)
    0.500 [ 0.5 -0.3]
    """
    require_model_and_loss(model, loss)
    inputs = as_float_array(X, "X")
    outputs = model.forward(inputs)
    grad_inputs = model.backward(loss.gradient(y, outputs))
    scale = max(1.0, abs(loss(y, outputs)))

    errors = [_relative_error(grad_inputs, numerical_gradient(lambda x: loss(y, model(x)), inputs), scale)]
    for parameter, gradient in zip(model.parameters, model.parameter_gradients, strict=True):
        numerical = _parameter_gradient(model, inputs, y, loss, parameter)
        errors.append(_relative_error(gradient, numerical, scale))
    return max(errors)


def _parameter_gradient(model: Model, inputs: Array, y: ArrayLike, loss: Loss, parameter: Array) -> Array:
    """Return the numerical gradient for one parameter array, which is put back afterwards."""
    original = parameter.copy()

    def loss_with(values: Array) -> float:
        parameter[...] = values
        return loss(y, model(inputs))

    try:
        return numerical_gradient(loss_with, original)
    finally:
        parameter[...] = original


def _relative_error(gradient: Array, numerical: Array, scale: float) -> float:
    if gradient.shape != numerical.shape or not np.isfinite(gradient).all():
        return float("inf")
    larger = np.maximum(np.abs(gradient), np.abs(numerical))
    with np.errstate(under="ignore"):
        errors = np.abs(gradient - numerical) / np.maximum(larger, _FLOOR * scale)
    return float(errors.max(initial=0.0))


def _one_number(value: float) -> float:
    number = as_float_array(value, "f(x)")
    if number.size != 1:
        raise ValueError(f"f(x) must be one number, got shape {number.shape}")
    return float(number.item())
