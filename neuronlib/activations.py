r"""Activation functions: what a neuron does with its weighted sum.

Each is a function `g(z)` of one number, applied to every element of an array,
and carries its derivative `g'(z)`, which training needs.
Softmax, which looks at a whole row of numbers, is in a module of its own.

All of them are written so that no finite input overflows:
where an exponential is needed, its argument is never positive.

References
----------
Goodfellow, Bengio, Courville, *Deep Learning*, sections 3.10 and 6.2 to 6.3 (sigmoid to softplus);
Clevert et al., arXiv:1511.07289 (ELU); Hendrycks and Gimpel, arXiv:1606.08415 (GELU, SiLU).

Examples
--------
All of them below, at and above 0, each with its formula:

>>> from neuronlib.activations import ELEMENTWISE
>>> for name, activation in ELEMENTWISE.items():
...     print(f"{name:10}", *(f"{value:7.4f}" for value in activation([-2.0, 0.0, 0.5, 1.5])), "", activation.formula)
identity   -2.0000  0.0000  0.5000  1.5000  z
step        0.0000  0.0000  1.0000  1.0000  \begin{cases}1 & z > 0\\0 & \text{else}\end{cases}
sigmoid     0.1192  0.5000  0.6225  0.8176  \frac{1}{1 + e^{-z}}
tanh       -0.9640  0.0000  0.4621  0.9051  \frac{e^z - e^{-z}}{e^z + e^{-z}}
relu        0.0000  0.0000  0.5000  1.5000  \max(0, z)
leaky_relu -0.0200  0.0000  0.5000  1.5000  \max(0.01\,z, z)
elu        -0.8647  0.0000  0.5000  1.5000  \begin{cases}z & z > 0\\e^z - 1 & \text{else}\end{cases}
softplus    0.1269  0.6931  0.9741  1.7014  \ln(1 + e^z)
silu       -0.2384  0.0000  0.3112  1.2264  \frac{z}{1 + e^{-z}}
gelu       -0.0455  0.0000  0.3457  1.3998  z\,\Phi(z)

And their derivatives:

>>> for name, activation in ELEMENTWISE.items():
...     print(f"{name:10}", *(f"{value:7.4f}" for value in activation.derivative([-2.0, 0.0, 0.5, 1.5])))
identity    1.0000  1.0000  1.0000  1.0000
step        0.0000  0.0000  0.0000  0.0000
sigmoid     0.1050  0.2500  0.2350  0.1491
tanh        0.0707  1.0000  0.7864  0.1807
relu        0.0000  0.0000  1.0000  1.0000
leaky_relu  0.0100  0.0100  1.0000  1.0000
elu         0.1353  1.0000  1.0000  1.0000
softplus    0.1192  0.5000  0.6225  0.8176
silu       -0.0908  0.5000  0.7400  1.0413
gelu       -0.0852  0.5000  0.8675  1.1275
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, SupportsIndex, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from neuronlib.error_function import erfc
from neuronlib.softmax import SMALLEST, Softmax, softmax
from neuronlib.validation import Array, as_float_array, shown

LEAKY_SLOPE = 0.01


@dataclass(frozen=True, repr=False)
class Activation:
    """A function of one number, with its derivative.

    Attributes
    ----------
    name : str
        The name by which `Neuron` and `Dense` know it.
    formula : str
        The function in LaTeX.
    gain : float
        How much larger than 1 / n_inputs the variance of the starting weights of a `Dense` layer is:
        2 for rectifiers, which let half of their inputs pass.

    Examples
    --------
    >>> from neuronlib import sigmoid
    >>> print(sigmoid(0.0), sigmoid.derivative(0.0))
    0.5 0.25
    >>> sigmoid.name
    'sigmoid'
    >>> sigmoid
    <activation sigmoid>
    >>> print(sigmoid(-1000.0), sigmoid.derivative(1000.0))
    0.0 0.0
    >>> sigmoid("a number")
    Traceback (most recent call last):
        ...
    TypeError: z must hold real numbers, got 'a number' of type <U8
    >>> sigmoid.derivative("a number")
    Traceback (most recent call last):
        ...
    TypeError: z must hold real numbers, got 'a number' of type <U8
    """

    name: str
    formula: str
    forward: Callable[[Array], Array]
    slope: Callable[[Array, Array], Array]
    gain: float = 1.0

    def __call__(self, z: ArrayLike) -> Array:
        """Return the function's value at each element of `z`.

        Parameters
        ----------
        z : array_like of any shape
            Finite numbers.

        Returns
        -------
        array
            The values, in the shape of `z`; a number for a number.

        Raises
        ------
        TypeError or ValueError
            If `z` is not made of finite real numbers.
        """
        with np.errstate(under="ignore"):
            return self.forward(as_float_array(z, "z"))[()]

    def derivative(self, z: ArrayLike) -> Array:
        """Return the derivative at each element of `z`; parameters and errors as for a call."""
        array = as_float_array(z, "z")
        with np.errstate(under="ignore"):
            return self.slope(array, self.forward(array))[()]

    def backward(self, z: Array, outputs: Array, grad_outputs: Array) -> Any:
        """Return the gradient with respect to `z`, given the outputs and the gradient with respect to them.

        Examples
        --------
        >>> import numpy as np
        >>> from neuronlib import sigmoid
        >>> z = np.array([0.0, 0.0])
        >>> print(sigmoid.backward(z, sigmoid.forward(z), np.array([1.0, -2.0])))
        [ 0.25 -0.5 ]
        """
        return grad_outputs * self.slope(z, outputs)

    def __reduce_ex__(self, protocol: SupportsIndex) -> str | tuple[Any, ...]:
        # A copy of one of the library's, or what comes out of a pickle, is that one.
        return self.name if ELEMENTWISE.get(self.name) is self else super().__reduce_ex__(protocol)

    def __repr__(self) -> str:
        return f"<activation {self.name}>"


class _Sigmoid(Activation):
    """The sigmoid, whose slope on the way back is a (1 - a) of the output as it has been rounded.

    The cross-entropy divides by a or 1 - a, rounded in the same way, so that the product of the two is a - t
    even where a is 0 or 1. The exact slope, which `derivative` returns, would not cancel there.
    """

    def backward(self, z: Array, outputs: Array, grad_outputs: Array) -> Any:
        """Return the gradient with respect to `z`, given the outputs and the gradient with respect to them."""
        smallest = SMALLEST[outputs.dtype]
        return grad_outputs * (np.maximum(outputs, smallest) * np.maximum(1.0 - outputs, smallest))


ActivationLike: TypeAlias = str | Activation | Softmax


def get_activation(activation: ActivationLike) -> Activation | Softmax:
    """Return the activation that a name or an activation object stands for.

    Examples
    --------
    >>> from neuronlib import relu
    >>> from neuronlib.activations import get_activation
    >>> print(get_activation("relu"), get_activation(relu), get_activation("softmax"))
    <activation relu> <activation relu> <activation softmax>
    >>> get_activation(3)
    Traceback (most recent call last):
        ...
    TypeError: activation must be a name or an activation, got 3
    """
    if isinstance(activation, Activation | Softmax):
        return activation
    names = [*ELEMENTWISE, softmax.name]
    if not isinstance(activation, str):
        raise TypeError(f"activation must be a name or an activation, got {shown(activation)}")
    if activation not in names:
        raise ValueError(f"activation must be one of {', '.join(names)}, got {shown(activation)}")
    return softmax if activation == softmax.name else ELEMENTWISE[activation]


def _positive(z: Array) -> Any:
    return (z > 0.0).astype(z.dtype)


def _sigmoid(z: Array) -> Any:
    return np.exp(np.minimum(z, 0.0)) / (1.0 + np.exp(-np.abs(z)))  # no exponential of a positive number


def _sigmoid_slope(z: Array, _: Array) -> Any:
    e = np.exp(-np.abs(z))
    return e / (1.0 + e) ** 2  # σ(1 − σ) without the rounding of 1 − σ


def _tanh_slope(z: Array, a: Array) -> Any:
    return (np.exp(-np.abs(z)) * (1.0 + np.abs(a))) ** 2  # 1 − a² without its rounding


def _leaky_slope(z: Array, _: Array) -> Any:
    return np.where(z > 0, z.dtype.type(1), z.dtype.type(LEAKY_SLOPE))


def _elu(z: Array) -> Any:
    return np.maximum(z, 0.0) + np.expm1(np.minimum(z, 0.0))  # one of them is 0


def _elu_slope(z: Array, _: Array) -> Any:
    return np.exp(np.minimum(z, 0.0))


def _softplus(z: Array) -> Any:
    return np.maximum(z, 0.0) + np.log1p(np.exp(-np.abs(z)))


def _silu_slope(z: Array, _: Array) -> Any:
    return _sigmoid(z) * (1 + z * _sigmoid(-z))


def _normal_cdf(z: Array) -> Any:
    """Return the standard normal distribution function, exact in both tails."""
    return erfc(np.asarray(-z / math.sqrt(2), np.float64)).astype(z.dtype) / 2


def _gelu_slope(z: Array, _: Array) -> Any:
    clipped = np.clip(z, -40, 40)  # beyond, the density is 0 in float64, and the square could overflow
    density = np.exp(-(clipped**2) / 2) / math.sqrt(2 * math.pi)
    return _normal_cdf(z) + clipped * density


identity = Activation("identity", "z", np.positive, lambda z, _: np.ones_like(z))
"""The number itself; a neuron with it computes a weighted sum and no more. Derivative 1."""

step = Activation(
    "step", r"\begin{cases}1 & z > 0\\0 & \text{else}\end{cases}", _positive, lambda z, _: np.zeros_like(z)
)
"""1 where z > 0, else 0: the neuron fires or does not. Derivative 0 (at the jump there is none)."""

sigmoid = _Sigmoid("sigmoid", r"\frac{1}{1 + e^{-z}}", _sigmoid, _sigmoid_slope)
"""A smooth step from 0 to 1."""

tanh = Activation("tanh", r"\frac{e^z - e^{-z}}{e^z + e^{-z}}", np.tanh, _tanh_slope)
"""A smooth step from -1 to 1, through the origin."""

relu = Activation("relu", r"\max(0, z)", lambda z: np.maximum(z, 0.0), lambda z, _: _positive(z), 2.0)
"""Positive numbers pass, negative ones become 0. The derivative at 0 is taken as 0."""

leaky_relu = Activation("leaky_relu", r"\max(0.01\,z, z)", lambda z: np.maximum(LEAKY_SLOPE * z, z), _leaky_slope, 2.0)
"""As relu, but a hundredth of a negative number passes, so the derivative never is 0."""

elu = Activation("elu", r"\begin{cases}z & z > 0\\e^z - 1 & \text{else}\end{cases}", _elu, _elu_slope, 2.0)
"""As relu for positive numbers; negative ones bend smoothly to -1."""

softplus = Activation("softplus", r"\ln(1 + e^z)", _softplus, lambda z, _: _sigmoid(z), 2.0)
"""relu with its corner rounded off; the derivative is the sigmoid."""

silu = Activation("silu", r"\frac{z}{1 + e^{-z}}", lambda z: z * _sigmoid(z), _silu_slope, 2.0)
"""The number times its sigmoid, also called swish."""

gelu = Activation("gelu", r"z\,\Phi(z)", lambda z: z * _normal_cdf(z), _gelu_slope, 2.0)
r"""The number times the share of the standard normal distribution below it; exact, not the tanh formula."""

ELEMENTWISE = {each.name: each for each in (identity, step, sigmoid, tanh, relu, leaky_relu, elu, softplus, silu, gelu)}
"""The activations of one number, by their names."""
