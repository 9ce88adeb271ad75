"""What a layer computes on its way forward and back.

`Neuron` and `Dense` share these: the arrays of a neuron are those of a layer without the axis of the outputs.
`neuronlib.unchecked_steps` computes the same without a look at the numbers.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from neuronlib.activations import Activation
from neuronlib.arithmetic import in_pieces, ones, product
from neuronlib.softmax import Softmax
from neuronlib.validation import Array, require_finite_preactivation, require_finite_result


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


def preactivation(inputs: Array, weights: Array, bias: Array, name: str) -> Array:
    """Return the weighted sums with the biases, refused where they are not finite; `name` is that of the inputs."""
    with np.errstate(all="ignore"):
        z = product(inputs, weights)
        z += bias
    require_finite_preactivation(z, inputs, weights, bias, name)
    return z


def activated(activation: Activation | Softmax, z: Array, out: Array | None = None) -> Array:
    """Return the outputs for finite weighted sums, which `out` may overwrite."""
    with np.errstate(all="ignore"):
        return in_pieces(activation.forward, z, out=out)


def backward_pass(
    forward: ForwardPass, grad_output: Array, activation: Activation | Softmax, weights: Array
) -> tuple[Array, list[Array]]:
    """Return the gradients for the inputs and for the parameters, refused where they are not finite.

    Parameters
    ----------
    forward : ForwardPass
        The way forward.
    grad_output : array of shape (n_samples, n_outputs)
        Gradient of the loss for the outputs.
    activation : Activation or Softmax
        The layer's.
    weights : array of shape (n_inputs, n_outputs)
        The layer's.

    Returns
    -------
    array of shape (n_samples, n_inputs)
        The gradient for the inputs.
    list of arrays
        The gradients for the weights and the biases.
    """
    with np.errstate(all="ignore"):
        grad_z = activation.backward(forward.preactivation, forward.outputs, grad_output)  # (n_samples, n_outputs)
        grad_weights = np.dot(forward.inputs.T, grad_z)  # (n_inputs, n_outputs)
        grad_bias = np.dot(ones(len(grad_z), grad_z.dtype), grad_z)  # (n_outputs,)
        matrix = weights.reshape(len(weights), -1)  # that of a neuron has one column
        grad_inputs: Array = np.dot(grad_z.reshape(-1, matrix.shape[1]), matrix.T)  # (n_samples, n_inputs)
    for array in (grad_weights, grad_bias, grad_inputs):
        require_finite_result(array, "the gradient")
    return grad_inputs, [grad_weights, grad_bias]
