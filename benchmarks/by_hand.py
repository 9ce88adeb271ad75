"""Networks with one hidden layer, written by hand in NumPy, as one would for one occasion."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def sigmoid(z: Array) -> Array:
    """Return the sigmoid, without overflow."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def softmax(z: Array) -> Array:
    """Return each row as probabilities, without overflow."""
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


ACTIVATIONS = {"tanh": np.tanh, "relu": lambda z: np.maximum(z, 0)}
SLOPES = {"tanh": lambda z, a: 1 - a**2, "relu": lambda z, a: z > 0}


def train(
    parameters: list[Array],
    activation: str,
    X: Array,
    y: Array,
    *,
    learning_rate: float,
    epochs: int,
    batch_size: int,
    rng: int,
) -> list[float]:
    """Train in place, for yes or no with one output and for classes with several; return the losses."""
    W1, b1, W2, b2 = parameters
    n_samples, generator, losses = len(X), np.random.default_rng(rng), []
    for _ in range(epochs):
        order, total = generator.permutation(n_samples), 0.0
        for start in range(0, n_samples, batch_size):
            x, t = (
                (X, y)
                if batch_size >= n_samples
                else (X[order[start : start + batch_size]], y[order[start : start + batch_size]])
            )
            n = len(x)
            z = x @ W1 + b1
            hidden = ACTIVATIONS[activation](z)
            scores = hidden @ W2 + b2
            if scores.shape[1] == 1:
                p, t = sigmoid(scores), t[:, None]
                total += -np.mean(t * np.log(p) + (1 - t) * np.log(1 - p)) * n
                grad = (p - t) / n
            else:
                p, rows = softmax(scores), np.arange(n)
                total += -np.log(p[rows, t]).mean() * n
                grad = p
                grad[rows, t] -= 1
                grad /= n
            grad_hidden = (grad @ W2.T) * SLOPES[activation](z, hidden)
            W2 -= learning_rate * (hidden.T @ grad)
            b2 -= learning_rate * grad.sum(axis=0)
            W1 -= learning_rate * (x.T @ grad_hidden)
            b1 -= learning_rate * grad_hidden.sum(axis=0)
        losses.append(total / n_samples)
    return losses
