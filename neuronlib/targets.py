"""Targets beside the outputs that are measured against them: brought together, or refused."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from neuronlib.validation import Array, as_float_array, as_matrix, require_flag

Labels: TypeAlias = NDArray[np.int64]

_ROW_SUM_TOLERANCE = 1e-3


def as_pair(y_true: ArrayLike, y_pred: ArrayLike) -> tuple[Array, Array]:
    """Return both as arrays of one shape; nothing is broadcast."""
    targets, outputs = as_float_array(y_true, "y_true"), as_float_array(y_pred, "y_pred")
    if outputs.size == 0:
        raise ValueError(f"y_pred must hold at least one number, got shape {outputs.shape}")
    if outputs.shape == (*targets.shape, 1) and targets.ndim == 1:
        targets = targets.reshape(outputs.shape)
    if targets.shape != outputs.shape:
        raise ValueError(f"y_true must have the shape of y_pred, {outputs.shape}, got shape {targets.shape}")
    return targets, outputs


def as_binary_pair(y_true: ArrayLike, y_pred: ArrayLike, from_logits: bool) -> tuple[Array, Array]:
    """Return both as for `as_pair`, with targets, and probabilities unless they are logits, from 0 to 1."""
    targets, outputs = as_pair(y_true, y_pred)
    require_flag(from_logits, "from_logits")
    _require_unit_interval(targets, "y_true", "")
    if not from_logits:
        _require_unit_interval(outputs, "y_pred", "; pass from_logits=True for numbers before the sigmoid")
    return targets, outputs


def as_labels_and_rows(y_true: ArrayLike, y_pred: ArrayLike, from_logits: bool) -> tuple[Labels, Array]:
    """Return integer labels and a row of outputs for each, which must be probabilities unless they are logits."""
    rows = as_matrix(y_pred, "y_pred")
    require_flag(from_logits, "from_logits")
    if len(rows) == 0:
        raise ValueError(f"y_pred must hold at least one row, got shape {rows.shape}")
    if not from_logits:
        hint = "; pass from_logits=True for scores before the softmax"
        _require_unit_interval(rows, "y_pred", hint)
        off = np.abs(rows.sum(axis=1) - 1)
        if off.max() > _ROW_SUM_TOLERANCE:
            worst = int(off.argmax())
            raise ValueError(f"y_pred must have rows that sum to 1, got {rows[worst].sum():.4g} in row {worst}{hint}")
    return _as_labels(y_true, rows.shape), rows


def _as_labels(y_true: ArrayLike, shape: tuple[int, ...]) -> Labels:
    """Return integer labels, whether they came as such or as one-hot rows."""
    n_samples, n_classes = shape
    array = as_float_array(y_true, "y_true")
    if array.shape == (n_samples, n_classes):
        if not (np.isin(array, (0, 1)).all() and (array.sum(axis=1) == 1).all()):
            raise ValueError("y_true must have one 1 and else 0 in every row, got a row that is not one-hot")
        labels: Labels = array.argmax(axis=1)
        return labels
    if array.shape != (n_samples,):
        raise ValueError(
            f"y_true must have shape ({n_samples},) or ({n_samples}, {n_classes}), got shape {array.shape}"
        )
    wrong = (array != array.round()) | (array < 0) | (array >= n_classes)
    if wrong.any():
        raise ValueError(f"y_true must hold integer labels from 0 to {n_classes - 1}, got {float(array[wrong][0])}")
    return array.astype(np.int64)


def _require_unit_interval(array: Array, name: str, hint: str) -> None:
    outside = (array < 0) | (array > 1)
    if outside.any():
        raise ValueError(f"{name} must lie between 0 and 1, got {float(array[outside].flat[0])}{hint}")
