"""What others have published about letters, computed with the library: counts, look-ups, small networks."""

import numpy as np
from library_pictures import array

from neuronlib import SGD, Dense, Embedding, Network, cross_entropy, softmax
from neuronlib.autodiff import Tensor

LETTERS = ".abcdefghijklmnopqrstuvwxyz"


def torch_normals(random, shape):
    """Return what `torch.randn` draws from the seed of a RandomState, at least 16 numbers.

    Both have the same generator. PyTorch makes uniform numbers of 24 bits each, and of 16 at a time, by Box and Muller,
    normal ones; if some are left over, it draws the last 16 anew.
    """

    def draw(count):
        return (random.randint(0, 2**32, count, dtype=np.uint32) % 2**24) / 2**24

    def as_normals(uniform):
        first, second = uniform.reshape(-1, 2, 8).swapaxes(0, 1)
        radius, angle = np.sqrt(-2 * np.log(1 - first)), 2 * np.pi * second
        return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1).ravel()

    uniform = draw(int(np.prod(shape)))
    left_over = uniform.size % 16
    normals = as_normals(uniform[: uniform.size - left_over])
    if left_over:
        normals = np.concatenate([normals[: left_over - 16], as_normals(draw(16))])
    return normals.astype(np.float32).astype(float).reshape(shape)


def drawn(given):
    """Return the arrays that PyTorch draws from a seed, by name."""
    random = np.random.RandomState(given["seed"])
    assert {how for _, how, *_ in given["draws"]} == {"randn"}
    return {name: torch_normals(random, shape) for name, _, *shape in given["draws"]}


def pairs(given):
    """Count, and return how surprised one is by all pairs who expects them as often as they were counted."""
    counts = np.array(given["counts"]) + given["smoothing"]
    row, column = np.nonzero(counts)
    seen, expected = counts[row, column], (counts / counts.sum(axis=1, keepdims=True))[row, column]
    nll = -(seen * np.log(expected)).sum()
    names = [LETTERS[i] + LETTERS[j] for i, j in zip(row, column, strict=True)]
    top = sorted(zip(names, seen.tolist(), strict=True), key=lambda pair: -pair[1])[:10]
    words, total = counts[0].sum(), counts.sum()
    return {"words": words, "pairs": total, "top": [[*pair] for pair in top], "nll": nll, "mean_nll": nll / total}


def lookup_trained(given):
    """Train a table of logits, a row a letter, on counts of pairs; return the losses that are asked for."""
    table = drawn(given["torch"])["W"]
    W, optimizer, losses = Tensor(table), SGD(given["lr"]), []
    counts = np.array(given["counts"]) if "counts" in given else np.zeros(table.shape)
    np.add.at(counts, (given.get("xs", []), given.get("ys", [])), 1)
    for _ in range(given["steps"] + 1):
        log_p = W - W.exp().sum(axis=1, keepdims=True).log()
        loss = -(counts * log_p).sum() / counts.sum() + given["l2"] * (W**2).mean()
        losses.append(loss.data)
        loss.backward()
        optimizer.step([W.data], [W.grad])
    first = given.get("xs", [0])[0]
    return {"loss": np.array(losses)[given["at"]], "row": softmax(Embedding.from_weights(table)([[first]]))[0]}


def parameter_count(given):
    """Count as the layers of the library have them, a linear one without biases; a norm has two numbers a unit."""
    sizes = {
        "embedding": lambda *shape: sum(parameter.size for parameter in Embedding(*shape).parameters),
        "dense": lambda *shape: sum(parameter.size for parameter in Dense(*shape).parameters),
        "linear": lambda *shape: Dense(*shape).weights.size,
        "norm": lambda units: 2 * units,
    }
    return {"total": sum(sizes[kind](*shape) for kind, *shape in given["layers"])}


def first_loss(given):
    """Go forward once: look-up, weights, batch norm (with the deviation of a sample, as makemore has it), tanh."""
    numbers = drawn(given["torch"])
    C, W1, W2, b2 = (numbers[name] * given["scales"].get(name, 1) for name in given["count"])
    z = Network([Embedding.from_weights(C, n_inputs=3), Dense.from_weights(W1, np.zeros(len(W1[0])))])(given["X"])
    h = np.tanh((z - z.mean(axis=0)) / np.sqrt(z.var(axis=0, ddof=1) + given["eps"]))
    return {"loss": cross_entropy(given["Y"], Dense.from_weights(W2, b2)(h), from_logits=True)}


def looked_up(given):
    table, x = array(given["W"]), np.array(given["x"])
    layer = Embedding.from_weights(table, n_inputs=x.shape[1])
    return {"out": layer(x).reshape(*x.shape, -1)}


KINDS = {
    "bigrams": pairs,
    "lookup network": lookup_trained,
    "parameter count": parameter_count,
    "embedding mlp": first_loss,
    "embedding": looked_up,
}
