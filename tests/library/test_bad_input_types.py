"""Arguments of the wrong type: a TypeError that names the argument and shows what it was."""

import numpy as np
import pytest

from neuronlib import (
    SGD,
    Adam,
    Dense,
    Network,
    Neuron,
    check_gradients,
    fit,
    make_blobs,
    make_circles,
    make_moons,
    make_spirals,
    make_xor,
    mean_squared_error,
    numerical_gradient,
)

X, Y = np.ones((3, 2)), np.ones((3, 1))
NO_INTEGERS = {"2.0": 2.0, "text": "2", "None": None, "True": True, "numpy True": np.True_, "a list": [2]}
NO_SEEDS = {"True": True, "False": False, "numpy True": np.True_, "1.5": 1.5, "text": "seed", "a function": len}
NO_ACTIVATIONS = {"None": None, "a number": 1, "a numpy function": np.tanh, "a list": ["tanh"]}


def layer():
    return Dense.from_weights([[1.0], [2.0]], [3.0])


def train(model=None, **settings):
    settings = {"loss": mean_squared_error, "optimizer": SGD(0.1), "epochs": 1} | settings
    return fit(layer() if model is None else model, X, Y, **settings)


INTEGERS = {
    "n_inputs": lambda bad: Dense(bad, 1),
    "n_outputs": lambda bad: Dense(1, bad),
    "n_samples": make_blobs,
    "epochs": lambda bad: train(epochs=bad),
    "batch_size": lambda bad: train(batch_size=3 if bad is None else bad, epochs=None if bad is None else 1),
}


@pytest.mark.parametrize("bad", [name for name in NO_INTEGERS if name != "None"])
@pytest.mark.parametrize("name", INTEGERS)
def test_sizes_and_counts_are_integers(name, bad):
    with pytest.raises(TypeError, match=f"{name} must be an integer, got "):
        INTEGERS[name](NO_INTEGERS[bad])


@pytest.mark.parametrize("name", ["n_inputs", "n_outputs", "n_samples", "epochs"])
def test_none_is_no_integer(name):
    with pytest.raises(TypeError, match=f"{name} must be an integer, got None"):
        INTEGERS[name](None)


SEEDED = {
    "Dense": lambda rng: Dense(1, 1, rng=rng),
    "fit": lambda rng: train(rng=rng),
    "make_blobs": lambda rng: make_blobs(rng=rng),
    "make_moons": lambda rng: make_moons(rng=rng),
    "make_circles": lambda rng: make_circles(rng=rng),
    "make_xor": lambda rng: make_xor(rng=rng),
    "make_spirals": lambda rng: make_spirals(rng=rng),
}


@pytest.mark.parametrize("bad", NO_SEEDS)
@pytest.mark.parametrize("function", SEEDED)
def test_rng_is_a_seed_or_a_generator(function, bad):
    with pytest.raises(TypeError, match=f"rng must .*got .*{str(NO_SEEDS[bad])[:4]}"):
        SEEDED[function](NO_SEEDS[bad])


ACTIVATED = {
    "Neuron": lambda activation: Neuron([1.0], activation=activation),
    "Dense": lambda activation: Dense(1, 1, activation),
    "from_weights": lambda activation: Dense.from_weights([[1.0]], [0.0], activation),
}


@pytest.mark.parametrize("bad", NO_ACTIVATIONS)
@pytest.mark.parametrize("function", ACTIVATED)
def test_activation_is_a_name_or_an_activation(function, bad):
    with pytest.raises(TypeError, match="activation must be a name or an activation, got "):
        ACTIVATED[function](NO_ACTIVATIONS[bad])


@pytest.mark.parametrize("bad", [None, 3, layer()], ids=["None", "a number", "a layer"])
def test_layers_are_a_list(bad):
    with pytest.raises(TypeError, match=r"\blayers\b"):
        Network(bad)


@pytest.mark.parametrize("bad", [Neuron([1.0]), Network([layer()]), None, "Dense", Dense], ids=lambda bad: str(bad)[:9])
def test_layers_are_dense(bad):
    with pytest.raises(TypeError, match=r"layers must hold Dense layers only, got .* at index 1"):
        Network([layer(), bad])


LOSS_USERS = {"fit": lambda bad: train(loss=bad), "check_gradients": lambda bad: check_gradients(layer(), X, Y, bad)}
MODEL_USERS = {"fit": train, "check_gradients": lambda bad: check_gradients(bad, X, Y, mean_squared_error)}


@pytest.mark.parametrize("bad", [None, "mse", 1.0, np.mean], ids=["None", "a name", "a number", "a function"])
@pytest.mark.parametrize("function", LOSS_USERS)
def test_loss_can_be_called_and_has_a_gradient(function, bad):
    with pytest.raises(TypeError, match=r"\bloss\b"):
        LOSS_USERS[function](bad)


@pytest.mark.parametrize("bad", [None, "sgd", 0.1, Adam], ids=["None", "a name", "a number", "the class itself"])
def test_optimizer_is_one(bad):
    with pytest.raises(TypeError, match=r"\boptimizer\b"):
        train(optimizer=bad)


@pytest.mark.parametrize("bad", ["model", 1.0, Dense, np.tanh], ids=["a name", "a number", "a class", "a function"])
@pytest.mark.parametrize("function", MODEL_USERS)
def test_model_is_one(function, bad):
    with pytest.raises(TypeError, match=r"\bmodel\b"):
        MODEL_USERS[function](bad)


@pytest.mark.parametrize("bad", [X, (X,), (X, Y, Y), "XY", 1], ids=["an array", "one", "three", "text", "a number"])
def test_validation_is_a_pair(bad):
    with pytest.raises((TypeError, ValueError), match=r"validation must be a pair \(X, y\)"):
        train(validation=bad)


@pytest.mark.parametrize("bad", [None, 3.0, "x"], ids=["None", "a number", "text"])
def test_function_of_the_numerical_gradient_can_be_called(bad):
    with pytest.raises(TypeError, match=r"\bf\b"):
        numerical_gradient(bad, [1.0])


@pytest.mark.parametrize("bad", [None, 3.0, "ab"], ids=["None", "a number", "text"])
def test_parameters_and_gradients_are_lists(bad):
    with pytest.raises(TypeError, match=r"\bparameters\b"):
        SGD(0.1).step(bad, [np.ones(2)])
    with pytest.raises((TypeError, ValueError), match=r"\bgradients\b"):
        SGD(0.1).step([np.ones(2)], bad)


@pytest.mark.parametrize("bad", ["0.1", None, 1j], ids=["text", "None", "complex"])
def test_noise_is_a_number(bad):
    with pytest.raises(TypeError, match="noise must"):
        make_blobs(noise=bad)
