"""How long a model takes to answer beside NumPy by hand, PyTorch and scikit-learn, from 1 example to 10,000."""

from collections.abc import Callable

import by_hand
import in_pytorch
import numpy as np
import torch
from ratios import Ratio, compare, record
from sklearn.neural_network import MLPClassifier

from neuronlib import Dense, Network, Neuron

RNG = np.random.default_rng(0)
WORK = 2e7  # multiplications a measurement, so that each takes milliseconds


def counted(n_samples: int) -> str:
    """Return so many examples in words."""
    return f"{n_samples:,} example{'' if n_samples == 1 else 's'}"


def repeated(task: Callable[[], object], n_samples: int, n_weights: int) -> Callable[[], object]:
    """Return the task, as often as a measurement needs."""
    times = max(1, min(2_000, int(WORK / (n_samples * n_weights))))
    return lambda: [task() for _ in range(times)]


def compare_neuron(n_samples: int, n_inputs: int) -> list[Ratio]:
    """Return the time of one sigmoid neuron beside the others'."""
    X, neuron = RNG.normal(size=(n_samples, n_inputs)), Neuron(RNG.normal(size=n_inputs), bias=0.5)
    weights, inputs = neuron.weights, torch.from_numpy(X)
    theirs = in_pytorch.network([n_inputs, 1], ["sigmoid"], X.dtype)
    return compare(
        f"Neuron of {n_inputs}, {counted(n_samples)}",
        repeated(lambda: neuron(X), n_samples, n_inputs),
        {
            "NumPy by hand": repeated(lambda: by_hand.sigmoid(X @ weights + 0.5), n_samples, n_inputs),
            "PyTorch": repeated(lambda: without_gradients(theirs, inputs), n_samples, n_inputs),
        },
    )


def compare_dense(n_samples: int, n_inputs: int, n_outputs: int) -> list[Ratio]:
    """Return the time of a layer beside the others'."""
    X, layer = RNG.normal(size=(n_samples, n_inputs)), Dense(n_inputs, n_outputs, "relu", rng=0)
    weights, biases = layer.parameters
    theirs, inputs, size = (
        in_pytorch.network([n_inputs, n_outputs], ["relu"], X.dtype),
        torch.from_numpy(X),
        n_inputs * n_outputs,
    )
    return compare(
        f"Dense {n_inputs}-{n_outputs}, {counted(n_samples)}",
        repeated(lambda: layer(X), n_samples, size),
        {
            "NumPy by hand": repeated(lambda: np.maximum(X @ weights + biases, 0), n_samples, size),
            "PyTorch": repeated(lambda: without_gradients(theirs, inputs), n_samples, size),
        },
    )


def compare_network(n_samples: int, sizes: tuple[int, int, int], activation: str) -> list[Ratio]:
    """Return the time of a network beside the others'."""
    last = "sigmoid" if sizes[-1] == 1 else "softmax"
    X = RNG.normal(size=(n_samples, sizes[0]))
    network = Network([Dense(sizes[0], sizes[1], activation, rng=0), Dense(sizes[1], sizes[2], last, rng=1)])
    W1, b1, W2, b2 = network.parameters
    hidden, output = by_hand.ACTIVATIONS[activation], by_hand.sigmoid if last == "sigmoid" else by_hand.softmax
    theirs = in_pytorch.network(sizes, [activation, "sigmoid" if last == "sigmoid" else "identity"], X.dtype)
    if last == "softmax":
        theirs.append(torch.nn.Softmax(dim=1))
    inputs, size = torch.from_numpy(X), sizes[0] * sizes[1] + sizes[1] * sizes[2]
    classes = np.arange(200) % (2 if sizes[-1] == 1 else sizes[-1])
    classifier = MLPClassifier(sizes[1:-1], activation=activation, max_iter=1).fit(
        RNG.normal(size=(200, sizes[0])), classes
    )
    return compare(
        f"Network {'-'.join(map(str, sizes))}, {counted(n_samples)}",
        repeated(lambda: network(X), n_samples, size),
        {
            "NumPy by hand": repeated(lambda: output(hidden(X @ W1 + b1) @ W2 + b2), n_samples, size),
            "PyTorch": repeated(lambda: without_gradients(theirs, inputs), n_samples, size),
            "scikit-learn": repeated(lambda: classifier.predict_proba(X), n_samples, size),
        },
    )


def without_gradients(module: torch.nn.Module, inputs: torch.Tensor) -> torch.Tensor:
    """Return what a module answers, as one asks it after training."""
    with torch.inference_mode():
        answer: torch.Tensor = module(inputs)
    return answer


def main() -> None:
    """Measure and record."""
    ratios = []
    for n_samples in (1, 100, 10_000):
        ratios += compare_neuron(n_samples, 2)
        for shape in ((2, 16), (64, 64), (784, 256)):
            ratios += compare_dense(n_samples, *shape)
        for sizes, activation in (((2, 16, 1), "tanh"), ((64, 64, 10), "relu"), ((784, 256, 10), "relu")):
            ratios += compare_network(n_samples, sizes, activation)
    record("Answers of a model", ratios, ["numpy", "torch", "scikit-learn"])


if __name__ == "__main__":
    import warnings

    warnings.simplefilter("ignore")  # scikit-learn says that it has not converged
    main()
