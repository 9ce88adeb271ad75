"""Softmax: scores of several answers, turned into the probability of each.

References
----------
Goodfellow, Bengio, Courville, *Deep Learning*, section 6.2.2.3.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from neuronlib.arithmetic import LARGE, in_pieces
from neuronlib.validation import Array, as_float_array


class Softmax:
    """A row of numbers as probabilities: positive, in the same order, with the sum 1.

    Attributes
    ----------
    name, formula : str
        As for `Activation`.

    Examples
    --------
    >>> from neuronlib import softmax
    >>> print([f"{p:.2f}" for p in softmax([1.0, -2.0, 0.0])])
    ['0.71', '0.04', '0.26']
    >>> softmax
    <activation softmax>
    >>> softmax([])
    Traceback (most recent call last):
        ...
    ValueError: z must have shape (n,) or (n_samples, n) with n of at least 1, got shape (0,)
    """

    name = "softmax"
    formula = r"\frac{e^{z_i}}{\sum_j e^{z_j}}"

    def __call__(self, z: ArrayLike) -> Array:
        """Return the probabilities of each row.

        Parameters
        ----------
        z : array_like of shape (n,) or (n_samples, n)
            Finite scores; the last axis is normalised.

        Returns
        -------
        array
            In the shape of `z`: the probabilities; each row has the sum 1.

        Raises
        ------
        TypeError or ValueError
            If `z` is not made of finite real numbers or its rows are empty.
        """
        rows = _rows(z)
        with np.errstate(over="ignore", under="ignore"):
            return self.forward(rows)

    def jacobian(self, z: ArrayLike) -> Array:
        """Return the derivative of every output by every input.

        Parameters
        ----------
        z : array_like of shape (n,) or (n_samples, n)
            Finite scores; errors as for a call.

        Returns
        -------
        array of shape (n, n) or (n_samples, n, n)
            Entry i, j is the derivative of output i by input j.

        Examples
        --------
        A higher score for one answer takes from the others:

        >>> import math
        >>> from neuronlib import softmax
        >>> for row in softmax.jacobian([0.0, math.log(3.0)]):
        ...     print([f"{slope:.4f}" for slope in row])
        ['0.1875', '-0.1875']
        ['-0.1875', '0.1875']
        >>> print(softmax.jacobian([[0.0, 0.0], [1000.0, 0.0]]))
        [[[ 0.25 -0.25]
          [-0.25  0.25]]
        <BLANKLINE>
         [[ 0.    0.  ]
          [-0.    0.  ]]]
        """
        rows = _rows(z)
        with np.errstate(over="ignore", under="ignore"):
            s = self.forward(rows)
            return s[..., :, None] * (np.eye(s.shape[-1], dtype=s.dtype) - s[..., None, :])

    def forward(self, z: Array) -> Array:
        """Return the probabilities; the largest score of a row is subtracted before the exponential."""
        many = z.ndim == 2 and z.shape[0] > z.shape[1]  # then the sums go faster over rows than over columns
        scores = z.T.copy() if many else z
        axis = 0 if many else -1
        probabilities = scores - np.maximum.reduce(scores, axis, keepdims=True)  # a gap beyond float is -inf
        np.exp(probabilities, out=probabilities)
        probabilities /= np.add.reduce(probabilities, axis, keepdims=True)
        return probabilities.T.copy() if many else probabilities

    def backward(self, z: Array, output: Array, grad_output: Array, out: Array | None = None) -> Array:
        """Return the gradient for `z`, given its output and the gradient for that (the chain rule).

        If it is large, it may be written to `out`, which may be the output.

        Examples
        --------
        >>> import numpy as np
        >>> from neuronlib import softmax
        >>> z = np.zeros((1, 2))
        >>> print(softmax.backward(z, softmax.forward(z), np.array([[1.0, 3.0]])))
        [[-0.5  0.5]]
        """
        if z.size > LARGE and len(z) > 1:
            return in_pieces(self.backward, z, output, grad_output, out=out)
        gradient = grad_output * output
        common = np.add.reduce(gradient, axis=-1, keepdims=True)
        np.subtract(grad_output, common, out=gradient)
        gradient *= output
        return gradient

    def __repr__(self) -> str:
        return f"<activation {self.name}>"


def _rows(z: ArrayLike) -> Array:
    array = as_float_array(z, "z")
    if array.ndim not in (1, 2) or array.shape[-1] == 0:
        raise ValueError(f"z must have shape (n,) or (n_samples, n) with n of at least 1, got shape {array.shape}")
    return array


softmax = Softmax()
"""A row of scores as probabilities."""
