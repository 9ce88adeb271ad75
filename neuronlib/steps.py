"""Steps of training: forward, loss, back, and the optimiser's move.

Any model with any loss takes its steps by the public methods, which look at whatever they get.
The models of this library with its losses and its optimisers take the same steps, to the last bit,
without a look at the same numbers at every stage; if one is not finite, the public methods say what.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from neuronlib.activations import ELEMENTWISE, sigmoid
from neuronlib.dense import Dense
from neuronlib.losses import BinaryCrossEntropy, CrossEntropy, MeanSquaredError
from neuronlib.network import Network
from neuronlib.neuron import Neuron
from neuronlib.optimizers import SGD, AdaGrad, Adam, Optimizer, RMSProp
from neuronlib.softmax import softmax
from neuronlib.targets import as_binary_pair, as_labels_and_rows, as_pair
from neuronlib.unchecked_steps import Layers, Rows, UncheckedEpoch, all_parameters, in_one_row
from neuronlib.validation import Array

if TYPE_CHECKING:
    from neuronlib.training import Loss, Model

Epoch: TypeAlias = Callable[[list[Rows]], float]  # takes a step a batch, and returns the mean loss over the examples

_OWN = (Neuron, Dense, Network, MeanSquaredError, BinaryCrossEntropy, CrossEntropy, SGD, AdaGrad, RMSProp, Adam)


@contextmanager
def training(
    model: Model, inputs: Array, targets: Array, loss: Loss, optimizer: Optimizer, n_rows: int
) -> Iterator[Epoch]:
    """Give what trains for one epoch, in batches of at most so many rows."""
    checked = _CheckedEpoch(model, inputs, targets, loss, optimizer)
    try:
        layers, ready_targets = _own(model, inputs, targets, loss, optimizer)
    except _NotOwnError:
        yield checked
        return
    with in_one_row(layers) as parameters, np.errstate(all="ignore"):
        yield UncheckedEpoch(layers, parameters, inputs, ready_targets, loss, optimizer, n_rows, checked.step)


@dataclass
class _CheckedEpoch:
    """Takes a step a batch by the public methods."""

    model: Model
    inputs: Array
    targets: Array
    loss: Loss
    optimizer: Optimizer

    def __call__(self, batches: list[Rows]) -> float:
        """Return the mean loss over the examples, each measured before the step that used it."""
        n_samples = len(self.targets)
        shares = [1.0 if rows is None else len(rows) / n_samples for rows in batches]
        return sum(self.step(rows) * share for rows, share in zip(batches, shares, strict=True))

    def step(self, rows: Rows) -> float:
        """Take a step and return the loss before it."""
        inputs, targets = self.inputs, self.targets
        if rows is not None:
            inputs, targets = inputs[rows], targets[rows]
        outputs = self.model.forward(inputs)
        value = self.loss(targets, outputs)
        self.model.backward(self.loss.gradient(targets, outputs))
        self.optimizer.step(self.model.parameters, self.model.parameter_gradients)
        return value


class _NotOwnError(Exception):
    """Not all that takes part in the training is of this library, or some of it does not fit."""


def _own(model: Any, inputs: Array, targets: Array, loss: object, optimizer: Any) -> tuple[Layers, Any]:
    """Return the layers of a model of this library, and the targets as the loss takes them."""
    layers = model.layers if type(model) is Network else [model]
    if not all(map(_is_own, [model, *layers, loss, optimizer])):
        raise _NotOwnError
    if not {layer.activation for layer in layers} <= {softmax, *ELEMENTWISE.values()}:
        raise _NotOwnError
    parameters = all_parameters(layers)
    if {array.dtype for array in parameters} != {inputs.dtype} or inputs.shape[1] != len(parameters[0]):
        raise _NotOwnError
    if not all(array.flags.writeable for array in parameters):
        raise _NotOwnError
    try:
        optimizer._remember(parameters)
        return layers, _ready_targets(loss, targets, layers[-1], len(inputs))
    except (TypeError, ValueError) as error:  # which the public methods find again, where it belongs
        raise _NotOwnError from error


def _is_own(part: object) -> bool:
    """Return whether an object is of one of the classes that are known here, with none of its methods replaced."""
    return type(part) in _OWN and not set(dir(type(part))) & set(vars(part))


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
