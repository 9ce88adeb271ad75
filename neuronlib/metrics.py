"""How good answers are, in words that everybody knows: the share that is right."""

from numpy.typing import ArrayLike

from neuronlib.targets import as_outputs, as_targets


def accuracy(y_true: ArrayLike, y_pred: ArrayLike) -> float:
    """Return the share of labels that are right.

    Parameters
    ----------
    y_true, y_pred : array_like of integers, of one shape
        The right labels, and those of a model, as `predict` gives them.
        `y_true` of shape (n,) also goes with `y_pred` of shape (n, 1).

    Returns
    -------
    float
        From 0 to 1.

    Raises
    ------
    TypeError or ValueError
        If the shapes differ, an array is empty, or a label is no integer.

    Examples
    --------
    >>> from neuronlib import accuracy
    >>> accuracy([0, 1, 1, 0], [0, 1, 0, 0])
    0.75
    >>> accuracy([0, 1], [0.2, 0.7])
    Traceback (most recent call last):
        ...
    ValueError: y_pred must hold integer labels, got 0.2; model.predict(X) gives them
    """
    labels = as_outputs(y_pred)
    right = as_targets(y_true, labels.shape)
    for array, name, hint in ((right, "y_true", ""), (labels, "y_pred", "; model.predict(X) gives them")):
        if (broken := array[array != array.round()]).size:
            raise ValueError(f"{name} must hold integer labels, got {float(broken[0])}{hint}")
    return float((labels == right).mean())
