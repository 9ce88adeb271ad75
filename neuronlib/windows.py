"""Windows: the small parts of a picture that convolution and pooling look at, and the way back from them."""

import math
from typing import Any, TypeAlias

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from neuronlib.model import Model
from neuronlib.settings import LARGEST_SIZE, whole_number
from neuronlib.validation import Array, shown

Shape: TypeAlias = tuple[int, int, int]
Pair: TypeAlias = tuple[int, int]  # height and width


class WindowLayer(Model):
    """A layer whose inputs and outputs are pictures, each a row of numbers; every output comes from one window."""

    def _place(
        self, input_shape: Shape, size: Pair, stride: int | Pair, padding: int | Pair = 0, maps: int = 0
    ) -> None:
        """Find out where the windows stand, and what comes of them."""
        self.input_shape = as_shape(input_shape)
        self.stride = as_pair(stride, "stride")
        self.padding = as_pair(padding, "padding", 0, (size[0] - 1, size[1] - 1))  # a window sees some of the picture
        height, width = (self.input_shape[1 + i] + 2 * self.padding[i] for i in (0, 1))
        if size[0] > height or size[1] > width:
            picture = as_text((height, width))
            raise ValueError(f"size must be at most {picture}, as the picture with its padding, got {as_text(size)}")
        rows, columns = (height - size[0]) // self.stride[0] + 1, (width - size[1]) // self.stride[1] + 1
        self.output_shape: Shape = maps or self.input_shape[0], rows, columns
        self.n_inputs, self.n_outputs = math.prod(self.input_shape), math.prod(self.output_shape)


def windows(pictures: Array, size: Pair, stride: Pair = (1, 1)) -> Array:
    """Return every window of this height and width: ``result[n, c, i, j]`` is the one in row i and column j of windows.

    Examples
    --------
    A picture of 3 by 3 pixels has four windows of 2 by 2:

    >>> import numpy as np
    >>> from neuronlib.windows import windows
    >>> pictures = np.arange(9.0).reshape(1, 1, 3, 3)
    >>> print(windows(pictures, (2, 2)).shape)
    (1, 1, 2, 2, 2, 2)
    >>> print(windows(pictures, (2, 2))[0, 0, 1, 0])
    [[3. 4.]
     [6. 7.]]
    """
    return sliding_window_view(pictures, size, axis=(2, 3))[:, :, :: stride[0], :: stride[1]]


def add_windows(slopes: Array, shape: tuple[int, ...], stride: Pair = (1, 1)) -> Array:
    """Return the slopes at the pixels, given those in their windows: a pixel gets the sum over all that show it.

    Examples
    --------
    The pixel in the middle is in all four windows, one in a corner in a single one:

    >>> import numpy as np
    >>> from neuronlib.windows import add_windows
    >>> print(add_windows(np.ones((1, 1, 2, 2, 2, 2)), (1, 1, 3, 3))[0, 0])
    [[1. 2. 1.]
     [2. 4. 2.]
     [1. 2. 1.]]
    """
    total = np.zeros(shape, slopes.dtype)
    rows, columns, height, width = slopes.shape[2:]
    down, right = stride
    for i, j in np.ndindex(height, width):  # the pixels at (i, j) of their windows: no pixel is among them twice
        total[:, :, i : i + down * rows : down, j : j + right * columns : right] += slopes[..., i, j]
    return total


def as_shape(value: Any) -> Shape:
    """Return `value` as channels, height and width of a picture, each at least 1."""
    if not isinstance(value, tuple | list) or len(value) != 3:
        kind = ValueError if isinstance(value, tuple | list) else TypeError
        raise kind(f"input_shape must be (n_channels, height, width), got {shown(value)}")
    channels, height, width = (whole_number(size, f"input_shape[{i}]", 1, LARGEST_SIZE) for i, size in enumerate(value))
    if channels * height * width > LARGEST_SIZE:
        raise ValueError(f"input_shape must hold at most {LARGEST_SIZE} numbers, got {shown(value)}")
    return channels, height, width


def as_pair(value: Any, name: str, least: int = 1, most: Pair = (LARGEST_SIZE, LARGEST_SIZE)) -> Pair:
    """Return `value` as a number for the height and one for the width; a single number is meant for both."""
    if not isinstance(value, tuple | list):
        return (whole_number(value, name, least, min(most)),) * 2
    if len(value) != 2:
        raise ValueError(f"{name} must be a number or have shape (height, width), got {shown(value)}")
    height, width = (whole_number(each, f"{name}[{i}]", least, most[i]) for i, each in enumerate(value))
    return height, width


def as_text(pair: Pair) -> str:
    """Return a pair as short as it may be handed in."""
    return str(pair[0] if pair[0] == pair[1] else pair)
