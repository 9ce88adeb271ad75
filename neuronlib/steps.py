"""Steps of training: forward, loss, back, and the optimiser's move.

Any model with any loss takes its steps by the public methods, which look at whatever they get.
The models of this library with its losses and its optimisers take the same steps, to the last bit,
but do not look at the same numbers at every stage: all parameters lie in one array, all gradients in another,
and one look at each shows whether anything has overflowed. If something has, the public methods say what.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from neuronlib.activations import sigmoid
from neuronlib.arithmetic import ones
from neuronlib.dense import Dense
from neuronlib.losses import BinaryCrossEntropy, CrossEntropy, MeanSquaredError
from neuronlib.network import Network
from neuronlib.neuron import Neuron
from neuronlib.optimizers import PARAMETERS, SGD, AdaGrad, Adam, Optimizer, RMSProp
from neuronlib.softmax import softmax
from neuronlib.targets import as_binary_pair, as_labels_and_rows, as_pair
from neuronlib.validation import Array, all_finite, require_finite_result

if TYPE_CHECKING:
    from neuronlib.training import Loss, Model

Rows: TypeAlias = NDArray[np.int64] | None  # which examples make a batch; None is all
Epoch: TypeAlias = Callable[[list[Rows]], float]  # takes a step a batch, and returns the mean loss over the examples
Layers: TypeAlias = Sequence[Neuron | Dense]


@contextmanager
def training(model: Model, inputs: Array, targets: Array, loss: Loss, optimizer: Optimizer) -> Iterator[Epoch]:
    """Give what trains for one epoch."""
    checked = _CheckedEpoch(model, inputs, targets, loss, optimizer)
    try:
        layers, ready_targets = _own(model, inputs, targets, loss, optimizer)
    except _NotOwnError:
        yield checked
        return
    with _in_one_row(layers) as parameters, np.errstate(all="ignore"):
        yield _UncheckedEpoch(layers, parameters, ready_targets, checked)


@dataclass
class _CheckedEpoch:
    """Steps by the public methods."""

    model: Model
    inputs: Array
    targets: Array
    loss: Loss
    optimizer: Optimizer

    def __call__(self, batches: list[Rows]) -> float:
        sizes = [len(self.targets) if rows is None else len(rows) for rows in batches]
        values = [self.step(rows) for rows in batches]
        return sum(value * (size / len(self.targets)) for value, size in zip(values, sizes, strict=True))

    def step(self, rows: Rows) -> float:
        """Take a step and return the loss before."""
        y_true, y_pred = _batch(self.targets, rows), self.model.forward(_batch(self.inputs, rows))
        value = self.loss(y_true, y_pred)
        self.model.backward(self.loss.gradient(y_true, y_pred))
        self.optimizer.step(self.model.parameters, self.model.parameter_gradients)
        return value


class _UncheckedEpoch:
    """Steps of the library's own classes, which look at their numbers only before they move."""

    def __init__(self, layers: Layers, parameters: Array, targets: Any, checked: _CheckedEpoch) -> None:
        self.layers, self.checked, self.inputs, self.targets = layers, checked, checked.inputs, targets
        self.loss: Any = checked.loss
        self.optimizer = checked.optimizer
        self.parameters, self.gradients = parameters, np.zeros_like(parameters)
        views = _views(self.gradients, _parameters(layers))
        self.gradients_by_layer = list(zip(views[::2], views[1::2], strict=True))
        self.forward = [(*layer.parameters, layer.activation) for layer in layers]
        self.backward = [
            (layer.activation, grad_weights, grad_bias, layer.weights.T if layer is not layers[0] else None)
            for layer, (grad_weights, grad_bias) in zip(layers, self.gradients_by_layer, strict=True)
        ]
        self.backward.reverse()

    def __call__(self, batches: list[Rows]) -> float:
        outputs = [self.step(rows) for rows in batches]
        require_finite_result(self.parameters, PARAMETERS)
        if len(batches) == 1:
            return float(self.loss._loss(self.targets, outputs[0]))
        return float(self.loss._loss(self.targets.take(np.concatenate(batches), axis=0), np.concatenate(outputs)))

    def step(self, rows: Rows) -> Array:
        """Take a step and return the outputs before."""
        outputs = self.inputs if rows is None else self.inputs.take(rows, axis=0)
        targets = self.targets if rows is None else self.targets.take(rows, axis=0)
        passes, squares = [], 0.0
        for weights, bias, activation in self.forward:
            inputs, z = outputs, np.dot(outputs, weights)
            z += bias
            squares += np.vdot(z, z)  # finite, as long as nothing has overflowed
            outputs = activation.forward(z)
            passes.append((inputs, z, outputs))

        gradient = self.loss._slopes(targets, outputs).astype(outputs.dtype, copy=False)
        row = ones(len(outputs), outputs.dtype)
        for (inputs, z, output), (activation, grad_weights, grad_bias, transposed) in zip(
            reversed(passes), self.backward, strict=True
        ):
            gradient = activation.backward(z, output, gradient)
            np.dot(inputs.T, gradient, grad_weights)
            np.dot(row, gradient, grad_bias)
            if transposed is not None:
                gradient = np.dot(gradient, transposed)

        squares += np.vdot(self.gradients, self.gradients)
        if math.isfinite(squares) or all_finite(self.gradients, *[z for _, z, _ in passes]):
            self.optimizer.n_steps += 1
            self.parameters -= self.optimizer._change(self.gradients, self.optimizer._memories)
        else:
            require_finite_result(self.parameters, PARAMETERS)
            self.checked.step(rows)  # says what is not finite
        return outputs


class _NotOwnError(Exception):
    """Not all that takes part in the training is of this library, or some of it does not fit."""


def _own(model: Any, inputs: Array, targets: Array, loss: object, optimizer: Any) -> tuple[Layers, Any]:
    """Return the layers of a model of this library, and the targets as the loss takes them."""
    layers = model.layers if type(model) is Network else [model]
    if not all(map(_is_own, [model, *layers, loss, optimizer])):
        raise _NotOwnError
    parameters = _parameters(layers)
    if {array.dtype for array in parameters} != {inputs.dtype} or inputs.shape[1] != len(parameters[0]):
        raise _NotOwnError
    try:
        optimizer._remember(parameters)
        return layers, _ready_targets(loss, targets, layers[-1], len(inputs))
    except (TypeError, ValueError) as error:  # which the public methods find again, where it belongs
        raise _NotOwnError from error


def _is_own(part: object) -> bool:
    """Return whether an object is of one of the classes that are known here, with none of its methods replaced."""
    own = (Neuron, Dense, Network, MeanSquaredError, BinaryCrossEntropy, CrossEntropy, SGD, AdaGrad, RMSProp, Adam)
    return type(part) in own and not set(dir(type(part))) & set(vars(part))


def _ready_targets(loss: object, targets: Array, last: Neuron | Dense, n_samples: int) -> Any:
    """Return the targets as the loss takes them, having looked at all of them."""
    outputs = np.zeros((n_samples, *last.parameters[1].shape))
    if type(loss) is MeanSquaredError:
        return as_pair(targets, outputs)[0]
    if type(loss) is BinaryCrossEntropy and last.activation is sigmoid:  # whose outputs are probabilities
        return as_binary_pair(targets, outputs, from_logits=True)[0]
    if type(loss) is CrossEntropy and last.activation is softmax:
        return as_labels_and_rows(targets, outputs, from_logits=True)[0]
    raise _NotOwnError


@contextmanager
def _in_one_row(layers: Layers) -> Iterator[Array]:
    """Give one array in which the parameters of the layers stand for the time of training."""
    arrays = _parameters(layers)
    row = np.concatenate([array.reshape(-1) for array in arrays])
    views = _views(row, arrays)
    for i, layer in enumerate(layers):
        layer._adopt(*views[2 * i : 2 * i + 2])
    try:
        yield row
    finally:
        for array, view in zip(arrays, views, strict=True):
            array[...] = view
        for i, layer in enumerate(layers):
            layer._adopt(*arrays[2 * i : 2 * i + 2])


def _parameters(layers: Layers) -> list[Array]:
    return [array for layer in layers for array in layer.parameters]


def _views(row: Array, arrays: Sequence[Array]) -> list[Array]:
    """Return views of the parts of a row, in the shapes of the arrays that stand in it."""
    ends = np.cumsum([array.size for array in arrays])
    return [part.reshape(array.shape) for part, array in zip(np.split(row, ends[:-1]), arrays, strict=True)]


def _batch(array: Any, rows: Rows) -> Any:
    return array if rows is None else array.take(rows, axis=0)
