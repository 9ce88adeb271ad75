"""Convolution, pooling and look-ups are what four loops and a product of matrices say, forward and back."""

import numpy as np
import pytest
from library_references import complex_step

from neuronlib import Adam, Conv2D, CrossEntropy, Dense, Embedding, MaxPool2D, Network, check_gradients, fit
from neuronlib.autodiff import Tensor, TensorLayer, TensorModel

RNG = np.random.default_rng(6)
# The shape of the pictures, of the filters or of the window, the stride and the padding.
PLACES = {
    "one window": ((1, 2, 2), (2, 2), (1, 1), (0, 0)),
    "one pixel": ((1, 1, 1), (1, 1), (1, 1), (0, 0)),
    "every place": ((2, 4, 5), (2, 3), (1, 1), (0, 0)),
    "pixels left over": ((1, 5, 6), (2, 2), (2, 2), (0, 0)),
    "gaps between windows": ((1, 5, 5), (1, 2), (2, 3), (0, 0)),
    "beyond the edge": ((3, 3, 4), (3, 2), (1, 1), (2, 1)),
    "beyond one edge, in steps": ((2, 4, 3), (2, 3), (3, 1), (0, 2)),
}


def windows_of(pictures, size, stride, padding):
    """Return for each place its row and column among the windows, and the pixels that are seen there."""
    (down, right), (height, width) = stride, size
    framed = np.pad(pictures, [(0, 0), (0, 0), *((p, p) for p in padding)])
    for i, top in enumerate(range(0, framed.shape[2] - height + 1, down)):
        for j, left in enumerate(range(0, framed.shape[3] - width + 1, right)):
            yield i, j, framed[:, :, top : top + height, left : left + width]


def convolved(X, weights, biases, where):
    """Return the maps, a picture a row, from sums that are written out."""
    shape, size, stride, padding = where
    seen = list(windows_of(X.reshape(len(X), *shape), size, stride, padding))
    maps = np.zeros((len(X), len(weights), seen[-1][0] + 1, seen[-1][1] + 1), complex)
    for i, j, pixels in seen:
        for k, kernel in enumerate(weights):
            maps[:, k, i, j] = (pixels * kernel).sum(axis=(1, 2, 3)) + biases[k]
    return maps.reshape(len(X), np.prod(maps.shape[1:]))


@pytest.fixture(params=PLACES)
def where(request):
    return PLACES[request.param]


@pytest.mark.parametrize("n_samples", [0, 1, 3])
@pytest.mark.parametrize("with_tensors", [False, True])
def test_a_convolution_is_the_sum_over_each_window_and_its_gradients_are_those_of_complex_steps(
    where, n_samples, with_tensors
):
    shape, size, stride, padding = where
    X = RNG.normal(size=(n_samples, np.prod(shape)))
    arrays = [X, RNG.normal(size=(2, shape[0], *size)), RNG.normal(size=2)]
    layer = Conv2D.from_weights(shape, *arrays[1:], stride=stride, padding=padding)
    expected = convolved(*arrays, where).real
    assert expected.shape == (n_samples, layer.n_outputs) == (n_samples, np.prod(layer.output_shape))
    towards = RNG.normal(size=expected.shape)
    if with_tensors:
        inputs, applied = Tensor(X), TensorLayer(layer)
        outputs = applied(inputs)
        applied(inputs + 1.0)  # another use in between is not taken for this one
        outputs.backward(towards)
        gradients = [inputs.grad, *(tensor.grad for tensor in applied.tensors)]
    else:
        for outputs in (layer(X), layer.forward(X)):
            np.testing.assert_allclose(outputs, expected, rtol=1e-12, atol=1e-14)
        gradients = [layer.backward(towards), *layer.parameter_gradients]
    for position, gradient in enumerate(gradients):

        def weighted(array, position=position):
            return (towards * convolved(*arrays[:position], array, *arrays[position + 1 :], where)).sum()

        np.testing.assert_allclose(gradient, complex_step(weighted, arrays[position]), rtol=1e-11, atol=1e-13)


@pytest.mark.parametrize("n_samples", [0, 1, 3])
def test_pooling_is_the_largest_of_each_window_and_its_slope_goes_to_the_first_of_the_largest(where, n_samples):
    shape, size, stride, _ = where
    X = RNG.integers(0, 4, (n_samples, np.prod(shape))).astype(float)  # with many that are equally large
    layer, places = MaxPool2D(shape, size, stride), np.arange(X.size, dtype=float).reshape(len(X), *shape)
    outputs = layer.forward(X)
    towards, expected = RNG.normal(size=outputs.shape), np.zeros(X.size)
    slopes, maps = towards.reshape(len(X), *layer.output_shape), outputs.reshape(len(X), *layer.output_shape)
    values = windows_of(X.reshape(len(X), *shape), size, stride, (0, 0))
    for (i, j, pixels), (_, _, numbers) in zip(values, windows_of(places, size, stride, (0, 0)), strict=True):
        assert (maps[:, :, i, j] == pixels.max(axis=(2, 3))).all()
        for n, c in np.ndindex(pixels.shape[:2]):
            expected[int(numbers[n, c].flat[pixels[n, c].argmax()])] += slopes[n, c, i, j]
    np.testing.assert_allclose(layer.backward(towards), expected.reshape(X.shape), rtol=1e-13, atol=1e-15)
    assert (layer(X) == outputs).all()
    assert (list(layer.parameters), layer.parameter_gradients) == ([], [])


@pytest.mark.parametrize("n_samples", [0, 1, 4])
@pytest.mark.parametrize("n_inputs", [1, 3])
def test_a_look_up_is_a_product_with_ones_in_the_places_of_the_symbols(n_samples, n_inputs):
    table, symbols = RNG.normal(size=(5, 2)), RNG.integers(0, 4, (n_samples, n_inputs))
    layer, ones = Embedding.from_weights(table, n_inputs), np.eye(5)[symbols]  # the last symbol never comes
    expected = (ones @ table).reshape(n_samples, 2 * n_inputs)
    np.testing.assert_array_equal(layer.forward(symbols), expected)
    np.testing.assert_array_equal(layer(symbols.astype(np.float32)), expected)
    towards = RNG.normal(size=expected.shape)
    assert layer.backward(towards) is None
    gradient = ones.reshape(-1, 5).T @ towards.reshape(-1, 2)
    np.testing.assert_allclose(layer.parameter_gradients[0], gradient, rtol=1e-12, atol=1e-14)
    assert Embedding(1, 1)([[0]]).shape == (1, 1)  # the smallest table
    tensors = TensorLayer(layer)
    tensors(symbols).backward(towards)
    np.testing.assert_allclose(tensors.tensors[0].grad, gradient, rtol=1e-12, atol=1e-14)


def of_pictures():
    """Return a network with two convolutions and two poolings, whose windows overlap."""
    first = Conv2D((1, 7, 6), 3, (3, 2), "tanh", padding=(1, 0), rng=0)
    pool = MaxPool2D(first.output_shape, 2, 1)
    second = Conv2D(pool.output_shape, 2, 2, "gelu", stride=(2, 1), rng=1)
    last = MaxPool2D(second.output_shape, (1, 2))
    return Network([first, pool, second, last, Dense(last.n_outputs, 3, "softmax", rng=2)])


def of_symbols():
    return Network([Embedding(5, 2, n_inputs=3, rng=3), Dense(6, 4, "tanh", rng=0)])


EXAMPLES = {
    of_pictures: (RNG.normal(size=(6, 42)), CrossEntropy()),
    of_symbols: (RNG.integers(0, 5, (6, 3)), CrossEntropy(from_logits=True)),
}
LABELS = [0, 1, 2, 2, 1, 0]


@pytest.mark.parametrize("make", EXAMPLES)
def test_a_network_of_them_learns_with_right_gradients_is_saved_goes_on_as_tensors_and_keeps_float32(make, tmp_path):
    (X, loss), network = EXAMPLES[make], make()
    assert check_gradients(network, X, LABELS, loss) < 1e-6
    layer = TensorLayer(network)
    model = TensorModel(layer, layer.tensors)
    if make is of_pictures:  # a symbol has no slope to be compared
        assert check_gradients(model, X, LABELS, loss) < 1e-6
    settings = {"loss": loss, "optimizer": Adam(0.05), "epochs": 100, "batch_size": 4, "rng": 0}
    history = fit(network, X, LABELS, **settings)
    assert history.loss[-1] < 0.5 * history.loss[0]
    network.save(tmp_path / "network.npz")
    again = Network.load(tmp_path / "network.npz")
    assert repr(again) == repr(network)
    assert (again(X) == network(X)).all()
    for layer in network.layers:
        layer.save(tmp_path / "layer.npz")
        assert repr(type(layer).load(tmp_path / "layer.npz")) == repr(layer)
    before = network(X)
    fit(model, X, LABELS, **settings | {"optimizer": Adam(0.05)})
    assert not (network(X) == before).any()  # the tensors are the numbers of the layers
    for layer in network.layers:
        for name, parameter in zip(layer._parameter_names, list(layer.parameters), strict=True):
            vars(layer)[name] = parameter.astype(np.float32)
    outputs = network.forward(X.astype(np.float32))
    gradients = [network.backward(np.ones_like(outputs)), *network.parameter_gradients]
    assert {outputs.dtype, *(each.dtype for each in gradients if each is not None)} == {np.dtype(np.float32)}


def test_a_file_from_before_there_were_other_layers_is_read(tmp_path):
    network = Network([Dense(2, 3, "tanh", rng=0), Dense(3, 1, rng=1)])
    arrays = {f"parameter_{i}": parameter for i, parameter in enumerate(network.parameters)}
    np.savez(tmp_path / "old.npz", model="Network", activations=["tanh", "identity"], **arrays)
    assert repr(Network.load(tmp_path / "old.npz")) == repr(network)


def test_the_table_of_layers_says_what_each_does():
    said = " ".join(str(of_pictures()).split())
    assert "42 -> 105 tanh 21 parameters 105 -> 72 MaxPool2D 0 parameters 72 -> 18 gelu 26 parameters" in said
    assert "3 -> 6 Embedding 10 parameters" in " ".join(str(of_symbols()).split())
