"""Checks of single settings, such as a learning rate, a size or a seed."""

import math
import operator
from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np

from neuronlib.validation import Array, as_float_array, shown

Rng: TypeAlias = int | np.random.Generator | None

LARGEST_SIZE = 2**31 - 1  # numbers in an array: 16 GB of them


def as_number(value: Any, name: str) -> Array:
    """Return `value` as a 0-dimensional float array that can be updated in place."""
    array = as_float_array(value, name)
    if array.ndim != 0:
        raise ValueError(f"{name} must be one number, got shape {array.shape}")
    return array.copy()


def positive_number(value: Any, name: str) -> float:
    """Return `value` as a float greater than zero."""
    return _number(value, name, "greater than 0", lambda number: number > 0)


def fraction(value: Any, name: str) -> float:
    """Return `value` as a float of at least 0 and below 1."""
    return _number(value, name, "at least 0 and less than 1", lambda number: 0 <= number < 1)


def _number(value: Any, name: str, wanted: str, is_right: Callable[[float], bool]) -> float:
    number = float(as_number(value, name))
    if not is_right(number):
        raise ValueError(f"{name} must be {wanted}, got {shown(value)}")
    return number


def whole_number(value: Any, name: str, least: int = 1, largest: float = math.inf) -> int:
    """Return `value` as an int within these limits."""
    try:
        number = operator.index("no" if isinstance(value, bool | np.bool_ | np.ma.MaskedArray) else value)  # type: ignore[arg-type]
    except TypeError as error:
        raise TypeError(f"{name} must be an integer, got {shown(value)}") from error
    if not least <= number <= largest:
        limit = f"at least {least}" if number < least else f"at most {largest}"
        raise ValueError(f"{name} must be {limit}, got {shown(number)}")
    return number


def require_flag(value: object, name: str) -> None:
    """Refuse what is neither True nor False."""
    if not isinstance(value, bool | np.bool_):
        raise TypeError(f"{name} must be True or False, got {shown(value)}")


def as_generator(rng: Rng) -> np.random.Generator:
    """Return a generator for a seed, a generator or None, as SPEC 7 has it."""
    is_seed = isinstance(rng, int | np.integer) and not isinstance(rng, bool)
    if not isinstance(rng, np.random.Generator | None) and not (is_seed and rng >= 0):
        kind = ValueError if is_seed else TypeError
        raise kind(f"rng must be a seed of at least 0 or a numpy.random.Generator, got {shown(rng)}")
    return np.random.default_rng(rng)
