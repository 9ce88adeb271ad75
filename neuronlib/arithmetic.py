"""Arithmetic on whole arrays that layers and training do at every step, with as few passes over memory as it takes."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np

from neuronlib.validation import Array

PIECE = 2**15
"""How many numbers are computed at a time: a few arrays of that size, 256 KB each, stay in a processor's cache."""

LARGE = 2 * PIECE
"""Up to how many numbers one piece is as good as several."""


MANY_ROWS = 1_000
"""From how many rows on `numpy.matmul` multiplies them faster; below, `numpy.dot` does, which begins sooner."""


def in_pieces(function: Callable[..., Array], *arrays: Array, out: Array | None = None) -> Array:
    """Return ``function(*arrays)``, computed some rows at a time if the arrays are large.

    What the function makes on the way then never leaves the cache of the processor.

    Parameters
    ----------
    function : callable
        Gives one row for a row of each array, whatever the others are.
    *arrays : arrays of one shape
        What it is given.
    out : array, optional
        Where the values of large arrays go, which may be one of these.

    Returns
    -------
    array
        The values, in the shape of the arrays.

    Examples
    --------
    >>> import numpy as np
    >>> from neuronlib.arithmetic import in_pieces
    >>> print(in_pieces(np.abs, np.array([1.0, -2.0])), in_pieces(np.abs, -np.ones((1000, 100))).sum())
    [1. 2.] 100000.0
    """
    shape = arrays[0].shape
    if arrays[0].size <= LARGE:
        return function(*arrays)
    values = np.empty(shape, np.result_type(*arrays)) if out is None else out
    n_rows = max(1, PIECE * shape[0] // values.size)
    for start in range(0, shape[0], n_rows):
        rows = slice(start, start + n_rows)
        values[rows] = function(*(array[rows] for array in arrays))
    return values


def product(rows: Array, matrix: Array, out: Array | None = None) -> Array:
    """Return ``rows @ matrix``, the same bits by the way that takes the less time for so many rows.

    Examples
    --------
    >>> import numpy as np
    >>> from neuronlib.arithmetic import product
    >>> print(product(np.array([[1.0, 2.0]]), np.array([[3.0], [4.0]])))
    [[11.]]
    """
    multiply = np.dot if len(rows) < MANY_ROWS else np.matmul
    values: Array = multiply(rows, matrix, out)
    return values


@lru_cache(maxsize=16)
def ones(n: int, dtype: np.dtype[Any]) -> Array:
    """Return ones that are made once: a product with them is the fastest sum of rows that there is.

    Examples
    --------
    >>> import numpy as np
    >>> from neuronlib.arithmetic import ones
    >>> print(np.dot(ones(2, np.dtype(float)), np.array([[1.0, 2.0], [3.0, 4.0]])))
    [4. 6.]
    """
    row: Array = np.ones(n, dtype)
    row.flags.writeable = False
    return row
