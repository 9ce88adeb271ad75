"""Gradients by finite differences: slow, simple, and the referee for `backward`."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from neuronlib.validation import Array, as_float_array, require_in_range, require_methods, require_trainable

_STEP = float(np.cbrt(np.finfo(np.float64).eps))  # balances truncation (h²) against rounding (ε/h)


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
    return _gradient_in_place(lambda: f(point.copy()), point)


def _gradient_in_place(f: Callable[[], float], array: Array) -> Array:
    """Return the gradient of what depends on an array that is changed and put back, element by element."""
    gradient = np.zeros(array.shape)
    for index in np.ndindex(array.shape):
        centre = float(array[index])
        distance = _STEP * max(1.0, abs(centre))
        try:
            array[index] = high = centre + distance
            above = _one_number(f())
            array[index] = low = centre - distance
            below = _one_number(f())
        finally:
            array[index] = centre
        gradient[index] = (above - below) / (high - low)
    require_in_range("the numerical gradient", gradient)
    return gradient


class LargestError(float):
    """The largest relative error of some gradients, a number that knows where it stands.

    Attributes
    ----------
    where : str
        The gradient, as it is found in the model: ``"X[0, 1]"`` or ``"parameters[2][0, 1]"``.
    """

    where: str


def check_gradients(model: Any, X: ArrayLike, y: ArrayLike, loss: Any) -> LargestError:
    """Return the largest relative error of the model's gradients, against finite differences.

    Compared are the gradients of the loss with respect to every parameter and input. The error is relative to
    the larger of the two gradients, but at least to 1e-4 of the loss (or of 1): what is smaller
    is within the rounding of finite differences. Below 1e-6 the gradients are right;
    use float64, and keep away from the corners of relu and the jump of step.

    Parameters
    ----------
    model : Neuron, Dense, Network or TensorModel
        Left as it was, but for what it remembers of its last `forward` and `backward`.
    X : array_like of shape (n_samples, n_inputs)
        Examples to take the gradients at.
    y : array_like
        Targets that fit the loss.
    loss : mean_squared_error, binary_cross_entropy or cross_entropy
        Or any callable with a `gradient`.

    Returns
    -------
    LargestError
        The largest relative error, a float; its attribute `where` says which parameter or input has it.
        Infinity if a gradient has the wrong shape or is not finite.

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
    >>> error = check_gradients(neuron, [[1.0, 2.0]], [1], Forgetful())
    >>> print(f"{error:.3f}", error.where, neuron.weights)
    0.500 parameters[0][0] [ 0.5 -0.3]
    """
    require_trainable(model, loss)
    inputs = as_float_array(X, "X").astype(np.float64)
    outputs = model.forward(inputs)
    gradients = [model.backward(loss.gradient(y, outputs)), *model.parameter_gradients]
    scale = max(1.0, abs(loss(y, outputs)))
    errors = []
    for i, (array, gradient) in enumerate(zip([inputs, *model.parameters], gradients, strict=True)):
        if gradient is None:  # an index, as `Embedding` reads it, has no slope
            continue
        numerical = _gradient_in_place(lambda: loss(y, model(inputs)), array)
        errors.append(_largest_error(f"parameters[{i - 1}]" if i else "X", gradient, numerical, scale))
    return max(errors)


def _largest_error(name: str, gradient: Array, numerical: Array, scale: float) -> LargestError:
    error, where = np.inf, ""
    if gradient.shape == numerical.shape and np.isfinite(gradient).all():
        larger = np.maximum(np.maximum(np.abs(gradient), np.abs(numerical)), 1e-4 * scale)
        with np.errstate(under="ignore"):
            errors = np.abs(gradient - numerical) / larger
        index = np.unravel_index(errors.argmax(), errors.shape)
        error, where = errors[index], f"[{', '.join(map(str, index))}]" if index else ""
    largest = LargestError(error)
    largest.where = name + where
    return largest


def _one_number(value: float) -> float:
    number = as_float_array(value, "f(x)")
    if number.size != 1:
        raise ValueError(f"f(x) must be one number, got shape {number.shape}")
    return float(number.item())
