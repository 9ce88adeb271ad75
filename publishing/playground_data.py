"""What playgrounds and live figures start from: the library's examples and weights, every digit of them that counts.

Run as a program, it prints a line of JSON for each file: in a fresh process, a preview sees the library as it is now.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

import neuronlib
from neuronlib.activations import ELEMENTWISE

DATA_SETS = {name: getattr(neuronlib, f"make_{name}") for name in ("blobs", "moons", "circles", "xor", "spirals")}
N_SAMPLES, N_STARTS, MOST_LAYERS, MOST_WEIGHTS = 100, 10, 3, 64
LETTERS, RATE, BATCH, EPOCHS = ".abcdefghijklmnopqrstuvwxyz", 0.03, 512, 10  # of the chapter on letters


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
        "parameters": [(parameter * 1e7).round().astype(int) for parameter in network.parameters],
        "examples": {"X": pixels[hardest].astype(int), "y": labels[hardest]},
    }


def names_data() -> dict[str, Any]:
    """Return where the network of the chapter on letters has each one while it learns, and itself at five moments."""
    learned, judged = map(_fours, np.split(np.random.default_rng(0).permutation(neuronlib.load_names()), [7402]))
    epoch = -(-len(learned) // BATCH)  # steps
    steps = [*(round(epoch * (i / 15) ** 1.5) for i in range(15)), *range(epoch, (EPOCHS + 1) * epoch, epoch)]
    states, losses = zip(*_moments(steps, epoch, learned, judged), strict=True)
    seen = states[-1][0][learned[:, :3].ravel()]
    directions = np.linalg.svd(seen - seen.mean(axis=0), full_matrices=False)[2][:2]
    places = np.array([(table - seen.mean(axis=0)) @ directions.T for table, *_ in states])
    places *= np.sign([places[-1, 1, 0], places[-1, 0, 1]])  # "a" on the right, "." above
    apart = [np.square(table[:, None] - table).sum(axis=2) for table, *_ in states]
    return {
        "letters": LETTERS,
        "steps": steps,
        "losses": losses,
        "places": places.round(4),
        "nearest": ["".join(LETTERS[k] for k in each.argsort()[:, 1]) for each in apart],
        "networks": {steps[i]: [(each * 1e7).round().astype(int) for each in states[i]] for i in (0, 7, 15, 17, 24)},
    }


def _moments(steps: Sequence[int], epoch: int, learned: Any, judged: Any) -> Iterator[tuple[list[Any], float]]:
    """Return all parameters, and the loss on names held out, after some steps of a training that goes as `fit` does."""
    rng, shuffling = np.random.default_rng(0), np.random.default_rng(0)
    table = neuronlib.Embedding(27, 8, n_inputs=3, rng=rng)
    table.weights /= 3
    hidden, output = neuronlib.Dense(24, 64, "tanh", rng=rng), neuronlib.Dense(64, 27, "softmax", rng=rng)
    network, loss, optimizer = neuronlib.Network([table, hidden, output]), neuronlib.cross_entropy, neuronlib.Adam(RATE)
    for step in range(EPOCHS * epoch + 1):
        if step in steps:
            yield [each.copy() for each in network.parameters], round(loss(judged[:, 3], network(judged[:, :3])), 4)
        if step % epoch == 0:
            left = shuffling.permutation(learned)
            optimizer.learning_rate = RATE * 0.75 ** (step // epoch)
        batch, left = np.split(left, [BATCH])
        network.backward(loss.gradient(batch[:, 3], network.forward(batch[:, :3])))
        optimizer.step(network.parameters, network.parameter_gradients)


def _fours(names: Any) -> Any:
    """Return the numbers of each four letters in a row; a name begins and ends with dots."""
    texts = [[LETTERS.index(letter) for letter in f"...{name}."] for name in names]
    return np.array([text[k - 3 : k + 1] for text in texts for k in range(3, len(text))])


if __name__ == "__main__":
    for data in (playground_data(), digits_data(), neuronlib.load_digits()[0][:10].astype(int), names_data()):
        print(json.dumps(data, separators=(",", ":"), default=np.ndarray.tolist))
