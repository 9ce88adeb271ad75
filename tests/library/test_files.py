"""Models in files: what is saved comes back to the last bit, and what is no such file is refused by name."""

import io
import pickle

import numpy as np
import pytest
from library_references import INPUTS, MAKERS, WITH_ACTIVATIONS

from neuronlib import Dense, Network, Neuron
from neuronlib.activations import Activation

KINDS = {"Neuron": Neuron, "Dense": Dense, "Network": Network}


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize(("kind", "name"), WITH_ACTIVATIONS)
def test_a_model_comes_back_to_the_last_bit_and_no_other_kind_takes_its_file(kind, name, dtype, tmp_path):
    model, path = MAKERS[kind](name, dtype), tmp_path / "a model"
    for parameter in model.parameters:
        parameter *= dtype(1 / 3)
    path.write_text("what was there before")
    model.save(path)
    again = type(model).load(str(path))
    assert (type(again), repr(again)) == (type(model), repr(model))
    for p, q in zip(again.parameters, model.parameters, strict=True):
        assert (p.dtype, p.shape, p.tobytes()) == (q.dtype, q.shape, q.tobytes())
    assert again(INPUTS).tolist() == model(INPUTS).tolist()
    assert list(tmp_path.iterdir()) == [path]
    for other in set(KINDS) - {kind}:
        with pytest.raises(ValueError, match=f"^path must .* a {other}, got .* a {kind}"):
            KINDS[other].load(path)


@pytest.mark.parametrize("name", ["tanh", "mine"])
@pytest.mark.parametrize("kind", KINDS)
def test_an_activation_of_somebody_else_cannot_be_saved_and_the_file_stays(kind, name, tmp_path):
    path = tmp_path / "model.npz"
    path.write_text("what was there before")
    with pytest.raises(ValueError, match=r"^activation must be "):
        MAKERS[kind](Activation(name, "z", np.tanh, lambda z, a: 1 - a**2)).save(path)
    assert path.read_text() == "what was there before"


class Bomb:
    def __reduce__(self):
        return exec, ("raise SystemExit('the file has run')",)


def archive(**arrays):
    """Return the bytes of a file of a layer in which some arrays are other ones, or missing."""
    layer = {"model": "Dense", "layers": '[["Dense", {}]]', "activations": ["relu"]}
    layer |= {"parameter_0": np.ones((2, 2)), "parameter_1": np.ones(2)}
    content = io.BytesIO()
    np.savez(content, **{name: array for name, array in (layer | arrays).items() if array is not None})
    return content.getvalue()


NO_MODELS = {
    "nothing": b"",
    "text": b"Dense(2, 2)",
    "a pickle": pickle.dumps(Bomb()),
    "a pickle in an archive": archive(activations=np.array([Bomb()], dtype=object)),
    "half of a file": archive()[:-200],
    "a missing array": archive(parameter_1=None),
    "biases of another shape": archive(parameter_1=np.ones(3)),
    "weights that are not finite": archive(parameter_0=np.full((2, 2), np.nan)),
    "complex weights": archive(parameter_0=np.full((2, 2), 1j)),
    "an unknown activation": archive(activations=["mish"]),
    "no activation": archive(activations=[]),
    "two activations": archive(activations=["relu", "relu"]),
}


@pytest.mark.parametrize("kind", KINDS.values())
@pytest.mark.parametrize("what", NO_MODELS)
def test_what_is_no_model_is_refused_by_its_path_and_not_run(what, kind, tmp_path):
    path = tmp_path / "file.npz"
    path.write_bytes(archive())
    assert Dense.load(path).weights.tolist() == [[1, 1], [1, 1]]
    path.write_bytes(NO_MODELS[what])
    with pytest.raises(ValueError, match=r"^path must be a file that save has written") as caught:
        kind.load(path)
    assert len(str(caught.value)) < 600
