"""What the training playground starts from: the library's examples and starting weights, every digit of them.

Run as a program, it prints them as JSON.
"""

import json
from typing import Any

from neuronlib import Dense, make_blobs, make_circles, make_moons, make_spirals, make_xor
from neuronlib.activations import ELEMENTWISE

DATA_SETS = {
    "blobs": make_blobs,
    "moons": make_moons,
    "circles": make_circles,
    "xor": make_xor,
    "spirals": make_spirals,
}
N_SAMPLES = 100
MOST_HIDDEN_UNITS = 8
DATA_RNG, HIDDEN_RNG, OUTPUT_RNG = 0, 0, 1


def playground_data() -> dict[str, Any]:
    """Return the examples of every data set, and the starting weights of every network on offer."""
    units = range(1, MOST_HIDDEN_UNITS + 1)
    return {
        "examples": {name: _examples(name) for name in DATA_SETS},
        "hidden": {name: [_weights(2, n, name, HIDDEN_RNG) for n in units] for name in ELEMENTWISE},
        "output": [_weights(n, 1, "sigmoid", OUTPUT_RNG) for n in units],
    }


def _examples(name: str) -> dict[str, Any]:
    X, y = DATA_SETS[name](N_SAMPLES, rng=DATA_RNG)
    return {"X": X.tolist(), "y": y.tolist()}


def _weights(n_inputs: int, n_outputs: int, activation: str, rng: int) -> Any:
    return Dense(n_inputs, n_outputs, activation, rng=rng).weights.tolist()


if __name__ == "__main__":
    print(json.dumps(playground_data(), separators=(",", ":")))
