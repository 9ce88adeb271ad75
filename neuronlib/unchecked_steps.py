"""Steps of the library's own classes, which look at their numbers only before they move.

All parameters lie in one array, all gradients in another: one look at each shows whether anything has overflowed.
What is as large as a batch is written into the same arrays at every step.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from neuronlib.arithmetic import LARGE, in_pieces, ones, product
from neuronlib.dense import Dense
from neuronlib.neuron import Neuron
from neuronlib.optimizers import PARAMETERS, Optimizer
from neuronlib.validation import Array, all_finite, require_finite_result

Rows: TypeAlias = NDArray[np.int64] | None  # which examples make a batch; None is all
Layers: TypeAlias = Sequence[Neuron | Dense]


class Stage:
    """A layer in training: its arrays, and what it has computed last."""

    def __init__(self, layer: Neuron | Dense, gradients: list[Array], z_buffer: Array, is_last: bool) -> None:
        self.activation = layer.activation
        self.weights, self.bias = layer.parameters
        self.grad_weights, self.grad_bias = gradients
        self.z_buffer = z_buffer
        self.buffer = None if is_last else np.empty_like(z_buffer)  # the last outputs are kept for the loss
        self.inputs = self.outputs = z_buffer
        self.use_rows(len(z_buffer))

    def use_rows(self, n_rows: int) -> None:
        """Take a batch of so many examples from now on."""
        self.preactivation = self.z_buffer[:n_rows]
        self.out = None if self.buffer is None else self.buffer[:n_rows]
        self.ones = ones(n_rows, self.bias.dtype)

    def forward(self, inputs: Array) -> Array:
        """Return the outputs."""
        if len(inputs) != len(self.preactivation):
            self.use_rows(len(inputs))
        self.inputs = inputs
        product(inputs, self.weights, self.preactivation)
        self.preactivation += self.bias
        if self.preactivation.size > LARGE:
            self.outputs = in_pieces(self.activation.forward, self.preactivation, out=self.out)
        else:
            self.outputs = self.activation.forward(self.preactivation)
        return self.outputs

    def backward(self, grad_output: Array) -> Array:
        """Write the gradients for the parameters, and return the one for the preactivation."""
        # It may take the place of the outputs, which nobody needs any more.
        gradient = self.activation.backward(self.preactivation, self.outputs, grad_output, self.out)
        np.dot(self.inputs.T, gradient, self.grad_weights)
        np.dot(self.ones, gradient, self.grad_bias)
        return gradient


class UncheckedEpoch:
    """Takes a step a batch.

    Parameters
    ----------
    layers : sequence of Neuron or Dense
        The model, from first to last.
    parameters : array
        Theirs, in one row.
    inputs, targets : array
        The examples, with the targets as the loss takes them.
    loss : a loss of this library
    optimizer : an optimiser of this library
    n_rows : int
        Examples in the largest batch.
    refuse : callable
        Says what is not finite in a step on these rows.
    """

    def __init__(
        self,
        layers: Layers,
        parameters: Array,
        inputs: Array,
        targets: Any,
        loss: Any,
        optimizer: Optimizer,
        n_rows: int,
        refuse: Callable[[Rows], object],
    ) -> None:
        self.inputs, self.targets, self.loss, self.optimizer = inputs, targets, loss, optimizer
        self.parameters, self.gradients, self.refuse = parameters, np.zeros_like(parameters), refuse
        views = _views(self.gradients, _shapes(layers))
        shapes = [(n_rows, *layer.parameters[1].shape) for layer in layers]
        # The first batch fills all rows; those that a smaller one leaves as they are are finite, too.
        self.preactivations = np.empty(sum(math.prod(shape) for shape in shapes), parameters.dtype)
        z_buffers = _views(self.preactivations, shapes)
        self.stages = [
            Stage(layer, views[2 * i : 2 * i + 2], z_buffers[i], layer is layers[-1]) for i, layer in enumerate(layers)
        ]
        self.buffer = np.empty((n_rows, inputs.shape[1]), inputs.dtype)
        for layer, stage in zip(layers, self.stages, strict=True):
            layer._gradients = [stage.grad_weights, stage.grad_bias]

    def __call__(self, batches: list[Rows]) -> float:
        """Return the mean loss over the examples, each measured before the step that used it."""
        outputs = [self.step(rows) for rows in batches]
        require_finite_result(self.parameters, PARAMETERS)
        rows = [each for each in batches if each is not None]
        if not rows:
            return float(self.loss._loss(self.targets, outputs[0]))
        return float(self.loss._loss(self.targets.take(np.concatenate(rows), axis=0), np.concatenate(outputs)))

    def step(self, rows: Rows) -> Array:
        """Take a step and return the outputs before it."""
        outputs, targets = self.inputs, self.targets
        if rows is not None:
            outputs = outputs.take(rows, axis=0, out=self.buffer[: len(rows)], mode="clip")  # "raise" would copy
            targets = targets.take(rows, axis=0)
        for stage in self.stages:
            outputs = stage.forward(outputs)
        gradient = self.loss._slopes(targets, outputs).astype(outputs.dtype, copy=False)
        for stage in reversed(self.stages):
            gradient = stage.backward(gradient)
            if stage is not self.stages[0]:  # nobody asks for the gradient of the examples
                gradient = np.dot(gradient, stage.weights.T)
        if not self._is_finite():
            require_finite_result(self.parameters, PARAMETERS)
            self.refuse(rows)
            return outputs
        if self.loss._may_overflow:
            self.loss._loss(targets, outputs)  # refuses what is beyond a number
        self.optimizer.n_steps += 1
        self.optimizer._move(self.parameters, self.gradients, self.optimizer._memories)
        return outputs

    def _is_finite(self) -> bool:
        squares = np.vdot(self.gradients, self.gradients) + np.vdot(self.preactivations, self.preactivations)
        return math.isfinite(squares) or all_finite(self.gradients, self.preactivations)


@contextmanager
def in_one_row(layers: Layers) -> Iterator[Array]:
    """Give one array in which the parameters of the layers stand for the time of training."""
    arrays = all_parameters(layers)
    row = np.concatenate([array.reshape(-1) for array in arrays])
    views = _views(row, _shapes(layers))
    for i, layer in enumerate(layers):
        layer._adopt(*views[2 * i : 2 * i + 2])
    try:
        yield row
    finally:
        for array, view in zip(arrays, views, strict=True):
            array[...] = view
        for i, layer in enumerate(layers):
            layer._adopt(*arrays[2 * i : 2 * i + 2])


def all_parameters(layers: Layers) -> list[Array]:
    """Return weights and biases of every layer in turn."""
    return [array for layer in layers for array in layer.parameters]


def _views(row: Array, shapes: Sequence[tuple[int, ...]]) -> list[Array]:
    """Return views of the parts of a row, in these shapes."""
    ends = np.cumsum([math.prod(shape) for shape in shapes])
    return [part.reshape(shape) for part, shape in zip(np.split(row, ends[:-1]), shapes, strict=True)]


def _shapes(layers: Layers) -> list[tuple[int, ...]]:
    return [array.shape for array in all_parameters(layers)]
