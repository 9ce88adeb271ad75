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
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from neuronlib.activations import sigmoid
from neuronlib.dense import Dense
from neuronlib.losses import BinaryCrossEntropy, CrossEntropy, MeanSquaredError
from neuronlib.network import Network
from neuronlib.neuron import Neuron
from neuronlib.optimizers import SGD, AdaGrad, Adam, Optimizer, RMSProp
from neuronlib.passes import backward_pass, forward_pass
from neuronlib.softmax import softmax
from neuronlib.targets import as_binary_pair, as_labels_and_rows, as_pair
from neuronlib.validation import Array, all_finite

if TYPE_CHECKING:
    from neuronlib.training import Loss, Model

Rows: TypeAlias = NDArray[np.int64] | None  # which examples make a batch; None is all
Step: TypeAlias = Callable[[Rows], float]  # trains on a batch, and returns its loss before
Layers: TypeAlias = Sequence[Neuron | Dense]


@contextmanager
def training_step(model: Model, inputs: Array, targets: Array, loss: Loss, optimizer: Optimizer) -> Iterator[Step]:
    """Give what takes a step on some of the examples."""

    def checked_step(rows: Rows) -> float:
        y_true, y_pred = _batch(targets, rows), model.forward(_batch(inputs, rows))
        value = loss(y_true, y_pred)
        model.backward(loss.gradient(y_true, y_pred))
        optimizer.step(model.parameters, model.parameter_gradients)
        return value

    try:
        layers, ready_targets = _own(model, inputs, targets, loss, optimizer)
    except _NotOwn:
        yield checked_step
        return

    with _in_one_row(layers) as parameters, np.errstate(all="ignore"):
        unchecked = _UncheckedSteps(layers, parameters, inputs, ready_targets, loss, optimizer)

        def step(rows: Rows) -> float:
            value = unchecked.step(rows)
            return checked_step(rows) if value is None else value

        yield step


class _UncheckedSteps:
    """Steps of the library's own classes, which look at their numbers only before they move."""

    def __init__(
        self, layers: Layers, parameters: Array, inputs: Array, targets: Any, loss: Any, optimizer: Optimizer
    ) -> None:
        self.layers, self.parameters, self.inputs = layers, parameters, inputs
        self.targets, self.loss, self.optimizer = targets, loss, optimizer
        self.gradients = np.empty_like(parameters)
        views = _views(self.gradients, _parameters(layers))
        self.gradients_by_layer = list(zip(views[::2], views[1::2], strict=True))  # weights, biases

    def step(self, rows: Rows) -> float | None:
        """Take a step and return the loss before; if a number is not finite, return None and change no parameter."""
        outputs, targets = _batch(self.inputs, rows), _batch(self.targets, rows)
        for layer in self.layers:
            layer._last = forward_pass(outputs, *layer.parameters, layer.activation)
            outputs = layer._last.outputs
        value = float(self.loss._value(targets, outputs))
        self._backward(self.loss._slopes(targets, outputs).astype(outputs.dtype, copy=False))
        sums = (layer._last.preactivation for layer in self.layers)
        if not (math.isfinite(value) and all_finite(self.gradients) and all(map(all_finite, sums))):
            return None
        self.optimizer.n_steps += 1
        self.optimizer._move(self.parameters, self.gradients, self.optimizer._memories)
        return value

    def _backward(self, grad_output: Array) -> None:
        for layer, out in zip(reversed(self.layers), reversed(self.gradients_by_layer), strict=True):
            grad_z, layer._gradients = backward_pass(layer._last, grad_output, layer.activation, out)
            if layer is not self.layers[0]:  # nobody asks for the gradient of the examples
                grad_output = np.dot(grad_z, layer.weights.T)


class _NotOwn(Exception):
    """Not all that takes part in the training is of this library, or some of it does not fit."""


def _own(model: object, inputs: Array, targets: Array, loss: object, optimizer: object) -> tuple[Layers, Any]:
    """Return the layers of a model of this library, and the targets as the steps take them."""
    layers = model.layers if type(model) is Network else [model]
    parts = [model, *layers, loss, optimizer]
    if not all(_is_own(part) for part in parts):
        raise _NotOwn
    parameters = _parameters(layers)
    if {array.dtype for array in parameters} != {inputs.dtype} or inputs.shape[1] != len(parameters[0]):
        raise _NotOwn
    try:
        optimizer._remember(parameters)
        return layers, _ready_targets(loss, targets, layers[-1], len(inputs))
    except (TypeError, ValueError) as error:
        raise _NotOwn from error


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
    raise _NotOwn


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
