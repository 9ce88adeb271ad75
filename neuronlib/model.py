"""What all models can do beside training, and what a neuron and a layer of neurons share."""

import io
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from neuronlib.activations import get_activation
from neuronlib.border import require_finite_sums
from neuronlib.settings import as_number
from neuronlib.softmax import softmax
from neuronlib.validation import Array, as_float_array, as_real_array, as_type, require_rows, shown


class Model:
    """A neuron, a layer or a network: something that answers, goes forward and back, and has parameters."""

    last: Any = None  # what `backward` needs of the last `forward`: a tuple with the outputs at its end

    def predict(self: Any, X: ArrayLike, threshold: float = 0.5) -> Any:
        """Return one class label an example.

        With several outputs, the label is the index of the largest one.
        With a single output, it is 1 where the output is above the threshold, else 0.

        Parameters
        ----------
        X : array_like
            Examples, as for a call.
        threshold : float, default 0.5
            For a single output only. One half goes with a probability; for a logit it is 0.

        Returns
        -------
        integer array of shape (n_samples,)
            The labels; a single one for a single example.

        Raises
        ------
        TypeError or ValueError
            As for a call, or if the threshold is no number.

        Examples
        --------
        >>> from neuronlib import Dense, Network, Neuron
        >>> print(Network([Dense.from_weights([[0.5, 1.0, 0.0]], [0.0, 0.0, 0.6])]).predict([[0.0], [1.0], [-1.0]]))
        [2 1 2]
        >>> print(Dense.from_weights([[1.0]], [0.0]).predict([[0.5], [0.6]]))
        [0 1]
        >>> neuron = Neuron([1.0, -1.0])
        >>> print(neuron.predict([[2.0, 0.0], [0.0, 2.0]]), neuron.predict([[2.0, 0.0]], threshold=0.9))
        [1 0] [0]
        """
        limit, outputs = as_number(threshold, "threshold"), self(X)
        if outputs.ndim == 2 and outputs.shape[1] > 1:
            return outputs.argmax(axis=1)
        return (outputs.reshape(outputs.shape[:1]) > limit).astype(np.intp)[()]

    def save(self: Any, path: str | os.PathLike[str]) -> None:
        """Write the model into a file, from which `load` makes it again, to the last digit.

        Parameters
        ----------
        path : str or path
            The file, a NumPy archive (usually with the ending ``.npz``); it is replaced if it is there.

        Raises
        ------
        TypeError or ValueError
            If `path` is no text or path, or an activation is none of the library's.
        OSError
            If the file cannot be written.

        Examples
        --------
        >>> import tempfile
        >>> from pathlib import Path
        >>> from neuronlib import Neuron
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     Neuron([3.0, -2.0], bias=1.0).save(Path(folder) / "neuron.npz")
        ...     print(Neuron.load(Path(folder) / "neuron.npz"))
        Neuron(weights=[3.0, -2.0], bias=1.0, activation='sigmoid')
        """
        file, layers = _as_path(path), getattr(self, "layers", [self])
        for layer in layers:
            if get_activation(layer.activation.name) is not layer.activation:
                raise ValueError(f"activation must be one of this library's to be saved, got {shown(layer.activation)}")
        arrays: dict[str, Any] = {f"parameter_{i}": parameter for i, parameter in enumerate(self.parameters)}
        content = io.BytesIO()
        np.savez(content, model=type(self).__name__, activations=[layer.activation.name for layer in layers], **arrays)
        file.write_bytes(content.getvalue())

    @classmethod
    def load(cls: Any, path: str | os.PathLike[str]) -> Any:
        """Return the model that `save` has written into a file; nothing in the file is run as code.

        Parameters
        ----------
        path : str or path
            The file.

        Returns
        -------
        Neuron, Dense or Network
            Of the class that is asked.

        Raises
        ------
        TypeError or ValueError
            If `path` is no text or path, or the file is something else or holds another kind of model.
        OSError
            If there is no such file, or it cannot be read.
        """
        content = _as_path(path).read_bytes()
        try:
            with np.load(io.BytesIO(content), allow_pickle=False) as file:
                kind, names = str(file["model"]), [str(name) for name in file["activations"]]
                arrays = [file[f"parameter_{i}"] for i in range(2 * len(names))]
            if kind == cls.__name__:
                layer_kind = getattr(cls, "_layer_kind", cls)
                make = getattr(layer_kind, "from_weights", layer_kind)
                layers = [make(*parts) for parts in zip(arrays[::2], arrays[1::2], names, strict=True)]
                return layers[0] if layer_kind is cls else cls(layers)
        except Exception as error:  # of many kinds: the file may be anything
            raise ValueError(f"path must be a file that save has written, got {shown(str(path))}: {error}") from error
        raise ValueError(f"path must be a file with a {cls.__name__}, got one with a {kind}")


class ParameterArray:
    """An array that training changes in place; assigning to it copies numbers of its shape into it.

    Raises
    ------
    TypeError or ValueError
        If what is assigned has another shape, or is not made of finite numbers.
    """

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __set__(self, layer: object, value: ArrayLike) -> None:
        array: Array = vars(layer)[self.name]
        numbers = as_float_array(value, self.name)
        if numbers.shape != array.shape:
            raise ValueError(f"{self.name} must have shape {array.shape}, got shape {numbers.shape}")
        array[...] = as_type(numbers, array.dtype, self.name)


class LayerActivation:
    """The activation of a layer, which may be assigned by its name.

    Raises
    ------
    TypeError or ValueError
        If it is no activation, or softmax for a single neuron.
    """

    def __set__(self, layer: Any, value: Any) -> None:
        activation = get_activation(value)
        if activation is softmax and layer.parameters[1].size == 1:
            raise ValueError("activation must be a function of one number for one neuron, got softmax")
        vars(layer)["activation"] = activation


class Layer(Model):
    """Weighted sums of the inputs, and an activation of each."""

    # Reading either finds what has been set in the layer itself.
    weights: Any = ParameterArray()
    """The weights. Assigning copies numbers of their shape, which must be finite."""

    activation: Any = LayerActivation()
    """The activation; assigning takes a name, too."""

    input_name, takes_one_example = "X", False
    reads_examples = False  # as in `fit`, where nobody asks for the gradient of the inputs
    last_gradients: Sequence[Array] = ()  # of the parameters, from the last `backward`

    def _begin(self, activation: Any, **arrays: Array) -> None:
        """Keep these arrays as parameters, and the activation."""
        vars(self).update(arrays)
        self.activation = activation

    @property
    def parameter_gradients(self) -> list[Array]:
        """The gradients of `parameters`, in their order, from the last `backward`."""
        if not self.last_gradients:
            raise RuntimeError("call forward and backward first: there are no gradients yet")
        return list(self.last_gradients)

    def _weighted_sums(self: Any, X: ArrayLike) -> Any:
        """Return the weighted sums with the biases, for what a user hands in."""
        inputs = as_real_array(X, self.input_name)
        require_rows(inputs, self.input_name, len(self.weights), self.takes_one_example)
        with np.errstate(all="ignore"):
            z = np.dot(inputs, self.weights) + self.parameters[1]
        require_finite_sums(self, inputs, z)
        return z


def _as_path(path: str | os.PathLike[str]) -> Path:
    if not isinstance(path, str | os.PathLike):
        raise TypeError(f"path must be a text or a path, got {shown(path)}")
    return Path(path)
