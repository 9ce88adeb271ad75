"""Training: show examples, measure the loss, go back through the model, take a step, again."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from neuronlib.border import require_finite_sums, unchecked
from neuronlib.losses import Loss
from neuronlib.model import Model
from neuronlib.optimizers import Optimizer, as_arrays
from neuronlib.settings import Rng, as_generator, whole_number
from neuronlib.validation import Array, as_float_array, require_in_range, require_methods, require_trainable, shown


def fit(
    model: Any,
    X: ArrayLike,
    y: ArrayLike,
    *,
    loss: Any,
    optimizer: Optimizer,
    epochs: int,
    batch_size: int | None = None,
    validation: tuple[ArrayLike, ArrayLike] | None = None,
    callback: Callable[[int, Any], bool | None] | None = None,
    rng: Rng = None,
) -> "History":
    """Train a model in place.

    Every epoch goes through all examples, batch by batch: forward, the gradient of the loss, backward, a step.

    Parameters
    ----------
    model : Neuron, Dense, Network or TensorModel
        Its parameters are changed.
    X : array_like of shape (n_samples, n_inputs)
        One example a row.
    y : array_like, n_samples long
        Targets that fit the loss.
    loss : mean_squared_error, binary_cross_entropy or cross_entropy
        Or another loss, such as ``BinaryCrossEntropy(from_logits=True)``; or any callable with a `gradient`.
    optimizer : SGD, AdaGrad, RMSProp or Adam
        Takes the steps; one that has not trained another model.
    epochs : int
        Passes over all examples, at least 1.
    batch_size : int, optional
        Examples a step; None takes all at once. With fewer than all, the rows are shuffled every epoch.
    validation : pair (X, y), optional
        Examples on which the loss is measured after each epoch, without learning from them.
    callback : callable, optional
        Called as ``callback(epoch, history)`` after every epoch, counted from 1. It may look at the model,
        show the progress or set ``optimizer.learning_rate``; if it returns True, the training ends.
    rng : int, numpy.random.Generator or None
        Source of the shuffling.

    Returns
    -------
    History
        The loss of every epoch.

    Raises
    ------
    TypeError or ValueError
        If an argument does not fit.
    DivergenceError
        If the numbers of the training overflow; the model is then as it was after the epoch before.

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

    Until the loss is low enough, or for 100 epochs:

    >>> def low_enough(epoch, history):
    ...     return history.loss[-1] < 0.3
    >>> neuron = Neuron([0.0, 0.0])
    >>> history = fit(neuron, X, y, loss=binary_cross_entropy, optimizer=SGD(1.0), epochs=100, callback=low_enough)
    >>> print(len(history.loss), f"{history.loss[-1]:.3f}")
    31 0.300
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
    TypeError: model must be a Neuron, Dense, Network or TensorModel, got 'neuron'
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
    require_trainable(model, loss)
    require_methods(optimizer, "optimizer", "an optimizer such as SGD(0.1)", "step")
    if callback is not None:
        require_methods(callback, "callback", "a function of the epoch and the history", "__call__")
    if validation is not None and not (isinstance(validation, tuple | list) and len(validation) == 2):
        raise TypeError(f"validation must be a pair (X, y), got {type(validation).__name__}")
    inputs, targets = _examples(X, y, "X", "y")
    held_out = [] if validation is None else [_examples(*validation, "validation[0]", "validation[1]")]
    epochs = whole_number(epochs, "epochs")
    size = len(inputs) if batch_size is None else whole_number(batch_size, "batch_size")
    generator, outputs = as_generator(rng), model(inputs[:size])
    targets = loss._ready(targets, outputs) if isinstance(loss, Loss) else targets
    train = _trainer(model, inputs, targets, loss, optimizer)

    def held_out_losses() -> list[float]:
        return [loss(labels, model(points)) for points, labels in held_out]

    held_out_losses()  # refuses what does not fit
    history, parameters = History(), as_arrays(model.parameters)
    for epoch in range(1, epochs + 1):
        before = [parameter.copy() for parameter in parameters]
        try:
            losses = [train(*_batches(len(inputs), size, generator))], held_out_losses()
        except ValueError as error:
            _go_back(parameters, optimizer, before)
            now = f"The model is as it was after {epoch - 1} epochs; if losses have grown, use a smaller learning_rate"
            raise DivergenceError(f"in epoch {epoch} of {epochs}: {error}. {now}", history) from error
        history.loss += losses[0]
        history.validation_loss += losses[1]
        if callback is not None and _is_end(callback(epoch, history)):
            break
    return history


def _trainer(model: Any, X: Array, y: Array, loss: Any, optimizer: Optimizer) -> Callable[[Any, list[Any]], float]:
    """Return what trains for one epoch, a step a batch, and gives the mean loss of the outputs before each step."""
    if isinstance(optimizer, Optimizer):
        optimizer._remember(model.parameters)
    layers = getattr(model, "layers", [model]) if isinstance(model, Model) else []
    methods: Any = model.forward, loss.gradient, model.backward, optimizer.step, loss.__call__
    methods += tuple(method for layer in layers for method in (layer.forward, layer.backward))
    forward, gradient, backward, step, mean_loss, *_ = bare = unchecked(*methods)  # `fit` has looked at what they need
    layers = layers if bare != methods else []  # methods of others look for themselves
    parameters = model.parameters
    state = optimizer._state() if isinstance(optimizer, Optimizer) else parameters

    def train(order: Any, batches: list[Any]) -> float:
        outputs = []
        try:
            for first in layers[:1]:
                first.reads_examples = True
            with np.errstate(all="ignore"):
                for rows in batches:
                    outputs.append(forward(X if len(batches) == 1 else X.take(rows, axis=0)))
                    backward(gradient(y[rows], outputs[-1]))
                    step(parameters, model.parameter_gradients)
                value = float(mean_loss(y[order], np.concatenate(outputs)))
        finally:
            for first in layers[:1]:
                first.reads_examples = False
        require_in_range("parameters after the step", *state)
        for layer in layers:
            require_finite_sums(layer, *layer.last)
        return value if math.isfinite(value) else loss(y[order], np.concatenate(outputs))  # which says what is wrong

    return train


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


class DivergenceError(ValueError):
    """The numbers of a training have grown beyond what a number can be.

    Attributes
    ----------
    history : History
        The losses of the epochs until then.

    Examples
    --------
    >>> from neuronlib import SGD, DivergenceError, Neuron, fit, mean_squared_error
    >>> neuron = Neuron([1.0], activation="identity")
    >>> try:
    ...     fit(neuron, [[1.0], [2.0]], [0, 0], loss=mean_squared_error, optimizer=SGD(1e100), epochs=9)
    ... except DivergenceError as error:
    ...     print(str(error).partition(": ")[0], [f"{loss:.2g}" for loss in error.history.loss], f"{neuron.bias:.2g}")
    in epoch 3 of 9 ['2.5', '1.2e+202'] 2.1e+201
    """

    def __init__(self, message: str, history: History | None = None) -> None:
        super().__init__(message)
        self.history = history or History()


def _batches(n_samples: int, size: int, generator: np.random.Generator) -> tuple[Any, list[Any]]:
    """Return the order of the examples, and which rows make each batch: places, or a slice of all."""
    if size >= n_samples:
        return slice(None), [slice(None)]
    order = generator.permutation(n_samples).astype(np.intp)  # a browser's processor has 32 bits
    return order, [order[start : start + size] for start in range(0, n_samples, size)]


def _go_back(parameters: list[Array], optimizer: Optimizer, before: list[Array]) -> None:
    """Give the model the parameters it had, and let the optimiser begin anew."""
    for parameter, old in zip(parameters, before, strict=True):
        parameter[...] = old
    if isinstance(optimizer, Optimizer):
        optimizer.forget()


def _is_end(answer: Any) -> bool:
    if answer is not None and not isinstance(answer, bool | np.bool_):
        raise TypeError(f"callback must return True, False or None, got {shown(answer)}")
    return bool(answer)


def _examples(X: ArrayLike, y: ArrayLike, name: str, y_name: str) -> tuple[Array, Array]:
    inputs, targets = as_float_array(X, name), as_float_array(y, y_name)
    if inputs.ndim != 2 or len(inputs) == 0:
        raise ValueError(f"{name} must have shape (n_samples, n_inputs), got shape {inputs.shape}")
    if targets.ndim == 0 or len(targets) != len(inputs):
        raise ValueError(f"{y_name} must hold {len(inputs)} targets, one a row of {name}, got shape {targets.shape}")
    return inputs, targets
