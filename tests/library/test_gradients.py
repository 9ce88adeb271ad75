"""The referee: it passes what is right, finds what is wrong, and says where."""

import math

import numpy as np
import pytest
from library_references import ALL_NAMES, INPUTS, LOSS_OBJECTS, LOSSES, MAKERS, arrays_of

from neuronlib import Dense, Network, Neuron, check_gradients, mean_squared_error, numerical_gradient

LIMIT, FOUND = 1e-6, 1e-3
RNG = np.random.default_rng(41)
X, Y = RNG.uniform(-1, 1, (5, 3)), RNG.uniform(-1, 1, (5, 3))


@pytest.mark.parametrize("loss", LOSS_OBJECTS)
@pytest.mark.parametrize("name", ALL_NAMES)
def test_every_activation_before_every_loss(name, loss):
    y, outputs, activation, _ = LOSSES[loss]
    model = Network([Dense(3, 4, name, rng=1), Dense(4, outputs.shape[1], activation, rng=2)])
    assert check_gradients(model, INPUTS, y, LOSS_OBJECTS[loss]) < LIMIT


class Failing:
    gradient = mean_squared_error.gradient

    def __init__(self, time):
        self.left = time

    def __call__(self, y_true, y_pred):
        self.left -= 1
        if self.left == 0:
            raise ValueError("no more")
        return mean_squared_error(y_true, y_pred)


@pytest.mark.parametrize("time", [3, 26, 31])  # at a number of the inputs, the weights and the biases
@pytest.mark.parametrize("kind", MAKERS)
def test_model_and_data_are_left_as_they_were_even_if_the_loss_fails(kind, time):
    model, inputs, y = MAKERS[kind]("tanh"), INPUTS.copy(), Y[:4, 0] if kind == "Neuron" else Y[:4, :2]
    before, arrays, targets = arrays_of(model), model.parameters, y.tolist()
    with pytest.raises(ValueError, match="no more"):
        check_gradients(model, inputs, y, Failing(time))
    check_gradients(model, inputs, y, mean_squared_error)
    assert (arrays_of(model), inputs.tolist(), y.tolist()) == (before, INPUTS.tolist(), targets)
    assert all(now is array for now, array in zip(model.parameters, arrays, strict=True))


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


def one_wrong(array, index, number=None):
    changed = array.copy()
    changed[index] = changed[index] * 1.1 + 0.1 if number is None else number
    return changed


MISTAKES = {
    "inputs 1% too large": (lambda x, w, b: (1.01 * x, w, b), "X["),
    "weights 1% too large": (lambda x, w, b: (x, 1.01 * w, b), "parameters[0]["),
    "biases 1% too large": (lambda x, w, b: (x, w, 1.01 * b), "parameters[1]["),
    "one weight wrong": (lambda x, w, b: (x, one_wrong(w, (1, 2)), b), "parameters[0][1, 2]"),
    "one input wrong": (lambda x, w, b: (one_wrong(x, (4, 0)), w, b), "X[4, 0]"),
    "one bias wrong": (lambda x, w, b: (x, w, one_wrong(b, 1)), "parameters[1][1]"),
    "one weight NaN": (lambda x, w, b: (x, one_wrong(w, (0, 0), np.nan), b), "parameters[0]"),
    "one input NaN": (lambda x, w, b: (one_wrong(x, (0, 0), np.nan), w, b), "X"),
    "one bias infinite": (lambda x, w, b: (x, w, one_wrong(b, 0, np.inf)), "parameters[1]"),
    "weights one too many times": (lambda x, w, b: (x, np.array([w, w]), b), "parameters[0]"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_found_where_it_is(mistake):
    change, where = MISTAKES[mistake]
    for scale in (0.1, 1.0, 10.0):
        error = check_gradients(after(change), scale * X, Y, mean_squared_error)
        assert error > FOUND
        assert error.where.startswith(where)
        assert (error == math.inf) == any(word in mistake for word in ("NaN", "infinite", "many"))


def test_a_mistake_behind_a_hidden_layer_is_found_there():
    hidden = Network([Dense(3, 3, "tanh", rng=2), after(MISTAKES["one bias wrong"][0])])
    error = check_gradients(hidden, X, Y, mean_squared_error)
    assert (error > FOUND, error.where) == (True, "parameters[3][1]")


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


@pytest.mark.parametrize("x", [2.0, [2.0], [[1.0, -2.0], [0.0, 5.0]], [1e6, 1e-6], np.ones(2, np.float32)])
def test_numerical_gradient_of_a_cube_whose_function_changes_what_it_gets(x):
    def cube(changed):
        result = float((changed**3).sum())
        changed *= 2
        return result

    before, gradient = np.array(x).tolist(), numerical_gradient(cube, x)
    assert (gradient.shape, gradient.dtype, np.array(x).tolist()) == (np.shape(x), np.float64, before)
    np.testing.assert_allclose(gradient, 3 * np.square(x), rtol=1e-6, atol=1e-9 * np.max(np.abs(x)) ** 3)
