"""The referee under attack: every wrong gradient must be found."""

import numpy as np
import pytest

from neuronlib import Dense, Network, Neuron, check_gradients, mean_squared_error

FOUND = 1e-3
RNG = np.random.default_rng(41)
X, Y = RNG.uniform(-1, 1, (5, 3)), RNG.uniform(-1, 1, (5, 3))


def after(change):
    """Return a layer whose gradients (inputs, weights, biases) are changed behind its back."""

    class Wrong(Dense):
        def backward(self, grad_output):
            inputs = super().backward(grad_output)
            inputs, *self._changed = change(inputs, *super().parameter_gradients)
            return inputs

        @property
        def parameter_gradients(self):
            return self._changed

    return Wrong(3, 3, "tanh", rng=1)


def first_only(array):
    changed = array.copy()
    changed.flat[0] *= 1.1
    return changed


MISTAKES = {
    "inputs 1% too large": lambda x, w, b: (1.01 * x, w, b),
    "weights 1% too large": lambda x, w, b: (x, 1.01 * w, b),
    "biases 1% too large": lambda x, w, b: (x, w, 1.01 * b),
    "twice the gradient": lambda x, w, b: (2 * x, 2 * w, 2 * b),
    "wrong sign": lambda x, w, b: (-x, -w, -b),
    "no gradient of the biases": lambda x, w, b: (x, w, 0 * b),
    "no gradient of the inputs": lambda x, w, b: (0 * x, w, b),
    "no gradient of the weights": lambda x, w, b: (x, 0 * w, b),
    "weights transposed": lambda x, w, b: (x, w.T, b),
    "biases averaged instead of summed": lambda x, w, b: (x, w, b / 5),
    "weights averaged instead of summed": lambda x, w, b: (x, w / 5, b),
    "rows of the inputs mixed up": lambda x, w, b: (x[::-1], w, b),
    "biases in the wrong order": lambda x, w, b: (x, w, b[::-1]),
    "one weight wrong": lambda x, w, b: (x, first_only(w), b),
    "one input wrong": lambda x, w, b: (first_only(x), w, b),
    "one bias wrong": lambda x, w, b: (x, w, first_only(b)),
    "one weight NaN": lambda x, w, b: (x, w * np.where(np.eye(3) == 1, np.nan, 1), b),
    "one input NaN": lambda x, w, b: (np.where(x == x.max(), np.nan, x), w, b),
    "one bias infinite": lambda x, w, b: (x, w, np.where(b == b.max(), np.inf, b)),
    "biases as a row": lambda x, w, b: (x, w, b.reshape(1, 3)),
    "weights one too many times": lambda x, w, b: (x, np.array([w, w]), b),
}


def found(model, X=X, y=Y, loss=mean_squared_error):
    """Return whether the referee refuses the gradients or calls their error large."""
    try:
        error = check_gradients(model, X, y, loss)
    except ValueError:
        return True
    return error > FOUND


def test_layer_of_the_attack_is_right_without_a_mistake():
    assert check_gradients(after(lambda x, w, b: (x, w, b)), X, Y, mean_squared_error) < 1e-6


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistake_is_found(mistake):
    assert found(after(MISTAKES[mistake]))


@pytest.mark.parametrize("mistake", MISTAKES)
def test_mistake_is_found_behind_a_hidden_layer(mistake):
    network = Network([Dense(3, 3, "tanh", rng=2), after(MISTAKES[mistake])])
    assert found(network)


class WrongDerivative(Neuron):
    """A sigmoid neuron that takes σ for its derivative."""

    def backward(self, grad_output):
        x, z = self._remembered
        return super().backward(grad_output / self.activation.derivative(z) * self.activation(z)) + 0 * x

    def forward(self, x):
        self._remembered = x, self.preactivation(x)
        return super().forward(x)


def test_wrong_derivative_is_found():
    neuron = WrongDerivative([0.5, -0.3, 0.8], 0.1)
    assert check_gradients(neuron, X, Y[:, 0], mean_squared_error) > FOUND


class TransposedWeights(Dense):
    """A layer that goes back through its weights the wrong way round."""

    def backward(self, grad_output):
        super().backward(grad_output)
        return grad_output @ self.weights


def test_transposed_weights_are_found():
    assert check_gradients(TransposedWeights(3, 3, rng=4), X, Y, mean_squared_error) > FOUND


def test_transposed_weights_are_found_from_the_layer_before():
    network = Network([Dense(3, 3, "tanh", rng=5), TransposedWeights(3, 3, rng=4)])
    assert check_gradients(network, X, Y, mean_squared_error) > FOUND


class HalfTheGradient:
    """The mean squared error of those who forget that the square brings a 2."""

    def __call__(self, y_true, y_pred):
        return mean_squared_error(y_true, y_pred)

    def gradient(self, y_true, y_pred):
        return (y_pred - y_true) / y_pred.size


def test_wrong_gradient_of_the_loss_is_found():
    assert check_gradients(Dense(3, 3, rng=6), X, Y, HalfTheGradient()) > FOUND


@pytest.mark.parametrize("scale", [0.1, 1.0, 10.0])
def test_mistake_is_found_whatever_the_size_of_the_numbers(scale):
    layer = after(MISTAKES["biases 1% too large"])
    assert check_gradients(layer, scale * X, Y, mean_squared_error) > FOUND


class Flat:
    """A model that always answers the same, with a gradient that says it does not quite."""

    parameters, parameter_gradients = (), ()

    def __init__(self, answer):
        self.answer = answer

    def __call__(self, X):
        return np.full(len(X), self.answer)

    forward = __call__

    def backward(self, grad_output):
        return np.full((1, 1), 1e-5)


class Output:
    """A loss that is the output, and never asks the targets."""

    def __call__(self, y_true, y_pred):
        return float(y_pred[0])

    def gradient(self, y_true, y_pred):
        return np.ones(1)


@pytest.mark.parametrize(("answer", "error"), [(0.0, 0.1), (0.5, 0.1), (100.0, 1e-3), (-100.0, 1e-3)])
def test_a_small_gradient_is_measured_by_the_size_of_the_loss(answer, error):
    assert check_gradients(Flat(answer), [[1.0]], [7.0], Output()) == pytest.approx(error)


def test_a_gradient_of_another_shape_is_wrong_without_measure():
    class Wide(Flat):
        def backward(self, grad_output):
            return np.zeros((1, 2))

    assert check_gradients(Wide(0.0), [[1.0]], [7.0], Output()) == np.inf


def test_a_gradient_that_is_not_finite_is_wrong_without_measure():
    class Endless(Flat):
        def backward(self, grad_output):
            return np.full((1, 1), np.inf)

    class EndlessParameter(Flat):
        parameters, parameter_gradients = (np.zeros(1),), (np.array([np.inf]),)

    for model in (Endless(0.0), EndlessParameter(0.0)):
        assert check_gradients(model, [[1.0]], [7.0], Output()) == np.inf
