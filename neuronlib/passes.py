"""What a layer computes on its way forward and back, without looking at the numbers: that is its caller's part.

`Neuron` and `Dense` share these: the arrays of a neuron are those of a layer without the axis of the outputs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from neuronlib.activations import Activation
from neuronlib.arithmetic import affine, sum_of_rows
from neuronlib.softmax import Softmax
from neuronlib.validation import Array, require_finite_preactivation


class ForwardPass(NamedTuple):
    """What goes into a layer and what comes of it, which the way back needs.

    Attributes
    ----------
    inputs : array of shape (n_samples, n_inputs)
        One example a row.
    preactivation : array of shape (n_samples, n_outputs)
        The weighted sums with the biases.
    outputs : array of shape (n_samples, n_outputs)
        The same after the activation.
    """

    inputs: Array
    preactivation: Array
    outputs: Array


def forward_pass(inputs: Array, weights: Array, bias: Array, activation: Activation | Softmax) -> ForwardPass:
    """Return what a layer makes of its inputs."""
    preactivation = affine(inputs, weights, bias)
    return ForwardPass(inputs, preactivation, activation.forward(preactivation))


def checked_forward_pass(
    inputs: Array, weights: Array, bias: Array, activation: Activation | Softmax, name: str
) -> ForwardPass:
    """Return what a layer makes of its inputs, which have this name, refused where the weighted sums are not finite."""
    with np.errstate(all="ignore"):
        forward = forward_pass(inputs, weights, bias, activation)
    require_finite_preactivation(forward.preactivation, inputs, weights, bias, name)
    return forward


def backward_pass(
    forward: ForwardPass,
    grad_output: Array,
    activation: Activation | Softmax,
    out: Sequence[Array | None] = (None, None),
) -> tuple[Array, list[Array]]:
    """Return the gradients for the preactivation and for the parameters.

    Parameters
    ----------
    forward : ForwardPass
        The way forward.
    grad_output : array of shape (n_samples, n_outputs)
        Gradient of the loss for the outputs.
    activation : Activation or Softmax
        The layer's.
    out : pair of arrays, optional
        Where to write the gradients for the weights and the biases.

    Returns
    -------
    array of shape (n_samples, n_outputs)
        The gradient for the preactivation.
    list of arrays
        The gradients for the weights and the biases.
    """
    grad_z = activation.backward(forward.preactivation, forward.outputs, grad_output)
    return grad_z, [np.dot(forward.inputs.T, grad_z, out[0]), sum_of_rows(grad_z, out[1])]
