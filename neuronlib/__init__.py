"""neuronlib: neurons, layers, networks and their training, in NumPy and in the open.

The library of the series *Deep Learning, Simplified*. Plotting is in `neuronlib.plotting`,
and automatic differentiation in `neuronlib.autodiff`.
"""

from neuronlib.activations import elu, gelu, identity, leaky_relu, relu, sigmoid, silu, softplus, step, tanh
from neuronlib.convolution import Conv2D
from neuronlib.datasets import (
    load_digits,
    load_names,
    load_penguins,
    make_blobs,
    make_circles,
    make_moons,
    make_spirals,
    make_xor,
)
from neuronlib.dense import Dense
from neuronlib.embedding import Embedding
from neuronlib.gradients import check_gradients, numerical_gradient
from neuronlib.losses import (
    BinaryCrossEntropy,
    CrossEntropy,
    MeanSquaredError,
    binary_cross_entropy,
    cross_entropy,
    mean_squared_error,
)
from neuronlib.metrics import accuracy
from neuronlib.network import Network
from neuronlib.neuron import Neuron
from neuronlib.optimizers import SGD, AdaGrad, Adam, RMSProp
from neuronlib.pooling import MaxPool2D
from neuronlib.softmax import softmax
from neuronlib.training import DivergenceError, History, fit

# fmt: off
__all__ = [
    "SGD", "AdaGrad", "Adam", "BinaryCrossEntropy", "Conv2D", "CrossEntropy", "Dense", "DivergenceError", "Embedding",
    "History", "MaxPool2D", "MeanSquaredError", "Network", "Neuron", "RMSProp", "accuracy", "binary_cross_entropy",
    "check_gradients", "cross_entropy", "elu", "fit", "gelu", "identity", "leaky_relu", "load_digits", "load_names",
    "load_penguins", "make_blobs", "make_circles", "make_moons", "make_spirals", "make_xor", "mean_squared_error",
    "numerical_gradient", "relu", "sigmoid", "silu", "softmax", "softplus", "step", "tanh",
]
