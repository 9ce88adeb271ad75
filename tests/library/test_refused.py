"""Values of the right kind that are out of range, do not fit each other or lead beyond all numbers: refused by name."""

import re

import numpy as np
import pytest
from library_arguments import examples
from library_calls import CALLS, require_documented_end

from neuronlib import Conv2D, Dense, Embedding, History, MaxPool2D, Network, Neuron, sigmoid, softmax
from neuronlib.activations import Activation
from neuronlib.autodiff import Tensor

HUGE, SINGLE = 1.7e308, np.ones(1, np.float32)
POSITIVE = [name for name in CALLS if name.endswith((".learning_rate", ".epsilon"))]
SHARES = [name for name in CALLS if name.endswith((".momentum", ".decay", ".beta_1", ".beta_2"))]
BINARY = ["binary_cross_entropy()", "binary_cross_entropy.gradient"]
CLASSES = ["cross_entropy()", "cross_entropy.gradient"]
ALIKE = ["mean_squared_error()", "mean_squared_error.gradient", *BINARY, "accuracy"]
NEURON = [f"Neuron{call}" for call in ("()", ".forward", ".predict", ".preactivation", ".explain", ".gradients")]
NETWORK = ["Network()", "Network.forward", "Network.predict"]
DIFFERENT = [
    *[((4,), (4, 2)), ((4, 1), (4,)), ((1, 4), (4,)), ((4,), (1, 4)), ((2, 3), (3, 2)), ((4,), (3,)), ((), (4,))],
    *[((), (1,)), ((4,), ()), ((1,), (4, 1)), ((2, 2), (2, 2, 1))],
]


def written(model, position, number):
    """Return the model with a number written into a parameter, which only using it can find."""
    model.parameters[position][...] = number
    return model


def tensor(*numbers, dtype=float):
    return {"self": Tensor(np.array(numbers, dtype))}


TENSOR, OTHER_TANH = Tensor(1.0), Activation("tanh", "z", np.tanh, sigmoid.slope)
# The calls, what is other than in their examples, with what the message begins, and what it says that it was.
TABLE = [
    # ranges
    *[(["Dense"], {name: 0}, name, "0") for name in ("n_inputs", "n_outputs")],
    (["Dense"], {"n_inputs": 2**31 - 1, "n_outputs": 2}, "n_outputs", "2"),  # more weights than an array can hold
    (["Dense"], {"n_inputs": 2**31}, "n_inputs must be at most 2147483647", "2147483648"),
    *[([call], {call.split(".")[1]: x}, call.split(".")[1], str(x)) for call in POSITIVE for x in (0, -0.1)],
    *[([call], {call.split(".")[1]: x}, call.split(".")[1], str(x)) for call in SHARES for x in (1, 1.5, -0.1)],
    *[(BINARY, {"y_true": [y]}, "y_true", str(float(y))) for y in (1.5, -1)],
    *[(BINARY, {"y_pred": [p]}, "y_pred", str(p)) for p in (1.0000000001, -1e-9, 2.0)],
    (BINARY, {"y_true": [1.5], "from_logits": True}, "y_true", "1.5"),
    *[(CLASSES, {"y_true": [y], "from_logits": logits}, "y_true", str(float(y)))
      for y in (2, -1, 0.9999999999) for logits in (True, False)],
    (CLASSES, {"y_true": [2, -1], "y_pred": [[0.5, 0.5]] * 2}, "y_true", "2.0"),
    *[(CLASSES, {"y_true": [row]}, "y_true", "not one-hot") for row in ([0, 0], [1, 1], [0.5, 0.5], [2, -1])],
    (CLASSES, {"y_pred": [[0.5, 0.502]]}, "y_pred", "1.002 in row 0; pass from_logits=True for scores"),
    (CLASSES, {"y_true": [0, 0], "y_pred": [[0.5, 0.5], [0.1, 0.2]]}, "y_pred", "0.3 in row 1"),
    (CLASSES, {"y_true": [0, 0], "y_pred": [[0.0, 1.0], [1.5, -0.5]]}, "y_pred", "1.5; pass from_logits=True"),
    (["accuracy"], {"y_true": [0.5]}, "y_true", "0.5"),
    *[(["plotting.plot_points", "plotting.plot_decision_boundary"], {"y": [y]}, "y", f"{y:g}") for y in (4, -1, 0.5)],
    (["plotting.plot_points"], {"X": np.eye(2), "y": [5, 4]}, "y must hold classes from 0 to 3", "5"),
    *[(["plotting.plot_points"], {"X": [[x, 0.0]]}, "X", f"{abs(x):.4g}") for x in (1.1e100, -1e200)],
    (["plotting.plot_loss"], {"history": History([1e200])}, "history.loss", "1e+200"),
    (["plotting.plot_loss"], {"history": History([1.0], [1e200])}, "history.validation_loss", "1e+200"),
    # NaN and infinity, where they are
    (["sigmoid()"], {"z": [[1.0, 2.0], [np.nan, np.inf]]}, "z", "nan at index (1, 0)"),
    (["sigmoid.derivative"], {"z": [1.0, 2.0, -np.inf]}, "z", "-inf at index 2"),
    *[(NEURON, {"self": written(Neuron([1.0, 2.0]), i, x)}, name, str(x))
      for i, name in enumerate(["weights", "bias"]) for x in (np.nan, np.inf)],
    *[(NETWORK, {"self": written(Network([Dense(2, 2, "relu", rng=0), Dense(2, 1, rng=1)]), i, x)}, name, str(x))
      for i, name in enumerate(["weights", "biases"] * 2) for x in (np.nan, np.inf)],
    # what does not fit
    *[([call], {"y_true": np.zeros(true), "y_pred": np.zeros(pred)}, "y_true", f"shape {true}")
      for call in ALIKE for true, pred in DIFFERENT],
    (["fit"], {"validation": (np.ones((3, 2)), np.ones(2))}, "validation[1]", "shape (2,)"),
    (["fit"], {"validation": (np.ones((3, 5)), np.ones(3))}, "x", "shape (3, 5)"),
    (["Neuron.activation"], {"activation": softmax}, "activation", "softmax"),
    (["Dense"], {"n_outputs": 1, "activation": softmax}, "activation", "softmax"),
    (["Neuron.save"], {"self": Neuron([1.0], activation=OTHER_TANH)}, "activation", "<activation tanh>"),
    (["SGD.step"], {"parameters": [np.broadcast_to(0.0, 2)]}, "parameters", "read-only one at index 0"),
    (["plotting.plot_decision_boundary"], {"model": lambda X: np.zeros((len(X), 0))}, "model(X)", "shape (57600, 0)"),
    (["plotting.plot_decision_boundary"], {"model": lambda X: np.zeros(3)}, "model(X)", "shape (3,)"),
    (["fit"], {"X": np.ones((0, 2)), "y": []}, "X must have shape", "shape (0, 2)"),
    # pictures and symbols
    (["Conv2D"], {"n_filters": 0}, "n_filters", "0"),
    (["Conv2D.from_weights"], {"weights": np.ones((0, 1, 2, 2)), "biases": []}, "weights must have shape", "shape (0"),
    (["Conv2D"], {"n_filters": 2**31 - 1, "input_shape": (2, 2, 2)}, "n_filters", "2"),
    *[(["Conv2D", "MaxPool2D"], {"size": size}, "size must be at most (2, 3)", str(size)) for size in (3, (1, 4))],
    *[(["Conv2D", "Conv2D.from_weights"], {"padding": p}, "padding", "2") for p in (2, (0, 2), (2, 0))],
    (["Conv2D", "MaxPool2D"], {"input_shape": (2048, 2048, 2048)}, "input_shape", "(2048, 2048, 2048)"),
    (["Conv2D", "MaxPool2D"], {"input_shape": (1, 0, 3)}, "input_shape[1]", "0"),
    (["Conv2D", "MaxPool2D"], {"stride": (1, 0)}, "stride[1]", "0"),
    (["Conv2D.from_weights"], {"biases": [1.0, 2.0]}, "biases must have shape (1,)", "shape (2,)"),
    *[(["Embedding"], {name: 0}, name, "0") for name in ("n_symbols", "n_numbers", "n_inputs")],
    (["Embedding"], {"n_symbols": 2**31 - 1, "n_numbers": 2}, "n_numbers", "2"),
    (["Embedding()"], {"X": [[3, 4]]}, "X must hold whole numbers", "3.0 at index (0, 0)"),
    *[(["Embedding()", "Embedding.forward", "Embedding.predict"], {"X": [[0, x]]},
       "X must hold whole numbers of at least 0 and at most 2", f"{float(x)} at index (0, 1)")
      for x in (3, -1, 0.5, np.inf, np.nan)],
    *[(NETWORK, {"self": Network([layer])}, f"X must have shape (n_samples, {n})", "shape (1, 2)")
      for layer, n in [(Conv2D((1, 2, 3), 1, 2), 6), (MaxPool2D((1, 2, 3)), 6), (Embedding(3, 2, 3), 3)]],
    *[(["Network"], {"layers": [layer, Dense(9, 1)]}, f"layers[1] must take the {layer.n_outputs} ", "Dense(9, 1")
      for layer in (Conv2D((1, 2, 3), 1, 2), MaxPool2D((1, 2, 3)), Embedding(3, 2, 3))],
    # tensors
    (["concatenate"], {"tensors": [1.0, 2.0]}, "the operands of concatenate", "() and ()"),
    *[(["concatenate"], {"axis": n}, "axis", str(n)) for n in (1, -2)],
    *[(["Tensor.transpose"], {"axes": axes}, "axes must fit shape (2, 2)", str(axes))
      for axes in ((0, 0), (0,), (0, 2), (0, 1, 2), (-1, 1))],
    (["Tensor.log"], tensor(1.0, 0.0), "the result of log must be finite", "-inf at index 1"),
    (["Tensor.log"], tensor(-1.0), "the result of log must be finite", "nan at index 0"),
    (["Tensor.exp"], tensor(0.0, 710.0), "the result of exp must be finite", "inf at index 1"),
    (["Tensor.exp"], tensor(89.0, dtype=np.float32), "the result of exp must be finite", "inf at index 0"),
    (["Tensor.__rtruediv__"], tensor(0.0, 1.0), "the result of / must be finite", "inf"),
    (["Tensor.__pow__"], tensor(-1.0) | {"exponent": 0.5}, "the result of ** must be finite", "nan at index 0"),
    (["Tensor.__pow__"], tensor(0.0) | {"exponent": -1}, "the result of ** must be finite", "inf at index 0"),
    (["Tensor.__pow__"], tensor(0.0) | {"exponent": 0.5}, "the gradient of ** must be finite", "inf at index 0"),
    (["Tensor.__pow__"], {"exponent": [1.0, 2.0]}, "exponent must be one number", "shape (2,)"),
    (["Tensor.__mul__", "Tensor.__add__"], tensor(HUGE) | {"other": HUGE}, "the result of", "inf at index 0"),
    (["Tensor.mean"], tensor(), "the result of", "nan"),
    (["TensorModel()", "TensorModel.forward"], {"X": [[1.0, np.inf]]}, "X", "inf at index (0, 1)"),
    # beyond their type
    (["Neuron.bias"], {"self": Neuron(SINGLE), "bias": 1e300}, "bias must fit float32"),
    (["Neuron.weights"], {"self": Neuron(SINGLE), "weights": [1e300]}, "weights must fit float32"),
    (["Dense.from_weights"], {"weights": [SINGLE], "biases": [1e300]}, "biases must fit float32"),
    (["Neuron()", "Neuron.forward", "Neuron.explain", "Neuron.predict"], {"self": Neuron([HUGE, -HUGE])},
     "the preactivation of x must fit float64"),
    (["Dense()", "Dense.forward"], {"self": Dense.from_weights([[HUGE], [-HUGE]], [1.0])},
     "the preactivation of X must fit float64"),
    (["Neuron.gradients"], {"self": Neuron([1.4 / HUGE], 0, "gelu"), "x": [HUGE]},
     "the gradient of the weights must fit"),
    (["Neuron.gradients"], {"self": Neuron([HUGE], 0, "gelu"), "x": [1.4 / HUGE]},
     "the gradient of the inputs must fit"),
    (["Dense.backward"], {"self": Dense.from_weights(4 * np.eye(2), np.zeros(2)), "grad_output": [[HUGE, 1.0]]},
     "the gradient must fit float64"),
    (["mean_squared_error()"], {"y_pred": [1.7e154]}, "the loss must fit float64"),
    (["mean_squared_error.gradient"], {"y_true": [-HUGE], "y_pred": [HUGE]}, "the gradient of the loss must fit"),
    (["mean_squared_error.gradient"], {"y_true": [1e300], "y_pred": 0 * SINGLE},
     "the gradient of the loss must fit float32"),
    (["cross_entropy()"], {"y_true": [1], "y_pred": [[HUGE, -HUGE]], "from_logits": True}, "the loss must fit"),
    (["binary_cross_entropy()"], {"y_true": [1, 1], "y_pred": [-HUGE, -HUGE], "from_logits": True},
     "the loss must fit"),
    *[([f"{name}.step"], {"parameters": [np.full(2, -1.7e308)], "gradients": [np.full(2, 1.7e308)]},
       "parameters after the step must fit float64") for name in ("SGD", "AdaGrad", "RMSProp", "Adam")],
    (["numerical_gradient"], {"f": lambda x: np.copysign(HUGE, x[0]), "x": [0.0]}, "the numerical gradient must fit"),
    (["make_xor"], {"noise": HUGE, "n_samples": 100}, "the points with their noise must fit float64"),
]  # fmt: skip


@pytest.mark.parametrize("case", TABLE, ids=lambda case: f"{case[0][0]}: {case[2]}")
def test_a_value_that_does_not_fit_is_refused_by_name(case):
    calls, changes, begins, was = (*case, "a number beyond")[:4]
    assert calls
    for name in calls:
        _, error = require_documented_end(CALLS[name], examples(name) | changes)
        assert type(error) is ValueError, name
        assert re.match(rf"{re.escape(begins)}.*, got .*{re.escape(was)}", str(error)), f"{name}: {error!r}"
