"""The library against numbers that others have published."""

import numpy as np
import pytest
from library_published_training import (
    BITS,
    CASES,
    HalfSquaredError,
    descents,
    layer_of_rows,
    mazur,
    neuron_trained,
    trained,
)

from neuronlib import (
    Dense,
    Network,
    Neuron,
    binary_cross_entropy,
    cross_entropy,
    mean_squared_error,
    sigmoid,
    softmax,
)


def one_neuron(given):
    neuron = Neuron(given["w"], given.get("b", given.get("w0")), given["act"])
    gradients = neuron.gradients(given["x"])
    return {
        "z": neuron.preactivation(given["x"]),
        "y": neuron(given["x"]),
        "dw": gradients.weights,
        "db": gradients.bias,
        "dx": gradients.inputs,
    }


def linear_scores(given):
    scores = layer_of_rows(given)([given["x"]])
    results = {"scores": scores[0]}
    if "y" in given:
        right = given["y"]
        results["softmax_loss"] = cross_entropy([right], scores, from_logits=True)
        results["hinge_loss"] = np.maximum(np.delete(scores[0], right) - scores[0, right] + 1, 0).sum()
    return results


def probabilities(given):
    return {"p": softmax(given["z"])}


def gradient_of_scores(given):
    return {"dz": cross_entropy.gradient([given["y"]], [np.log(given["p"])], from_logits=True)[0]}


def two_layers(given):
    if "W1" in given:
        network = mazur()
        error = HalfSquaredError()([given["t"]], network([given["x"]]))
        return {"h": network.layers[0]([given["x"]])[0], "o": network([given["x"]])[0], "E": error}
    hidden = layer_of_rows(given, "W", "c", given["act"])
    output = Dense.from_weights(np.reshape(given["w"], (2, 1)), [given["b"]])
    return {"out": Network([hidden, output])(BITS)[:, 0]}


def logistic_regression(given):
    neuron, X, y = Neuron(given["w"], given["b"]), np.transpose(given["X"]), given["Y"]
    output = neuron.forward(X)
    neuron.backward(binary_cross_entropy.gradient(y, output))
    dw, db = neuron.parameter_gradients
    return {"dw": dw, "db": db, "cost": binary_cross_entropy(y, output)}


def squares(given):
    return {"mse": mean_squared_error(given["y"], given["yhat"])}


def perceptron(given):
    outputs = Neuron(given["w"], given["b"], "step")(BITS)
    return {f"{a}{b}": output for (a, b), output in zip(BITS, outputs, strict=True)}


def neuron_of_rows(given):
    p = Neuron(given["w"], given["b"])(given["X"])
    return {"p": p, "mse": mean_squared_error(given["y"], p)}


def class_cost(given):
    return {"loss": cross_entropy(given["y"], given["p"])}


def sigmoids(given):
    return {"y": sigmoid(given["x"])}


def yes_or_no_cost(given):
    return {"loss": binary_cross_entropy(given["y"], given["p1"])}


KINDS = {
    "neuron": one_neuron,
    "neuron+grad": one_neuron,
    "layer": linear_scores,
    "layer+loss": linear_scores,
    "softmax": probabilities,
    "ce_grad": gradient_of_scores,
    "mlp": two_layers,
    "mlp-train": trained,
    "neuron+grad batch": logistic_regression,
    "mse": squares,
    "perceptron": perceptron,
    "neuron batch": neuron_of_rows,
    "neuron-train": neuron_trained,
    "cross_entropy": class_cost,
    "optimizer": descents,
    "activation": sigmoids,
    "bce": yes_or_no_cost,
}


@pytest.mark.parametrize("name", CASES)
def test_published_number(name):
    case = CASES[name]
    computed = KINDS[case["kind"]](case["input"])
    for quantity, expected in case["expected"].items():
        assert np.shape(computed[quantity]) == np.shape(expected)
        np.testing.assert_allclose(computed[quantity], expected, rtol=0, atol=case["atol"], err_msg=quantity)


def test_no_case_is_left_out():
    assert len(CASES) == 23
    assert {case["kind"] for case in CASES.values()} == set(KINDS)
    assert all(case["expected"] and case["source"] for case in CASES.values())
