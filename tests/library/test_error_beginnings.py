"""Errors begin with the name of what is wrong: with nothing in front of it."""

from __future__ import annotations

import numpy as np
import pytest

import neuronlib as nl
from neuronlib.labs import check_answer

BAD = [float("nan"), 1.0]
LARGE = 1e308
NEURON = nl.Neuron([1.0, 2.0])
LAYER = nl.Dense(2, 1, rng=0)
NETWORK = nl.Network([LAYER])
FLOAT32 = np.ones((2, 1), dtype=np.float32)

BEGINNINGS = {
    "noise must": lambda: nl.make_blobs(noise="loud"),
    "n_samples must": lambda: nl.make_moons(1.5),
    "the points with their noise must": lambda: nl.make_blobs(noise=LARGE, rng=0),
    "n_inputs must": lambda: nl.Dense(1.5, 1),
    "n_outputs must": lambda: nl.Dense(1, 0),
    "weights must hold": lambda: nl.Dense.from_weights("a", [1.0]),
    "weights must fit": lambda: setattr(nl.Dense.from_weights(FLOAT32, [1.0]), "weights", [[LARGE], [1.0]]),
    "biases must fit": lambda: nl.Dense.from_weights(FLOAT32, [LARGE]),
    "biases must have": lambda: nl.Dense.from_weights(FLOAT32, [1.0, 1.0]),
    "bias must fit": lambda: nl.Neuron(FLOAT32[:, 0], bias=LARGE),
    "bias must be": lambda: nl.Neuron([1.0], bias=BAD[0]),
    "weights must be": lambda: nl.Neuron(BAD),
    "X must be": lambda: LAYER([BAD]),
    "X must hold": lambda: NETWORK("a"),
    "X must have": lambda: NETWORK.forward([1.0]),
    "x must be": lambda: NEURON(BAD),
    "x must hold": lambda: NEURON.explain(["a", "b"]),
    "x must have": lambda: NEURON.gradients([1.0]),
    "the preactivation of x must": lambda: NEURON([LARGE, LARGE]),
    "the preactivation of X must": lambda: nl.Dense.from_weights([[9.0]], [0.0])([[LARGE]]),
    "the gradient of the weights must": lambda: nl.Neuron([1e-308], activation="gelu").gradients([1.7e308]),
    "y_true must be": lambda: nl.mean_squared_error(BAD, [1.0, 1.0]),
    "y_pred must be": lambda: nl.binary_cross_entropy([1, 0], BAD),
    "the loss must": lambda: nl.mean_squared_error([0.0], [LARGE]),
    "the gradient of the loss must": lambda: nl.mean_squared_error.gradient([-LARGE], [LARGE]),
    "learning_rate must": lambda: nl.SGD(-1),
    "epsilon must": lambda: nl.AdaGrad(1.0, epsilon=0),
    "decay must": lambda: nl.RMSProp(1.0, decay=1),
    "beta_1 must": lambda: nl.Adam(beta_1=1),
    "beta_2 must": lambda: nl.Adam(beta_2=-1),
    "parameters after the step must": lambda: nl.SGD(10.0).step([np.array([1.0])], [[LARGE]]),
    r"gradients\[0\] must be": lambda: nl.SGD(1.0).step([np.ones(2)], [BAD]),
    "gradients must be": lambda: nl.SGD(1.0).step([np.ones(2)], np.ones(2)),
    "f must be": lambda: nl.numerical_gradient("f", [1.0]),
    r"f\(x\) must hold": lambda: nl.numerical_gradient(lambda x: "a", [1.0]),
    "answer must hold": lambda: check_answer("a", correct=1.0),
    "correct must hold": lambda: check_answer(1.0, correct="a"),
    "mistakes must hold": lambda: check_answer(1.0, correct=1.0, mistakes=[("a", "b")]),
}


@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_an_error_begins_with_what_is_wrong(beginning):
    with pytest.raises((TypeError, ValueError), match=f"^{beginning} "):
        BEGINNINGS[beginning]()


@pytest.mark.parametrize("value", [[1.0], np.ones((1, 2))])
def test_a_gradient_of_another_shape_is_refused_by_name(value):
    for model, x in [(NEURON, [1.0, 2.0]), (LAYER, [[1.0, 2.0]])]:
        model.forward(x)
        with pytest.raises(ValueError, match=r"^grad_output must have shape "):
            model.backward(value)
