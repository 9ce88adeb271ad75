"""What playgrounds and live figures start from: the library's examples and weights, every digit of them that counts.

Run as a program, it prints a line of JSON for each file: in a fresh process, a preview sees the library as it is now.
"""

import json
from typing import Any

import numpy as np

import neuronlib
from neuronlib.activations import ELEMENTWISE

DATA_SETS = {name: getattr(neuronlib, f"make_{name}") for name in ("blobs", "moons", "circles", "xor", "spirals")}
N_SAMPLES = 100
MOST_HIDDEN_UNITS = 8
DATA_RNG, HIDDEN_RNG, OUTPUT_RNG = 0, 0, 1


def playground_data() -> dict[str, Any]:
    """Return the examples of every data set, the starting weights of every network on offer, and the penguins."""
    sets = {name: make(N_SAMPLES, rng=DATA_RNG) for name, make in DATA_SETS.items()}
    beaks, species = neuronlib.load_penguins()
    units = range(1, MOST_HIDDEN_UNITS + 1)
    return {
        "examples": {name: {"X": X, "y": y} for name, (X, y) in sets.items()},
        "hidden": {name: [neuronlib.Dense(2, n, name, rng=HIDDEN_RNG).weights for n in units] for name in ELEMENTWISE},
        "penguins": {"X": beaks, "y": species},
        "output": [neuronlib.Dense(n, 1, "sigmoid", rng=OUTPUT_RNG).weights for n in units],
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
