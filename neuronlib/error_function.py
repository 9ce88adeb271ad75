"""The complementary error function, which GELU needs and NumPy does not have.

References
----------
Hunter and Regan, *A Note on the Evaluation of the Complementary Error Function*, Mathematics of Computation 26 (1972):
with steps of one half, a sum of a few terms is an integral from 0 to infinity to the last digit.
"""

import math

import numpy as np

from neuronlib.validation import Array

_STEP = 0.5
_SQUARES = [(_STEP * (k + 0.5)) ** 2 for k in range(13)][::-1]  # the small terms first, which loses the least
_WEIGHTS = [2 * _STEP / math.pi * math.exp(-square) for square in _SQUARES]


def erfc(x: Array) -> Array:
    """Return 2/√π ∫ exp(-t²) dt from x to infinity, exact to a few roundings in both tails.

    Parameters
    ----------
    x : array of float64

    Returns
    -------
    array
        In the shape of `x`.

    Examples
    --------
    >>> import numpy as np
    >>> from neuronlib.error_function import erfc
    >>> print([f"{value:.6g}" for value in erfc(np.array([-1.0, 0.0, 0.5, 1.0, 2.0, 10.0, 1e300]))])
    ['1.8427', '1', '0.4795', '0.157299', '0.00467773', '2.08849e-45', '0']
    """
    size = np.minimum(np.abs(x), 40.0)  # beyond, the function is far below the smallest float64
    near = size.astype(np.float32).astype(x.dtype)  # whose square has no rounding error
    power = np.exp(-(near**2)) * np.exp((near - size) * (near + size))  # exp(-x²)
    total = sum(weight / (size**2 + square) for weight, square in zip(_WEIGHTS, _SQUARES, strict=True))
    pole = np.where(size < 6, 2 / (1 + np.exp(2 * math.pi / _STEP * size)), 0)
    value: Array = size * total * power + pole
    return np.where(x < 0, 2 - value, value)
