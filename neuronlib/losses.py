r"""Losses: one number that says how wrong a model's outputs are, and its gradient.

Each is called as ``loss(y_true, y_pred)`` and averages, so that it does not grow with the data.

References
----------
Goodfellow, Bengio, Courville, *Deep Learning*, sections 5.5 and 6.2.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from neuronlib.activations import sigmoid, softplus
from neuronlib.softmax import softmax
from neuronlib.targets import Labels, as_binary_pair, as_labels_and_rows, as_pair
from neuronlib.validation import Array, as_type, require_finite_result


class MeanSquaredError:
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
    >>> print(mean_squared_error([1, 0], [[0], [0]]), mean_squared_error.name)
    0.5 mean_squared_error
    """

    name = "mean_squared_error"
    _may_overflow = True  # whether the loss of finite outputs may be beyond what a number can be

    def __call__(self, y_true: ArrayLike, y_pred: ArrayLike) -> float:
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
        targets, outputs = as_pair(y_true, y_pred)
        with np.errstate(all="ignore"):
            return self._loss(targets, outputs)

    def gradient(self, y_true: ArrayLike, y_pred: ArrayLike) -> Array:
        """Return 2 (y_pred - y_true) / n, shaped like `y_pred`; parameters and errors as for a call."""
        targets, outputs = as_pair(y_true, y_pred)
        with np.errstate(all="ignore"):
            return as_type(self._slopes(targets, outputs), outputs.dtype, "the gradient of the loss")

    def _loss(self, targets: Array, outputs: Array) -> float:
        return _mean((outputs - targets) ** 2)

    def _slopes(self, targets: Array, outputs: Array) -> Array:
        slopes: Array = 2 * (outputs - targets) / outputs.size
        return slopes


class BinaryCrossEntropy:
    """The mean of -[y ln p + (1 - y) ln(1 - p)] over all elements: yes or no, with a probability p for yes.

    A probability of exactly 0 or 1 that contradicts the target would cost infinity;
    its logarithm is taken as that of the smallest positive number of its type (about -744 in float64).

    Examples
    --------
    >>> from neuronlib import binary_cross_entropy
    >>> print(f"{binary_cross_entropy([1, 0, 0, 1], [0.9, 0.1, 0.2, 0.65]):.5f}")
    0.21616
    >>> print(f"{binary_cross_entropy([1, 0, 0.5], [2.0, -1.0, 3.0], from_logits=True):.5f}")
    0.66293
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
    _may_overflow = False

    def __call__(self, y_true: ArrayLike, y_pred: ArrayLike, from_logits: bool = False) -> float:
        """Return the loss.

        Parameters
        ----------
        y_true : array_like
            Targets from 0 to 1.
        y_pred : array_like of the same shape
            Probabilities, or with `from_logits` the numbers before the sigmoid.
            `y_true` of shape (n,) also goes with `y_pred` of shape (n, 1).
        from_logits : bool, default False
            Whether `y_pred` still lacks the sigmoid.

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
        y, p = as_binary_pair(y_true, y_pred, from_logits)
        with np.errstate(all="ignore"):
            if from_logits:
                return _mean(y * softplus.forward(-p) + (1 - y) * softplus.forward(p))
            return self._loss(y, p)

    def gradient(self, y_true: ArrayLike, y_pred: ArrayLike, from_logits: bool = False) -> Array:
        """Return the gradient for `y_pred`, shaped like it; parameters and errors as for a call.

        For probabilities (p - y) / (p (1 - p)) / n, for logits (sigmoid(z) - y) / n.
        """
        y, p = as_binary_pair(y_true, y_pred, from_logits)
        with np.errstate(all="ignore"):
            if from_logits:
                slopes: Array = ((1 - y) * sigmoid.forward(p) - y * sigmoid.forward(-p)) / p.size
            else:
                slopes = self._slopes(y, p)
            return as_type(slopes, p.dtype, "the gradient of the loss")

    def _loss(self, y: Array, p: Array) -> float:
        floor = _log_of_zero(p.dtype)
        yes, no = np.maximum(np.log(p), floor), np.maximum(np.log1p(-p), floor)
        return _finite(0 - (np.vdot(y, yes) + np.vdot(1.0 - y, no)) / p.size)  # and not -0.0

    def _slopes(self, y: Array, p: Array) -> Array:
        tiny = _smallest(p.dtype)
        slopes: Array = ((1.0 - y) / np.maximum(1.0 - p, tiny) - y / np.maximum(p, tiny)) / float(p.size)
        return slopes


class CrossEntropy:
    """The mean over examples of -ln p[class]: one of several classes, with a probability for each.

    A probability of exactly 0 for the true class would cost infinity;
    its logarithm is taken as that of the smallest positive number of its type (about -744 in float64).

    Examples
    --------
    >>> from neuronlib import cross_entropy
    >>> print(f"{cross_entropy([0, 1], [[0.7, 0.2, 0.1], [0.3, 0.6, 0.1]]):.4f}")
    0.4338
    >>> print(f"{cross_entropy([[0, 1], [1, 0]], [[1.0, 3.0], [2.0, 0.5]], from_logits=True):.4f}")
    0.1642
    >>> print(f"{cross_entropy([1], [[1.0, 0.0]]):.2f}", cross_entropy.name)
    744.44 cross_entropy
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
    _may_overflow = False

    def __call__(self, y_true: ArrayLike, y_pred: ArrayLike, from_logits: bool = False) -> float:
        """Return the loss.

        Parameters
        ----------
        y_true : array_like of shape (n_samples,) or (n_samples, n_classes)
            Integer labels, or one-hot rows.
        y_pred : array_like of shape (n_samples, n_classes)
            Rows of probabilities, or with `from_logits` the scores before the softmax.
        from_logits : bool, default False
            Whether `y_pred` still lacks the softmax.

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
        labels, p = as_labels_and_rows(y_true, y_pred, from_logits)
        with np.errstate(all="ignore"):
            if from_logits:
                shifted = p - p.max(axis=1, keepdims=True)  # (n_samples, n_classes), at most 0
                return _mean(np.log(np.exp(shifted).sum(axis=1)) - shifted.take(_places(labels, p)))
            return self._loss(labels, p)

    def gradient(self, y_true: ArrayLike, y_pred: ArrayLike, from_logits: bool = False) -> Array:
        """Return the gradient for `y_pred`, shaped like it; parameters and errors as for a call.

        For probabilities -1 / p at the true class and 0 elsewhere, for logits softmax(z) minus the
        one-hot row, each divided by the number of examples.
        """
        labels, p = as_labels_and_rows(y_true, y_pred, from_logits)
        with np.errstate(all="ignore"):
            if not from_logits:
                return self._slopes(labels, p)
            slopes = softmax.forward(p)
            slopes[np.arange(labels.size), labels] -= 1
            return slopes / labels.size

    def _loss(self, labels: Labels, p: Array) -> float:
        return _mean(-np.maximum(np.log(p.take(_places(labels, p))), _log_of_zero(p.dtype)))

    def _slopes(self, labels: Labels, p: Array) -> Array:
        places = _places(labels, p)
        slopes = np.zeros(p.shape, p.dtype)
        slopes.put(places, (-1 / labels.size) / np.maximum(p.take(places), _smallest(p.dtype)))
        return slopes


def _places(labels: Labels, rows: Array) -> Labels:
    """Return where the element of each label stands among all elements of the rows."""
    return _places_of_rows(*rows.shape) + labels


@lru_cache(maxsize=16)
def _places_of_rows(n_samples: int, n_classes: int) -> Labels:
    """Return where each row begins, in an array that is made once and must not be changed."""
    return np.arange(0, n_samples * n_classes, n_classes)


@cache
def _log_of_zero(dtype: np.dtype[Any]) -> Any:
    """Return what stands for the logarithm of 0: that of the smallest positive number."""
    return np.asarray(np.log(np.finfo(dtype).smallest_subnormal))


@cache
def _smallest(dtype: np.dtype[Any]) -> Any:
    """Return what stands for 0 in a denominator: the smallest number of full precision."""
    return np.asarray(np.finfo(dtype).tiny)


def _mean(values: Array) -> float:
    return _finite(np.add.reduce(values, axis=None) / values.size)


def _finite(loss: Any) -> float:
    if not math.isfinite(loss):
        require_finite_result(loss, "the loss")
    return float(loss)


mean_squared_error = MeanSquaredError()
binary_cross_entropy = BinaryCrossEntropy()
cross_entropy = CrossEntropy()
