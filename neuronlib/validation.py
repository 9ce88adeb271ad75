"""Checks of the arrays that callers pass in: every function answers with a clean array or a clear error.

An error names the argument, what it was and what it must be.
"""

import math
from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array: TypeAlias = NDArray[np.floating[Any]]

_ADVICE = "; scale the inputs down (in training: use a smaller learning_rate)"


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
    if array.dtype.kind not in "biuf":  # bool, signed, unsigned, floating
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
    require_rows(array, name, n_columns)
    return array


def require_rows(array: Array, name: str, n_columns: int | None = None, or_one: bool = False) -> None:
    """Refuse what is not an example a row, or where that is enough, a single example."""
    if array.ndim not in (1 if or_one else 2, 2) or array.shape[-1] == 0 or n_columns not in (None, array.shape[-1]):
        require_finite(array, name)
        wanted = f"({n_columns},) or " * or_one + f"(n_samples, {n_columns or 'n_features'})"
        hint = f"; one example is a row: {name}.reshape(1, -1)" if array.ndim == 1 and not or_one else ""
        raise ValueError(f"{name} must have shape {wanted}, got shape {array.shape}{hint}")


def as_type(array: Array, dtype: np.dtype[Any], name: str) -> Array:
    """Return a copy of the array in another floating-point type, refused where it does not fit."""
    with np.errstate(over="ignore", under="ignore"):
        copy: Array = array.astype(dtype)
    require_in_range(name, copy)
    return copy


def all_finite(*arrays: Array) -> bool:
    """Return whether there is neither NaN nor infinity.

    Either makes a sum of squares NaN or infinite, so a finite sum is enough to know;
    an infinite one may also be the overflow of finite numbers, and needs a closer look.

    Examples
    --------
    >>> import numpy as np
    >>> from neuronlib.validation import all_finite
    >>> print(all_finite(np.array([1.0, 1e300])), all_finite(np.array([1.0]), np.array([np.nan])))
    True False
    """
    return all(math.isfinite(np.vdot(array, array)) or np.isfinite(array).all() for array in arrays)


def require_finite(array: Array, name: str) -> None:
    """Refuse NaN and infinity, naming the first one and where it stands."""
    if not all_finite(array):
        where = tuple(int(i) for i in np.argwhere(~np.isfinite(array))[0])
        place = f" at index {where[0] if len(where) == 1 else where}" if where else ""
        raise ValueError(f"{name} must be finite, got {array[where]}{place}")


def require_in_range(what: str, *arrays: Array) -> None:
    """Refuse results that do not fit their floating-point type."""
    if not all_finite(*arrays):
        kind = next(array.dtype for array in arrays if not np.isfinite(array).all())
        raise ValueError(f"{what} must fit {kind}, got a number beyond ±{np.finfo(kind).max:.2g}{_ADVICE}")


def require_methods(value: object, name: str, wanted: str, *methods: str) -> None:
    """Refuse what is not an object with the given methods, such as a name, a class or None."""
    if isinstance(value, type) or not all(callable(getattr(value, method, None)) for method in methods):
        raise TypeError(f"{name} must be {wanted}, got {shown(value)}")


def require_trainable(model: object, loss: object) -> None:
    """Refuse what cannot be trained or minimised."""
    require_methods(model, "model", "a Neuron, Dense, Network or TensorModel", "__call__", "forward", "backward")
    require_methods(loss, "loss", "a loss such as mean_squared_error", "__call__", "gradient")


def shown(value: object) -> str:
    """Return a value in short for a message, which it must not prevent, whatever its own text does."""
    try:
        text = repr(value)
    except Exception:  # an integer of thousands of digits has none
        text = f"an object of type {type(value).__name__} that cannot be shown"
    return text if len(text) <= 40 else f"{text[:37]}..."


def _has_mask(value: object) -> bool:
    """Return whether NumPy would drop a mask, which may also be deeper in lists."""
    if not isinstance(value, Sequence) or isinstance(value, str | bytes):
        return isinstance(value, np.ma.MaskedArray)
    return any(_has_mask(each) for each in value if isinstance(each, np.ma.MaskedArray | list | tuple))
