"""Automatic differentiation: arrays that remember how they were computed, and so find the slopes themselves.

Every operation makes a new tensor. It keeps its operands, and one line that says what the slope at the result means
for the slopes at the operands; for a product, that is ``g * b`` and ``g * a``.
`Tensor.backward` goes through these lines from the last operation to the first.
That is backpropagation, for whatever has been written down.

In these lines, `g` is the gradient at the result, `y` is the result, and `a` and `b` are the operands.

References
----------
Baydin et al., *Automatic differentiation in machine learning: a survey*, arXiv:1502.05767 (reverse mode).
"""

from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from neuronlib.activations import sigmoid
from neuronlib.model import Model, ParameterArray
from neuronlib.settings import as_number, require_flag, whole_number
from neuronlib.slopes import matmul_slopes, summed_to
from neuronlib.validation import Array, as_float_array, as_type, require_finite, require_methods, shown

Axes: TypeAlias = int | tuple[int, ...] | None
Slopes: TypeAlias = Callable[..., Sequence[Any]]  # takes g, y and the operands, returns a slope for each operand


class Tensor:
    """An array that remembers how it was computed.

    It knows ``+ - * /`` and ``@`` with other tensors, with arrays and with numbers, ``**`` with a number,
    brackets with integers or slices, and the methods below. Shapes fit as they do in NumPy.

    Parameters
    ----------
    data : array_like of any shape
        Finite numbers, which are copied: float32 kept, all else float64.

    Attributes
    ----------
    grad : array or None
        The gradient of what `backward` was last called on, in the shape of `data`: the slope for each number.
        None before that.

    Raises
    ------
    TypeError or ValueError
        If `data` is not made of finite real numbers. An operation raises them if an operand is not,
        if shapes do not fit, or if the result is not finite.
    IndexError
        If what stands in brackets is no index of this tensor.

    Examples
    --------
    The first graph of CS231n's notes, f = (x + y) z:

    >>> from neuronlib.autodiff import Tensor
    >>> x, y, z = Tensor(-2), Tensor(5), Tensor(-4)
    >>> f = (x + y) * z
    >>> f.backward()
    >>> print(f.data, x.grad, y.grad, z.grad)
    -12.0 -4.0 -4.0 3.0

    A row that is added to each of three rows acts three times, and the slopes add up:

    >>> row = Tensor([1.0, 2.0])
    >>> total = (row + [[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]]).sum()
    >>> total.backward()
    >>> print(total, row.grad)
    Tensor(11.) [3. 3.]

    A number that is read twice gets a slope from each time:

    >>> row[[0, 1, 1]].sum().backward()
    >>> print(row.grad)
    [1. 2.]
    >>> row + [1.0, 2.0, 3.0]
    Traceback (most recent call last):
        ...
    ValueError: the operands of + must fit each other, got shape (2,) and (3,)
    >>> row / 0
    Traceback (most recent call last):
        ...
    ValueError: the result of / must be finite, got inf at index 0
    >>> row**row
    Traceback (most recent call last):
        ...
    TypeError: exponent must hold real numbers, got Tensor([1., 2.]) of type object
    >>> row[2]
    Traceback (most recent call last):
        ...
    IndexError: index must fit shape (2,), got 2
    >>> Tensor("one")
    Traceback (most recent call last):
        ...
    TypeError: data must hold real numbers, got 'one' of type <U3
    """

    data: Any = ParameterArray()
    """The numbers. Assigning copies numbers of their shape, which must be finite."""

    __array_ufunc__ = None  # so that array + tensor is left to the tensor
    _name, _operands = "", tuple["Tensor", ...]()
    _slopes: Slopes = staticmethod(lambda *_: ())

    def __init__(self, data: ArrayLike) -> None:
        vars(self)["data"] = as_float_array(data, "data").copy()
        self.grad: Any = None

    def __add__(self, other: Any) -> "Tensor":
        return _made("+", np.add, lambda g, y, a, b: (g, g), self, other)

    def __sub__(self, other: Any) -> "Tensor":
        return _made("-", np.subtract, lambda g, y, a, b: (g, -g), self, other)

    def __mul__(self, other: Any) -> "Tensor":
        return _made("*", np.multiply, lambda g, y, a, b: (g * b, g * a), self, other)

    def __truediv__(self, other: Any) -> "Tensor":
        return _made("/", np.divide, lambda g, y, a, b: (g / b, -g * y / b), self, other)

    def __matmul__(self, other: Any) -> "Tensor":
        return _made("@", np.matmul, matmul_slopes, self, other)

    def __pow__(self, exponent: float) -> "Tensor":
        n = float(as_number(exponent, "exponent"))
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
            np.add.at(grad, index, g)  # unlike grad[index] += g, it adds for each time that a number was read
            return (grad,)

        made = _made("[]", lambda a: a[index], slopes, self, index=index)
        index = deepcopy(index)  # for the way back, whatever becomes of a list or an array
        return made

    def exp(self) -> "Tensor":
        """Return e to the power of each number, whose slope is the result itself; errors as for the class."""
        return _made("exp", np.exp, lambda g, y, a: (g * y,), self)

    def log(self) -> "Tensor":
        """Return the natural logarithm of each number, whose slope is 1 / a; errors as for the class."""
        return _made("log", np.log, lambda g, y, a: (g / a,), self)

    def tanh(self) -> "Tensor":
        """Return the tanh of each number, whose slope is 1 - y²; errors as for the class."""
        return _made("tanh", np.tanh, lambda g, y, a: (g * (1 - y**2),), self)

    def sigmoid(self) -> "Tensor":
        """Return the sigmoid of each number, whose slope is y (1 - y); errors as for the class."""
        return _made("sigmoid", sigmoid.forward, lambda g, y, a: (g * y * (1 - y),), self)

    def relu(self) -> "Tensor":
        """Return each number, or 0 for a negative one; the slope is 1 above 0, else 0; errors as for the class."""
        return _made("relu", lambda a: np.maximum(a, 0), lambda g, y, a: (g * (a > 0),), self)

    def maximum(self, other: Any) -> "Tensor":
        """Return the larger of each two numbers; errors as for the class.

        The larger one gets the whole slope; of two equal ones, each gets half.

        Parameters
        ----------
        other : tensor or array_like
            What the numbers are compared with.

        Returns
        -------
        Tensor
            The larger numbers.

        Examples
        --------
        >>> from neuronlib.autodiff import Tensor
        >>> x = Tensor([1.0, 2.0, 3.0])
        >>> largest = x.maximum(2)
        >>> largest.sum().backward()
        >>> print(largest, x.grad)
        Tensor([2., 2., 3.]) [0.  0.5 1. ]
        """

        def slopes(g: Array, y: Array, a: Array, b: Array) -> Sequence[Array]:
            share = (1 + np.sign(a - b)) / 2  # 1, a half or 0
            return g * share, g * (1 - share)

        return _made("maximum", np.maximum, slopes, self, other)

    def sum(self, axis: Axes = None, keepdims: bool = False) -> "Tensor":
        """Return the sum of all numbers, or the sums along an axis; errors as for the class.

        Parameters
        ----------
        axis : int, tuple of int or None
            Along which the numbers are added; None adds all of them.
        keepdims : bool, default False
            Whether these axes stay, one number long.

        Returns
        -------
        Tensor
            The sums.

        Examples
        --------
        Each number gets the slope at the sum that it is part of:

        >>> from neuronlib.autodiff import Tensor
        >>> x = Tensor([[1.0, 2.0], [3.0, 4.0]])
        >>> sums = x.sum(axis=1)
        >>> sums.backward([1.0, 10.0])
        >>> print(sums, x.grad.tolist())
        Tensor([3., 7.]) [[1.0, 1.0], [10.0, 10.0]]
        >>> x.sum(axis=2)
        Traceback (most recent call last):
            ...
        ValueError: axis must fit shape (2, 2), got 2
        """
        require_flag(keepdims, "keepdims")

        def slopes(g: Array, y: Array, a: Array) -> Sequence[Array]:
            kept = a.sum(axis, keepdims=True).shape  # as if no axis had been lost
            return (np.broadcast_to(g.reshape(kept), a.shape),)

        return _made("sum", lambda a: a.sum(axis, keepdims=bool(keepdims)), slopes, self, axis=axis)

    def mean(self, axis: Axes = None, keepdims: bool = False) -> "Tensor":
        """Return the mean of all numbers, or the means along an axis; otherwise as `sum`.

        Examples
        --------
        >>> from neuronlib.autodiff import Tensor
        >>> x = Tensor([[1.0, 2.0], [3.0, 4.0]])
        >>> print(x.mean(), x.mean(axis=0), x.mean(axis=1, keepdims=True).shape)
        Tensor(2.5) Tensor([2., 3.]) (2, 1)
        """
        total = self.sum(axis, keepdims)
        return total / float(self.data.size // max(total.data.size, 1))

    def reshape(self, *shape: int) -> "Tensor":
        """Return the same numbers in another shape; errors as for the class.

        Parameters
        ----------
        *shape : int
            The length of each axis; one of them may be -1, which stands for what is left.

        Returns
        -------
        Tensor
            The numbers, row by row as before.

        Examples
        --------
        >>> from neuronlib.autodiff import Tensor
        >>> x = Tensor([1.0, 2.0, 3.0, 4.0])
        >>> print(x.reshape(2, 2).shape, x.reshape(-1, 1).shape)
        (2, 2) (4, 1)
        >>> x.reshape(3, 2)
        Traceback (most recent call last):
            ...
        ValueError: shape must fit shape (4,), got (3, 2)
        """
        return _made("reshape", lambda a: a.reshape(*shape), lambda g, y, a: (g.reshape(a.shape),), self, shape=shape)

    def transpose(self, *axes: int) -> "Tensor":
        """Return the same numbers with the axes in another order; errors as for the class.

        Without axes, it is also to be had as ``T``.

        Parameters
        ----------
        *axes : int
            All axes, in the new order; without any, the order is turned round.

        Returns
        -------
        Tensor
            The numbers: ``y[i, j, k]`` is ``a[j, k, i]`` for the axes 2, 0, 1.

        Examples
        --------
        >>> from neuronlib.autodiff import Tensor
        >>> x = Tensor([[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]])
        >>> print(x.shape, x.transpose(2, 0, 1).shape, x.transpose().shape, x.T.shape)
        (1, 2, 3) (3, 1, 2) (3, 2, 1) (3, 2, 1)
        """
        old = range(self.data.ndim)
        new = axes or tuple(reversed(old))
        return _made(
            "transpose", lambda a: a.transpose(new), lambda g, *_: (np.moveaxis(g, old, new),), self, axes=axes
        )

    T = property(transpose, doc="The tensor with its axes turned round: rows as columns.")

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of the numbers."""
        return tuple(self.data.shape)

    def __repr__(self) -> str:
        return f"Tensor({np.array2string(self.data, separator=', ', prefix='Tensor(')})"

    def backward(self, grad_output: ArrayLike = 1.0) -> None:
        """Put into `grad` the gradient of this tensor, for itself and for everything that it was made of.

        Parameters
        ----------
        grad_output : array_like of the shape of this tensor, default 1
            The gradient at this tensor itself. A loss is one number, and its own slope is 1.

        Raises
        ------
        TypeError or ValueError
            If `grad_output` has another shape or is not finite, or a gradient is not.

        Examples
        --------
        Each call begins anew:

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
        ValueError: grad_output must have shape (2,), got shape (); a loss is one number
        """
        gradient = as_type(as_float_array(grad_output, "grad_output"), self.data.dtype, "grad_output")
        if gradient.shape != self.shape and not gradient.size == self.data.size == 1:
            raise ValueError(
                f"grad_output must have shape {self.shape}, got shape {gradient.shape}; a loss is one number"
            )
        tensors = _in_order(self)
        for tensor in tensors:
            tensor.grad = np.zeros_like(tensor.data)
        self.grad += gradient.reshape(self.shape)
        with np.errstate(all="ignore"):
            for tensor in reversed(tensors):
                slopes = tensor._slopes(tensor.grad, tensor.data, *(operand.data for operand in tensor._operands))
                for operand, slope in zip(tensor._operands, slopes, strict=True):
                    operand.grad += summed_to(operand.shape, slope)  # what is used twice gets a slope from each use
                    require_finite(operand.grad, f"the gradient of {tensor._name}")


def concatenate(tensors: Sequence[Any], axis: int = 0) -> Tensor:
    """Return tensors joined along an axis; each gets its part of the gradient.

    Parameters
    ----------
    tensors : list of tensors or arrays
        At least one; all have the same shape, but for the axis along which they are joined.
    axis : int, default 0
        The axis.

    Returns
    -------
    Tensor
        All the numbers.

    Raises
    ------
    TypeError or ValueError
        If there is no tensor, or an argument does not fit.

    Examples
    --------
    >>> from neuronlib.autodiff import Tensor, concatenate
    >>> x, y = Tensor([1.0]), Tensor([2.0, 3.0])
    >>> both = concatenate([x, y])
    >>> (both * [10.0, 20.0, 30.0]).sum().backward()
    >>> print(both, x.grad, y.grad)
    Tensor([1., 2., 3.]) [10.] [20. 30.]
    >>> concatenate([x, [[4.0]]])
    Traceback (most recent call last):
        ...
    ValueError: the operands of concatenate must fit each other, got shape (1,) and (1, 1)
    >>> concatenate([])
    Traceback (most recent call last):
        ...
    ValueError: tensors must be a list of at least one tensor, got []
    >>> concatenate(x)
    Traceback (most recent call last):
        ...
    TypeError: tensors must be a list of at least one tensor, got Tensor([1.])
    """
    if not isinstance(tensors, list | tuple) or not tensors:
        kind = ValueError if isinstance(tensors, list | tuple) else TypeError
        raise kind(f"tensors must be a list of at least one tensor, got {shown(tensors)}")
    parts = [_as_tensor(each, None, f"tensors[{i}]") for i, each in enumerate(tensors)]
    last = max(parts[0].data.ndim, 1) - 1
    axis = whole_number(axis, "axis", -last - 1, last)

    def slopes(g: Array, y: Array, *arrays: Array) -> Sequence[Array]:
        return np.split(g, np.cumsum([array.shape[axis] for array in arrays])[:-1], axis)

    return _made("concatenate", lambda *arrays: np.concatenate(arrays, axis), slopes, *parts)


class TensorLayer:
    """A layer of the library as a function of tensors; it may be used in several places at once.

    Parameters
    ----------
    layer : Dense, Conv2D, MaxPool2D, Embedding or Network
        Its way forward and its way back are used as they are.

    Attributes
    ----------
    tensors : list of Tensor
        The parameters of the layer. They share their numbers with it, so training either trains both.

    Raises
    ------
    TypeError
        If it is no layer of the library.

    Examples
    --------
    The same edge is looked for in two pictures, and a weight gets a slope from both:

    >>> from neuronlib import Conv2D
    >>> from neuronlib.autodiff import Tensor, TensorLayer
    >>> edge = TensorLayer(Conv2D.from_weights((1, 1, 3), [[[[1.0, -1.0]]]], [0.0]))
    >>> pictures = Tensor([[5.0, 7.0, 2.0]]), Tensor([[1.0, 1.0, 4.0]])
    >>> loss = (edge(pictures[0]) * edge(pictures[1])).sum()
    >>> loss.backward()
    >>> print(loss.data, pictures[0].grad, edge.tensors[0].grad.ravel())
    -15.0 [[ 0. -3.  3.]] [-18.  12.]
    >>> edge([[1.0, 2.0]])
    Traceback (most recent call last):
        ...
    ValueError: X must have shape (n_samples, 3), got shape (1, 2)
    >>> TensorLayer("edge")
    Traceback (most recent call last):
        ...
    TypeError: layer must be a layer such as Dense, got 'edge'
    """

    def __init__(self, layer: Any) -> None:
        if not isinstance(layer, Model):
            raise TypeError(f"layer must be a layer such as Dense, got {shown(layer)}")
        self.layer, self.tensors = layer, [Tensor(parameter) for parameter in layer.parameters]
        for tensor, parameter in zip(self.tensors, layer.parameters, strict=True):
            vars(tensor)["data"] = parameter  # the numbers themselves, not a copy

    def __call__(self, X: Any) -> Tensor:
        """Return the outputs of the layer.

        Parameters
        ----------
        X : Tensor or array_like of shape (n_samples, n_inputs)
            One example a row.

        Returns
        -------
        Tensor
            The outputs.

        Raises
        ------
        TypeError or ValueError
            If the layer refuses `X`, or a gradient is not finite.
        """
        inputs = _as_tensor(X, None, "X")
        layer: Any = deepcopy(self.layer)  # it remembers this use alone
        outputs = layer.forward(inputs.data)

        def slopes(g: Array, *_: Array) -> Sequence[Array]:
            grad_inputs = layer.backward(g)
            return np.zeros_like(inputs.data) if grad_inputs is None else grad_inputs, *layer.parameter_gradients

        return _made(type(layer).__name__, lambda *_: outputs, slopes, inputs, *self.tensors)


class TensorModel:
    """A model that is written as a function of tensors; `fit` and `check_gradients` take it like any other.

    Parameters
    ----------
    function : callable
        Takes the inputs as a tensor of shape (n_samples, n_inputs), and returns the outputs as a tensor.
    parameters : list of tensors
        What is trained.

    Raises
    ------
    TypeError or ValueError
        If the function cannot be called, or a parameter is no tensor or stands there twice.

    Examples
    --------
    A straight line, fitted to three points of y = 2x + 1:

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
    >>> TensorModel(lambda X: X @ w, [w, w])
    Traceback (most recent call last):
        ...
    ValueError: parameters must all be different, got one twice
    >>> TensorModel(lambda X: X.data, [w])(X)
    Traceback (most recent call last):
        ...
    TypeError: function(X) must be a tensor, got array([[0.],
           [1.],
           [2.]])
    """

    _last: Any = None  # the inputs and the outputs of the last `forward`

    def __init__(self, function: Callable[[Tensor], Tensor], parameters: Sequence[Tensor]) -> None:
        require_methods(function, "function", "a function of a tensor", "__call__")
        if not isinstance(parameters, list | tuple) or not all(isinstance(each, Tensor) for each in parameters):
            raise TypeError(f"parameters must be a list of tensors, got {shown(parameters)}")
        if len(set(parameters)) < len(parameters):
            raise ValueError("parameters must all be different, got one twice")
        self.function, self.tensors = function, list(parameters)

    def __call__(self, X: ArrayLike) -> Any:
        """Return the outputs as an array.

        Parameters
        ----------
        X : array_like
            Examples, as the function takes them.

        Returns
        -------
        array
            What the function returns.

        Raises
        ------
        TypeError or ValueError
            If `X` is not made of finite numbers, or the function refuses it or does not return a tensor.
        """
        return self._apply(X)[1].data.copy()

    def forward(self, X: ArrayLike) -> Any:
        """Return the outputs and remember how they were computed; as a call otherwise."""
        self._last = self._apply(X)
        for tensor in self.tensors:
            tensor.grad = None
        return self._last[1].data.copy()

    def backward(self, grad_output: ArrayLike) -> Any:
        """Return the gradient of the loss with respect to the inputs of the last `forward`.

        Parameters
        ----------
        grad_output : array_like of the shape of the outputs
            Gradient of the loss with respect to the last output.

        Returns
        -------
        array of the shape of the inputs
            The gradient with respect to the last input.

        Raises
        ------
        RuntimeError
            If `forward` has not been called.
        TypeError or ValueError
            If `grad_output` has another shape or is not finite, or a gradient is not.
        """
        if self._last is None:
            raise RuntimeError("call forward before backward: there is no output to go back from")
        inputs, outputs = self._last
        for tensor in (inputs, *self.tensors):
            tensor.grad = np.zeros_like(tensor.data)  # it stays 0 where the outputs do not depend on a tensor
        outputs.backward(grad_output)
        return inputs.grad

    @property
    def parameters(self) -> list[Array]:
        """The numbers of the parameters, the arrays themselves: optimisers update them in place."""
        return [tensor.data for tensor in self.tensors]

    @property
    def parameter_gradients(self) -> list[Array]:
        """The gradients of `parameters`, in their order, from the last `backward`."""
        if any(tensor.grad is None for tensor in self.tensors):
            raise RuntimeError("call forward and backward first: there are no gradients yet")
        return [tensor.grad for tensor in self.tensors]

    def _apply(self, X: ArrayLike) -> tuple[Tensor, Tensor]:
        inputs = Tensor(as_float_array(X, "X"))
        outputs = self.function(inputs)
        if not isinstance(outputs, Tensor):
            raise TypeError(f"function(X) must be a tensor, got {shown(outputs)}")
        return inputs, outputs


def _made(name: str, forward: Callable[..., Any], slopes: Slopes, first: Tensor, *others: Any, **asked: Any) -> Tensor:
    """Return the tensor that an operation makes, which keeps its operands and how slopes go back to them.

    What it was asked for, such as an axis, is named in the error if it does not fit.
    """
    operands = (first, *(_as_tensor(other, first) for other in others))
    try:
        with np.errstate(all="ignore"):
            result = np.asarray(forward(*(operand.data for operand in operands)))
    except (TypeError, ValueError, IndexError, OverflowError) as error:
        kind = type(error) if type(error) in (TypeError, IndexError) else ValueError
        shapes = " and ".join(str(operand.shape) for operand in operands)
        message = f"the operands of {name} must fit each other, got shape {shapes}"
        for argument, value in asked.items():
            message = f"{argument} must fit shape {shapes}, got {shown(value)}"
        raise kind(message) from error
    require_finite(result, f"the result of {name}")
    made = Tensor(result)
    made._name, made._slopes, made._operands = name, slopes, operands
    return made


def _as_tensor(value: Any, other: Tensor | None, name: str = "the operand") -> Tensor:
    """Return an operand as a tensor; a single number takes the type of the tensor that it meets."""
    if isinstance(value, Tensor):
        return value
    array = as_float_array(value, name)
    return Tensor(as_type(array, other.data.dtype, name) if other and not array.ndim else array)


def _in_order(last: Tensor) -> list[Tensor]:
    """Return all tensors that the last one was made of, each behind its operands, and the last one itself."""
    order, seen, waiting = [], set(), [(last, False)]
    while waiting:  # a function that calls itself would get too deep in a long graph
        tensor, has_operands = waiting.pop()
        if has_operands:
            order.append(tensor)
        elif tensor not in seen:
            seen.add(tensor)
            waiting += [(tensor, True), *((operand, False) for operand in tensor._operands)]
    return order
