"""Pooling: of each window of a picture, only the largest number goes on."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from neuronlib.border import checked_backward, checked_forward
from neuronlib.validation import Array
from neuronlib.windows import Pair, Shape, WindowLayer, add_windows, as_pair, as_text, windows


class MaxPool2D(WindowLayer):
    """The largest number of every window: whether something was there, and only roughly where.

    There is nothing to learn. Rows and columns at the end that do not fill a window are left out.

    Input shape: (n_samples, n_inputs), a picture a row. Output shape: (n_samples, n_outputs).

    Parameters
    ----------
    input_shape : tuple (n_channels, height, width)
        What a row holds; often the `output_shape` of a `Conv2D`.
    size : int or pair (height, width), default 2
        Pixels of the window.
    stride : int or pair, optional
        Pixels from one window to the next, down and to the right; as large as the window unless it is given.

    Attributes
    ----------
    input_shape, output_shape : tuple
        Channels, height and width of what goes in, and of what comes out.

    Raises
    ------
    TypeError or ValueError
        If a size is no integer or does not fit the picture.

    Examples
    --------
    >>> from neuronlib import MaxPool2D
    >>> layer = MaxPool2D((1, 2, 4))
    >>> print(layer([[0, 3, 1, 1, 2, 0, 1, 5]]), layer.output_shape)
    [[3. 5.]] (1, 1, 2)
    >>> layer
    MaxPool2D((1, 2, 4), 2, stride=2)
    >>> MaxPool2D((1, 2, 4), 3)
    Traceback (most recent call last):
        ...
    ValueError: size must be at most (2, 4), as the picture with its padding, got 3
    """

    _parameter_names, _settings = (), ("input_shape", "size", "stride")
    last_gradients: Sequence[Array] = ()

    def __init__(self, input_shape: Shape, size: int | Pair = 2, stride: int | Pair | None = None) -> None:
        self.size = as_pair(size, "size")
        self._place(input_shape, self.size, self.size if stride is None else stride)

    @checked_forward
    def forward(self, X: Array) -> Any:
        """Return the outputs and remember what `backward` needs; as a call otherwise."""
        seen = windows(X.reshape(len(X), *self.input_shape), self.size, self.stride)
        in_a_row = seen.reshape(*seen.shape[:4], math.prod(self.size))  # (n_samples, n_channels, rows, columns, pixels)
        self._largest = in_a_row.argmax(axis=-1)[..., None]
        outputs = np.take_along_axis(in_a_row, self._largest, axis=-1).reshape(len(X), self.n_outputs)
        self.last = X, outputs, outputs
        return outputs

    @checked_backward
    def backward(self, grad_output: Array) -> Any:
        """Return the gradient of the loss with respect to the inputs.

        Only the largest number of a window had a say, so it gets the whole slope; of equal ones, it is the first.

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
        >>> from neuronlib import MaxPool2D
        >>> layer = MaxPool2D((1, 2, 4))
        >>> print(layer.forward([[0, 3, 1, 1, 2, 0, 1, 5]]), layer.backward([[10.0, 20.0]]))
        [[3. 5.]] [[ 0. 10.  0.  0.  0.  0.  0. 20.]]
        """
        slopes = grad_output.reshape(self._largest.shape) * (self._largest == np.arange(math.prod(self.size)))
        slopes = slopes.reshape(*slopes.shape[:4], *self.size)  # in the shape of the windows
        return add_windows(slopes, (len(slopes), *self.input_shape), self.stride).reshape(len(slopes), self.n_inputs)

    def __repr__(self) -> str:
        return f"MaxPool2D({self.input_shape}, {as_text(self.size)}, stride={as_text(self.stride)})"
