"""Targets beside the outputs that are measured against them: brought together, or refused."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from neuronlib.validation import Array, as_float_array, as_matrix

Labels: TypeAlias = NDArray[np.intp]


def as_outputs(y_pred: ArrayLike) -> Array:
    """Return outputs of any shape."""
    outputs = as_float_array(y_pred, "y_pred")
    if outputs.size == 0:
        raise ValueError(f"y_pred must hold at least one number, got shape {outputs.shape}")
    return outputs


def as_targets(y_true: ArrayLike, shape: tuple[int, ...]) -> Array:
    """Return targets for outputs of this shape; (n,) goes with (n, 1), and nothing is broadcast."""
    targets = as_float_array(y_true, "y_true")
    if shape == (*targets.shape, 1) and targets.ndim == 1:
        targets = targets.reshape(shape)
    if targets.shape != shape:
        raise ValueError(f"y_true must have the shape of y_pred, {shape}, got shape {targets.shape}")
    return targets


def as_labels(y_true: ArrayLike, shape: tuple[int, ...]) -> Labels:
    """Return integer labels for rows of outputs, whether they came as such or as one-hot rows."""
    n_samples, n_classes = shape
    array = as_float_array(y_true, "y_true")
    if array.shape == (n_samples, n_classes):
        if not (np.isin(array, (0, 1)).all() and (array.sum(axis=1) == 1).all()):
            raise ValueError("y_true must have one 1 and else 0 in every row, got a row that is not one-hot")
        return array.argmax(axis=1)
    if array.shape != (n_samples,):
        raise ValueError(f"y_true must have shape ({n_samples},) or {shape}, got shape {array.shape}")
    wrong = (array != array.round()) | (array < 0) | (array >= n_classes)
    if wrong.any():
        raise ValueError(f"y_true must hold integer labels from 0 to {n_classes - 1}, got {float(array[wrong][0])}")
    return array.astype(np.intp)


def as_rows(y_pred: ArrayLike) -> Array:
    """Return outputs with one example a row."""
    return as_outputs(as_matrix(y_pred, "y_pred"))


def as_probabilities(array: Array, name: str, hint: str = "") -> Array:
    """Return the array, whose numbers must lie between 0 and 1."""
    if not (array.min() >= 0 and array.max() <= 1):
        wrong = float(array[(array < 0) | (array > 1)].flat[0])
        raise ValueError(f"{name} must lie between 0 and 1, got {wrong}{hint}")
    return array


def as_distributions(y_pred: ArrayLike) -> Array:
    """Return rows of probabilities, which add up to 1."""
    hint = "; pass from_logits=True for scores before the softmax"
    rows = as_probabilities(as_rows(y_pred), "y_pred", hint)
    off: Any = np.abs(rows.sum(axis=1) - 1)
    if off.max() > 1e-3:  # more than rounding
        worst = int(off.argmax())
        raise ValueError(f"y_pred must have rows that sum to 1, got {rows[worst].sum():.4g} in row {worst}{hint}")
    return rows
