"""Models in files: what is saved comes back to the last bit, and what is no such file is refused by name."""

import io
import pickle
import re

import numpy as np
import pytest
from library_references import INPUTS, MAKERS, WITH_ACTIVATIONS

from neuronlib import Dense, Network, Neuron
from neuronlib.activations import Activation

KINDS = [Neuron, Dense, Network]


def activations_of(model):
    return [layer.activation for layer in getattr(model, "layers", [model])]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(("kind", "name"), WITH_ACTIVATIONS)
def test_a_model_comes_back_to_the_last_bit(kind, name, dtype, tmp_path):
    model = MAKERS[kind](name, dtype)
    for parameter in model.parameters:
        parameter *= dtype(1 / 3)
    path = tmp_path / "a model"
    path.write_text("what was there before")
    model.save(path)
    again = type(model).load(str(path))
    assert type(again) is type(model)
    assert all(one is other for one, other in zip(activations_of(again), activations_of(model), strict=True))
    for p, q in zip(again.parameters, model.parameters, strict=True):
        assert (p.dtype, p.shape, p.tobytes()) == (q.dtype, q.shape, q.tobytes())
    assert again(INPUTS).tolist() == model(INPUTS).tolist()
    assert list(tmp_path.iterdir()) == [path]


class Bomb:
    """What runs when it is unpickled."""

    def __reduce__(self):
        return exec, ("raise SystemExit('the file has run')",)


def truncated(path):
    MAKERS["Network"]().save(path)
    path.write_bytes(path.read_bytes()[:-200])


def changed(**arrays):
    """Return a function that writes a file of a layer in which some arrays are other ones."""

    def write(path):
        Dense(2, 2, rng=0).save(path)
        with np.load(path) as archive:
            contents = dict(archive) | arrays
        with path.open("wb") as file:
            np.savez(file, **{name: array for name, array in contents.items() if array is not None})

    return write


def bomb_inside(path):
    bombs = np.array([Bomb()], dtype=object)
    with path.open("wb") as file:
        np.savez(file, model="Dense", activations=bombs, parameter_0=bombs, parameter_1=bombs)


ARRAY = io.BytesIO()
np.save(ARRAY, np.ones(3))
NO_MODELS = {
    "nothing": lambda path: path.write_bytes(b""),
    "text": lambda path: path.write_text("Dense(2, 2)"),
    "a single array": lambda path: path.write_bytes(ARRAY.getvalue()),
    "a pickle": lambda path: path.write_bytes(pickle.dumps(Bomb())),
    "a pickle in an archive": bomb_inside,
    "half of a file": truncated,
    "a missing array": changed(parameter_1=None),
    "biases of another shape": changed(parameter_1=np.ones(3)),
    "weights that are not finite": changed(parameter_0=np.full((2, 2), np.nan)),
    "complex weights": changed(parameter_0=np.full((2, 2), 1j)),
    "an unknown activation": changed(activations=["mish"]),
    "no activation": changed(activations=[]),
    "two activations": changed(activations=["relu", "relu"]),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("what", NO_MODELS)
def test_what_is_no_model_is_refused_by_its_path_and_not_run(what, kind, tmp_path):
    path = tmp_path / "file.npz"
    NO_MODELS[what](path)
    with pytest.raises(ValueError, match=r"^path must be a file ") as caught:
        kind.load(path)
    assert len(str(caught.value)) < 600


@pytest.mark.parametrize("saved", KINDS)
@pytest.mark.parametrize("asked", KINDS)
def test_a_model_of_another_kind_is_refused(saved, asked, tmp_path):
    path = tmp_path / "model.npz"
    MAKERS[saved.__name__]().save(path)
    if saved is asked:
        asked.load(path)
        return
    with pytest.raises(ValueError, match=f"^path must .* a {asked.__name__}, got .* a {saved.__name__}"):
        asked.load(path)


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_is_not_there_and_a_folder_that_is_not_there(kind, tmp_path):
    with pytest.raises(FileNotFoundError, match=re.escape(str(tmp_path / "none.npz"))):
        kind.load(tmp_path / "none.npz")
    with pytest.raises(FileNotFoundError):
        MAKERS[kind.__name__]().save(tmp_path / "no" / "model.npz")


@pytest.mark.parametrize("name", ["tanh", "mine"])
def test_an_activation_of_somebody_else_cannot_be_saved_and_the_file_stays(name, tmp_path):
    path = tmp_path / "model.npz"
    path.write_text("what was there before")
    for kind in KINDS:
        model = MAKERS[kind.__name__](Activation(name, "z", np.tanh, lambda z, a: 1 - a**2))
        with pytest.raises(ValueError, match=r"^activation must be "):
            model.save(path)
    assert path.read_text() == "what was there before"
