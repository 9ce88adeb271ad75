r"""Losses: one number that says how wrong a model's outputs are, and its gradient.

Each is called as ``loss(y_true, y_pred)`` and averages, so that it does not grow with the data.
`mean_squared_error`, `binary_cross_entropy` and `cross_entropy` are made already; the classes make others:
``BinaryCrossEntropy(from_logits=True)`` takes the numbers before the sigmoid.

References
----------
Goodfellow, Bengio, Courville, *Deep Learning*, sections 5.5 and 6.2.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from neuronlib.activations import sigmoid, softplus
from neuronlib.border import around
from neuronlib.settings import require_flag
from neuronlib.softmax import SMALLEST, softmax
from neuronlib.targets import Labels, as_distributions, as_labels, as_outputs, as_probabilities, as_rows, as_targets
from neuronlib.validation import Array, as_type, require_in_range

# What stands for the logarithm of 0: that of the smallest positive number.
LOG_OF_ZERO = {np.dtype(np.float32): math.log(2.0**-149), np.dtype(np.float64): math.log(2.0**-1074)}


def _checked(arithmetic: Callable[[Any, Any, Array], Any]) -> Callable[..., Any]:
    """Let a loss or its gradient refuse targets and outputs that do not fit, and numbers that overflow."""

    def method(loss: Any, y_true: ArrayLike, y_pred: ArrayLike, from_logits: bool | None = None) -> Any:
        if from_logits is not None:
            loss = type(loss)(from_logits=from_logits)
        outputs = loss._as_outputs(y_pred)
        targets = loss._as_targets(y_true, outputs.shape)
        with np.errstate(all="ignore"):
            result = np.asarray(arithmetic(loss, targets, outputs))
        if arithmetic.__name__ == "gradient":
            return as_type(result, outputs.dtype, "the gradient of the loss")
        require_in_range("the loss", result)
        return float(result)

    return around(arithmetic, method)


class Loss:
    """What the losses share; each says how it takes outputs and targets, and what it refuses."""

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            require_flag(value, name)

    def _ready(self: Any, y_true: Array, y_pred: Array) -> Any:
        """Return the targets of a training, having looked at all of them and at the first outputs."""
        outputs = self._as_outputs(y_pred)
        targets = self._as_targets(y_true, (len(y_true), *outputs.shape[1:]))
        return targets if targets.dtype.kind == "i" else targets.astype(outputs.dtype)


@dataclass(frozen=True)
class MeanSquaredError(Loss):
    """The mean of (y_pred - y_true)² over all elements.

    Examples
    --------
    >>> from neuronlib import mean_squared_error
    >>> print(mean_squared_error([1, 0, 0, 1], [0, 0, 0, 0]))
    0.5
    >>> print(mean_squared_error.gradient([1, 0, 0, 1], [0, 0, 0, 3]))
    [-0.5  0.   0.   1. ]
    >>> mean_squared_error([1, 0], [[0, 0]])
    Traceback (most recent call last):
        ...
    ValueError: y_true must have the shape of y_pred, (1, 2), got shape (2,)
    >>> print(mean_squared_error([1, 0], [[0], [0]]), mean_squared_error.name, mean_squared_error)
    0.5 mean_squared_error MeanSquaredError()
    """

    name = "mean_squared_error"

    @_checked
    def __call__(self, y_true: Array, y_pred: Array) -> Any:
        """Return the loss.

        Parameters
        ----------
        y_true, y_pred : array_like of one shape
            `y_true` of shape (n,) also goes with `y_pred` of shape (n, 1).

        Returns
        -------
        float
            The loss, at least 0.

        Raises
        ------
        TypeError or ValueError
            If the shapes differ, an array is empty or not finite, or a square overflows.
        """
        return ((y_pred - y_true) ** 2).mean()

    @_checked
    def gradient(self, y_true: Array, y_pred: Array) -> Any:
        """Return 2 (y_pred - y_true) / n, shaped like `y_pred`; parameters and errors as for a call."""
        return 2 * (y_pred - y_true) / y_pred.size

    _as_outputs = staticmethod(as_outputs)
    _as_targets = staticmethod(as_targets)


@dataclass(frozen=True)
class BinaryCrossEntropy(Loss):
    """The mean of -[y ln p + (1 - y) ln(1 - p)] over all elements: yes or no, with a probability p for yes.

    A probability of exactly 0 or 1 that contradicts the target would cost infinity;
    its logarithm is taken as that of the smallest positive number of its type (about -744 in float64).

    Parameters
    ----------
    from_logits : bool, default False
        Whether the outputs still lack the sigmoid; it may also be given in a call, for this call alone.

    Raises
    ------
    TypeError
        If `from_logits` is not True or False.

    Examples
    --------
    >>> from neuronlib import BinaryCrossEntropy, binary_cross_entropy
    >>> print(f"{binary_cross_entropy([1, 0, 0, 1], [0.9, 0.1, 0.2, 0.65]):.5f}")
    0.21616
    >>> from_logits = BinaryCrossEntropy(from_logits=True)
    >>> print(f"{from_logits([1, 0, 0.5], [2.0, -1.0, 3.0]):.5f}", from_logits)
    0.66293 BinaryCrossEntropy(from_logits=True)
    >>> print(f"{binary_cross_entropy([1, 0], [0.0, 1.0]):.2f}", binary_cross_entropy.name)
    744.44 binary_cross_entropy
    >>> print(binary_cross_entropy.gradient([1, 0, 0.5], [0.8, 0.5, 0.25]).round(4))
    [-0.4167  0.6667 -0.4444]
    >>> print(binary_cross_entropy.gradient([1, 0, 0.5], [2.0, -1.0, 3.0], from_logits=True).round(4))
    [-0.0397  0.0896  0.1509]
    >>> binary_cross_entropy([1, 0], [2.0, -1.0])
    Traceback (most recent call last):
        ...
    ValueError: y_pred must lie between 0 and 1, got 2.0; pass from_logits=True for numbers before the sigmoid
    """

    name = "binary_cross_entropy"
    from_logits: bool = False

    @_checked
    def __call__(self, y_true: Array, y_pred: Array) -> Any:
        """Return the loss.

        Parameters
        ----------
        y_true : array_like
            Targets from 0 to 1.
        y_pred : array_like of the same shape
            Probabilities, or logits, the numbers before the sigmoid.
            `y_true` of shape (n,) also goes with `y_pred` of shape (n, 1).

        Returns
        -------
        float
            The loss, at least 0.

        Raises
        ------
        TypeError or ValueError
            If the shapes differ, an array is empty or not finite, a target or probability is outside [0, 1],
            `from_logits` is not True or False, or the mean overflows.
        """
        y, p, floor = y_true, y_pred, LOG_OF_ZERO[y_pred.dtype]
        if self.from_logits:
            return (y * softplus.forward(-p) + (1 - y) * softplus.forward(p)).mean()
        yes, no = np.maximum(np.log(p), floor), np.maximum(np.log1p(-p), floor)
        return 0 - (np.vdot(y, yes) + np.vdot(1 - y, no)) / p.size  # and not -0.0

    @_checked
    def gradient(self, y_true: Array, y_pred: Array) -> Any:
        """Return the gradient with respect to `y_pred`, shaped like it; parameters and errors as for a call.

        For probabilities (p - y) / (p (1 - p)) / n, for logits (sigmoid(z) - y) / n.
        """
        y, p, smallest = y_true, y_pred, SMALLEST[y_pred.dtype]
        if self.from_logits:
            return ((1 - y) * sigmoid.forward(p) - y * sigmoid.forward(-p)) / p.size
        return ((1 - y) / np.maximum(1 - p, smallest) - y / np.maximum(p, smallest)) / p.size

    def _as_outputs(self, y_pred: ArrayLike) -> Array:
        hint = "; pass from_logits=True for numbers before the sigmoid"
        return as_outputs(y_pred) if self.from_logits else as_probabilities(as_outputs(y_pred), "y_pred", hint)

    def _as_targets(self, y_true: ArrayLike, shape: tuple[int, ...]) -> Array:
        return as_probabilities(as_targets(y_true, shape), "y_true")


@dataclass(frozen=True)
class CrossEntropy(Loss):
    """The mean over examples of -ln p[class]: one of several classes, with a probability for each.

    A probability of exactly 0 for the true class would cost infinity;
    its logarithm is taken as that of the smallest positive number of its type (about -744 in float64).

    Parameters
    ----------
    from_logits : bool, default False
        Whether the outputs still lack the softmax; it may also be given in a call, for this call alone.

    Raises
    ------
    TypeError
        If `from_logits` is not True or False.

    Examples
    --------
    >>> from neuronlib import CrossEntropy, cross_entropy
    >>> print(f"{cross_entropy([0, 1], [[0.7, 0.2, 0.1], [0.3, 0.6, 0.1]]):.4f}")
    0.4338
    >>> print(f"{CrossEntropy(from_logits=True)([[0, 1], [1, 0]], [[1.0, 3.0], [2.0, 0.5]]):.4f}")
    0.1642
    >>> print(f"{cross_entropy([1], [[1.0, 0.0]]):.2f}", cross_entropy.name, cross_entropy)
    744.44 cross_entropy CrossEntropy(from_logits=False)
    >>> print(cross_entropy.gradient([0, 1], [[0.8, 0.2], [0.5, 0.5]]))
    [[-0.625  0.   ]
     [ 0.    -1.   ]]
    >>> print(cross_entropy.gradient([1, 0], [[1.0, 3.0], [2.0, 0.5]], from_logits=True).round(4))
    [[ 0.0596 -0.0596]
     [-0.0912  0.0912]]
    >>> cross_entropy([2], [[0.5, 0.5]])
    Traceback (most recent call last):
        ...
    ValueError: y_true must hold integer labels from 0 to 1, got 2.0
    """

    name = "cross_entropy"
    from_logits: bool = False

    @_checked
    def __call__(self, y_true: Labels, y_pred: Array) -> Any:
        """Return the loss.

        Parameters
        ----------
        y_true : array_like of shape (n_samples,) or (n_samples, n_classes)
            Integer labels, or one-hot rows.
        y_pred : array_like of shape (n_samples, n_classes)
            Rows of probabilities, or of logits, the scores before the softmax.

        Returns
        -------
        float
            The loss, at least 0.

        Raises
        ------
        TypeError or ValueError
            If the shapes do not belong together, an array is empty or not finite, a label is not a class,
            a row of `y_true` is not one-hot, a row of `y_pred` is not made of probabilities,
            `from_logits` is not True or False, or the mean overflows.
        """
        p, true = y_pred, (np.arange(len(y_true)), y_true)  # the places of the true classes
        if self.from_logits:
            shifted = p - p.max(axis=1, keepdims=True)  # (n_samples, n_classes), at most 0
            return (np.log(np.exp(shifted).sum(axis=1)) - shifted[true]).mean()
        return 0 - np.maximum(np.log(p[true]), LOG_OF_ZERO[p.dtype]).mean()  # and not -0.0

    @_checked
    def gradient(self, y_true: Labels, y_pred: Array) -> Any:
        """Return the gradient with respect to `y_pred`, shaped like it; parameters and errors as for a call.

        For probabilities -1 / p at the true class and 0 elsewhere, for logits softmax(z) minus the
        one-hot row, each divided by the number of examples.
        """
        n, p, true = len(y_true), y_pred, (np.arange(len(y_true)), y_true)
        if self.from_logits:
            slopes = softmax.forward(p)  # (n_samples, n_classes)
            slopes[true] -= 1
            return slopes / n
        slopes = np.zeros(p.shape, p.dtype)  # (n_samples, n_classes)
        slopes[true] = (-1 / n) / np.maximum(p[true], SMALLEST[p.dtype])
        return slopes

    def _as_outputs(self, y_pred: ArrayLike) -> Array:
        return as_rows(y_pred) if self.from_logits else as_distributions(y_pred)

    _as_targets = staticmethod(as_labels)


mean_squared_error = MeanSquaredError()
binary_cross_entropy = BinaryCrossEntropy()
cross_entropy = CrossEntropy()
