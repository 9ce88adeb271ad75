"""The library against numbers that others have published, and against the trainings that some of them are about."""

import json
import operator
from pathlib import Path

import library_published
import numpy as np
import pytest

from neuronlib import SGD, AdaGrad, Dense, Network, Neuron, RMSProp, fit, sigmoid, softmax
from neuronlib.autodiff import Tensor
from neuronlib.border import unchecked
from neuronlib.losses import binary_cross_entropy, cross_entropy, mean_squared_error

DATA = Path(__file__).parents[1] / "data" / "published_numbers.json"
CASES = {case["id"]: case for case in json.loads(DATA.read_text("utf-8"))}
BITS = [[0, 0], [0, 1], [1, 0], [1, 1]]


class HalfSquaredError:
    """Mazur's loss: half the sum of the squares."""

    def __call__(self, y_true, y_pred):
        return float(((y_pred - y_true) ** 2).sum() / 2)

    def gradient(self, y_true, y_pred):
        return y_pred - y_true


def layer_of_rows(given, weights="W", biases="b", activation="identity"):
    """Return a layer for weights that are printed with a neuron in each row."""
    return Dense.from_weights(np.transpose(given[weights]), given[biases], activation)


def mazur():
    given = CASES["mazur-forward"]["input"]
    act = given["act"]
    return Network([layer_of_rows(given, "W1", "b1", act), layer_of_rows(given, "W2", "b2", act)])


def mazur_trained(given):
    """Train as Mazur does; without the biases, the step is given the weights alone."""
    network, loss, optimizer = mazur(), HalfSquaredError(), SGD(given["lr"])
    x, t = (np.array([CASES["mazur-forward"]["input"][name]]) for name in "xt")
    if given["update_bias"]:
        fit(network, x, t, loss=loss, optimizer=optimizer, epochs=given["steps"])
    else:
        network.backward(loss.gradient(t, network.forward(x)))
        optimizer.step(network.parameters[::2], network.parameter_gradients[::2])
    first, second = network.layers
    error = loss(t, network(x))
    results = {"W1": first.weights.T, "W2": second.weights.T, "b1": first.biases, "b2": second.biases}
    return results | {"E": error, "E_after": error}


def trask_trained(given):
    """Train without biases and without a mean, by the arithmetic of layers alone, since 60,000 steps take long."""
    random, errors = np.random.RandomState(1), []
    starts = [2 * random.random_sample(shape) - 1 for shape in [(3, 4), (4, 1)]]
    network = Network([Dense.from_weights(start, np.zeros(start.shape[1]), "sigmoid") for start in starts])
    X, y = np.array([[*bits, 1.0] for bits in BITS]), np.reshape(given["y"], (4, 1))
    forward, backward = unchecked(network.forward, network.backward)
    for step in range(given["steps"]):
        output = forward(X)
        if step % 10_000 == 0:
            errors.append(np.abs(output - y).mean())
        backward(output - y)
        for layer in network.layers:
            layer.weights[...] -= layer.parameter_gradients[0]
    return {"mean_abs_err_every_10000": errors, "out": output[:, 0]}


def neuron_trained(given):
    neuron = Neuron(given["w"], given["b"])
    settings = {"loss": mean_squared_error, "optimizer": SGD(given["lr"]), "epochs": given["epochs"]}
    history = fit(neuron, given["X"], given["y"], **settings)
    return {"w": neuron.weights, "b": neuron.bias, "mse": history.loss}


def descents(given):
    def descend(optimizer, slopes):
        x = np.array(given["x0"], dtype=float)
        for _ in range(given["steps"]):
            optimizer.step([x], [slopes * x])
        return x

    if given["f"] == "x^2":
        return {"x": [descend(SGD(lr), 2.0) for lr in given["lr"]]}
    optimizers = {
        "gd lr.4": SGD(0.4),
        "gd lr.6": SGD(0.6),
        "momentum lr.6 beta.5": SGD(0.6, momentum=0.5),
        "momentum lr.6 beta.25": SGD(0.6, momentum=0.25),
        "adagrad lr.4 eps1e-6 in sqrt": AdaGrad(0.4),
        "adagrad lr2": AdaGrad(2),
        "rmsprop lr.4 gamma.9": RMSProp(0.4, decay=0.9),
    }
    return {name: descend(optimizer, np.array([0.2, 4.0])) for name, optimizer in optimizers.items()}


def one_neuron(given):
    neuron = Neuron(given["w"], given.get("b", given.get("w0")), given["act"])
    x, g = given["x"], neuron.gradients(given["x"])
    return {"z": neuron.preactivation(x), "y": neuron(x), "dw": g.weights, "db": g.bias, "dx": g.inputs}


def linear_scores(given):
    scores = layer_of_rows(given)([given["x"]])
    results = {"scores": scores[0]}
    if "y" in given:
        right = given["y"]
        results["softmax_loss"] = cross_entropy([right], scores, from_logits=True)
        results["hinge_loss"] = np.maximum(np.delete(scores[0], right) - scores[0, right] + 1, 0).sum()
    return results


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


def neuron_of_rows(given):
    p = Neuron(given["w"], given["b"])(given["X"])
    return {"p": p, "mse": mean_squared_error(given["y"], p)}


OPERATIONS = {
    **{name: getattr(operator, name) for name in ("add", "sub", "mul", "pow")},
    "div": operator.truediv,
    "dot": operator.matmul,
    **{name: getattr(Tensor, name) for name in ("relu", "tanh", "exp", "sum")},
}


def graph(given):
    """Go forward through a program of named results, and back from the one that it puts out."""
    tensors = {name: Tensor(number) for name, number in given["leaves"].items()}
    for name, operation, *operands in given["program"]:
        tensors[name] = OPERATIONS[operation](*(tensors.get(each, each) for each in operands))
    output = tensors[given["output"]]
    output.backward()
    values = {name: tensor.data for name, tensor in tensors.items()}
    return {"value": output.data, "values": values, "grad": {name: tensor.grad for name, tensor in tensors.items()}}


def one_sided(given):
    def f(x):
        return np.polyval(given["poly"], x)

    return {"value": f(given["at"]), "slope": (f(given["x"] + given["h"]) - f(given["x"])) / given["h"]}


KINDS = {
    "neuron": one_neuron,
    "neuron+grad": one_neuron,
    "layer": linear_scores,
    "layer+loss": linear_scores,
    "softmax": lambda given: {"p": softmax(given["z"])},
    "ce_grad": lambda given: {"dz": cross_entropy.gradient([given["y"]], [np.log(given["p"])], from_logits=True)[0]},
    "mlp": two_layers,
    "mlp-train": lambda given: (mazur_trained if "update_bias" in given else trask_trained)(given),
    "neuron+grad batch": logistic_regression,
    "mse": lambda given: {"mse": mean_squared_error(given["y"], given["yhat"])},
    "perceptron": lambda given: dict(
        zip(["00", "01", "10", "11"], Neuron(given["w"], given["b"], "step")(BITS), strict=True)
    ),
    "neuron batch": neuron_of_rows,
    "neuron-train": neuron_trained,
    "cross_entropy": lambda given: {"loss": cross_entropy(given["y"], given["p"])},
    "optimizer": descents,
    "activation": lambda given: {"y": sigmoid(given["x"])},
    "autograd": graph,
    "numeric slope": one_sided,
    "bce": lambda given: {"loss": binary_cross_entropy(given["y"], given["p1"])},
    **library_published.KINDS,
}


def require(computed, expected, atol):
    """Fail unless every expected quantity, which may be some with names, is the computed one."""
    for quantity, value in expected.items():
        if isinstance(value, dict):
            require(computed[quantity], value, atol)
            continue
        if np.asarray(value).dtype.kind == "U":  # names with their numbers
            assert computed[quantity] == value
            continue
        assert np.shape(computed[quantity]) == np.shape(value)
        np.testing.assert_allclose(computed[quantity], value, rtol=0, atol=atol, err_msg=quantity)


@pytest.mark.parametrize("name", CASES)
def test_published_number(name):
    case = CASES[name]
    require(KINDS[case["kind"]](case["input"]), case["expected"], case["atol"])


def test_the_output_that_pytorch_printed_is_that_of_a_bias_of_seven_digits():
    case = CASES["micrograd-lecture-neuron-ERRATUM"]
    given = case["input"]
    with pytest.raises(AssertionError, match="Not equal"):
        require(graph(given), case["published"], case["atol"])
    rounded = given["leaves"] | {"b": float(np.float32(given["leaves"]["b"]))}
    require(graph(given | {"leaves": rounded}), case["published"], case["atol"])


def test_no_case_is_left_out():
    assert len(CASES) == 57
    assert {case["kind"] for case in CASES.values()} == set(KINDS)
    assert all(case["expected"] and case["source"] for case in CASES.values())
