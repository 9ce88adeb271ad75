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

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from neuronlib.arithmetic import LARGE, in_pieces
from neuronlib.softmax import Softmax, softmax
from neuronlib.validation import Array, as_float_array, shown

ELEMENTWISE: dict[str, Activation] = {}
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
        array = as_float_array(z, "z")
        with np.errstate(under="ignore"):
            return in_pieces(self.forward, array)[()]

    def derivative(self, z: ArrayLike) -> Array:
        """Return the derivative at each element of `z`; parameters and errors as for a call."""
        array = as_float_array(z, "z")
        with np.errstate(under="ignore"):
            slopes = in_pieces(lambda piece: self.slope(piece, self.forward(piece)), np.atleast_1d(array))
        return slopes.reshape(array.shape)[()]

    def backward(self, z: Array, output: Array, grad_output: Array, out: Array | None = None) -> Array:
        """Return the gradient for `z`, given its output and the gradient for that (the chain rule).

        If it is large, it may be written to `out`, which may be the output.

        Examples
        --------
        >>> import numpy as np
        >>> from neuronlib import sigmoid
        >>> z = np.array([0.0, 0.0])
        >>> print(sigmoid.backward(z, sigmoid.forward(z), np.array([1.0, -2.0])))
        [ 0.25 -0.5 ]
        """
        if z.size > LARGE and len(z) > 1:
            return in_pieces(self.backward, z, output, grad_output, out=out)
        slope = self.slope(z, output)
        return np.multiply(grad_output, slope, out=slope if slope.dtype == grad_output.dtype else None)

    def __repr__(self) -> str:
        return f"<activation {self.name}>"


def get_activation(activation: str | Activation | Softmax) -> Activation | Softmax:
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


def _elementwise(
    name: str, formula: str, function: Callable[[Array], Array], slope: Callable[[Array, Array], Array]
) -> Activation:
    ELEMENTWISE[name] = Activation(name, formula, function, slope)
    return ELEMENTWISE[name]


def _positive(z: Array) -> Array:
    return (z > 0.0).astype(z.dtype)


def _sigmoid(z: Array) -> Array:
    value: Array = np.exp(np.minimum(z, 0.0))  # no exponential of a positive number: that could overflow
    value /= 1.0 + np.exp(-np.abs(z))
    return value


def _sigmoid_slope(z: Array, _: Array) -> Array:
    slope: Array = np.exp(-np.abs(z))
    root = 1.0 + slope
    slope /= root * root  # σ(1 − σ) without the rounding of 1 − σ
    return slope


def _tanh_slope(z: Array, output: Array) -> Array:
    slope: Array = np.abs(z)
    np.negative(slope, out=slope)
    np.exp(slope, out=slope)
    slope *= 1.0 + np.abs(output)
    slope *= slope  # 1 − tanh² without the rounding of 1 − tanh²
    return slope


def _elu(z: Array) -> Array:
    return np.where(z > 0, z, np.expm1(np.minimum(z, 0.0)))


def _softplus(z: Array) -> Array:
    return np.maximum(z, 0.0) + np.log1p(np.exp(-np.abs(z)))


def _silu_slope(z: Array, _: Array) -> Array:
    slope: Array = _sigmoid(z) * (1 + z * _sigmoid(-z))
    return slope


def _normal_cdf(z: Array) -> Array:
    """Return the standard normal distribution function, exact in both tails."""
    halves = np.frompyfunc(math.erfc, 1, 1)(-z / math.sqrt(2))
    return np.asarray(halves, dtype=z.dtype) / 2


def _gelu_slope(z: Array, _: Array) -> Array:
    clipped = np.clip(z, -40, 40)  # beyond, the density is 0 in float64, and the square could overflow
    density = np.exp(-(clipped**2) / 2) / math.sqrt(2 * math.pi)
    return _normal_cdf(z) + clipped * density


identity = _elementwise("identity", "z", np.positive, lambda z, _: np.ones_like(z))
"""The number itself; a neuron with it computes a weighted sum and no more. Derivative 1."""

step = _elementwise(
    "step", r"\begin{cases}1 & z > 0\\0 & \text{else}\end{cases}", _positive, lambda z, _: np.zeros_like(z)
)
"""1 where z > 0, else 0: the neuron fires or does not. Derivative 0 (at the jump there is none)."""

sigmoid = _elementwise("sigmoid", r"\frac{1}{1 + e^{-z}}", _sigmoid, _sigmoid_slope)
"""A smooth step from 0 to 1."""

tanh = _elementwise("tanh", r"\frac{e^z - e^{-z}}{e^z + e^{-z}}", np.tanh, _tanh_slope)
"""A smooth step from -1 to 1, through the origin."""

relu = _elementwise("relu", r"\max(0, z)", lambda z: np.maximum(z, 0.0), lambda z, _: _positive(z))
"""Positive numbers pass, negative ones become 0. The derivative at 0 is taken as 0."""

leaky_relu = _elementwise(
    "leaky_relu",
    r"\max(0.01\,z, z)",
    lambda z: np.maximum(LEAKY_SLOPE * z, z),
    lambda z, _: np.where(z > 0, z.dtype.type(1), z.dtype.type(LEAKY_SLOPE)),
)
"""As relu, but a hundredth of a negative number passes, so the derivative never is 0."""

elu = _elementwise(
    "elu", r"\begin{cases}z & z > 0\\e^z - 1 & \text{else}\end{cases}", _elu, lambda z, _: np.exp(np.minimum(z, 0.0))
)
"""As relu for positive numbers; negative ones bend smoothly to -1."""

softplus = _elementwise("softplus", r"\ln(1 + e^z)", _softplus, lambda z, _: _sigmoid(z))
"""relu with its corner rounded off; the derivative is the sigmoid."""

silu = _elementwise("silu", r"\frac{z}{1 + e^{-z}}", lambda z: z * _sigmoid(z), _silu_slope)
"""The number times its sigmoid, also called swish."""

gelu = _elementwise("gelu", r"z\,\Phi(z)", lambda z: z * _normal_cdf(z), _gelu_slope)
r"""The number times the share of the standard normal distribution below it; exact, not the tanh formula."""
