"""A neuron: multiply inputs by weights, add them up with the bias, apply the activation.

It is the only building block of this library; a layer is many neurons that read the same inputs.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from neuronlib.activations import Activation
from neuronlib.border import checked_backward, checked_forward, require_finite_sums
from neuronlib.model import Layer
from neuronlib.settings import as_number
from neuronlib.validation import Array, as_real_array, as_type, as_vector, require_in_range, require_rows


@dataclass(frozen=True)
class Explanation:
    """What a neuron did with one example; ``str()`` writes it out step by step.

    Attributes
    ----------
    inputs, weights : array of shape (n_inputs,)
        What went in, and what it was multiplied by.
    bias : float
        The bias of the neuron.
    activation : Activation
        The activation of the neuron.
    products : array of shape (n_inputs,)
        Each input times its weight.
    dot : float
        The sum of the products.
    preactivation : float
        The sum plus the bias.
    output : float
        The activation of that.
    """

    inputs: Array
    weights: Array
    bias: float
    activation: Activation
    products: Array
    dot: Array
    preactivation: Array
    output: Array

    def __str__(self) -> str:
        terms = zip(self.weights, self.inputs, strict=True)
        products = " + ".join(f"{_factor(weight)}*{_factor(x)}" for weight, x in terms)
        name, dot, z = self.activation.name, _number(self.dot), _number(self.preactivation)
        width = len("apply ") + max(len(name), len("product"))
        return (
            f"1. {'dot product':{width}}   {products} = {dot}\n"
            f"2. {'add the bias':{width}}   {dot} + {_factor(self.bias)} = {z}\n"
            f"3. {'apply ' + name:{width}}   {name}({z}) = {_number(self.output)}"
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


class Neuron(Layer):
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
    ValueError: activation must be a function of one number for one neuron, got softmax
    """

    input_name, takes_one_example = "x", True
    _parameter_names = "weights", "bias"

    def __init__(self, weights: ArrayLike, bias: float = 0.0, activation: str | Activation = "sigmoid") -> None:
        array = as_vector(weights, "weights").copy()
        # The array of the bias stands behind the property of this name, which shows it as a number.
        self._begin(activation, weights=array, bias=as_type(as_number(bias, "bias"), array.dtype, "bias"))

    @property
    def bias(self) -> float:
        """The bias, one number; assigning: errors as for the class."""
        return float(vars(self)["bias"])

    @bias.setter
    def bias(self, value: float) -> None:
        vars(self)["bias"][...] = as_type(as_number(value, "bias"), vars(self)["bias"].dtype, "bias")

    def preactivation(self, x: ArrayLike) -> Any:
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
        inputs = as_real_array(x, "x")
        require_rows(inputs, "x", len(self.weights), or_one=True)
        with np.errstate(all="ignore"):
            z = np.dot(inputs, self.weights) + self.bias
        require_finite_sums(self, inputs, z)
        return z

    def __call__(self, x: ArrayLike) -> Any:
        """Return the neuron's output; parameters and errors as for `preactivation`."""
        return self.activation(self.preactivation(x))

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
        inputs = as_vector(x, "x", self.weights.size)
        z = self.preactivation(inputs)
        with np.errstate(over="ignore", under="ignore", invalid="ignore"):
            products, dot = inputs * self.weights, inputs @ self.weights
        require_in_range("the products of x and the weights", products, dot)
        return Explanation(inputs, self.weights.copy(), self.bias, self.activation, products, dot, z, self(inputs))

    def gradients(self, x: ArrayLike) -> NeuronGradients:
        """Return the derivatives of the output with respect to the weights, the bias and the inputs.

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
        inputs = as_vector(x, "x", self.weights.size)
        slope = self.activation.derivative(self.preactivation(inputs))
        with np.errstate(over="ignore", under="ignore"):
            by_weights, by_inputs = slope * inputs, slope * self.weights
        require_in_range("the gradient of the weights", by_weights)
        require_in_range("the gradient of the inputs", by_inputs)
        return NeuronGradients(weights=by_weights, bias=float(slope), inputs=by_inputs)

    @checked_forward
    def forward(self, X: Array) -> Any:
        """Return the output and remember what `backward` needs; as a call otherwise."""
        z = X @ self.weights + self.bias  # (n_samples,)
        output = self.activation.forward(z)  # (n_samples,)
        self.last = X, z, output
        return output

    @checked_backward
    def backward(self, grad_output: Array) -> Any:
        """Return the gradient of the loss with respect to the inputs, and keep those of the parameters.

        With z = x·w + b, the chain rule gives ∂L/∂w = ∂L/∂z · x, ∂L/∂b = ∂L/∂z and ∂L/∂x = ∂L/∂z · w,
        summed over the examples of the last `forward`.

        Parameters
        ----------
        grad_output : array_like
            Gradient of the loss with respect to the last output, in its shape.

        Returns
        -------
        array
            The gradient with respect to the last input, in its shape.

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
        X, z, output = self.last
        grad_z = self.activation.backward(z, output, grad_output)  # (n_samples,)
        self.last_gradients = [np.dot(X.T, grad_z), np.asarray(grad_z.sum())]  # (n_inputs,) and ()
        return np.multiply.outer(grad_z, self.weights)  # (n_samples, n_inputs)

    def __repr__(self) -> str:
        return f"Neuron(weights={self.weights.tolist()}, bias={self.bias}, activation={self.activation.name!r})"


def _number(value: float | Array) -> str:
    return f"{float(value):.6g}"


def _factor(value: float | Array) -> str:
    """Return the number, in parentheses where a sign would stand next to another one."""
    text = _number(value)
    return f"({text})" if text.startswith("-") else text
