"""Training: show examples, measure the loss, go back through the model, take a step, again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import ArrayLike

from neuronlib.optimizers import Optimizer
from neuronlib.steps import training
from neuronlib.unchecked_steps import Rows
from neuronlib.validation import (
    Array,
    Rng,
    as_float_array,
    as_generator,
    positive_integer,
    require_methods,
    require_model_and_loss,
)


def fit(
    model: Model,
    X: ArrayLike,
    y: ArrayLike,
    *,
    loss: Loss,
    optimizer: Optimizer,
    epochs: int,
    batch_size: int | None = None,
    validation: tuple[ArrayLike, ArrayLike] | None = None,
    rng: Rng = None,
) -> History:
    """Train a model in place.

    Parameters
    ----------
    model : Neuron, Dense or Network
        Its parameters are changed.
    X : array_like of shape (n_samples, n_inputs)
        One example a row.
    y : array_like, n_samples long
        Targets that fit the loss.
    loss : mean_squared_error, binary_cross_entropy or cross_entropy
        Or any callable with a `gradient`.
    optimizer : SGD, AdaGrad, RMSProp or Adam
        Takes the steps; one that has not trained another model.
    epochs : int
        Passes over all examples, at least 1.
    batch_size : int, optional
        Examples a step; None takes all at once. With fewer than all, the rows are shuffled every epoch.
    validation : pair (X, y), optional
        Examples on which the loss is measured after each epoch, without learning from them.
    rng : int, numpy.random.Generator or None
        Source of the shuffling.

    Returns
    -------
    History
        The loss of every epoch.

    Raises
    ------
    TypeError or ValueError
        If an argument does not fit, or the numbers of the training overflow.

    Examples
    --------
    >>> from neuronlib import Neuron, SGD, binary_cross_entropy, fit
    >>> neuron = Neuron([0.0, 0.0])
    >>> X, y = [[0, 0], [0, 1], [1, 0], [1, 1]], [0, 0, 0, 1]
    >>> history = fit(neuron, X, y, loss=binary_cross_entropy, optimizer=SGD(1.0), epochs=100)
    >>> print([f"{p:.2f}" for p in neuron(X)])
    ['0.01', '0.15', '0.15', '0.79']
    >>> print(f"{history.loss[0]:.4f} {history.loss[-1]:.4f}", history.validation_loss)
    0.6931 0.1437 []

    In batches of 3, in another order each epoch, and with other examples to measure on:

    >>> neuron = Neuron([0.0, 0.0])
    >>> history = fit(neuron, X, y, loss=binary_cross_entropy, optimizer=SGD(1.0), epochs=3, batch_size=3,
    ...               validation=([[1, 2]], [1]), rng=0)
    >>> print([f"{loss:.4f}" for loss in history.loss], [f"{loss:.4f}" for loss in history.validation_loss])
    ['0.8184', '0.7753', '0.5572'] ['0.1547', '0.4725', '0.8668']
    >>> fit(neuron, X, y[:3], loss=binary_cross_entropy, optimizer=SGD(1.0), epochs=1)
    Traceback (most recent call last):
        ...
    ValueError: y must hold 4 targets, one a row of X, got shape (3,)
    >>> fit(neuron, X[0], y, loss=binary_cross_entropy, optimizer=SGD(1.0), epochs=1)
    Traceback (most recent call last):
        ...
    ValueError: X must have shape (n_samples, n_inputs), got shape (2,)
    >>> fit(neuron, X, y, loss="binary_cross_entropy", optimizer=SGD(1.0), epochs=1)
    Traceback (most recent call last):
        ...
    TypeError: loss must be a loss such as mean_squared_error, got 'binary_cross_entropy'
    >>> fit(neuron, X, y, loss=binary_cross_entropy, optimizer="sgd", epochs=1)
    Traceback (most recent call last):
        ...
    TypeError: optimizer must be an optimizer such as SGD(0.1), got 'sgd'
    >>> fit("neuron", X, y, loss=binary_cross_entropy, optimizer=SGD(1.0), epochs=1)
    Traceback (most recent call last):
        ...
    TypeError: model must be a Neuron, Dense or Network, got 'neuron'
    >>> fit(neuron, X, y, loss=binary_cross_entropy, optimizer=SGD(1.0), epochs=0)
    Traceback (most recent call last):
        ...
    ValueError: epochs must be at least 1, got 0
    >>> fit(neuron, X, y, loss=binary_cross_entropy, optimizer=SGD(1.0), epochs=1, batch_size=0)
    Traceback (most recent call last):
        ...
    ValueError: batch_size must be at least 1, got 0
    >>> fit(neuron, X, y, loss=binary_cross_entropy, optimizer=SGD(1.0), epochs=1, validation=X)
    Traceback (most recent call last):
        ...
    TypeError: validation must be a pair (X, y), got list
    """
    require_model_and_loss(model, loss)
    require_methods(optimizer, "optimizer", "an optimizer such as SGD(0.1)", "step")
    inputs, targets = _examples(X, y, ("X", "y"))
    held_out = _examples(*_as_pair(validation), ("validation[0]", "validation[1]")) if validation is not None else None
    n_epochs = positive_integer(epochs, "epochs")
    size = len(inputs) if batch_size is None else min(positive_integer(batch_size, "batch_size"), len(inputs))
    generator = as_generator(rng)

    history = History()
    with training(model, inputs, targets, loss, optimizer, size) as train:
        for epoch in range(n_epochs):
            try:
                history.loss.append(train(_batches(len(inputs), size, generator)))
                if held_out is not None:
                    history.validation_loss.append(loss(held_out[1], model(held_out[0])))
            except ValueError as error:
                raise ValueError(f"in epoch {epoch + 1} of {n_epochs}: {error}") from error
    return history


@dataclass
class History:
    """The losses of a training run, one an epoch.

    Attributes
    ----------
    loss : list of float
        Mean loss over the epoch's examples, each measured just before the step that used it.
    validation_loss : list of float
        Loss on the validation data at the end of the epoch; empty without such data.
    """

    loss: list[float] = field(default_factory=list)
    validation_loss: list[float] = field(default_factory=list)


class Model(Protocol):
    """What can be trained: Neuron, Dense and Network, or anything with the same five names."""

    def __call__(self, x: ArrayLike, /) -> Array:
        """Return the outputs."""

    def forward(self, x: ArrayLike, /) -> Array:
        """Return the outputs and remember what `backward` needs."""

    def backward(self, grad_output: ArrayLike, /) -> Array:
        """Return the gradient for the inputs and keep those of the parameters."""

    @property
    def parameters(self) -> list[Array]:
        """The arrays that training changes."""

    @property
    def parameter_gradients(self) -> list[Array]:
        """Their gradients, in their order."""


class Loss(Protocol):
    """What can be minimised: a callable with a `gradient`."""

    def __call__(self, y_true: ArrayLike, y_pred: ArrayLike, /) -> float:
        """Return how wrong the outputs are."""

    def gradient(self, y_true: ArrayLike, y_pred: ArrayLike, /) -> Array:
        """Return the derivative of the loss by every output."""


def _batches(n_samples: int, size: int, generator: np.random.Generator) -> list[Rows]:
    if size == n_samples:
        return [None]
    order = generator.permutation(n_samples)
    return [order[start : start + size] for start in range(0, n_samples, size)]


def _examples(X: ArrayLike, y: ArrayLike, names: tuple[str, str]) -> tuple[Array, Array]:
    inputs, targets = as_float_array(X, names[0]), as_float_array(y, names[1])
    if inputs.ndim != 2 or len(inputs) == 0:
        raise ValueError(f"{names[0]} must have shape (n_samples, n_inputs), got shape {inputs.shape}")
    if targets.ndim == 0 or len(targets) != len(inputs):
        raise ValueError(
            f"{names[1]} must hold {len(inputs)} targets, one a row of {names[0]}, got shape {targets.shape}"
        )
    return inputs, targets


def _as_pair(validation: tuple[ArrayLike, ArrayLike]) -> tuple[ArrayLike, ArrayLike]:
    if not isinstance(validation, tuple | list) or len(validation) != 2:
        raise TypeError(f"validation must be a pair (X, y), got {type(validation).__name__}")
    return validation[0], validation[1]
