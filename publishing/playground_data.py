"""What playgrounds and live figures start from: the library's examples and starting weights, every digit of them.

Run as a program, it prints them as JSON: in a fresh process, a preview sees the library as it is now.
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


if __name__ == "__main__":
    print(json.dumps(playground_data(), separators=(",", ":"), default=np.ndarray.tolist))
