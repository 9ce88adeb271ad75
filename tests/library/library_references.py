"""What calls should return, from textbook formulas in the widest floating-point type of the machine.

Each reference takes the arguments of a call, and returns the numbers and how far rounding may lead from them.
"""

import numpy as np

WIDE = np.longdouble


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


def normal_density(z):
    return np.exp(-(z**2) / 2) / np.sqrt(8 * np.arctan(WIDE(1)))


def normal_cdf(z):
    """Return the normal distribution function: a series in the middle, a continued fraction in the tails."""
    size, series, fraction = np.abs(z), np.zeros_like(z), np.zeros_like(z)
    term = middle = np.minimum(size, 3)
    for k in range(1, 60):
        series, term = series + term, term * middle**2 / (2 * k + 1)
    far = np.maximum(size, 3)
    for k in range(300, 0, -1):
        fraction = k / (far + fraction)
    above = np.where(size < 3, 0.5 - normal_density(middle) * series, normal_density(far) / (far + fraction))
    return np.where(z < 0, above, 1 - above)


def logistic(z):
    return 1 / (1 + np.exp(-z))


VALUES = {
    "identity": lambda z: z,
    "step": lambda z: z > 0,
    "sigmoid": logistic,
    "tanh": np.tanh,
    "relu": lambda z: np.where(z > 0, z, 0),
    "leaky_relu": lambda z: np.where(z > 0, z, z / 100),
    "elu": lambda z: np.where(z > 0, z, np.expm1(np.minimum(z, 0))),
    "softplus": lambda z: np.logaddexp(WIDE(0), z),
    "silu": lambda z: z * logistic(z),
    "gelu": lambda z: z * normal_cdf(z),
}
DERIVATIVES = {
    "identity": np.ones_like,
    "step": np.zeros_like,
    "sigmoid": lambda z: 1 / (2 + 2 * np.cosh(z)),
    "tanh": lambda z: 1 / np.cosh(z) ** 2,
    "relu": lambda z: z > 0,
    "leaky_relu": lambda z: np.where(z > 0, 1, WIDE(1) / 100),
    "elu": lambda z: np.where(z > 0, 1, np.exp(np.minimum(z, 0))),
    "softplus": logistic,
    "silu": lambda z: logistic(z) * (1 + z * logistic(-z)),
    "gelu": lambda z: normal_cdf(z) + z * normal_density(z),
}


def elementwise(formula, slack):
    """Return the reference of an activation; `slack` is the absolute error where terms cancel, in roundings."""

    def reference(z):
        wide, eps = widened(z), rounding(z)
        value = np.asarray(formula(wide), WIDE)
        condition = 16 + np.minimum(wide**2, 1500)  # exp(-z²) passes on the rounding of its argument
        return value, eps * condition * np.abs(value) + slack * eps + smallest(z)

    return reference


def softmax(z):
    wide = widened(z)
    powers = np.exp(wide - wide.max(axis=-1, keepdims=True))
    value = powers / powers.sum(axis=-1, keepdims=True)
    gaps = np.minimum(wide.max(axis=-1, keepdims=True) - wide, 1500)  # a gap is rounded before its exponential
    return value, rounding(z) * (16 + gaps) * value + smallest(z)


def softmax_jacobian(z):
    value, error = softmax(z)
    n = value.shape[-1]
    jacobian = value[..., :, None] * (np.eye(n) - value[..., None, :])
    return jacobian, error[..., :, None] + error[..., None, :] + 16 * rounding(z)


def preactivation(weights, bias, x, **_):
    weights, x, bias, eps = widened(weights), widened(x), widened(bias), rounding(weights, x)
    size = np.abs(x) @ np.abs(weights) + np.abs(bias)
    return x @ weights + bias, 16 * eps * size + smallest(weights)


def squared_error(y_true, y_pred):
    targets, outputs = widened(y_true), widened(y_pred)
    squares = (outputs - targets.reshape(outputs.shape)) ** 2
    return squares.mean(), 16 * rounding(y_true, y_pred) * squares.mean() + smallest(y_true, y_pred)


def squared_error_gradient(y_true, y_pred):
    targets, outputs = widened(y_true), widened(y_pred)
    value = 2 * (outputs - targets.reshape(outputs.shape)) / outputs.size
    return value, 16 * rounding(y_true, y_pred) * np.abs(value) + smallest(y_true, y_pred)


def binary_cross_entropy(y_true, y_pred, from_logits):
    y, p, eps = widened(y_true), widened(y_pred), rounding(y_true, y_pred)
    y = y.reshape(p.shape)
    if from_logits:
        parts = y * np.logaddexp(WIDE(0), -p), (1 - y) * np.logaddexp(WIDE(0), p)
    else:
        kind = np.float32 if np.asarray(y_pred).dtype == np.float32 else np.float64
        floor = np.log(WIDE(np.finfo(kind).smallest_subnormal))
        parts = -y * np.maximum(np.log(p), floor), -(1 - y) * np.maximum(np.log1p(-p), floor)
    value = (parts[0] + parts[1]).mean()
    return value, 32 * eps * value + smallest(y_true, y_pred)


def cross_entropy(y_true, y_pred, from_logits):
    rows, labels = widened(y_pred), widened(y_true)
    chosen = np.arange(len(rows)), (labels.argmax(axis=1) if labels.ndim == 2 else labels.astype(int))
    if from_logits:
        size = np.abs(rows).max(axis=1)
        costs = np.logaddexp.reduce(rows, axis=1) - rows[chosen]
        return costs.mean(), 16 * rounding(y_pred) * (size + costs + 1).mean()
    floor = np.log(WIDE(np.finfo(np.float32 if np.asarray(y_pred).dtype == np.float32 else float).smallest_subnormal))
    costs = -np.maximum(np.log(rows[chosen]), floor)
    return costs.mean(), 16 * rounding(y_pred) * costs.mean() + smallest(y_pred)


REFERENCES = {
    **{f"{name}()": elementwise(formula, 0) for name, formula in VALUES.items()},
    **{f"{name}.derivative": elementwise(each, 4 * (name in ("silu", "gelu"))) for name, each in DERIVATIVES.items()},
    "softmax()": softmax,
    "softmax.jacobian": softmax_jacobian,
    "Neuron.preactivation": preactivation,
    "mean_squared_error()": squared_error,
    "mean_squared_error.gradient": squared_error_gradient,
    "binary_cross_entropy()": binary_cross_entropy,
    "cross_entropy()": cross_entropy,
}
