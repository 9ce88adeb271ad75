"""A convolutional layer: neurons that look at a picture through a small window, with the same weights everywhere."""

import math
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike

from neuronlib.activations import ActivationLike, get_activation
from neuronlib.border import checked_backward, checked_forward
from neuronlib.model import Layer, ParameterArray
from neuronlib.settings import LARGEST_SIZE, Rng, as_generator, whole_number
from neuronlib.validation import Array, as_float_array, as_type, as_vector
from neuronlib.windows import Pair, Shape, WindowLayer, add_windows, as_pair, as_shape, as_text, windows


class Conv2D(WindowLayer, Layer):
    """Filters that slide over a picture: each output is a weighted sum of one window, plus a bias, and its activation.

    A filter has one weight for each pixel of its window in each channel, and they are the same in every place.
    Its outputs, one a place, are a picture again, its feature map. What the field calls a convolution is
    this weighted sum; mathematicians, who turn the kernel round first, call it cross-correlation.

    The weights start as those of `Dense`, with the numbers of a window as inputs. The biases start at 0.

    Input shape: (n_samples, n_inputs), a picture a row. Output shape: (n_samples, n_outputs), its maps one by one.

    Parameters
    ----------
    input_shape : tuple (n_channels, height, width)
        What a row holds: a grey picture has one channel. ``X.reshape(-1, *input_shape)`` shows the pictures.
    n_filters : int
        Feature maps that the layer makes, at least 1.
    size : int or pair (height, width)
        Pixels of the window.
    activation : str, Activation or Softmax, default "identity"
        Applied to every output, or for softmax to every row.
    stride : int or pair, default 1
        Pixels from one window to the next, down and to the right.
    padding : int or pair, default 0
        Rows of zeros above and below the picture, and columns beside it, so that windows reach beyond its edge.
    rng : int, numpy.random.Generator or None
        Source of the starting weights; a seed gives the same ones each time.

    Attributes
    ----------
    input_shape, output_shape : tuple
        Channels, height and width of what goes in, and maps, height and width of what comes out.

    Raises
    ------
    TypeError or ValueError
        If a size is no integer or does not fit the picture, or activation or rng are unknown.

    References
    ----------
    LeCun et al., *Gradient-based learning applied to document recognition* (1998).

    Examples
    --------
    A window of one by two pixels finds where a picture gets darker and where it gets lighter:

    >>> from neuronlib import Conv2D
    >>> edge = Conv2D.from_weights((1, 1, 6), weights=[[[[1.0, -1.0]]]], biases=[0.0])
    >>> print(edge([[1, 1, 0, 0, 0, 1]]))
    [[ 0.  1.  0.  0. -1.]]

    Eight filters for the digits of `load_digits`:

    >>> layer = Conv2D((1, 8, 8), 8, 3, activation="relu", rng=0)
    >>> print(layer, layer.output_shape, layer.n_outputs, [parameter.shape for parameter in layer.parameters])
    Conv2D((1, 8, 8), 8, 3, activation='relu', stride=1, padding=0) (8, 6, 6) 288 [(8, 1, 3, 3), (8,)]
    >>> Conv2D((1, 8, 8), 8, 9)
    Traceback (most recent call last):
        ...
    ValueError: size must be at most 8, as the picture with its padding, got 9
    >>> Conv2D((8, 8), 8, 3)
    Traceback (most recent call last):
        ...
    ValueError: input_shape must be (n_channels, height, width), got (8, 8)
    >>> layer([1.0, 2.0])
    Traceback (most recent call last):
        ...
    ValueError: X must have shape (n_samples, 64), got shape (2,); one example is a row: X.reshape(1, -1)
    """

    _settings = "input_shape", "stride", "padding"

    biases: Any = ParameterArray()
    """The biases, shape (n_filters,). Assigning copies numbers of their shape, which must be finite."""

    def __init__(
        self,
        input_shape: Shape,
        n_filters: int,
        size: int | Pair,
        activation: ActivationLike = "identity",
        *,
        stride: int | Pair = 1,
        padding: int | Pair = 0,
        rng: Rng = None,
    ) -> None:
        window = as_shape(input_shape)[0], *as_pair(size, "size")
        n_filters = whole_number(n_filters, "n_filters", 1, LARGEST_SIZE // math.prod(window))
        spread = math.sqrt(get_activation(activation).gain / math.prod(window))
        weights = as_generator(rng).normal(0.0, spread, (n_filters, *window))
        self._place(input_shape, window[1:], stride, padding, n_filters)
        self._begin(activation, weights=weights, biases=np.zeros(n_filters))

    @classmethod
    def from_weights(
        cls,
        input_shape: Shape,
        weights: ArrayLike,
        biases: ArrayLike,
        activation: ActivationLike = "identity",
        *,
        stride: int | Pair = 1,
        padding: int | Pair = 0,
    ) -> Self:
        """Return a layer with the given weights and biases.

        Parameters
        ----------
        input_shape : tuple (n_channels, height, width)
            What a row holds.
        weights : array_like of shape (n_filters, n_channels, height, width)
            The filters, as large as their windows.
        biases : array_like of shape (n_filters,)
            One bias a filter.
        activation, stride, padding
            As for the class.

        Returns
        -------
        Conv2D
            The layer; it has copied the numbers.

        Raises
        ------
        TypeError or ValueError
            If the numbers are not finite or the shapes do not belong together.

        Examples
        --------
        The window of *Dive into Deep Learning*, on the picture 0 to 8:

        >>> import numpy as np
        >>> from neuronlib import Conv2D
        >>> layer = Conv2D.from_weights((1, 3, 3), [[[[0, 1], [2, 3]]]], [0])
        >>> print(layer(np.arange(9).reshape(1, 9)).reshape(layer.output_shape))
        [[[19. 25.]
          [37. 43.]]]
        >>> Conv2D.from_weights((2, 3, 3), [[[[0, 1], [2, 3]]]], [0])
        Traceback (most recent call last):
            ...
        ValueError: weights must have shape (n_filters, 2, height, width), got shape (1, 1, 2, 2)
        """
        channels, array = as_shape(input_shape)[0], as_float_array(weights, "weights")
        if array.ndim != 4 or array.shape[1] != channels or array.size == 0:
            wanted = f"(n_filters, {channels}, height, width)"
            raise ValueError(f"weights must have shape {wanted}, got shape {array.shape}")
        vector = as_vector(biases, "biases", len(array))
        layer = cls.__new__(cls)
        layer._place(input_shape, (array.shape[2], array.shape[3]), stride, padding, len(array))
        layer._begin(activation, weights=array.copy(), biases=as_type(vector, array.dtype, "biases"))
        return layer

    @checked_forward
    def forward(self, X: Array) -> Any:
        """Return the outputs and remember what `backward` needs; as a call otherwise."""
        (top, left), size = self.padding, self.weights.shape[2:]
        pictures = np.pad(X.reshape(len(X), *self.input_shape), ((0, 0), (0, 0), (top, top), (left, left)))
        seen = windows(pictures, size, self.stride)  # (n_samples, n_channels, rows, columns, height, width)
        z = np.tensordot(seen, self.weights, ((1, 4, 5), (1, 2, 3)))  # (n_samples, rows, columns, n_filters)
        z = (z + self.biases).transpose(0, 3, 1, 2).reshape(len(X), self.n_outputs)  # (n_samples, n_outputs)
        outputs = self.activation.forward(z)  # (n_samples, n_outputs)
        self._seen, self.last = seen, (X, z, outputs)
        return outputs

    @checked_backward
    def backward(self, grad_output: Array) -> Any:
        """Return the gradient of the loss with respect to the inputs, and keep those of the parameters.

        A weight acts in every place, and its slope is the sum of the slopes there, each times the number that
        it met; the slope of a bias is the sum of the slopes of its map. A pixel gets a slope from every window
        that shows it.

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
        >>> from neuronlib import Conv2D
        >>> edge = Conv2D.from_weights((1, 1, 3), [[[[1.0, -1.0]]]], [0.0])
        >>> print(edge.forward([[5.0, 7.0, 2.0]]), edge.backward([[1.0, 1.0]]))
        [[-2.  5.]] [[ 1.  0. -1.]]
        >>> for gradient in edge.parameter_gradients:
        ...     print(gradient)
        [[[[12.  9.]]]]
        [2.]
        """
        X, z, outputs = self.last
        grad_z = self.activation.backward(z, outputs, grad_output)  # (n_samples, n_outputs)
        grad_z = grad_z.reshape(len(X), *self.output_shape)
        grad_weights = np.tensordot(grad_z, self._seen, ((0, 2, 3), (0, 2, 3)))  # (n_filters, channels, h, w)
        self.last_gradients = [grad_weights, grad_z.sum(axis=(0, 2, 3))]
        if self.reads_examples:
            return None
        grad_seen = np.tensordot(grad_z, self.weights, (1, 0)).transpose(0, 3, 1, 2, 4, 5)  # in the shape of `seen`
        (top, left), (channels, height, width) = self.padding, self.input_shape
        grad_pictures = add_windows(grad_seen, (len(X), channels, height + 2 * top, width + 2 * left), self.stride)
        return grad_pictures[:, :, top : top + height, left : left + width].reshape(X.shape)

    def __repr__(self) -> str:
        size, others = as_text(self.weights.shape[2:]), f"activation={self.activation.name!r}"
        others += f", stride={as_text(self.stride)}, padding={as_text(self.padding)}"
        return f"Conv2D({self.input_shape}, {len(self.weights)}, {size}, {others})"
