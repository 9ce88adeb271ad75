"""Optimisers: rules that turn gradients into better parameters.

References
----------
Zhang et al., *Dive into Deep Learning*, chapters 12.3 to 12.8 (SGD, momentum, AdaGrad, RMSProp);
Kingma and Ba, arXiv:1412.6980 (Adam).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from neuronlib.arithmetic import PIECE
from neuronlib.validation import Array, as_float_array, fraction, positive_number, require_finite_result, shown

PARAMETERS = "parameters after the step"  # what is refused if a step overflows


class Optimizer(ABC):
    """What all optimisers share: checking the arrays, and memories as long as all parameters together.

    The memory belongs to the parameters of the first step; use one optimiser a model.
    """

    n_memories = 1

    def __init__(self, learning_rate: float) -> None:
        self.learning_rate = positive_number(learning_rate, "learning_rate")
        self.n_steps = 0
        self._shapes: list[tuple[int, ...]] = []
        self._memories: list[Array] = []

    def step(self, parameters: Sequence[Array], gradients: Sequence[ArrayLike]) -> None:
        """Move every parameter one step against its gradient, in place.

        Parameters
        ----------
        parameters : list of float arrays
            Changed in place.
        gradients : list of arrays
            One a parameter, of the same shape.

        Raises
        ------
        TypeError or ValueError
            If the two lists do not belong together or to those of earlier steps, a gradient is not finite
            (nothing has been changed then), or a parameter overflows.
        """
        arrays = _as_gradients(parameters, gradients)
        self._remember(parameters)
        self.n_steps += 1
        with np.errstate(all="ignore"):
            start = 0
            for parameter, gradient in zip(parameters, arrays, strict=True):
                end = start + parameter.size
                row = parameter.reshape(-1)  # a copy, if the numbers are not one behind the other
                self._move(row, gradient.reshape(-1), [memory[start:end] for memory in self._memories])
                parameter[...] = row.reshape(parameter.shape)
                require_finite_result(parameter, PARAMETERS)
                start = end

    def _remember(self, parameters: Sequence[Array]) -> None:
        """Make the memories before the first step, and refuse parameters of other shapes after it."""
        shapes = [parameter.shape for parameter in parameters]
        if self.n_steps == 0:
            n_numbers, kind = sum(p.size for p in parameters), np.result_type(np.float16, *parameters)
            self._shapes, self._memories = shapes, [np.zeros(n_numbers, kind) for _ in range(self.n_memories)]
        elif shapes != self._shapes:
            raise ValueError(
                f"parameters must have the shapes of earlier steps, {self._shapes}, got {shapes}; "
                "use one optimizer a model"
            )

    def _move(self, parameters: Array, gradients: Array, memories: list[Array]) -> None:
        """Move parameters in a row, and their memory, some at a time, so that they stay in the processor's cache."""
        if parameters.size <= PIECE:
            parameters -= self._change(gradients, memories)
            return
        for start in range(0, parameters.size, PIECE):
            piece = slice(start, start + PIECE)
            parameters[piece] -= self._change(gradients[piece], [memory[piece] for memory in memories])

    @abstractmethod
    def _change(self, gradient: Array, memory: list[Array]) -> Array:
        """Return what is to be subtracted from parameters in a row, updating their memory in place.

        Where a memory overflows without the parameter, as squares below a fraction do, it must be refused.
        """


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

    def __init__(self, learning_rate: float, momentum: float = 0.0) -> None:
        super().__init__(learning_rate)
        self.momentum = fraction(momentum, "momentum")

    def _change(self, gradient: Array, memory: list[Array]) -> Array:
        (velocity,) = memory
        if self.momentum:
            velocity *= self.momentum
            velocity += gradient
        else:
            velocity = gradient
        return self.learning_rate * velocity


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

    def __init__(self, learning_rate: float, epsilon: float = 1e-6) -> None:
        super().__init__(learning_rate)
        self.epsilon = positive_number(epsilon, "epsilon")

    def _change(self, gradient: Array, memory: list[Array]) -> Array:
        (sum_of_squares,) = memory
        sum_of_squares += gradient**2
        require_finite_result(sum_of_squares, PARAMETERS)
        change: Array = self.learning_rate * gradient / np.sqrt(sum_of_squares + self.epsilon)
        return change


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

    def __init__(self, learning_rate: float, decay: float = 0.9, epsilon: float = 1e-6) -> None:
        super().__init__(learning_rate)
        self.decay = fraction(decay, "decay")
        self.epsilon = positive_number(epsilon, "epsilon")

    def _change(self, gradient: Array, memory: list[Array]) -> Array:
        (average_square,) = memory
        average_square *= self.decay
        average_square += (1 - self.decay) * gradient**2
        require_finite_result(average_square, PARAMETERS)
        change: Array = self.learning_rate * gradient / np.sqrt(average_square + self.epsilon)
        return change


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

    def __init__(
        self, learning_rate: float = 0.001, beta_1: float = 0.9, beta_2: float = 0.999, epsilon: float = 1e-8
    ) -> None:
        super().__init__(learning_rate)
        self.beta_1 = fraction(beta_1, "beta_1")
        self.beta_2 = fraction(beta_2, "beta_2")
        self.epsilon = positive_number(epsilon, "epsilon")

    def _change(self, gradient: Array, memory: list[Array]) -> Array:
        average, average_square = memory
        average *= self.beta_1
        average += (1 - self.beta_1) * gradient
        average_square *= self.beta_2
        average_square += (1 - self.beta_2) * gradient**2
        require_finite_result(average_square, PARAMETERS)
        change = average_square / (1 - self.beta_2**self.n_steps)
        np.sqrt(change, out=change)
        change += self.epsilon
        np.divide(average, change, out=change)
        change *= self.learning_rate / (1 - self.beta_1**self.n_steps)
        return change


def _as_gradients(parameters: Sequence[Array], gradients: Sequence[ArrayLike]) -> list[Array]:
    """Return the gradients as arrays, one a parameter and of its shape."""
    for name, value in (("parameters", parameters), ("gradients", gradients)):
        if not isinstance(value, list | tuple):
            raise TypeError(f"{name} must be a list of arrays, got {type(value).__name__}")
    if len(parameters) != len(gradients):
        raise ValueError(f"gradients must hold one array a parameter, got {len(gradients)} for {len(parameters)}")
    arrays = [as_float_array(gradient, f"gradients[{i}]") for i, gradient in enumerate(gradients)]
    for i, (parameter, gradient) in enumerate(zip(parameters, arrays, strict=True)):
        if type(parameter) is not np.ndarray or parameter.dtype.kind != "f":
            raise TypeError(f"parameters must be float arrays, got {shown(parameter)} at index {i}")
        if not parameter.flags.writeable:
            raise ValueError(
                f"parameters must be arrays that can be updated in place, got a read-only one at index {i}"
            )
        if gradient.shape != parameter.shape:
            raise ValueError(f"gradients[{i}] must have shape {parameter.shape}, got shape {gradient.shape}")
    return arrays
