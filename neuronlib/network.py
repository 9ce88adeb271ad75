"""A network: layers in a row, each reading the outputs of the one before."""

from collections.abc import Sequence
from typing import Any

from numpy.typing import ArrayLike

from neuronlib.border import checked_backward, checked_forward, unchecked
from neuronlib.model import Model
from neuronlib.validation import Array, shown


class Network(Model):
    """Layers, applied one after the other.

    Parameters
    ----------
    layers : sequence of Dense, Conv2D, MaxPool2D or Embedding
        At least one; each takes as many inputs as the one before has outputs.

    Raises
    ------
    TypeError or ValueError
        If one is no layer or stands there twice, if there is none, or if neighbours do not fit.

    Examples
    --------
    The network for XOR in Goodfellow, Bengio and Courville, *Deep Learning*, section 6.1:

    >>> from neuronlib import Dense, Network
    >>> hidden = Dense.from_weights([[1, 1], [1, 1]], biases=[0, -1], activation="relu")
    >>> output = Dense.from_weights([[1], [-2]], biases=[0])
    >>> network = Network([hidden, output])
    >>> print(network.predict([[0, 0], [0, 1], [1, 0], [1, 1]]))
    [0 1 1 0]
    >>> network
    Network([Dense(2, 2, activation='relu'), Dense(2, 1, activation='identity')])
    >>> print(network)
    Network of 2 layers, 9 parameters
        2 -> 2     relu              6 parameters
        2 -> 1     identity          3 parameters
    >>> print(network([[1, 0], [1, 1]]))
    [[1.]
     [0.]]
    >>> Network([output, hidden])
    Traceback (most recent call last):
        ...
    ValueError: layers[1] must take the 1 outputs of layers[0], got Dense(2, 2, activation='relu')
    >>> Network([hidden, hidden])
    Traceback (most recent call last):
        ...
    ValueError: layers must all be different, got one twice; a layer remembers one forward only
    >>> Network([])
    Traceback (most recent call last):
        ...
    ValueError: layers must hold at least one layer, got none
    >>> Network(hidden)
    Traceback (most recent call last):
        ...
    TypeError: layers must be a list of layers such as Dense, got Dense(2, 2, activation='relu')
    >>> Network(["relu"])
    Traceback (most recent call last):
        ...
    TypeError: layers must hold layers such as Dense only, got 'relu' at index 0
    """

    def __init__(self, layers: Sequence[Any]) -> None:
        if not isinstance(layers, Sequence) or isinstance(layers, str):
            raise TypeError(f"layers must be a list of layers such as Dense, got {shown(layers)}")
        self.layers = list(layers)
        if not self.layers:
            raise ValueError("layers must hold at least one layer, got none")
        for i, layer in enumerate(self.layers):
            if not isinstance(layer, Model) or not hasattr(layer, "n_outputs"):
                raise TypeError(f"layers must hold layers such as Dense only, got {shown(layer)} at index {i}")
        if len({id(layer) for layer in self.layers}) < len(self.layers):
            raise ValueError("layers must all be different, got one twice; a layer remembers one forward only")
        for i, (left, right) in enumerate(zip(self.layers, self.layers[1:], strict=False), start=1):
            if right.n_inputs != (n := left.n_outputs):
                raise ValueError(f"layers[{i}] must take the {n} outputs of layers[{i - 1}], got {right!r}")

    def __call__(self, X: ArrayLike) -> Any:
        """Return the outputs of the last layer.

        Parameters
        ----------
        X : array_like of shape (n_samples, n_inputs)
            One example a row.

        Returns
        -------
        array of shape (n_samples, n_outputs)
            The outputs, one example a row.

        Raises
        ------
        TypeError or ValueError
            If `X` has another shape, is not finite or makes a sum overflow.
        """
        for layer in self.layers:
            X = layer(X)  # (n_samples, n_outputs of the layer)
        return X

    @checked_forward
    def forward(self, X: Array) -> Array:
        """Return the outputs and remember what `backward` needs; as a call otherwise."""
        for forward in unchecked(*[layer.forward for layer in self.layers]):
            X = forward(X)  # (n_samples, n_outputs of the layer)
        self.last = (X,)
        return X

    @checked_backward
    def backward(self, grad_output: Array) -> Array:
        """Return the gradient of the loss with respect to the inputs, going through the layers from last to first.

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
        >>> from neuronlib import Dense, Network
        >>> network = Network([Dense.from_weights([[2.0]], [0.0]), Dense.from_weights([[3.0]], [1.0])])
        >>> print(network.forward([[1.0]]), network.backward([[1.0]]))
        [[7.]] [[6.]]
        >>> print(*(parameter.item() for parameter in network.parameters))
        2.0 0.0 3.0 1.0
        >>> print(*(gradient.item() for gradient in network.parameter_gradients))
        3.0 3.0 2.0 1.0
        """
        for backward in unchecked(*[layer.backward for layer in reversed(self.layers)]):
            grad_output = backward(grad_output)  # (n_samples, n_inputs of the layer)
        return grad_output

    @property
    def parameters(self) -> list[Array]:
        """Weights and biases of every layer in turn, the arrays themselves."""
        return [parameter for layer in self.layers for parameter in layer.parameters]

    @property
    def parameter_gradients(self) -> list[Array]:
        """The gradients of `parameters`, in their order, from the last `backward`."""
        return [gradient for layer in self.layers for gradient in layer.parameter_gradients]

    def __str__(self) -> str:
        counts = [sum(parameter.size for parameter in layer.parameters) for layer in self.layers]
        lines = [f"Network of {len(counts)} layers, {sum(counts):,} parameters"]
        for layer, n in zip(self.layers, counts, strict=True):
            what = layer.activation.name if hasattr(layer, "activation") else type(layer).__name__
            lines.append(f"{layer.n_inputs:5} -> {layer.n_outputs:<5} {what:10} {n:8,} parameters")
        return "\n".join(lines)

    def __repr__(self) -> str:
        return f"Network({self.layers!r})"
