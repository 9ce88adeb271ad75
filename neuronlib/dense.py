"""A dense layer: many neurons that read the same inputs, computed with one matrix product."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from neuronlib.activations import Activation, get_activation
from neuronlib.passes import ForwardPass, activated, backward_pass, preactivation
from neuronlib.softmax import Softmax
from neuronlib.validation import (
    LARGEST_SIZE,
    Array,
    Rng,
    as_float_array,
    as_generator,
    as_matrix,
    as_real_array,
    as_type,
    as_vector,
    require_matrix,
    size,
)

_RECTIFIERS = {"relu", "leaky_relu", "elu", "softplus", "silu", "gelu"}


class Dense:
    """A layer of neurons, ``activation(X @ weights + biases)``; column j of the weights is neuron j.

    The weights start as independent normal numbers of variance 1 / n_inputs,
    or 2 / n_inputs before a rectifier, which lets half of its inputs pass, so that
    signals neither grow nor fade from layer to layer. The biases start at 0.

    Input shape: (n_samples, n_inputs). Output shape: (n_samples, n_outputs).

    Parameters
    ----------
    n_inputs, n_outputs : int
        Numbers that go into the layer and neurons in it, each at least 1.
    activation : str, Activation or Softmax, default "identity"
        Applied to every output, or for softmax to every row.
    rng : int, numpy.random.Generator or None
        Source of the starting weights; a seed gives the same ones each time.

    Raises
    ------
    TypeError or ValueError
        If a size is not an integer of at least 1, the weights are more than an array can hold,
        or activation or rng are unknown.

    References
    ----------
    LeCun et al., *Efficient BackProp* (1998); He et al., arXiv:1502.01852.

    Examples
    --------
    >>> from neuronlib import Dense
    >>> layer = Dense.from_weights([[1.0, 0.0], [2.0, -1.0]], biases=[0.5, 0.0], activation="relu")
    >>> print(layer([[1.0, 1.0]]))
    [[3.5 0. ]]
    >>> layer
    Dense(2, 2, activation='relu')
    >>> layer([1.0, 1.0])
    Traceback (most recent call last):
        ...
    ValueError: X must have shape (n_samples, 2), got shape (2,); one example is a row: X.reshape(1, -1)

    The spread of the starting weights depends on the number of inputs, and on whether a rectifier follows:

    >>> for activation in ["tanh", "relu", "leaky_relu", "elu", "softplus", "silu", "gelu"]:
    ...     print(f"{activation:10} {Dense(100, 400, activation, rng=0).weights.std():.3f}")
    tanh       0.100
    relu       0.142
    leaky_relu 0.142
    elu        0.142
    softplus   0.142
    silu       0.142
    gelu       0.142
    """

    def __init__(
        self, n_inputs: int, n_outputs: int, activation: str | Activation | Softmax = "identity", rng: Rng = None
    ) -> None:
        shape = size(n_inputs, "n_inputs"), size(n_outputs, "n_outputs")
        if math.prod(shape) > LARGEST_SIZE:
            raise ValueError(
                f"n_inputs times n_outputs must be at most {LARGEST_SIZE}, got {shape[0]} times {shape[1]}"
            )
        self.activation = get_activation(activation)
        gain = 2 if self.activation.name in _RECTIFIERS else 1
        self._weights: Array = as_generator(rng).normal(0.0, math.sqrt(gain / n_inputs), shape)
        self._biases: Array = np.zeros(n_outputs)
        self._last: ForwardPass | None = None
        self._gradients: list[Array] | None = None

    @classmethod
    def from_weights(
        cls, weights: ArrayLike, biases: ArrayLike, activation: str | Activation | Softmax = "identity"
    ) -> Dense:
        """Return a layer with the given weights (n_inputs, n_outputs) and biases (n_outputs,).

        Parameters
        ----------
        weights : array_like of shape (n_inputs, n_outputs)
            Column j holds the weights of neuron j.
        biases : array_like of shape (n_outputs,)
            One bias a neuron.
        activation : str, Activation or Softmax, default "identity"
            Applied to every output, or for softmax to every row.

        Returns
        -------
        Dense
            The layer; it has copied the numbers.

        Raises
        ------
        TypeError or ValueError
            If the numbers are not finite or the shapes do not belong together.

        Examples
        --------
        >>> from neuronlib import Dense
        >>> layer = Dense.from_weights([[1.0], [2.0]], biases=[0.5])
        >>> layer.weights = [[3.0], [4.0]]
        >>> layer.biases = [-1.0]
        >>> print(layer([[1.0, 1.0]]), [parameter.shape for parameter in layer.parameters])
        [[6.]] [(2, 1), (1,)]
        >>> layer.weights = [3.0, 4.0]
        Traceback (most recent call last):
            ...
        ValueError: weights must have shape (2, 1), got shape (2,)
        >>> layer.biases = [1.0, 2.0]
        Traceback (most recent call last):
            ...
        ValueError: biases must have shape (1,), got shape (2,)
        >>> Dense.from_weights([[1.0], [2.0]], biases=[0.5, 0.5])
        Traceback (most recent call last):
            ...
        ValueError: biases must have shape (1,), got shape (2,)
        >>> layer.parameter_gradients
        Traceback (most recent call last):
            ...
        RuntimeError: call forward and backward first: there are no gradients yet
        """
        matrix = as_matrix(weights, "weights")
        vector = as_vector(biases, "biases", matrix.shape[1])
        if matrix.shape[0] == 0:
            raise ValueError(f"weights must have at least one row, got shape {matrix.shape}")
        layer = cls(matrix.shape[0], matrix.shape[1], activation, rng=0)
        layer._weights, layer._biases = matrix.copy(), as_type(vector, matrix.dtype, "biases")
        return layer

    @property
    def weights(self) -> Array:
        """The weights, shape (n_inputs, n_outputs). Assigning copies; errors as for `from_weights`."""
        return self._weights

    @weights.setter
    def weights(self, value: ArrayLike) -> None:
        array = as_float_array(value, "weights")
        if array.shape != self._weights.shape:
            raise ValueError(f"weights must have shape {self._weights.shape}, got shape {array.shape}")
        self._weights[...] = as_type(array, self._weights.dtype, "weights")

    @property
    def biases(self) -> Array:
        """The biases, shape (n_outputs,). Assigning copies; errors as for `from_weights`."""
        return self._biases

    @biases.setter
    def biases(self, value: ArrayLike) -> None:
        self._biases[...] = as_type(as_vector(value, "biases", self._biases.size), self._biases.dtype, "biases")

    def __call__(self, X: ArrayLike) -> Array:
        """Return the layer's outputs.

        Parameters
        ----------
        X : array_like of shape (n_samples, n_inputs)
            One example a row.

        Returns
        -------
        array of shape (n_samples, n_outputs)
            The outputs, one example a row.

        Raises
        ------
        TypeError or ValueError
            If `X` has another shape, is not finite or makes a sum overflow.
        """
        z = self._preactivation(self._as_examples(X))
        return activated(self.activation, z, out=z)

    def forward(self, X: ArrayLike) -> Array:
        """Return the outputs and remember what `backward` needs; as a call otherwise."""
        inputs = self._as_examples(X)
        z = self._preactivation(inputs)
        self._last = ForwardPass(inputs, z, activated(self.activation, z))
        return self._last.outputs

    def backward(self, grad_output: ArrayLike) -> Array:
        """Return the gradient of the loss for the inputs, and keep those of the parameters.

        With Z = XW + b, the chain rule gives ∂L/∂W = Xᵀ ∂L/∂Z, ∂L/∂X = ∂L/∂Z Wᵀ
        and ∂L/∂b as the sum of ∂L/∂Z over the examples of the last `forward`.

        Parameters
        ----------
        grad_output : array_like of shape (n_samples, n_outputs)
            Gradient of the loss for the last output.

        Returns
        -------
        array of shape (n_samples, n_inputs)
            The gradient for the last input.

        Raises
        ------
        RuntimeError
            If `forward` has not been called.
        TypeError or ValueError
            If `grad_output` has another shape or is not finite.

        Examples
        --------
        >>> from neuronlib import Dense
        >>> layer = Dense.from_weights([[1.0, 0.0], [2.0, -1.0]], biases=[0.5, 0.0], activation="relu")
        >>> layer.backward([[1.0, 1.0]])
        Traceback (most recent call last):
            ...
        RuntimeError: call forward before backward: there is no output to go back from
        >>> print(layer.forward([[1.0, 1.0], [2.0, -1.0]]))
        [[3.5 0. ]
         [0.5 1. ]]
        >>> print(layer.backward([[1.0, 1.0], [1.0, 2.0]]))
        [[1. 2.]
         [1. 0.]]
        >>> for gradient in layer.parameter_gradients:
        ...     print(gradient)
        [[ 3.  4.]
         [ 0. -2.]]
        [2. 2.]
        >>> layer.backward([1.0, 1.0])
        Traceback (most recent call last):
            ...
        ValueError: grad_output must have shape (2, 2), got shape (2,)
        """
        if self._last is None:
            raise RuntimeError("call forward before backward: there is no output to go back from")
        gradient = as_float_array(grad_output, "grad_output")
        if gradient.shape != self._last.outputs.shape:
            raise ValueError(f"grad_output must have shape {self._last.outputs.shape}, got shape {gradient.shape}")
        grad_inputs, self._gradients = backward_pass(self._last, gradient, self.activation, self._weights)
        return grad_inputs

    @property
    def parameters(self) -> list[Array]:
        """The weights and the biases, the arrays themselves: optimisers update them in place."""
        return [self._weights, self._biases]

    @property
    def parameter_gradients(self) -> list[Array]:
        """The gradients of `parameters`, in their order, from the last `backward`."""
        if self._gradients is None:
            raise RuntimeError("call forward and backward first: there are no gradients yet")
        return self._gradients

    def _adopt(self, weights: Array, biases: Array) -> None:
        """Use other arrays as parameters from now on."""
        self._weights, self._biases = weights, biases

    def _as_examples(self, X: ArrayLike) -> Array:
        inputs = as_real_array(X, "X")  # what is not finite shows in the preactivation
        require_matrix(inputs, "X", self._weights.shape[0])
        return inputs

    def _preactivation(self, inputs: Array) -> Array:
        return preactivation(inputs, self._weights, self._biases, "X")

    def __repr__(self) -> str:
        n_inputs, n_outputs = self._weights.shape
        return f"Dense({n_inputs}, {n_outputs}, activation={self.activation.name!r})"
