"""The referee: it passes what is right."""

import numpy as np
import pytest

from neuronlib import (
    Dense,
    Network,
    Neuron,
    binary_cross_entropy,
    check_gradients,
    cross_entropy,
    mean_squared_error,
    numerical_gradient,
)

NAMES = ["identity", "step", "sigmoid", "tanh", "relu", "leaky_relu", "elu", "softplus", "silu", "gelu"]
LIMIT = 1e-6
RNG = np.random.default_rng(31)
X = RNG.uniform(-1, 1, (5, 3))
NUMBERS, YES_OR_NO, CLASSES = RNG.normal(size=(5, 2)), RNG.integers(0, 2, (5, 2)), RNG.integers(0, 2, 5)


class FromLogits:
    """A loss that is told that its outputs still lack their last activation."""

    def __init__(self, loss):
        self.loss = loss

    def __call__(self, y_true, y_pred):
        return self.loss(y_true, y_pred, from_logits=True)

    def gradient(self, y_true, y_pred):
        return self.loss.gradient(y_true, y_pred, from_logits=True)


ENDS = {
    "squares": ("identity", NUMBERS, mean_squared_error),
    "probabilities": ("sigmoid", YES_OR_NO, binary_cross_entropy),
    "logits": ("identity", YES_OR_NO, FromLogits(binary_cross_entropy)),
    "class probabilities": ("softmax", CLASSES, cross_entropy),
    "class scores": ("identity", CLASSES, FromLogits(cross_entropy)),
}


def two_layers(hidden, output):
    return Network([Dense(3, 4, hidden, rng=1), Dense(4, 2, output, rng=2)])


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("hidden", [*NAMES, "softmax"])
def test_every_activation_before_every_loss(hidden, end):
    output, y, loss = ENDS[end]
    assert check_gradients(two_layers(hidden, output), X, y, loss) < LIMIT


@pytest.mark.parametrize("name", [*NAMES, "softmax"])
@pytest.mark.parametrize("end", ["squares", "logits", "class scores"])
def test_every_activation_right_below_a_loss_of_any_number(name, end):
    _, y, loss = ENDS[end]
    assert check_gradients(Dense(3, 2, name, rng=3), X, y, loss) < LIMIT


@pytest.mark.parametrize("name", ["sigmoid", "softmax"])
def test_probabilities_right_below_a_loss_of_probabilities(name):
    assert check_gradients(Dense(3, 2, name, rng=3), X, YES_OR_NO, binary_cross_entropy) < LIMIT


@pytest.mark.parametrize("name", NAMES)
def test_neuron(name):
    neuron = Neuron([0.5, -0.3, 0.8], 0.1, name)
    assert check_gradients(neuron, X, NUMBERS[:, 0], mean_squared_error) < LIMIT
    assert check_gradients(neuron, X, CLASSES, FromLogits(binary_cross_entropy)) < LIMIT


def test_three_hidden_layers():
    network = Network([Dense(3, 5, "tanh", rng=0), Dense(5, 4, "gelu", rng=1), Dense(4, 2, "softmax", rng=2)])
    assert check_gradients(network, X, CLASSES, cross_entropy) < LIMIT


@pytest.mark.parametrize("scale", [1e-3, 1e3])
def test_small_and_large_losses(scale):
    assert check_gradients(two_layers("tanh", "identity"), X, scale * NUMBERS, mean_squared_error) < LIMIT


def test_model_is_left_as_it_was():
    network = two_layers("tanh", "softmax")
    before, outputs = [p.copy() for p in network.parameters], network(X)
    arrays = [id(p) for p in network.parameters]
    check_gradients(network, X, CLASSES, cross_entropy)
    assert [id(p) for p in network.parameters] == arrays
    assert all(np.array_equal(p, q) for p, q in zip(network.parameters, before, strict=True))
    assert np.array_equal(network(X), outputs)


def test_model_is_left_as_it_was_even_if_the_loss_fails():
    class Failing:
        calls = 0

        def __call__(self, y_true, y_pred):
            self.calls += 1
            if self.calls == 40:
                raise ValueError("no more")
            return mean_squared_error(y_true, y_pred)

        gradient = mean_squared_error.gradient

    layer = Dense(3, 2, "tanh", rng=0)
    before = [p.copy() for p in layer.parameters]
    with pytest.raises(ValueError, match="no more"):
        check_gradients(layer, X, NUMBERS, Failing())
    assert all(np.array_equal(p, q) for p, q in zip(layer.parameters, before, strict=True))


def test_data_is_left_alone():
    inputs, targets = X.copy(), NUMBERS.copy()
    check_gradients(Dense(3, 2, rng=0), inputs, targets, mean_squared_error)
    assert (inputs.tolist(), targets.tolist()) == (X.tolist(), NUMBERS.tolist())


def test_error_is_a_float_of_python():
    assert type(check_gradients(Dense(3, 2, rng=0), X, NUMBERS, mean_squared_error)) is float


@pytest.mark.parametrize("x", [2.0, [2.0], [[1.0, -2.0], [0.0, 5.0]], [1e6, 1e-6]])
def test_numerical_gradient_of_a_cube(x):
    expected = 3 * np.square(x)
    gradient = numerical_gradient(lambda x: float((x**3).sum()), x)
    assert gradient.shape == np.shape(x)
    np.testing.assert_allclose(gradient, expected, rtol=1e-6, atol=1e-9 * np.max(np.abs(x)) ** 3)


def test_numerical_gradient_of_float32_is_taken_in_float64():
    gradient = numerical_gradient(lambda x: np.sin(x).sum(), np.ones(2, dtype=np.float32))
    assert gradient.dtype == np.float64
    np.testing.assert_allclose(gradient, np.cos(1.0), rtol=1e-9)


def test_numerical_gradient_does_not_change_its_point_and_survives_a_function_that_does():
    def careless(x):
        x *= 2
        return (x**2).sum()

    point = np.array([1.0, 2.0])
    np.testing.assert_allclose(numerical_gradient(careless, point), [8.0, 16.0], rtol=1e-8)
    assert point.tolist() == [1.0, 2.0]


def test_numerical_gradient_beyond_all_numbers_is_refused():
    with pytest.raises(ValueError, match="gradient"):
        numerical_gradient(lambda x: 1e308 * np.sign(x[0]), [0.0])
