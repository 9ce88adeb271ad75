"""What all models can do beside training, and what a neuron and a layer of neurons share."""

import io
import json
import os
from collections.abc import Iterator, Sequence
from copy import copy
from itertools import count
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
from numpy.typing import ArrayLike

from neuronlib.activations import get_activation
from neuronlib.settings import as_number
from neuronlib.softmax import softmax
from neuronlib.validation import Array, as_float_array, as_type, shown


class Model:
    """A neuron, a layer or a network: something that answers, goes forward and back, and has parameters."""

    input_name, takes_one_example = "X", False
    reads_examples = False  # as in `fit`, where nobody asks for the gradient of the inputs
    last: Any = None  # what `backward` needs of the last `forward`: a tuple with the outputs at its end
    last_gradients: Sequence[Array] | None = None  # of the parameters, from the last `backward`
    _parameter_names: tuple[str, ...] = ("weights", "biases")
    _settings: tuple[str, ...] = ()  # what makes a layer again, beside its parameters and its activation
    _kinds: ClassVar[dict[str, Any]] = {}

    def __init_subclass__(cls) -> None:
        Model._kinds[cls.__name__] = cls  # for `load`

    def __call__(self: Any, X: ArrayLike) -> Any:
        """Return the layer's outputs.

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
        return copy(self).forward(X)  # the copy remembers this example, the layer itself does not

    @property
    def parameters(self) -> list[Array]:
        """What is learned, the arrays themselves: optimisers update them in place."""
        return [vars(self)[name] for name in self._parameter_names]

    @property
    def parameter_gradients(self) -> list[Array]:
        """The gradients of `parameters`, in their order, from the last `backward`."""
        if self.last_gradients is None:
            raise RuntimeError("call forward and backward first: there are no gradients yet")
        return list(self.last_gradients)

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
        parts = [(type(layer).__name__, {name: getattr(layer, name) for name in layer._settings}) for layer in layers]
        activations = [getattr(layer, "activation", None) for layer in layers]
        for each in filter(None, activations):
            if get_activation(each.name) is not each:
                raise ValueError(f"activation must be one of this library's to be saved, got {shown(each)}")
        names = [each.name if each else "" for each in activations]
        arrays: dict[str, Any] = {f"parameter_{i}": parameter for i, parameter in enumerate(self.parameters)}
        content = io.BytesIO()
        np.savez(content, model=type(self).__name__, layers=json.dumps(parts), activations=names, **arrays)
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
        Neuron, Dense, Network or another layer
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
                alone: Any = ["Dense" if kind == "Network" else kind, {}]  # from before there were other layers
                parts = json.loads(str(file["layers"])) if "layers" in file else [alone] * len(names)
                arrays = (file[f"parameter_{i}"] for i in count())
                layers = [
                    _loaded(layer, settings, name, arrays) for (layer, settings), name in zip(parts, names, strict=True)
                ]
            if kind == cls.__name__:
                return cls(layers) if kind == "Network" else layers[0]
        except Exception as error:  # of many kinds: the file may be anything
            raise ValueError(f"path must be a file that save has written, got {shown(str(path))}: {error}") from error
        raise ValueError(f"path must be a file with a {cls.__name__}, got one with a {kind}")


def _loaded(kind: str, settings: dict[str, Any], activation: str, arrays: Iterator[Array]) -> Any:
    """Return a layer of this kind, with the next of the arrays as its parameters."""
    layer = Model._kinds[kind]
    named = {name: next(arrays) for name in layer._parameter_names} | ({"activation": activation} if activation else {})
    return getattr(layer, "from_weights", layer)(**settings, **named)


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
        if activation is softmax and getattr(layer, "n_outputs", 1) == 1:
            raise ValueError("activation must be a function of one number for one neuron, got softmax")
        vars(layer)["activation"] = activation


class Layer(Model):
    """Weighted sums of the inputs, and an activation of each."""

    # Reading either finds what has been set in the layer itself.
    weights: Any = ParameterArray()
    """The weights. Assigning copies numbers of their shape, which must be finite."""

    activation: Any = LayerActivation()
    """The activation; assigning takes a name, too."""

    def _begin(self, activation: Any, **arrays: Array) -> None:
        """Keep these arrays as parameters, and the activation."""
        vars(self).update(arrays)
        vars(self).setdefault("n_inputs", len(self.weights))  # a convolution knows better
        self.activation = activation


def _as_path(path: str | os.PathLike[str]) -> Path:
    if not isinstance(path, str | os.PathLike):
        raise TypeError(f"path must be a text or a path, got {shown(path)}")
    return Path(path)
