"""An independent reference for everything in the library that computes: the one place where tests name its parts.

The parts themselves are found in the library; `test_package` says which of them has no reference here.
"""

import math
from dataclasses import fields
from functools import partial
from itertools import product

import numpy as np

import neuronlib
from neuronlib import Conv2D, Dense, Network, Neuron
from neuronlib.activations import ELEMENTWISE
from neuronlib.losses import Loss
from neuronlib.optimizers import Optimizer

WIDE = np.longdouble
STEP = 1e-30
ERFC = np.vectorize(math.erfc, otypes=[float])


def complex_step(function, x):
    """Return the gradient of a function of complex numbers: an imaginary step has no rounding error."""
    point = np.asarray(x, dtype=float)
    result = np.zeros_like(point)
    for index in np.ndindex(point.shape):
        shifted = point.astype(complex)
        shifted[index] += STEP * 1j
        result[index] = np.imag(function(shifted)) / STEP
    return result


# Activations, for real and for complex numbers of any precision.


def logistic(z):
    return 1 / (1 + np.exp(-z))


def normal_cdf(z):
    """Return the normal distribution function at real numbers, and a tiny step away from them."""
    real = np.asarray(ERFC(-z.real / np.sqrt(2)) / 2, WIDE)
    density = np.exp(-(z.real**2) / 2) / np.sqrt(8 * np.arctan(WIDE(1)))
    return real + 1j * z.imag * density if np.iscomplexobj(z) else real


def below_zero(z):
    return np.where(z.real > 0, 0, z)


ACTIVATIONS = {
    "identity": lambda z: z,
    "step": lambda z: np.where(z.real > 0, 1 + 0 * z, 0 * z),
    "sigmoid": logistic,
    "tanh": np.tanh,
    "relu": lambda z: np.where(z.real > 0, z, 0),
    "leaky_relu": lambda z: np.where(z.real > 0, z, z / 100),
    "elu": lambda z: np.where(z.real > 0, z, np.expm1(below_zero(z))),
    "softplus": lambda z: np.where(z.real > 99, z, np.log1p(np.exp(np.where(z.real > 99, 0, z)))),
    "silu": lambda z: z * logistic(z),
    "gelu": lambda z: z * normal_cdf(z),
}
FLAT = 10_000  # so far out, every activation has the slope that it has farther out


def slopes(formula, z):
    """Return the derivative of an activation by complex steps, in the widest type of the machine."""
    near = np.clip(np.asarray(z, WIDE), -FLAT, FLAT)
    return np.imag(formula(near + WIDE(STEP) * 1j)) / WIDE(STEP)


def softmax(z):
    powers = np.exp(z - z.real.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


NAMES, ALL_NAMES = list(ELEMENTWISE), [*ELEMENTWISE, neuronlib.softmax.name]


def formula_of(name):
    return softmax if name == neuronlib.softmax.name else ACTIVATIONS[name]


def activation_of(name):
    return neuronlib.softmax if name == neuronlib.softmax.name else ELEMENTWISE[name]


def falls(name):
    """Return whether an activation falls anywhere, so that terms of its derivative cancel there."""
    return bool((np.diff(ACTIVATIONS[name](np.linspace(-9, 9, 1_000))) < 0).any())


# Losses: their formula for targets and outputs, with examples of both.

RNG = np.random.default_rng(4)
LABELS, ROWS = np.array([0, 2, 1, 2]), RNG.dirichlet([1, 1, 1], size=4)
TARGETS, PROBABILITIES, NUMBERS = RNG.uniform(size=(4, 3)), RNG.uniform(0.05, 0.95, (4, 3)), RNG.normal(size=(4, 3))


def binary(y, p):
    return -(y * np.log(p) + (1 - y) * np.log(1 - p)).mean()


def of_classes(y, p):
    return -np.log(p[np.arange(len(p)), y]).mean()


LOSSES = {
    "MeanSquaredError()": (TARGETS, NUMBERS, "identity", lambda y, p: ((p - y) ** 2).mean()),
    "BinaryCrossEntropy(from_logits=False)": (TARGETS, PROBABILITIES, "sigmoid", binary),
    "BinaryCrossEntropy(from_logits=True)": (TARGETS, NUMBERS, "identity", lambda y, z: binary(y, logistic(z))),
    "CrossEntropy(from_logits=False)": (LABELS, ROWS, "softmax", of_classes),
    "CrossEntropy(from_logits=True)": (LABELS, NUMBERS, "identity", lambda y, z: of_classes(y, softmax(z))),
}

# Optimisers: the published recurrence of one number.


def sgd(p, gradients, learning_rate, momentum):
    v = 0.0
    for g in gradients:
        v = momentum * v + g
        p -= learning_rate * v
    return p


def adagrad(p, gradients, learning_rate, epsilon):
    total = 0.0
    for g in gradients:
        total += g * g
        p -= learning_rate * g / math.sqrt(total + epsilon)
    return p


def rmsprop(p, gradients, learning_rate, decay, epsilon):
    s = 0.0
    for g in gradients:
        s = decay * s + (1 - decay) * g * g
        p -= learning_rate * g / math.sqrt(s + epsilon)
    return p


def adam(p, gradients, learning_rate, beta_1, beta_2, epsilon):
    m = s = 0.0
    for t, g in enumerate(gradients, start=1):
        m = beta_1 * m + (1 - beta_1) * g
        s = beta_2 * s + (1 - beta_2) * g * g
        p -= learning_rate * (m / (1 - beta_1**t)) / (math.sqrt(s / (1 - beta_2**t)) + epsilon)
    return p


RULES = {"SGD": sgd, "AdaGrad": adagrad, "RMSProp": rmsprop, "Adam": adam}

# Models: how to make a small one, and what it computes from its parameters.

START = np.random.default_rng(3)
W3, B2, W32, V22 = START.uniform(-1, 1, 3), START.uniform(-1, 1, 2), START.uniform(-1, 1, (3, 2)), np.eye(2) - 0.3
INPUTS = START.uniform(-1, 1, (4, 3))


def neuron(activation="sigmoid", dtype=float):
    return Neuron(W3.astype(dtype), 0.3, activation)


def dense(activation="sigmoid", dtype=float):
    return Dense.from_weights(W32.astype(dtype), B2, activation)


def network(activation="sigmoid", dtype=float):
    return Network([dense("tanh", dtype), Dense.from_weights(V22.astype(dtype), B2[::-1], activation)])


def conv2d(activation="sigmoid", dtype=float):
    return Conv2D.from_weights((1, 1, 3), V22[:1, None, None].astype(dtype), B2[:1], activation)


def two_windows(g, X, parameters):
    W, b = parameters
    return g(np.stack([X[:, :2] @ W[0, 0, 0] + b[0], X[:, 1:] @ W[0, 0, 0] + b[0]], axis=1))


def two_layers(g, X, parameters):
    W, b, V, c = parameters
    return g(np.tanh(X @ W + b) @ V + c)


MODELS = {
    "Neuron": (neuron, lambda g, X, parameters: g(X @ parameters[0] + parameters[1])),
    "Dense": (dense, lambda g, X, parameters: g(X @ parameters[0] + parameters[1])),
    "Network": (network, two_layers),
    "Conv2D": (conv2d, two_windows),
}
WITHOUT_ACTIVATION = ["MaxPool2D", "Embedding"]  # in test_pictures_and_symbols.py
MAKERS = {name: make for name, (make, _) in MODELS.items()}
WITH_ACTIVATIONS = [(m, a) for m in MAKERS for a in (NAMES if m == "Neuron" else ALL_NAMES)]


def arrays_of(model):
    return [array.tolist() for array in model.parameters]


# What the library has.


def classes_of(kind):
    values = {name: getattr(neuronlib, name) for name in neuronlib.__all__}
    return {name: value for name, value in values.items() if isinstance(value, type) and issubclass(value, kind)}


def all_losses():
    """Return every loss with every setting, by what it shows of itself."""
    kinds = classes_of(Loss).values()
    losses = [kind(*flags) for kind in kinds for flags in product([False, True], repeat=len(fields(kind)))]
    return {repr(loss): loss for loss in losses}


def all_optimizers():
    """Return a maker of every optimiser: with its usual settings, and with each other than usual, shares also at 0."""
    makers = {}
    for name, kind in classes_of(Optimizer).items():
        makers[name] = partial(kind, learning_rate=0.1)
        for setting in (each for each in fields(kind) if each.name != "learning_rate"):
            is_share = setting.name != "epsilon"
            value = (0.9 if setting.default == 0 else 0.5) if is_share else 0.01
            makers[f"{name}, {setting.name}"] = partial(kind, learning_rate=0.1, **{setting.name: value})
            if is_share:
                makers[f"{name}, no {setting.name}"] = partial(kind, learning_rate=0.1, **{setting.name: 0.0})
    return makers


LOSS_OBJECTS, OPTIMIZERS = all_losses(), all_optimizers()
USUAL = list(classes_of(Optimizer))


# What calls with any numbers should return, with how far rounding may lead from it.


def widened(values):
    """Return numbers as the library takes them, float32 as it is and all else as float64, and then wide."""
    values = np.asarray(values)
    return (values if values.dtype == np.float32 else values.astype(np.float64)).astype(WIDE)


def rounding(numbers):
    """Return the relative rounding error and the smallest number of the type that the library computes with."""
    kind = np.finfo(np.float32 if np.asarray(numbers).dtype == np.float32 else np.float64)
    return kind.eps, WIDE(kind.tiny)


def elementwise(function, slack, z):
    """Return the values of an activation; `slack` is the absolute error where terms cancel, in roundings."""
    wide, (eps, tiny) = widened(z), rounding(z)
    value = np.asarray(function(wide), WIDE)
    condition = 16 + np.minimum(wide**2, 1500)  # exp(-z²) passes on the rounding of its argument
    return value, eps * condition * np.abs(value) + slack * eps + tiny


def softmax_of(z):
    wide, (eps, tiny) = widened(z), rounding(z)
    value = softmax(wide)
    gaps = np.minimum(wide.max(axis=-1, keepdims=True) - wide, 1500)  # a gap is rounded before its exponential
    return value, eps * (16 + gaps) * value + tiny


def softmax_jacobian(z):
    value, error = softmax_of(z)
    jacobian = value[..., :, None] * (np.eye(value.shape[-1]) - value[..., None, :])
    return jacobian, error[..., :, None] + error[..., None, :] + 16 * rounding(z)[0]


RIGHT = {
    **{f"{name}()": partial(elementwise, formula, 0) for name, formula in ACTIVATIONS.items()},
    **{
        f"{name}.derivative": partial(elementwise, partial(slopes, formula), 4 * falls(name))
        for name, formula in ACTIVATIONS.items()
    },
    "softmax()": softmax_of,
    "softmax.jacobian": softmax_jacobian,
}


def require_right(result, name, z):
    """Fail unless the numbers that a call returns are those of its reference, within what it allows for rounding."""
    with np.errstate(all="ignore"):
        value, error = RIGHT[name](z)
        wrong = np.abs(np.asarray(result) - value) > error
    assert np.shape(result) == np.shape(value)
    assert not wrong.any(), f"must be {value} within {error}, got {result!r}"
