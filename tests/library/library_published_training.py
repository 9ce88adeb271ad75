"""The published cases, and the training that some of them are about."""

import json
from pathlib import Path

import numpy as np

from neuronlib import SGD, AdaGrad, Dense, Network, Neuron, RMSProp, fit, mean_squared_error
from neuronlib.border import unchecked

CASES = {
    case["id"]: case
    for case in json.loads((Path(__file__).parents[1] / "data" / "published_numbers.json").read_text("utf-8"))
}
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
    random = np.random.RandomState(1)
    first, second = (
        Dense.from_weights(2 * random.random_sample(shape) - 1, np.zeros(shape[1]), "sigmoid")
        for shape in [(3, 4), (4, 1)]
    )
    X, y = np.array([[*bits, 1.0] for bits in BITS]), np.reshape(given["y"], (4, 1))
    errors, methods = [], (first.forward, second.forward, second.backward, first.backward)
    first_forward, second_forward, second_backward, first_backward = unchecked(*methods)
    for step in range(given["steps"]):
        output = second_forward(first_forward(X))
        if step % 10_000 == 0:
            errors.append(np.abs(output - y).mean())
        first_backward(second_backward(output - y))
        first.weights[...] -= first.parameter_gradients[0]
        second.weights[...] -= second.parameter_gradients[0]
    return {"mean_abs_err_every_10000": errors, "out": output[:, 0]}


def trained(given):
    return mazur_trained(given) if "update_bias" in given else trask_trained(given)


def neuron_trained(given):
    neuron = Neuron(given["w"], given["b"])
    settings = {"loss": mean_squared_error, "optimizer": SGD(given["lr"]), "epochs": given["epochs"]}
    history = fit(neuron, given["X"], given["y"], **settings)
    return {"w": neuron.weights, "b": neuron.bias, "mse": history.loss}


def descend(optimizer, x, gradient, steps):
    x = np.array(x, dtype=float)
    for _ in range(steps):
        optimizer.step([x], [gradient(x)])
    return x


def descents(given):
    if given["f"] == "x^2":
        return {"x": [descend(SGD(lr), given["x0"], lambda x: 2 * x, given["steps"]) for lr in given["lr"]]}
    optimizers = {
        "gd lr.4": SGD(0.4),
        "gd lr.6": SGD(0.6),
        "momentum lr.6 beta.5": SGD(0.6, momentum=0.5),
        "momentum lr.6 beta.25": SGD(0.6, momentum=0.25),
        "adagrad lr.4 eps1e-6 in sqrt": AdaGrad(0.4),
        "adagrad lr2": AdaGrad(2),
        "rmsprop lr.4 gamma.9": RMSProp(0.4, decay=0.9),
    }
    slopes = np.array([0.2, 4.0])
    return {
        name: descend(optimizer, given["x0"], lambda x: slopes * x, given["steps"])
        for name, optimizer in optimizers.items()
    }
