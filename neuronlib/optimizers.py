"""Optimisers: rules that turn gradients into better parameters.

References
----------
Zhang et al., *Dive into Deep Learning*, chapters 12.3 to 12.8 (SGD, momentum, AdaGrad, RMSProp);
Kingma and Ba, arXiv:1412.6980 (Adam).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from neuronlib.autodiff import Tensor
from neuronlib.border import around
from neuronlib.settings import fraction, positive_number
from neuronlib.validation import Array, as_float_array, require_in_range, shown

_CHECKS = {"learning_rate": positive_number, "epsilon": positive_number}
_CHECKS |= dict.fromkeys(["momentum", "decay", "beta_1", "beta_2"], fraction)


def _checked_step(arithmetic: Callable[..., None]) -> Callable[..., None]:
    """Let a step refuse what does not fit, and numbers that overflow."""

    def step(optimizer: Any, parameters: Sequence[Array], gradients: Sequence[ArrayLike]) -> None:
        numbers = as_arrays(parameters)
        arrays = _as_gradients(numbers, gradients)
        optimizer._remember(numbers)
        with np.errstate(all="ignore"):
            arithmetic(optimizer, numbers, arrays)
        require_in_range("parameters after the step", *optimizer._state())

    return around(arithmetic, step)


class Optimizer:
    """What all optimisers share: the step, settings that are checked when they are set, and memories.

    Settings, such as `learning_rate`, may be changed between steps.
    The memories belong to the parameters of the first step; use one optimiser a model.
    """

    n_memories = 1
    _change: Callable[..., Any]  # what is to be subtracted from a parameter, given its gradient and its memories

    def forget(self) -> None:
        """Begin anew, with other parameters or with these."""
        self._n_steps, self._parameters = 0, list[Array]()
        self._memories = list[list[Array]]()  # of each parameter

    __post_init__ = forget

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, _CHECKS[name](value, name) if name in _CHECKS else value)

    @_checked_step
    def step(self, parameters: Sequence[Array], gradients: Sequence[Array]) -> None:
        """Move every parameter one step against its gradient, in place.

        Parameters
        ----------
        parameters : list of float arrays or tensors
            Changed in place.
        gradients : list of arrays
            One a parameter, of the same shape.

        Raises
        ------
        TypeError or ValueError
            If the two lists do not belong together, the parameters are not those of the steps that are remembered,
            a gradient is not finite (nothing has been changed then), or a parameter overflows.
        """
        vars(self)["_n_steps"] += 1
        for parameter, gradient, memories in zip(parameters, gradients, self._memories, strict=True):
            parameter -= self._change(gradient, memories)

    def _remember(self, parameters: Sequence[Array]) -> None:
        """Make memories of these parameters, unless they are there; refuse to go on with those of others."""
        parameters = as_arrays(parameters)
        old, new = ([array.shape for array in arrays] for arrays in (self._parameters, parameters))
        if old == new and all(map(np.may_share_memory, parameters, self._parameters)):
            return
        hint = "; use one optimizer a model"
        if old != new and self._n_steps:
            raise ValueError(f"parameters must have the shapes of earlier steps, {old}, got {new}{hint}")
        if any(memory.any() for memories in self._memories for memory in memories):
            raise ValueError(f"parameters must be the arrays of earlier steps, got others of their shapes{hint}")
        self.forget()
        self._parameters = list(parameters)
        for array in parameters:
            kind = np.result_type(np.float32, array)  # in float16 a small square would be 0
            self._memories.append([np.zeros(array.shape, kind) for _ in range(self.n_memories)])

    def _state(self) -> list[Array]:
        """Return all that a step changes."""
        return [*self._parameters, *(memory for memories in self._memories for memory in memories)]


@dataclass(eq=False)
class SGD(Optimizer):
    """Gradient descent: parameter -= learning_rate * velocity, velocity = momentum * velocity + gradient.

    Parameters
    ----------
    learning_rate : float
        Greater than 0.
    momentum : float, default 0.0
        Share of the last step that is kept, from 0 to below 1.

    Raises
    ------
    TypeError or ValueError
        If a setting is no number, or out of its range.

    Examples
    --------
    Ten steps down x², whose gradient is 2x, as in *Dive into Deep Learning*:

    >>> import numpy as np
    >>> from neuronlib import SGD
    >>> x, optimizer = np.array([10.0]), SGD(learning_rate=0.2)
    >>> for _ in range(10):
    ...     optimizer.step([x], [2 * x])
    >>> print(f"{x[0]:.6f}")
    0.060466

    With momentum, each step keeps a share of the one before:

    >>> x, optimizer = np.array([10.0]), SGD(learning_rate=0.1, momentum=0.5)
    >>> for _ in range(3):
    ...     optimizer.step([x], [2 * x])
    ...     print(f"{x[0]:.3f}")
    8.000
    5.400
    3.020
    >>> optimizer.step([x], [[1.0, 2.0]])
    Traceback (most recent call last):
        ...
    ValueError: gradients[0] must have shape (1,), got shape (2,)
    >>> optimizer.step([x, x], [x])
    Traceback (most recent call last):
        ...
    ValueError: gradients must hold one array a parameter, got 1 for 2
    >>> optimizer.step(x, [x])
    Traceback (most recent call last):
        ...
    TypeError: parameters must be a list of arrays, got ndarray
    >>> optimizer.step([np.array([1])], [[1.0]])
    Traceback (most recent call last):
        ...
    TypeError: parameters must be float arrays, got array([1]) at index 0
    >>> optimizer.step([np.array([1.0, 2.0])], [[1.0, 2.0]])
    Traceback (most recent call last):
        ...
    ValueError: parameters must have the shapes of earlier steps, [(1,)], got [(2,)]; use one optimizer a model
    >>> SGD(learning_rate=0)
    Traceback (most recent call last):
        ...
    ValueError: learning_rate must be greater than 0, got 0
    >>> SGD(learning_rate=0.1, momentum=1.0)
    Traceback (most recent call last):
        ...
    ValueError: momentum must be at least 0 and less than 1, got 1.0
    """

    learning_rate: float
    momentum: float = 0.0

    def _change(self, gradient: Array, memories: list[Array]) -> Any:
        if not self.momentum:
            return self.learning_rate * gradient
        (velocity,) = memories
        velocity *= self.momentum
        velocity += gradient
        return self.learning_rate * velocity


@dataclass(eq=False)
class AdaGrad(Optimizer):
    """Steps that shrink where gradients have been large: learning_rate * g / √(Σ g² + epsilon).

    Parameters
    ----------
    learning_rate : float
        Greater than 0.
    epsilon : float, default 1e-6
        Keeps the root away from 0; greater than 0.

    Raises
    ------
    TypeError or ValueError
        If a setting is no number, or out of its range.

    Examples
    --------
    >>> import numpy as np
    >>> from neuronlib import AdaGrad
    >>> x, optimizer = np.array([10.0, 0.001]), AdaGrad(learning_rate=0.5)
    >>> for _ in range(3):
    ...     optimizer.step([x], [2 * x])
    ...     print([f"{value:.6f}" for value in x])
    ['9.500000', '-0.446214']
    ['9.155625', '0.053785']
    ['8.879108', '-0.006050']
    """

    learning_rate: float
    epsilon: float = 1e-6

    def _change(self, gradient: Array, memories: list[Array]) -> Any:
        (sum_of_squares,) = memories
        sum_of_squares += gradient**2
        return self.learning_rate * gradient / np.sqrt(sum_of_squares + self.epsilon)


@dataclass(eq=False)
class RMSProp(Optimizer):
    """As AdaGrad, with a moving average of g² that forgets: s = decay * s + (1 - decay) * g².

    Parameters
    ----------
    learning_rate : float
        Greater than 0.
    decay : float, default 0.9
        Share of the average that is kept, from 0 to below 1.
    epsilon : float, default 1e-6
        Keeps the root away from 0; greater than 0.

    Raises
    ------
    TypeError or ValueError
        If a setting is no number, or out of its range.

    Examples
    --------
    >>> import numpy as np
    >>> from neuronlib import RMSProp
    >>> x, optimizer = np.array([10.0, 0.001]), RMSProp(learning_rate=0.5)
    >>> for _ in range(3):
    ...     optimizer.step([x], [2 * x])
    ...     print([f"{value:.6f}" for value in x])
    ['8.418861', '-0.844154']
    ['7.369377', '0.736981']
    ['6.543589', '-0.333705']
    """

    learning_rate: float
    decay: float = 0.9
    epsilon: float = 1e-6

    def _change(self, gradient: Array, memories: list[Array]) -> Any:
        (average_square,) = memories
        average_square *= self.decay
        average_square += (1 - self.decay) * gradient**2
        return self.learning_rate * gradient / np.sqrt(average_square + self.epsilon)


@dataclass(eq=False)
class Adam(Optimizer):
    """Moving averages of g and g², both corrected for their start at 0: learning_rate * m / (√s + epsilon).

    Parameters
    ----------
    learning_rate : float, default 0.001
        Greater than 0.
    beta_1, beta_2 : float, default 0.9 and 0.999
        Shares of the averages of g and g² that are kept, from 0 to below 1.
    epsilon : float, default 1e-8
        Keeps the denominator away from 0; greater than 0.

    Raises
    ------
    TypeError or ValueError
        If a setting is no number, or out of its range.

    Examples
    --------
    >>> import numpy as np
    >>> from neuronlib import Adam
    >>> x, optimizer = np.array([10.0, 0.001]), Adam()
    >>> for _ in range(3):
    ...     optimizer.step([x], [2 * x])
    ...     print([f"{value:.6f}" for value in x])
    ['9.999000', '0.000000']
    ['9.998000', '-0.000670']
    ['9.997000', '-0.000744']
    """

    n_memories = 2
    learning_rate: float = 0.001
    beta_1: float = 0.9
    beta_2: float = 0.999
    epsilon: float = 1e-8

    def _change(self, gradient: Array, memories: list[Array]) -> Any:
        average, average_square = memories
        average *= self.beta_1
        average += (1 - self.beta_1) * gradient
        average_square *= self.beta_2
        average_square += (1 - self.beta_2) * gradient**2
        root = np.sqrt(average_square / (1 - self.beta_2**self._n_steps))
        return average / (root + self.epsilon) * (self.learning_rate / (1 - self.beta_1**self._n_steps))


def _require_list(value: object, name: str) -> None:
    if not isinstance(value, list | tuple):
        raise TypeError(f"{name} must be a list of arrays, got {type(value).__name__}")


def as_arrays(parameters: Sequence[Any]) -> list[Array]:
    """Return the parameters as arrays that can be updated in place; for a tensor, that is its data."""
    _require_list(parameters, "parameters")
    arrays = [each.data if isinstance(each, Tensor) else each for each in parameters]
    for i, array in enumerate(arrays):
        if type(array) is not np.ndarray or array.dtype.kind != "f":
            raise TypeError(f"parameters must be float arrays, got {shown(array)} at index {i}")
        if not array.flags.writeable:
            wanted = "arrays that can be updated in place"
            raise ValueError(f"parameters must be {wanted}, got a read-only one at index {i}")
    return arrays


def _as_gradients(parameters: Sequence[Array], gradients: Sequence[ArrayLike]) -> list[Array]:
    """Return the gradients as arrays, one a parameter and of its shape."""
    _require_list(gradients, "gradients")
    if len(parameters) != len(gradients):
        raise ValueError(f"gradients must hold one array a parameter, got {len(gradients)} for {len(parameters)}")
    arrays = [as_float_array(gradient, f"gradients[{i}]") for i, gradient in enumerate(gradients)]
    for i, (parameter, gradient) in enumerate(zip(parameters, arrays, strict=True)):
        if gradient.shape != parameter.shape:
            raise ValueError(f"gradients[{i}] must have shape {parameter.shape}, got shape {gradient.shape}")
    return arrays
