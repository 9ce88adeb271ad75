"""What calls with any numbers should return: the numbers, and how far rounding may lead from them."""

import numpy as np
from library_references import ACTIVATIONS, WIDE, falls, slopes
from library_references import softmax as softmax_formula

# A reference takes the arguments of a call and returns the value with how far rounding may lead from it.


def widened(values):
    """Return numbers as the library takes them, float32 as it is and all else as float64, and then wide."""
    values = np.asarray(values)
    return (values if values.dtype == np.float32 else values.astype(np.float64)).astype(WIDE)


def rounding(*arguments):
    """Return the relative rounding error of the coarsest type that the library computes with."""
    return max(np.finfo(np.float32 if np.asarray(each).dtype == np.float32 else np.float64).eps for each in arguments)


def smallest(*arguments):
    coarse = rounding(*arguments) > 1e-10
    return WIDE(np.finfo(np.float32 if coarse else np.float64).tiny)


def log_of_zero(y_pred):
    kind = np.float32 if np.asarray(y_pred).dtype == np.float32 else np.float64
    return np.log(WIDE(np.finfo(kind).smallest_subnormal))


def elementwise(function, slack):
    """Return the reference of an activation; `slack` is the absolute error where terms cancel, in roundings."""

    def reference(z, **_):
        wide, eps = widened(z), rounding(z)
        value = np.asarray(function(wide), WIDE)
        condition = 16 + np.minimum(wide**2, 1500)  # exp(-z²) passes on the rounding of its argument
        return value, eps * condition * np.abs(value) + slack * eps + smallest(z)

    return reference


def softmax(z, **_):
    wide = widened(z)
    value = softmax_formula(wide)
    gaps = np.minimum(wide.max(axis=-1, keepdims=True) - wide, 1500)  # a gap is rounded before its exponential
    return value, rounding(z) * (16 + gaps) * value + smallest(z)


def softmax_jacobian(z, **_):
    value, error = softmax(z)
    n = value.shape[-1]
    jacobian = value[..., :, None] * (np.eye(n) - value[..., None, :])
    return jacobian, error[..., :, None] + error[..., None, :] + 16 * rounding(z)


def preactivation(self, x):
    weights, x, bias, eps = widened(self.weights), widened(x), widened(self.bias), rounding(self.weights, x)
    size = np.abs(x) @ np.abs(weights) + np.abs(bias)
    return x @ weights + bias, 16 * eps * size + smallest(self.weights)


def squared_error(y_true, y_pred, **_):
    targets, outputs = widened(y_true), widened(y_pred)
    squares = (outputs - targets.reshape(outputs.shape)) ** 2
    return squares.mean(), 16 * rounding(y_true, y_pred) * squares.mean() + smallest(y_true, y_pred)


def squared_error_gradient(y_true, y_pred, **_):
    targets, outputs = widened(y_true), widened(y_pred)
    value = 2 * (outputs - targets.reshape(outputs.shape)) / outputs.size
    return value, 16 * rounding(y_true, y_pred) * np.abs(value) + smallest(y_true, y_pred)


def binary_cross_entropy(y_true, y_pred, from_logits=False, **_):
    y, p, eps = widened(y_true), widened(y_pred), rounding(y_true, y_pred)
    y = y.reshape(p.shape)
    if from_logits:
        parts = y * np.logaddexp(WIDE(0), -p), (1 - y) * np.logaddexp(WIDE(0), p)
    else:
        floor = log_of_zero(y_pred)
        parts = -y * np.maximum(np.log(p), floor), -(1 - y) * np.maximum(np.log1p(-p), floor)
    value = (parts[0] + parts[1]).mean()
    return value, 32 * eps * value + smallest(y_true, y_pred)


def cross_entropy(y_true, y_pred, from_logits=False, **_):
    rows, labels = widened(y_pred), widened(y_true)
    chosen = np.arange(len(rows)), (labels.argmax(axis=1) if labels.ndim == 2 else labels.astype(int))
    if from_logits:
        size = np.abs(rows).max(axis=1)
        costs = np.logaddexp.reduce(rows, axis=1) - rows[chosen]
        return costs.mean(), 16 * rounding(y_pred) * (size + costs + 1).mean()
    costs = -np.maximum(np.log(rows[chosen]), log_of_zero(y_pred))
    return costs.mean(), 16 * rounding(y_pred) * costs.mean() + smallest(y_pred)


def accuracy(y_true, y_pred):
    right = np.reshape(y_true, np.shape(y_pred)) == y_pred
    return np.mean(right, dtype=WIDE), 1e-15


RIGHT = {
    **{f"{name}()": elementwise(formula, 0) for name, formula in ACTIVATIONS.items()},
    **{
        f"{name}.derivative": elementwise(lambda z, formula=formula: slopes(formula, z), 4 * falls(name))
        for name, formula in ACTIVATIONS.items()
    },
    "softmax()": softmax,
    "softmax.jacobian": softmax_jacobian,
    "Neuron.preactivation": preactivation,
    "mean_squared_error()": squared_error,
    "mean_squared_error.gradient": squared_error_gradient,
    "binary_cross_entropy()": binary_cross_entropy,
    "cross_entropy()": cross_entropy,
    "accuracy": accuracy,
}


def require_right(result, name, arguments):
    """Fail unless the numbers that a call returns are those of its reference, within what it allows for rounding."""
    with np.errstate(all="ignore"):
        value, error = RIGHT[name](**arguments)
        wrong = np.abs(np.asarray(result) - value) > error
    assert np.shape(result) == np.shape(value)
    assert not wrong.any(), f"must be {value} within {error}, got {result!r}"
