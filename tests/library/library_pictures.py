"""What others have published about pictures, computed with the library: windows, shapes, a step, batch norm."""

import math

import numpy as np

from neuronlib import SGD, Conv2D, Dense, MaxPool2D, Network, cross_entropy, fit


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


KINDS = {
    "conv": convolved,
    "pool": pooled,
    "layer shapes": layer_shapes,
    "conv gradient check": convolution_checked,
    "cnn training": cnn_trained,
    "batch norm": normalised,
}
