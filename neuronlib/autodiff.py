"""Automatic differentiation: arrays that remember where they came from, and lead the slopes back there.

Every operation makes a new tensor that keeps what it was made of, and one line that takes the slope at its result
to the slopes at its operands. `Tensor.backward` goes through these lines from last to first: that is backpropagation,
for whatever one has written down.

References
----------
Baydin et al., *Automatic differentiation in machine learning: a survey*, arXiv:1502.05767 (reverse mode).
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from neuronlib.activations import sigmoid
from neuronlib.settings import as_number
from neuronlib.validation import Array, as_float_array, as_type, require_finite, require_methods, shown

Slopes: TypeAlias = Callable[..., Sequence[Any]]  # of the gradient at the result, the result and the operands


class Tensor:
    """An array that remembers how it was computed.

    It knows ``+ - * / **`` and ``@``, with each other, with arrays and with numbers, integers in brackets,
    and the methods below. Whatever the shapes are that NumPy lets meet, each gradient has that of its tensor.

    Parameters
    ----------
    data : array_like of any shape
        Finite numbers, which are copied: float32 kept, all else float64.

    Attributes
    ----------
    data : array
        The numbers. A step of training changes them in place.
    grad : array or None
        The gradient of the number on which `backward` was called last, in the shape of `data`; None before.

    Raises
    ------
    TypeError or ValueError
        If `data` is not made of finite real numbers; for an operation, if shapes do not fit
        or the result is not finite.

    Examples
    --------
    The first graph of CS231n's notes: the slopes of f = (x + y) z.

    >>> from neuronlib.autodiff import Tensor
    >>> x, y, z = Tensor(-2), Tensor(5), Tensor(-4)
    >>> f = (x + y) * z
    >>> f.backward()
    >>> print(f.data, x.grad, y.grad, z.grad)
    -12.0 -4.0 -4.0 3.0

    A row that was added to each of three rows hears from all of them:

    >>> row = Tensor([1.0, 2.0])
    >>> (row + [[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]]).sum().backward()
    >>> print(row.grad)
    [3. 3.]
    >>> row + [1.0, 2.0, 3.0]
    Traceback (most recent call last):
        ...
    ValueError: + must fit shape (2,) and (3,): operands could not be broadcast together with shapes (2,) (3,)
    >>> row / 0
    Traceback (most recent call last):
        ...
    ValueError: the result of / must be finite, got inf at index 0
    >>> Tensor("one")
    Traceback (most recent call last):
        ...
    TypeError: data must hold real numbers, got 'one' of type <U3
    """

    __array_ufunc__ = None  # so that array + tensor asks the tensor

    def __init__(self, data: ArrayLike) -> None:
        self.data: Any = as_float_array(data, "data").copy()
        self.grad: Any = None
        self._name, self._operands, self._slopes = "", list[Tensor](), _no_slopes

    def __add__(self, other: Any) -> "Tensor":
        return _made("+", np.add, lambda g, y, a, b: (g, g), self, other)

    def __sub__(self, other: Any) -> "Tensor":
        return _made("-", np.subtract, lambda g, y, a, b: (g, -g), self, other)

    def __mul__(self, other: Any) -> "Tensor":
        return _made("*", np.multiply, lambda g, y, a, b: (g * b, g * a), self, other)

    def __truediv__(self, other: Any) -> "Tensor":
        return _made("/", np.divide, lambda g, y, a, b: (g / b, -g * y / b), self, other)

    def __matmul__(self, other: Any) -> "Tensor":
        return _made("@", np.matmul, _matmul_slopes, self, other)

    def __pow__(self, exponent: float) -> "Tensor":
        n = float(as_number(exponent, "the exponent"))
        return _made("**", lambda a: a**n, lambda g, y, a: (g * n * a ** (n - 1) if n else 0 * g,), self)

    def __neg__(self) -> "Tensor":
        return _made("-", np.negative, lambda g, y, a: (-g,), self)

    __radd__, __rmul__ = __add__, __mul__

    def __rsub__(self, other: Any) -> "Tensor":
        return _as_tensor(other, self) - self

    def __rtruediv__(self, other: Any) -> "Tensor":
        return _as_tensor(other, self) / self

    def __rmatmul__(self, other: Any) -> "Tensor":
        return _as_tensor(other, self) @ self

    def __getitem__(self, index: Any) -> "Tensor":
        def slopes(g: Array, y: Array, a: Array) -> Sequence[Array]:
            grad = np.zeros_like(a)
            np.add.at(grad, index, g)  # a place that was read twice hears twice
            return (grad,)

        return _made("[]", lambda a: _picked(a, index), slopes, self)

    def exp(self) -> "Tensor":
        """Return e to the power of each number; the slope is y itself."""
        return _made("exp", np.exp, lambda g, y, a: (g * y,), self)

    def log(self) -> "Tensor":
        """Return the natural logarithm of each number; the slope is 1 / a."""
        return _made("log", np.log, lambda g, y, a: (g / a,), self)

    def tanh(self) -> "Tensor":
        """Return the tanh of each number; the slope is 1 - y²."""
        return _made("tanh", np.tanh, lambda g, y, a: (g * (1 - y**2),), self)

    def sigmoid(self) -> "Tensor":
        """Return the sigmoid of each number; the slope is y (1 - y)."""
        return _made("sigmoid", sigmoid.forward, lambda g, y, a: (g * y * (1 - y),), self)

    def relu(self) -> "Tensor":
        """Return each number, or 0 for a negative one; the slope is 1 above 0, else 0."""
        return _made("relu", lambda a: np.maximum(a, 0), lambda g, y, a: (g * (a > 0),), self)

    def maximum(self, other: Any) -> "Tensor":
        """Return the larger one of each two numbers, which gets the slope; of two that are equal, each gets half."""

        def slopes(g: Array, y: Array, a: Array, b: Array) -> Sequence[Array]:
            share = (1 + np.sign(a - b)) / 2  # 1, a half or 0
            return g * share, g * (1 - share)

        return _made("maximum", np.maximum, slopes, self, other)

    def sum(self, axis: int | tuple[int, ...] | None = None, keepdims: bool = False) -> "Tensor":
        """Return the sum of all numbers, or along one axis or some; each number gets the slope at its sum."""

        def slopes(g: Array, y: Array, a: Array) -> Sequence[Array]:
            return (g.reshape(a.sum(axis, keepdims=True).shape) + np.zeros_like(a),)

        return _made("sum", lambda a: a.sum(axis, keepdims=keepdims), slopes, self)

    def mean(self, axis: int | tuple[int, ...] | None = None, keepdims: bool = False) -> "Tensor":
        """Return the mean of all numbers, or along one axis or some."""
        total = self.sum(axis, keepdims)
        if not self.data.size:
            raise ValueError(f"mean must get at least one number, got shape {self.shape}")
        return total * float(total.data.size / self.data.size)

    def reshape(self, *shape: int) -> "Tensor":
        """Return the same numbers in another shape, in which -1 stands for what is left."""
        return _made("reshape", lambda a: a.reshape(shape), lambda g, y, a: (g.reshape(a.shape),), self)

    def transpose(self, *axes: int) -> "Tensor":
        """Return the same numbers with the axes in this order; without one, the other way round."""
        back = np.argsort(axes) if axes else None
        return _made("transpose", lambda a: a.transpose(axes or None), lambda g, y, a: (g.transpose(back),), self)

    T = property(transpose, doc="The tensor with its axes the other way round: rows as columns.")

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of the numbers."""
        return tuple(self.data.shape)

    def __len__(self) -> int:
        return len(self.data)

    def __repr__(self) -> str:
        return f"Tensor({np.array2string(self.data, separator=', ', prefix='Tensor(')})"

    def backward(self, grad_output: ArrayLike = 1.0) -> None:
        """Put into the `grad` of this tensor, and of all that it was made of, the gradient of this tensor.

        Parameters
        ----------
        grad_output : array_like of the shape of this tensor, default 1
            The gradient at this tensor. A loss is one number, and needs none.

        Raises
        ------
        TypeError or ValueError
            If `grad_output` has another shape, or a gradient is not finite.

        Examples
        --------
        Each call begins anew, with slopes of 0:

        >>> from neuronlib.autodiff import Tensor
        >>> x = Tensor(3.0)
        >>> for y in [x * x + x, x**3]:
        ...     y.backward()
        ...     print(x.grad)
        7.0
        27.0
        >>> y = Tensor([1.0, 2.0]) * x
        >>> y.backward([1.0, 10.0])
        >>> print(x.grad)
        21.0
        >>> y.backward()
        Traceback (most recent call last):
            ...
        ValueError: grad_output must have shape (2,), got shape (); a loss is one number, such as a mean
        """
        gradient = as_float_array(grad_output, "grad_output")
        if gradient.shape != self.shape and not gradient.size == self.data.size == 1:
            hint = "; a loss is one number, such as a mean"
            raise ValueError(f"grad_output must have shape {self.shape}, got shape {gradient.shape}{hint}")
        tensors = _in_order(self)
        for tensor in tensors:
            tensor.grad = np.zeros_like(tensor.data)
        self.grad += gradient.reshape(self.shape)
        with np.errstate(all="ignore"):
            for tensor in reversed(tensors):
                arrays = [operand.data for operand in tensor._operands]
                slopes = tensor._slopes(tensor.grad, tensor.data, *arrays)
                for operand, slope in zip(tensor._operands, slopes, strict=True):
                    operand.grad += _summed_to(operand.shape, slope)
                    require_finite(operand.grad, f"the gradient of {tensor._name}")


def concatenate(tensors: Sequence[Any], axis: int = 0) -> Tensor:
    """Return tensors joined along an axis; each gets its part of the slopes.

    Parameters
    ----------
    tensors : list of tensors or arrays
        At least one, equal in shape but for the axis.
    axis : int, default 0
        Along which they are joined.

    Returns
    -------
    Tensor
        With all their numbers.

    Raises
    ------
    TypeError or ValueError
        If there is none, or they do not fit.

    Examples
    --------
    >>> from neuronlib.autodiff import Tensor, concatenate
    >>> x, y = Tensor([1.0]), Tensor([2.0, 3.0])
    >>> (concatenate([x, y]) * [10.0, 20.0, 30.0]).sum().backward()
    >>> print(x.grad, y.grad)
    [10.] [20. 30.]
    >>> concatenate([])
    Traceback (most recent call last):
        ...
    ValueError: tensors must hold at least one tensor, got []
    """
    if not isinstance(tensors, list | tuple) or not tensors:
        kind = ValueError if isinstance(tensors, list | tuple) else TypeError
        raise kind(f"tensors must hold at least one tensor, got {shown(tensors)}")
    parts = [each if isinstance(each, Tensor) else Tensor(each) for each in tensors]

    def slopes(g: Array, y: Array, *arrays: Array) -> Sequence[Array]:
        return np.split(g, np.cumsum([array.shape[axis] for array in arrays])[:-1], axis)

    return _made("concatenate", lambda *arrays: np.concatenate(arrays, axis), slopes, *parts)


class TensorModel:
    """A model written as a function of tensors, which `fit` and `check_gradients` take like any other.

    Parameters
    ----------
    function : callable
        Takes the inputs as a tensor of shape (n_samples, n_inputs), returns the outputs as a tensor.
    parameters : list of tensors
        What is trained.

    Raises
    ------
    TypeError
        If the function cannot be called, or a parameter is no tensor.

    Examples
    --------
    >>> from neuronlib import SGD, fit, mean_squared_error
    >>> from neuronlib.autodiff import Tensor, TensorModel
    >>> w, b = Tensor([[0.0]]), Tensor([0.0])
    >>> line = TensorModel(lambda X: X @ w + b, [w, b])
    >>> X, y = [[0.0], [1.0], [2.0]], [1.0, 3.0, 5.0]
    >>> history = fit(line, X, y, loss=mean_squared_error, optimizer=SGD(0.2), epochs=200)
    >>> print(w.data.round(3), b.data.round(3))
    [[2.]] [1.]
    >>> TensorModel(lambda X: X @ w, [w.data])
    Traceback (most recent call last):
        ...
    TypeError: parameters must be a list of tensors, got [array([[2.]])]
    """

    def __init__(self, function: Callable[[Tensor], Tensor], parameters: Sequence[Tensor]) -> None:
        require_methods(function, "function", "a function of a tensor", "__call__")
        if not isinstance(parameters, list | tuple) or not all(isinstance(each, Tensor) for each in parameters):
            raise TypeError(f"parameters must be a list of tensors, got {shown(parameters)}")
        self.function, self.tensors = function, list(parameters)

    def __call__(self, X: ArrayLike) -> Any:
        """Return the outputs for the inputs `X`, as an array."""
        return self.function(Tensor(X)).data

    def forward(self, X: ArrayLike) -> Any:
        """Return the outputs as a call does, and remember how they came about."""
        self._inputs = Tensor(X)
        self._outputs = self.function(self._inputs)
        return self._outputs.data.copy()

    def backward(self, grad_output: ArrayLike) -> Any:
        """Return the gradient with respect to the inputs of the last `forward`, and keep those of the parameters."""
        for tensor in (self._inputs, *self.tensors):
            tensor.grad = np.zeros_like(tensor.data)  # it stays 0 for what the outputs do not depend on
        self._outputs.backward(grad_output)
        return self._inputs.grad

    @property
    def parameters(self) -> list[Array]:
        """The numbers of the parameters, the arrays themselves: optimisers update them in place."""
        return [tensor.data for tensor in self.tensors]

    @property
    def parameter_gradients(self) -> list[Array]:
        """The gradients of `parameters`, in their order, from the last `backward`."""
        return [tensor.grad for tensor in self.tensors]


def _no_slopes(*_: Array) -> Sequence[Array]:
    return ()


def _made(name: str, forward: Callable[..., Any], slopes: Slopes, first: Tensor, *others: Any) -> Tensor:
    """Return the tensor that an operation makes, which remembers its operands and how slopes go back to them."""
    operands = [first, *(_as_tensor(other, first) for other in others)]
    try:
        with np.errstate(all="ignore"):
            result = np.asarray(forward(*(operand.data for operand in operands)))
    except (TypeError, ValueError) as error:
        kind = TypeError if isinstance(error, TypeError) else ValueError
        shapes = " and ".join(str(operand.shape) for operand in operands)
        raise kind(f"{name} must fit shape {shapes}: {str(error).strip()}") from error
    require_finite(result, f"the result of {name}")
    made = Tensor.__new__(Tensor)
    made.data, made.grad, made._name, made._slopes, made._operands = result, None, name, slopes, operands
    return made


def _as_tensor(value: Any, like: Tensor) -> Tensor:
    """Return an operand as a tensor; a single number has the type of the tensor that it meets."""
    if isinstance(value, Tensor):
        return value
    array = as_float_array(value, "the operand")
    return Tensor(as_type(array, like.data.dtype, "the operand") if isinstance(value, float | int) else array)


def _in_order(last: Tensor) -> list[Tensor]:
    """Return all tensors that the last one was made of, each behind its operands, and the last one itself."""
    order, seen, waiting = [], set(), [(last, False)]
    while waiting:
        tensor, has_operands = waiting.pop()
        if has_operands:
            order.append(tensor)
        elif tensor not in seen:
            seen.add(tensor)
            waiting += [(tensor, True), *((operand, False) for operand in tensor._operands)]
    return order


def _summed_to(shape: tuple[int, ...], slope: Array) -> Array:
    """Return the slope at an operand of this shape: what NumPy has repeated hears from all its copies."""
    n_new = slope.ndim - len(shape)
    repeated = (*range(n_new), *(n_new + i for i, n in enumerate(shape) if n == 1))
    return slope if slope.shape == shape else slope.sum(axis=repeated).reshape(shape)


def _matmul_slopes(g: Array, y: Array, a: Array, b: Array) -> Sequence[Array]:
    """Return ∂L/∂A = ∂L/∂Y Bᵀ and ∂L/∂B = Aᵀ ∂L/∂Y, with a vector as a matrix of one row, or of one column."""
    rows, columns = np.atleast_2d(a), b[:, None] if b.ndim == 1 else b
    g = g[..., None] if b.ndim == 1 else g
    g = g[..., None, :] if a.ndim == 1 else g
    grad_columns = rows.swapaxes(-1, -2) @ g
    return g @ columns.swapaxes(-1, -2), grad_columns[..., 0] if b.ndim == 1 else grad_columns


def _picked(array: Array, index: Any) -> Any:
    try:
        return array[index]
    except IndexError as error:
        raise IndexError(f"the index must be integers within shape {array.shape}, got {shown(index)}") from error
