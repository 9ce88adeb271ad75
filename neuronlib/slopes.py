"""The way back where shapes change: through what NumPy has repeated, and through products of matrices."""

from collections.abc import Sequence

import numpy as np

from neuronlib.validation import Array


def summed_to(shape: tuple[int, ...], slope: Array) -> Array:
    """Return the slope at an operand of this shape, given one as large as the result of the operation.

    NumPy repeats a number where a larger shape asks for it. The number then acts in several places,
    and its slope is the sum of the slopes there.

    Examples
    --------
    A row that was added to each of three rows, and a number that was added to all:

    >>> import numpy as np
    >>> from neuronlib.slopes import summed_to
    >>> slope = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])
    >>> print(summed_to((2,), slope), summed_to((), slope))
    [ 9. 12.] 21.0
    """
    n_new = slope.ndim - len(shape)  # axes that the operand has not
    repeated = (*range(n_new), *(n_new + i for i, n in enumerate(shape) if n == 1))
    return slope if slope.shape == shape else slope.sum(axis=repeated).reshape(shape)


def matmul_slopes(g: Array, y: Array, a: Array, b: Array) -> Sequence[Array]:
    """Return the slopes at both operands of Y = A B: ∂L/∂A = ∂L/∂Y Bᵀ and ∂L/∂B = Aᵀ ∂L/∂Y.

    A vector in front is a matrix of one row, and one behind is a matrix of one column.
    With more than two axes, there are as many matrices, each with its own product.

    Examples
    --------
    Two examples go through a layer of three inputs and one output, without a bias:

    >>> import numpy as np
    >>> from neuronlib.slopes import matmul_slopes
    >>> X, W = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), np.array([[0.5], [0.0], [-1.0]])
    >>> grad_X, grad_W = matmul_slopes(np.array([[1.0], [10.0]]), X @ W, X, W)
    >>> print(grad_X.tolist(), grad_W.ravel())
    [[0.5, 0.0, -1.0], [5.0, 0.0, -10.0]] [41. 52. 63.]
    """
    rows, columns = np.atleast_2d(a), b[:, None] if b.ndim == 1 else b
    g = g[..., None] if b.ndim == 1 else g
    g = g[..., None, :] if a.ndim == 1 else g
    grad_columns = rows.swapaxes(-1, -2) @ g
    return g @ columns.swapaxes(-1, -2), grad_columns[..., 0] if b.ndim == 1 else grad_columns
