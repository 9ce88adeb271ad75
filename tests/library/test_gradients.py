"""The referee: it passes what is right, finds what is wrong, and says where."""

import math

import numpy as np
import pytest
from library_references import ALL_NAMES, INPUTS, LOSS_OBJECTS, LOSSES, MAKERS

from neuronlib import Dense, Network, Neuron, check_gradients, mean_squared_error, numerical_gradient

LIMIT, FOUND = 1e-6, 1e-3
RNG = np.random.default_rng(41)
X, Y = RNG.uniform(-1, 1, (5, 3)), RNG.uniform(-1, 1, (5, 3))


def arrays_of(model):
    return [array.tolist() for array in model.parameters]


# What is right.


@pytest.mark.parametrize("loss", LOSS_OBJECTS)
@pytest.mark.parametrize("name", ALL_NAMES)
def test_every_activation_before_every_loss(name, loss):
    y, outputs, activation, _ = LOSSES[loss]
    model = Network([Dense(3, 4, name, rng=1), Dense(4, outputs.shape[1], activation, rng=2)])
    assert check_gradients(model, INPUTS, y, LOSS_OBJECTS[loss]) < LIMIT


def test_small_and_large_losses_of_a_deep_network():
    network = Network([Dense(3, 5, "tanh", rng=0), Dense(5, 4, "gelu", rng=1), Dense(4, 3, "softmax", rng=2)])
    assert all(0 < check_gradients(network, X, scale * Y, mean_squared_error) < LIMIT for scale in (1e-3, 1.0, 1e3))


@pytest.mark.parametrize("kind", MAKERS)
def test_model_and_data_are_left_as_they_were_even_if_the_loss_fails(kind):
    class Failing:
        calls = 0

        def __call__(self, y_true, y_pred):
            self.calls += 1
            if self.calls == limit:
                raise ValueError("no more")
            return mean_squared_error(y_true, y_pred)

        gradient = mean_squared_error.gradient

    for limit in (0, 3, 26, 31):  # never, and at a number of the inputs, the weights and the biases
        model, inputs = MAKERS[kind]("tanh"), INPUTS.copy()
        y = Y[:4, 0].copy() if kind == "Neuron" else Y[:4, :2].copy()
        before, arrays = arrays_of(model), model.parameters
        if limit:
            with pytest.raises(ValueError, match="no more"):
                check_gradients(model, inputs, y, Failing())
        else:
            check_gradients(model, inputs, y, Failing())
        assert arrays_of(model) == before
        assert all(now is array for now, array in zip(model.parameters, arrays, strict=True))
        assert (inputs.tolist(), y.ravel()[0]) == (INPUTS.tolist(), Y[0, 0])


# What is wrong.


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


def one_wrong(index):
    def change(array):
        changed = array.copy()
        changed[index] = changed[index] * 1.1 + 0.1
        return changed

    return change


WEIGHTS, BIASES = "parameters[0]", "parameters[1]"
MISTAKES = {
    "inputs 1% too large": (lambda x, w, b: (1.01 * x, w, b), "X["),
    "weights 1% too large": (lambda x, w, b: (x, 1.01 * w, b), WEIGHTS),
    "biases 1% too large": (lambda x, w, b: (x, w, 1.01 * b), BIASES),
    "wrong sign": (lambda x, w, b: (-x, -w, -b), ""),
    "biases in the wrong order": (lambda x, w, b: (x, w, b[::-1]), BIASES),
    "one weight wrong": (lambda x, w, b: (x, one_wrong((1, 2))(w), b), "parameters[0][1, 2]"),
    "one input wrong": (lambda x, w, b: (one_wrong((4, 0))(x), w, b), "X[4, 0]"),
    "one bias wrong": (lambda x, w, b: (x, w, one_wrong(1)(b)), "parameters[1][1]"),
    "one weight NaN": (lambda x, w, b: (x, w * np.where(np.eye(3) == 1, np.nan, 1), b), WEIGHTS),
    "one input NaN": (lambda x, w, b: (np.where(x == x.max(), np.nan, x), w, b), "X"),
    "one bias infinite": (lambda x, w, b: (x, w, np.where(b == b.max(), np.inf, b)), BIASES),
    "weights one too many times": (lambda x, w, b: (x, np.array([w, w]), b), WEIGHTS),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_found_where_it_is_also_behind_a_hidden_layer(mistake):
    change, where = MISTAKES[mistake]
    for scale in (0.1, 1.0, 10.0):
        error = check_gradients(after(change), scale * X, Y, mean_squared_error)
        assert error > FOUND
        assert error.where.startswith(where)
        assert (error == math.inf) == any(word in mistake for word in ("NaN", "infinite", "many"))
    hidden = Network([Dense(3, 3, "tanh", rng=2), after(change)])
    try:
        error = check_gradients(hidden, X, Y, mean_squared_error)
    except ValueError:
        return
    assert error > FOUND
    if where.startswith("parameters"):
        assert error.where.startswith(f"parameters[{2 + int(where[11])}]")


class Constant:
    """A loss that is always the same, with a gradient that says it is not quite."""

    def __init__(self, value):
        self.value = value

    def __call__(self, y_true, y_pred):
        return self.value

    def gradient(self, y_true, y_pred):
        return np.full(1, 1e-5)


@pytest.mark.parametrize(("value", "error"), [(0.0, 0.1), (0.5, 0.1), (100.0, 1e-3), (-100.0, 1e-3)])
def test_a_small_gradient_is_measured_by_the_size_of_the_loss(value, error):
    assert check_gradients(Neuron([0.0], 0, "identity"), [[0.0]], [7.0], Constant(value)) == pytest.approx(error)


# Finite differences.


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
