"""A dense layer: many neurons that read the same inputs, computed with one matrix product."""

import math
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike

from neuronlib.activations import ActivationLike, get_activation
from neuronlib.border import checked_backward, checked_forward
from neuronlib.model import Layer, ParameterArray
from neuronlib.settings import LARGEST_SIZE, Rng, as_generator, whole_number
from neuronlib.validation import Array, as_matrix, as_type, as_vector


class Dense(Layer):
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

    biases: Any = ParameterArray()
    """The biases, shape (n_outputs,). Assigning copies numbers of their shape, which must be finite."""

    def __init__(self, n_inputs: int, n_outputs: int, activation: ActivationLike = "identity", rng: Rng = None) -> None:
        n_inputs = whole_number(n_inputs, "n_inputs", 1, LARGEST_SIZE)
        n_outputs = whole_number(n_outputs, "n_outputs", 1, LARGEST_SIZE // n_inputs)
        spread = math.sqrt(get_activation(activation).gain / n_inputs)
        weights = as_generator(rng).normal(0.0, spread, (n_inputs, n_outputs))
        self._begin(activation, weights=weights, biases=np.zeros(n_outputs))

    @classmethod
    def from_weights(cls, weights: ArrayLike, biases: ArrayLike, activation: ActivationLike = "identity") -> Self:
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
        layer = cls.__new__(cls)
        layer._begin(activation, weights=matrix.copy(), biases=as_type(vector, matrix.dtype, "biases"))
        return layer

    @property
    def n_outputs(self) -> int:
        """Neurons in the layer."""
        return len(self.biases)

    @checked_forward
    def forward(self, X: Array) -> Any:
        """Return the outputs and remember what `backward` needs; as a call otherwise."""
        z = np.dot(X, self.weights)  # (n_samples, n_outputs)
        z += self.biases
        outputs = self.activation.forward(z)  # (n_samples, n_outputs)
        self.last = X, z, outputs
        return outputs

    @checked_backward
    def backward(self, grad_output: Array) -> Any:
        """Return the gradient of the loss with respect to the inputs, and keep those of the parameters.

        With Z = XW + b, the chain rule gives ∂L/∂W = Xᵀ ∂L/∂Z, ∂L/∂X = ∂L/∂Z Wᵀ
        and ∂L/∂b as the sum of ∂L/∂Z over the examples of the last `forward`.

        Parameters
        ----------
        grad_output : array_like of shape (n_samples, n_outputs)
            Gradient of the loss with respect to the last output.

        Returns
        -------
        array of shape (n_samples, n_inputs)
            The gradient with respect to the last input.

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
        X, z, outputs = self.last
        grad_z = self.activation.backward(z, outputs, grad_output)  # (n_samples, n_outputs)
        self.last_gradients = [np.dot(X.T, grad_z), np.add.reduce(grad_z)]  # (n_inputs, n_outputs) and (n_outputs,)
        return None if self.reads_examples else np.dot(grad_z, self.weights.T)  # (n_samples, n_inputs)

    def __repr__(self) -> str:
        return f"Dense({', '.join(map(str, self.weights.shape))}, activation={self.activation.name!r})"
