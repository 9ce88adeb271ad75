"""What playgrounds and live figures start from: the library's examples and weights, every digit of them that counts.

Run as a program, it prints a line of JSON for each file: in a fresh process, a preview sees the library as it is now.
"""

import json
from typing import Any

import numpy as np

import neuronlib
from neuronlib.activations import ELEMENTWISE

DATA_SETS = {name: getattr(neuronlib, f"make_{name}") for name in ("blobs", "moons", "circles", "xor", "spirals")}
N_SAMPLES, N_STARTS, MOST_LAYERS, MOST_WEIGHTS = 100, 10, 3, 64


def playground_data() -> dict[str, Any]:
    """Return the penguins, and what examples, starting weights and batches of every training are made of."""
    beaks, species = neuronlib.load_penguins()
    generators = [np.random.default_rng(seed) for seed in (0, 1)]  # of examples to learn from, and of those held out
    orders = [generator.permutation(N_SAMPLES) for generator in generators]
    return {
        "patterns": {name: [*make(N_SAMPLES, 0.0, rng=0), make.__defaults__[1]] for name, make in DATA_SETS.items()},
        "normals": [each.normal(size=(N_SAMPLES, 2))[order] for each, order in zip(generators, orders, strict=True)],
        "penguins": {"X": beaks, "y": species, "mean": beaks.mean(axis=0), "spread": beaks.std(axis=0)},
        "gains": {name: activation.gain for name, activation in ELEMENTWISE.items()},
        "draws": [np.random.default_rng(seed).normal(size=MOST_WEIGHTS) for seed in range(N_STARTS + MOST_LAYERS - 1)],
    }


def digits_data() -> dict[str, Any]:
    """Return what the network of the chapter on digits learns there, and the test digits of which it is least sure."""
    pixels, labels = neuronlib.load_digits()
    X, (train, _, test) = pixels / 16, np.split(np.random.default_rng(0).permutation(len(labels)), [1097, 1397])
    network = neuronlib.Network([neuronlib.Dense(64, 64, "relu", rng=0), neuronlib.Dense(64, 10, "softmax", rng=1)])
    loss, optimizer = neuronlib.cross_entropy, neuronlib.Adam(0.03)
    neuronlib.fit(network, X[train], labels[train], loss=loss, optimizer=optimizer, epochs=20, batch_size=64, rng=0)
    hardest = test[network(X[test]).max(axis=1).argsort()[:10]]
    return {
        "parameters": [(parameter * 1e7).round().astype(int) for parameter in network.parameters],  # shorter so
        "examples": {"X": pixels[hardest].astype(int), "y": labels[hardest]},
    }


if __name__ == "__main__":
    for data in (playground_data(), digits_data()):
        print(json.dumps(data, separators=(",", ":"), default=np.ndarray.tolist))
