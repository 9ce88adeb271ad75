"""Softmax: scores of several answers, turned into the probability of each.

References
----------
Goodfellow, Bengio, Courville, *Deep Learning*, section 6.2.2.3.
"""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from neuronlib.validation import Array, as_float_array

# What stands for a probability of 0: the losses divide by it, and the way back through softmax and sigmoid
# multiplies by it, so that the two cancel however wrong an output is. The smallest number of full precision.
SMALLEST = {np.dtype(kind): np.finfo(kind).tiny for kind in (np.float32, np.float64)}


class Softmax:
    """A row of numbers as probabilities: positive, in the same order, with the sum 1.

    Attributes
    ----------
    name, formula : str
        As for `Activation`.
    gain : float
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
    gain = 1.0

    def __call__(self, z: ArrayLike) -> Any:
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
        with np.errstate(over="ignore", under="ignore"):
            return self.forward(_rows(z))

    def jacobian(self, z: ArrayLike) -> Any:
        """Return the derivative of every output with respect to every input.

        Parameters
        ----------
        z : array_like of shape (n,) or (n_samples, n)
            Finite scores; errors as for a call.

        Returns
        -------
        array of shape (n, n) or (n_samples, n, n)
            Entry i, j is the derivative of output i with respect to input j.

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
        with np.errstate(over="ignore", under="ignore"):
            s = self.forward(_rows(z))
            return s[..., :, None] * (np.eye(s.shape[-1], dtype=s.dtype) - s[..., None, :])

    def forward(self, z: Array) -> Any:
        """Return the probabilities; the largest score of a row is subtracted, so that no exponential overflows."""
        powers = np.exp(z - np.maximum.reduce(z, axis=-1, keepdims=True))  # (n_samples, n)
        powers /= np.add.reduce(powers, axis=-1, keepdims=True)
        return powers

    def backward(self, z: Array, outputs: Array, grad_outputs: Array) -> Any:
        """Return the gradient with respect to `z`, given the outputs and the gradient with respect to them.

        That is the product with the Jacobian, ∂L/∂zᵢ = sᵢ (∂L/∂sᵢ − Σⱼ sⱼ ∂L/∂sⱼ). A probability that has been
        rounded to 0 counts as the smallest number, by which the cross-entropy has divided.

        Examples
        --------
        >>> import numpy as np
        >>> from neuronlib import softmax
        >>> z = np.zeros((1, 2))
        >>> print(softmax.backward(z, softmax.forward(z), np.array([[1.0, 3.0]])))
        [[-0.5  0.5]]
        """
        s = np.maximum(outputs, SMALLEST[outputs.dtype])  # (n_samples, n)
        return s * (grad_outputs - np.add.reduce(s * grad_outputs, axis=-1, keepdims=True))

    def __reduce__(self) -> str:
        return self.name  # a copy, or what comes out of a pickle, is this one

    def __repr__(self) -> str:
        return f"<activation {self.name}>"


def _rows(z: ArrayLike) -> Array:
    array = as_float_array(z, "z")
    if array.ndim not in (1, 2) or array.shape[-1] == 0:
        raise ValueError(f"z must have shape (n,) or (n_samples, n) with n of at least 1, got shape {array.shape}")
    return array


softmax = Softmax()
"""A row of scores as probabilities."""
