"""An embedding: a table with a few numbers for each symbol, which are learned like weights."""

from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from neuronlib.border import checked_backward, checked_forward
from neuronlib.model import Model, ParameterArray
from neuronlib.settings import LARGEST_SIZE, Rng, as_generator, whole_number
from neuronlib.validation import Array, as_matrix


class Embedding(Model):
    """A table with a row of numbers for each symbol, in which the rows of the inputs are looked up.

    That is the same as a dense layer without biases that reads a 1 in the place of the symbol and 0 elsewhere,
    without all the products with 0. It stands first in a network, since a symbol's number is no quantity:
    no slope goes back to it. The table starts as independent normal numbers of variance 1.

    Input shape: (n_samples, n_inputs), whole numbers. Output shape: (n_samples, n_inputs * n_numbers).

    Parameters
    ----------
    n_symbols : int
        Symbols, which are numbered from 0; rows of the table.
    n_numbers : int
        Numbers that each symbol has.
    n_inputs : int, default 1
        Symbols that an example holds; what the table has for them stands side by side in the output.
    rng : int, numpy.random.Generator or None
        Source of the starting table; a seed gives the same one each time.

    Raises
    ------
    TypeError or ValueError
        If a size is not an integer of at least 1, or the table is more than an array can hold.

    References
    ----------
    Bengio et al., *A neural probabilistic language model*, JMLR 3 (2003).

    Examples
    --------
    >>> from neuronlib import Embedding
    >>> layer = Embedding.from_weights([[0.0, 0.1], [1.0, 1.1], [2.0, 2.1]], n_inputs=2)
    >>> print(layer([[2, 0], [1, 1]]))
    [[2.  2.1 0.  0.1]
     [1.  1.1 1.  1.1]]
    >>> layer
    Embedding(3, 2, n_inputs=2)
    >>> layer([[2, 3]])
    Traceback (most recent call last):
        ...
    ValueError: X must hold whole numbers of at least 0 and at most 2, got 3.0 at index (0, 1)
    >>> Embedding(27, 8, rng=0).weights.shape
    (27, 8)
    """

    _parameter_names, _settings = ("weights",), ("n_inputs",)

    weights: Any = ParameterArray()
    """The table, shape (n_symbols, n_numbers). Assigning copies numbers of its shape, which must be finite."""

    def __init__(self, n_symbols: int, n_numbers: int, n_inputs: int = 1, rng: Rng = None) -> None:
        n_symbols = whole_number(n_symbols, "n_symbols", 1, LARGEST_SIZE)
        n_numbers = whole_number(n_numbers, "n_numbers", 1, LARGEST_SIZE // n_symbols)
        self._begin(as_generator(rng).normal(size=(n_symbols, n_numbers)), n_inputs)

    @classmethod
    def from_weights(cls, weights: ArrayLike, n_inputs: int = 1) -> Self:
        """Return a layer with the given table.

        Parameters
        ----------
        weights : array_like of shape (n_symbols, n_numbers)
            A row for each symbol.
        n_inputs : int, default 1
            Symbols that an example holds.

        Returns
        -------
        Embedding
            The layer; it has copied the numbers.

        Raises
        ------
        TypeError or ValueError
            If the numbers are not finite or the table has another shape.
        """
        table, layer = as_matrix(weights, "weights"), cls.__new__(cls)
        if len(table) == 0:
            raise ValueError(f"weights must have at least one row, got shape {table.shape}")
        layer._begin(table.copy(), n_inputs)
        return layer

    def _begin(self, table: Array, n_inputs: int) -> None:
        vars(self).update(weights=table)
        self.n_inputs = whole_number(n_inputs, "n_inputs", 1, LARGEST_SIZE)
        self.n_outputs = self.n_inputs * table.shape[1]

    @checked_forward
    def forward(self, X: Array) -> Any:
        """Return the outputs and remember what `backward` needs; as a call otherwise."""
        symbols = _as_symbols(X, len(self.weights))  # (n_samples, n_inputs)
        outputs = self.weights[symbols].reshape(len(X), self.n_outputs)  # (n_samples, n_inputs * n_numbers)
        self._symbols, self.last = symbols.ravel(), (X, outputs, outputs)
        return outputs

    @checked_backward
    def backward(self, grad_output: Array) -> Any:
        """Keep the gradient of the table, and return None, since a symbol has no slope.

        Only rows that were looked up get a slope, and those that were looked up several times get the sum.

        Parameters
        ----------
        grad_output : array_like of shape (n_samples, n_inputs * n_numbers)
            Gradient of the loss with respect to the last output.

        Returns
        -------
        None
            Nothing goes back to the inputs.

        Raises
        ------
        RuntimeError
            If `forward` has not been called.
        TypeError or ValueError
            If `grad_output` has another shape or is not finite.

        Examples
        --------
        >>> from neuronlib import Embedding
        >>> layer = Embedding.from_weights([[0.0, 0.1], [1.0, 1.1], [2.0, 2.1]], n_inputs=2)
        >>> outputs = layer.forward([[2, 0], [2, 0]])
        >>> print(layer.backward([[1.0, 2.0, 3.0, 4.0], [10.0, 20.0, 30.0, 40.0]]))
        None
        >>> print(layer.parameter_gradients[0])
        [[33. 44.]
         [ 0.  0.]
         [11. 22.]]
        """
        self.last_gradients = [np.zeros_like(self.weights)]
        np.add.at(self.last_gradients[0], self._symbols, grad_output.reshape(self._symbols.size, self.weights.shape[1]))

    def __repr__(self) -> str:
        return f"Embedding({self.weights.shape[0]}, {self.weights.shape[1]}, n_inputs={self.n_inputs})"


def _as_symbols(X: Array, n_symbols: int) -> NDArray[np.intp]:
    """Return the inputs as indices, refused if one is not among the symbols."""
    symbols = X.astype(np.intp)
    wrong = (symbols != X) | (symbols < 0) | (symbols >= n_symbols)
    if wrong.any():
        where = tuple(int(i) for i in np.argwhere(wrong)[0])
        wanted = f"whole numbers of at least 0 and at most {n_symbols - 1}"
        raise ValueError(f"X must hold {wanted}, got {X[where]} at index {where}")
    return symbols
