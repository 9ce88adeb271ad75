"""What others have published about pictures and letters, computed with the library."""

import math

import numpy as np

from neuronlib import SGD, Conv2D, Dense, Embedding, MaxPool2D, Network, cross_entropy, fit, softmax
from neuronlib.autodiff import Tensor

LETTERS = ".abcdefghijklmnopqrstuvwxyz"


# Pictures: windows, shapes, a step, batch norm.


def array(given):
    """Return numbers that are listed, or said to be the first integers or equally spaced."""
    if not isinstance(given, dict):
        return np.array(given, dtype=float)
    shape = given["shape"]
    values = np.arange(given["arange"]) if "arange" in given else np.linspace(*given["linspace"], math.prod(shape))
    return values.astype(float).reshape(shape)


def of_four_axes(numbers):
    """Return an array with the axes for pictures or filters, and for channels, that it may lack."""
    return numbers.reshape((1,) * (4 - numbers.ndim) + numbers.shape)


def maps(layer, pictures):
    """Return the maps of a layer for pictures of four axes, without axes of length 1."""
    rows = pictures.reshape(len(pictures), -1)
    return np.squeeze(layer(rows).reshape(len(rows), *layer.output_shape))


def convolution(pictures, weights, biases, given):
    settings = {"stride": given.get("stride", 1), "padding": given.get("pad", 0)}
    return Conv2D.from_weights(pictures.shape[1:], weights, biases, **settings)


def convolved(given):
    pictures, weights = of_four_axes(array(given["x"])), of_four_axes(array(given["w"]))
    biases = array(given["b"]) if "b" in given else np.zeros(len(weights))
    return {"out": maps(convolution(pictures, weights, biases, given), pictures)}


def pooled(given):
    """Pool each channel as a picture of its own; a mean is a sum whose weights are all the same."""
    x, size, stride = array(given["x"]), given.get("size", 2), given.get("stride", 1)
    top, left = given.get("pad", (0, 0))
    x = np.pad(x, [(0, 0)] * (x.ndim - 2) + [(top, top), (left, left)])  # no number is below 0
    channels = x.reshape(-1, 1, *x.shape[-2:])
    if given["mode"] == "max":
        layer = MaxPool2D(channels.shape[1:], size, stride)
    else:
        layer = Conv2D.from_weights(channels.shape[1:], np.full((1, 1, size, size), size**-2.0), [0.0], stride=stride)
    return {"out": maps(layer, channels)}


def layer_shapes(given):
    """Return the shapes, and count the numbers that a picture becomes and the weights, without biases."""
    shape, shapes, weights = tuple(given["input"]), [], []
    for kind, *numbers in given["layers"]:
        before = shape
        if kind == "conv":
            n_filters, size, stride, padding = numbers
            layer = Conv2D(shape, n_filters, size, stride=stride, padding=padding)
            shape = layer.output_shape
            weights.append(layer.weights.size)
        elif kind == "pool":
            shape = MaxPool2D(shape, *numbers).output_shape
        else:
            shape = (*numbers, 1, 1)
            weights.append(math.prod(before) * math.prod(shape))
        shapes.append(shape)
    neurons, window = math.prod(shapes[0]), weights[0] // shapes[0][0]
    return {
        "shapes": shapes,
        "first_neurons": neurons,
        "first_unshared": neurons * (window + 1),
        "total_values": math.prod(given["input"]) + sum(math.prod(shape) for shape in shapes),
        "total_weights": sum(weights),
    }


def measured_slopes(f, numbers, weighting, step=1e-5):
    """Return central differences of the weighted sum of an array f(), each number moved in its place."""
    slopes = np.zeros(numbers.shape)
    for i in np.ndindex(*numbers.shape):
        kept = numbers[i]
        numbers[i] = kept + step
        above = f()
        numbers[i] = kept - step
        slopes[i] = ((above - f()) * weighting).sum() / (2 * step)
        numbers[i] = kept
    return slopes


def convolution_checked(given):
    """Return the largest relative error of a slope, as CS231n defines it."""
    random = np.random.RandomState(given["numpy_seed"])
    x, weights, biases, weighting = (random.randn(*shape) for shape in given["shapes"])
    rows, weighting = x.reshape(len(x), -1), weighting.reshape(len(x), -1)
    layer = convolution(x, weights, biases, given)
    layer.forward(rows)
    found = [layer.backward(weighting), *layer.parameter_gradients]
    errors = []
    for slopes, numbers in zip(found, [rows, *layer.parameters], strict=True):
        wanted = measured_slopes(lambda: layer(rows), numbers, weighting)
        errors.append(np.abs(slopes - wanted) / np.maximum(1e-8, np.abs(slopes) + np.abs(wanted)))
    return {"relative_error": max(error.max() for error in errors)}


def cnn_trained(given):
    pictures, kernel, W = array(given["X"]), np.array([[given["K"]]]), array(given["W"])
    conv = Conv2D.from_weights((1, *pictures.shape[1:]), kernel, [0.0], "relu")
    dense = Dense.from_weights(W, np.zeros(W.shape[1]), "softmax")
    X, y = pictures.reshape(len(pictures), -1), np.argmax(given["y"], axis=1)
    settings = {"loss": cross_entropy, "optimizer": SGD(given["lr"]), "epochs": given["epochs"]}
    fit(Network([conv, dense]), X, y, **settings)
    return {"K": conv.weights[0, 0], "K_bias": conv.biases[0], "W": dense.weights, "b": dense.biases}


def normalised(given):
    x = array(given["x"])
    axes = {"axis": (0, 2, 3), "keepdims": True}
    return {"out": (x - x.mean(**axes)) / np.sqrt(x.var(**axes) + given["eps"])}


# Letters: counts, look-ups, small networks.


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
    "conv": convolved,
    "pool": pooled,
    "layer shapes": layer_shapes,
    "conv gradient check": convolution_checked,
    "cnn training": cnn_trained,
    "batch norm": normalised,
    "bigrams": pairs,
    "lookup network": lookup_trained,
    "parameter count": parameter_count,
    "embedding mlp": first_loss,
    "embedding": looked_up,
}
