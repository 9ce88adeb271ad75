"""A neuron: multiply inputs by weights, add them up with the bias, apply the activation.

It is the only building block of this library; a layer is many neurons that read the same inputs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from neuronlib.activations import Activation, get_activation
from neuronlib.explanation import Explanation
from neuronlib.passes import ForwardPass, activated, backward_pass, preactivation
from neuronlib.softmax import Softmax
from neuronlib.validation import (
    Array,
    as_float_array,
    as_number,
    as_real_array,
    as_type,
    as_vector,
    require_finite,
    require_finite_result,
)


@dataclass(frozen=True)
class NeuronGradients:
    """How much the output of a neuron changes per change of each of its numbers.

    Attributes
    ----------
    weights : array of shape (n_inputs,)
        By each weight.
    bias : float
        By the bias.
    inputs : array of shape (n_inputs,)
        By each input.
    """

    weights: Array
    bias: float
    inputs: Array


class Neuron:
    """One neuron, ``activation(inputs · weights + bias)``.

    Parameters
    ----------
    weights : array_like of shape (n_inputs,)
        One finite number an input.
    bias : float, default 0.0
        Added to the weighted sum.
    activation : str or Activation, default "sigmoid"
        Any activation of one number.

    Raises
    ------
    TypeError or ValueError
        If weights or bias are not finite numbers, if their shape is another,
        or if the activation is unknown or softmax (which needs a row of numbers).

    Examples
    --------
    >>> from neuronlib import Neuron
    >>> neuron = Neuron(weights=[3.0, -2.0], bias=1.0)
    >>> print(f"{neuron([-1.0, 2.0]):.4f}")
    0.0025
    >>> neuron
    Neuron(weights=[3.0, -2.0], bias=1.0, activation='sigmoid')
    >>> print(neuron.preactivation([[-1.0, 2.0], [0.0, 0.0]]))
    [-6.  1.]
    >>> neuron.weights, neuron.bias = [1.0, 1.0], -1.0
    >>> print(neuron.preactivation([2.0, 3.0]), neuron.weights, neuron.bias)
    4.0 [1. 1.] -1.0
    >>> neuron([1.0, 2.0, 3.0])
    Traceback (most recent call last):
        ...
    ValueError: x must have shape (2,) or (n_samples, 2), got shape (3,)
    >>> neuron.weights = [1.0]
    Traceback (most recent call last):
        ...
    ValueError: weights must have shape (2,), got shape (1,)
    >>> neuron.bias = [1.0]
    Traceback (most recent call last):
        ...
    ValueError: bias must be one number, got shape (1,)
    >>> Neuron([1.0], activation="softmax")
    Traceback (most recent call last):
        ...
    ValueError: activation must be a function of one number, got softmax; use it in a Dense layer
    """

    def __init__(self, weights: ArrayLike, bias: float = 0.0, activation: str | Activation = "sigmoid") -> None:
        self._weights = as_vector(weights, "weights").copy()
        self._bias = as_type(as_number(bias, "bias"), self._weights.dtype, "bias")
        chosen = get_activation(activation)
        if isinstance(chosen, Softmax):
            raise ValueError("activation must be a function of one number, got softmax; use it in a Dense layer")
        self.activation = chosen
        self._last: ForwardPass | None = None
        self._gradients: list[Array] | None = None

    @property
    def weights(self) -> Array:
        """The weights, shape (n_inputs,). Assigning copies; errors as for the class."""
        return self._weights

    @weights.setter
    def weights(self, value: ArrayLike) -> None:
        self._weights[...] = as_type(as_vector(value, "weights", self._weights.size), self._weights.dtype, "weights")

    @property
    def bias(self) -> float:
        """The bias, one number; assigning: errors as for the class."""
        return float(self._bias)

    @bias.setter
    def bias(self, value: float) -> None:
        self._bias[...] = as_type(as_number(value, "bias"), self._bias.dtype, "bias")

    def preactivation(self, x: ArrayLike) -> Array:
        """Return the weighted sum of the inputs plus the bias, before the activation.

        Parameters
        ----------
        x : array_like of shape (n_inputs,) or (n_samples, n_inputs)
            One example or one a row.

        Returns
        -------
        float, or array of shape (n_samples,)
            One preactivation an example.

        Raises
        ------
        TypeError or ValueError
            If `x` has another shape, is not finite or makes the sum overflow.
        """
        return self._preactivation(self._as_examples(x))

    def __call__(self, x: ArrayLike) -> Array:
        """Return the neuron's output; parameters and errors as for `preactivation`."""
        z = self.preactivation(x)
        return activated(self.activation, z, out=z)

    def explain(self, x: ArrayLike) -> Explanation:
        """Return the steps of one evaluation with the numbers plugged in; print it to read them.

        Parameters
        ----------
        x : array_like of shape (n_inputs,)
            One example.

        Returns
        -------
        Explanation
            The numbers of every step.

        Raises
        ------
        TypeError or ValueError
            If `x` has another shape, is not finite or makes a product or a sum overflow.

        Examples
        --------
        >>> from neuronlib import Neuron
        >>> print(Neuron([3.0, -2.0], bias=1.0).explain([-1.0, 2.0]))
        1. dot product     3*(-1) + (-2)*2 = -7
        2. add the bias    -7 + 1 = -6
        3. apply sigmoid   sigmoid(-6) = 0.00247262
        """
        inputs = as_vector(x, "x", self._weights.size)
        z = self.preactivation(inputs)
        with np.errstate(over="ignore", under="ignore", invalid="ignore"):
            products, dot = inputs * self._weights, inputs @ self._weights
        for array in (products, dot):
            require_finite_result(array, "the products of x and the weights")
        return Explanation(
            inputs=inputs,
            weights=self._weights.copy(),
            bias=self.bias,
            activation=self.activation,
            products=products,
            dot=dot,
            preactivation=z,
            output=self.activation(z),
        )

    def gradients(self, x: ArrayLike) -> NeuronGradients:
        """Return the derivatives of the output by the weights, the bias and the inputs.

        Parameters
        ----------
        x : array_like of shape (n_inputs,)
            One example.

        Returns
        -------
        NeuronGradients
            The derivatives.

        Raises
        ------
        TypeError or ValueError
            If `x` has another shape, is not finite or makes a derivative overflow.

        Examples
        --------
        The sigmoid neuron of Stanford's CS231n notes:

        >>> from neuronlib import Neuron
        >>> gradients = Neuron([2.0, -3.0], bias=-3.0).gradients([-1.0, -2.0])
        >>> print([f"{g:.2f}" for g in gradients.weights], f"{gradients.bias:.2f}")
        ['-0.20', '-0.39'] 0.20
        """
        inputs = as_vector(x, "x", self._weights.size)
        slope = self.activation.derivative(self.preactivation(inputs))
        with np.errstate(over="ignore", under="ignore"):
            by_weights, by_inputs = slope * inputs, slope * self._weights
        require_finite_result(by_weights, "the gradient of the weights")
        require_finite_result(by_inputs, "the gradient of the inputs")
        return NeuronGradients(weights=by_weights, bias=float(slope), inputs=by_inputs)

    def forward(self, x: ArrayLike) -> Array:
        """Return the output and remember what `backward` needs; as a call otherwise."""
        inputs = self._as_examples(x)
        z = self._preactivation(inputs)
        self._last = ForwardPass(inputs, z, activated(self.activation, z))
        return self._last.outputs

    def backward(self, grad_output: ArrayLike) -> Array:
        """Return the gradient of the loss for the inputs, and keep those of the parameters.

        With z = x·w + b, the chain rule gives ∂L/∂w = ∂L/∂z · x, ∂L/∂b = ∂L/∂z and ∂L/∂x = ∂L/∂z · w,
        summed over the examples of the last `forward`.

        Parameters
        ----------
        grad_output : array_like
            Gradient of the loss for the last output, in its shape.

        Returns
        -------
        array
            The gradient for the last input, in its shape.

        Raises
        ------
        RuntimeError
            If `forward` has not been called.
        TypeError or ValueError
            If `grad_output` has another shape or is not finite.

        Examples
        --------
        >>> from neuronlib import Neuron
        >>> neuron = Neuron([3.0, -2.0], bias=1.0, activation="identity")
        >>> neuron.backward([1.0])
        Traceback (most recent call last):
            ...
        RuntimeError: call forward before backward: there is no output to go back from
        >>> neuron.parameter_gradients
        Traceback (most recent call last):
            ...
        RuntimeError: call forward and backward first: there are no gradients yet
        >>> print(neuron.forward([[1.0, 2.0], [0.5, 0.0]]), neuron.backward([1.0, 2.0]).tolist())
        [0.  2.5] [[3.0, -2.0], [6.0, -4.0]]
        >>> print(*neuron.parameters, *neuron.parameter_gradients)
        [ 3. -2.] 1.0 [2. 2.] 3.0
        >>> neuron.backward(1.0)
        Traceback (most recent call last):
            ...
        ValueError: grad_output must have shape (2,), got shape ()
        """
        if self._last is None:
            raise RuntimeError("call forward before backward: there is no output to go back from")
        gradient = as_float_array(grad_output, "grad_output")
        if gradient.shape != np.shape(self._last.outputs):
            wanted = np.shape(self._last.outputs)
            raise ValueError(f"grad_output must have shape {wanted}, got shape {gradient.shape}")
        rows = ForwardPass(np.atleast_2d(self._last.inputs), *map(np.atleast_1d, self._last[1:]))
        grad_inputs, gradients = backward_pass(rows, np.atleast_1d(gradient), self.activation, self._weights)
        self._gradients = [np.asarray(array) for array in gradients]
        return grad_inputs.reshape(self._last.inputs.shape)

    @property
    def parameters(self) -> list[Array]:
        """The weights (n_inputs,) and the bias (), the arrays themselves: optimisers update them in place."""
        return [self._weights, self._bias]

    @property
    def parameter_gradients(self) -> list[Array]:
        """The gradients of `parameters`, in their order, from the last `backward`."""
        if self._gradients is None:
            raise RuntimeError("call forward and backward first: there are no gradients yet")
        return self._gradients

    def _adopt(self, weights: Array, bias: Array) -> None:
        """Use other arrays as parameters from now on."""
        self._weights, self._bias = weights, bias

    def _as_examples(self, x: ArrayLike) -> Array:
        inputs = as_real_array(x, "x")  # what is not finite shows in the preactivation
        n_inputs = self._weights.size
        if inputs.ndim not in (1, 2) or inputs.shape[-1] != n_inputs:
            require_finite(inputs, "x")
            raise ValueError(f"x must have shape ({n_inputs},) or (n_samples, {n_inputs}), got shape {inputs.shape}")
        return inputs

    def _preactivation(self, inputs: Array) -> Array:
        return preactivation(inputs, self._weights, self._bias, "x")

    def __repr__(self) -> str:
        return f"Neuron(weights={self._weights.tolist()}, bias={self.bias}, activation={self.activation.name!r})"
