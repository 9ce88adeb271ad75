"""Checks of what callers pass in: every function answers with a clean value or a clear error.

An error names the argument, what it was and what it must be.
"""

from __future__ import annotations

import math
import operator
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array: TypeAlias = NDArray[np.floating[Any]]
Rng: TypeAlias = int | np.random.Generator | None

LARGEST_SIZE = 2**31 - 1  # numbers in an array: 16 GB of them

_NUMBER_KINDS = "biuf"  # bool, signed, unsigned, floating


def as_float_array(value: ArrayLike, name: str) -> Array:
    """Return `value` as an array of finite real numbers: float32 kept, all else float64."""
    array = as_real_array(value, name)
    require_finite(array, name)
    return array


def as_real_array(value: ArrayLike, name: str) -> Array:
    """Return `value` as `as_float_array` does, but with NaN and infinity, which the caller looks after."""
    if type(value) is np.ndarray and value.dtype.char in "fd" and value.dtype.isnative:
        return value
    try:
        if _has_mask(value):
            raise TypeError(f"{name} must be an array without a mask, got a masked array")
        array = np.asarray(value)
    except (ValueError, OverflowError, RecursionError) as error:
        raise ValueError(f"{name} must be an array of numbers with equal rows, got {shown(value)}") from error
    if array.dtype.kind not in _NUMBER_KINDS:
        raise TypeError(f"{name} must hold real numbers, got {shown(value)} of type {array.dtype}")
    if array.dtype != np.float32:
        with np.errstate(over="ignore", under="ignore"):  # a longdouble beyond float64 becomes inf, refused below
            array = array.astype(np.float64, copy=False)
    return array


def as_vector(value: ArrayLike, name: str, size: int | None = None) -> Array:
    """Return `value` as a float array of shape (size,)."""
    array = as_float_array(value, name)
    if array.ndim != 1 or array.size == 0 or size not in (None, array.size):
        wanted = f"({size},)" if size else "(n,) with n of at least 1"
        raise ValueError(f"{name} must have shape {wanted}, got shape {array.shape}")
    return array


def as_matrix(value: ArrayLike, name: str, n_columns: int | None = None) -> Array:
    """Return `value` as a float array of shape (n_rows, n_columns), one example a row."""
    array = as_float_array(value, name)
    require_matrix(array, name, n_columns)
    return array


def require_matrix(array: Array, name: str, n_columns: int | None = None) -> None:
    """Refuse what has not the shape (n_rows, n_columns)."""
    if array.ndim != 2 or array.shape[1] == 0 or n_columns not in (None, array.shape[1]):
        require_finite(array, name)
        hint = f"; one example is a row: {name}.reshape(1, -1)" if array.ndim == 1 else ""
        wanted = f"(n_samples, {n_columns or 'n_features'})"
        raise ValueError(f"{name} must have shape {wanted}, got shape {array.shape}{hint}")


def all_finite(*arrays: Array) -> bool:
    """Return whether there is neither NaN nor infinity.

    Either makes the sum of squares NaN or infinite, so a finite sum is enough to know;
    an infinite one may also be the overflow of finite numbers, and needs a closer look.

    Examples
    --------
    >>> import numpy as np
    >>> from neuronlib.validation import all_finite
    >>> print(all_finite(np.array([1.0, 1e300])), all_finite(np.array([1.0]), np.array([np.nan])))
    True False
    """
    return math.isfinite(sum([np.vdot(array, array) for array in arrays])) or all(
        np.isfinite(array).all() for array in arrays
    )


def require_finite(array: Array, name: str) -> None:
    """Refuse NaN and infinity, naming the first one and where it stands."""
    if not all_finite(array):
        where = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        place = f" at index {where[0] if len(where) == 1 else where}" if where else ""
        raise ValueError(f"{name} must be finite, got {array[where]}{place}")


def require_finite_result(array: Array, what: str) -> None:
    """Refuse a result that does not fit its floating-point type."""
    if not all_finite(array):
        raise ValueError(
            f"{what} must fit {array.dtype}, got a number beyond ±{np.finfo(array.dtype).max:.2g}; "
            "scale the inputs down (in training: use a smaller learning_rate)"
        )


def require_finite_preactivation(z: Array, inputs: Array, weights: Array, bias: Array, name: str) -> None:
    """Refuse a weighted sum that is not finite, for what made it so.

    NaN and infinity in any factor always reach the result,
    so one look at the result replaces a look at every input.
    """
    if not all_finite(z):
        require_finite(inputs, name)
        require_finite(weights, "weights")
        require_finite(bias, "bias")
        require_finite_result(z, f"the preactivation of {name}")


def as_type(array: Array, dtype: np.dtype[Any], name: str) -> Array:
    """Return a copy of the array in another floating-point type, refused where it does not fit."""
    with np.errstate(over="ignore", under="ignore"):
        copy: Array = array.astype(dtype)
    require_finite_result(copy, name)
    return copy


def require_methods(value: object, name: str, wanted: str, *methods: str) -> None:
    """Refuse what is not an object with the given methods, such as a name, a class or None."""
    if isinstance(value, type) or not all(callable(getattr(value, method, None)) for method in methods):
        raise TypeError(f"{name} must be {wanted}, got {shown(value)}")


def require_model_and_loss(model: object, loss: object) -> None:
    """Refuse what cannot be trained or minimised."""
    require_methods(model, "model", "a Neuron, Dense or Network", "__call__", "forward", "backward")
    require_methods(loss, "loss", "a loss such as mean_squared_error", "__call__", "gradient")


def as_number(value: Any, name: str) -> Array:
    """Return `value` as a 0-dimensional float array that can be updated in place."""
    array = as_float_array(value, name)
    if array.ndim != 0:
        raise ValueError(f"{name} must be one number, got shape {array.shape}")
    return array.copy()


def positive_number(value: Any, name: str) -> float:
    """Return `value` as a float greater than zero."""
    number = float(as_number(value, name))
    if number <= 0:
        raise ValueError(f"{name} must be greater than 0, got {shown(value)}")
    return number


def fraction(value: Any, name: str) -> float:
    """Return `value` as a float of at least 0 and below 1."""
    number = float(as_number(value, name))
    if not 0 <= number < 1:
        raise ValueError(f"{name} must be at least 0 and less than 1, got {shown(value)}")
    return number


def positive_integer(value: Any, name: str, minimum: int = 1) -> int:
    """Return `value` as an int of at least `minimum`."""
    try:
        if isinstance(value, bool | np.bool_ | np.ma.MaskedArray):
            raise TypeError
        number = operator.index(value)
    except TypeError as error:
        raise TypeError(f"{name} must be an integer, got {shown(value)}") from error
    if number < minimum:
        raise ValueError(f"{name} must be at least {minimum}, got {shown(number)}")
    return number


def size(value: Any, name: str, minimum: int = 1) -> int:
    """Return `value` as a number of rows or columns, of at least `minimum` and of a size that an array can have."""
    number = positive_integer(value, name, minimum)
    if number > LARGEST_SIZE:
        raise ValueError(f"{name} must be at most {LARGEST_SIZE}, got {shown(number)}")
    return number


def require_flag(value: object, name: str) -> None:
    """Refuse what is neither True nor False."""
    if not isinstance(value, bool | np.bool_):
        raise TypeError(f"{name} must be True or False, got {shown(value)}")


def as_generator(rng: Rng) -> np.random.Generator:
    """Return a generator for a seed, a generator or None, as SPEC 7 has it."""
    wanted = f"rng must be a seed of at least 0 or a numpy.random.Generator, got {shown(rng)}"
    if isinstance(rng, bool) or not isinstance(rng, int | np.integer | np.random.Generator | None):
        raise TypeError(wanted)
    try:
        return np.random.default_rng(rng)
    except ValueError as error:
        raise ValueError(wanted) from error


def shown(value: object) -> str:
    """Return a value in short for a message, which it must not prevent, whatever its own text does."""
    try:
        text = repr(value)
    except Exception:  # an integer of thousands of digits has none
        text = f"an object of type {type(value).__name__} that cannot be shown"
    return text if len(text) <= 40 else f"{text[:37]}..."


def _has_mask(value: object) -> bool:
    """Return whether NumPy would drop a mask, which may also be deeper in lists."""
    kinds = (np.ma.MaskedArray, list, tuple)
    if isinstance(value, np.ma.MaskedArray):
        return True
    return isinstance(value, list | tuple) and any(isinstance(each, kinds) and _has_mask(each) for each in value)
