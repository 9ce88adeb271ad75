"""Whatever the library has that computes is measured against something else, and what is wrong is found.

The slope of an activation, the way back through it and the gradient of a loss are also measured against the values
that they belong to: a wrong slope is then found even if the reference has the same mistake.
"""

import numpy as np
import pytest
from library_references import (
    ACTIVATIONS,
    ALL_NAMES,
    LOSS_OBJECTS,
    LOSSES,
    activation_of,
    complex_step,
    exported_activations,
    missing,
)

import neuronlib
from neuronlib import Dense, check_gradients, elu, identity, relu, softmax
from neuronlib.activations import ELEMENTWISE, Activation, get_activation
from neuronlib.losses import MeanSquaredError
from neuronlib.optimizers import SGD

POINTS = np.array([-30.3, -6.1, -2.7, -1.3, -0.4, 0.3, 1.1, 2.4, 6.2, 30.7])  # and no corner


def measured_slopes(function, z, h=1e-3):
    """Return the derivative from values alone, by differences that are exact for polynomials of degree 4."""
    values = [function(z + k * h) for k in (-2, -1, 1, 2)]
    return (values[0] - 8 * values[1] + 8 * values[2] - values[3]) / (12 * h)


def require_right_slope(activation):
    """Fail unless the derivative, the slope and the way back are those of the activation's own values."""
    slopes, outputs = measured_slopes(activation, POINTS), activation.forward(POINTS)
    gradient = np.linspace(-2, 3, POINTS.size)
    tolerance = {"rtol": 1e-9, "atol": 1e-10}
    np.testing.assert_allclose(activation.derivative(POINTS), slopes, **tolerance)
    np.testing.assert_allclose(activation.slope(POINTS, outputs), slopes, **tolerance)
    np.testing.assert_allclose(activation.backward(POINTS, outputs, gradient), gradient * slopes, **tolerance)


def require_right_gain(activation):
    """Fail unless the starting weights are twice as spread where one half of the numbers passes and one does not."""
    passes = [abs(activation(far + 1.0) - activation(far)) > 0.5 for far in (-50.0, 50.0)]
    assert activation.gain == (2 if sum(passes) == 1 else 1)


def test_everything_that_computes_has_a_reference():
    assert missing() == {}


@pytest.mark.parametrize("activation", exported_activations(), ids=lambda activation: activation.name)
def test_an_activation_goes_back_as_its_values_go_and_starts_as_they_pass(activation):
    require_right_slope(activation)
    require_right_gain(activation)


def test_softmax_goes_back_as_its_values_go():
    rows, outputs = np.array([[0.3, -1.2, 2.0], [4.0, 4.1, -3.0]]), None
    gradient, outputs = np.array([[1.0, -2.0, 0.5], [0.0, 3.0, 1.0]]), softmax.forward(rows)
    slopes = np.zeros_like(rows)
    for j in range(3):
        step = np.eye(3)[j]
        slopes[:, j] = measured_slopes(lambda h, step=step: (gradient * softmax(rows + h * step)).sum(axis=1), 0.0)
        by_score = measured_slopes(lambda h, step=step: softmax(rows + h * step), 0.0)
        np.testing.assert_allclose(softmax.jacobian(rows)[:, :, j], by_score, atol=1e-10)
    np.testing.assert_allclose(softmax.backward(rows, outputs, gradient), slopes, atol=1e-10)
    assert softmax.gain == 1


@pytest.mark.parametrize("name", LOSS_OBJECTS)
def test_a_loss_and_its_gradient_are_the_formula_and_the_gradient_is_that_of_the_loss(name):
    loss, (y_true, y_pred, _, formula) = LOSS_OBJECTS[name], LOSSES[name]
    gradient = loss.gradient(y_true, y_pred)
    assert loss(y_true, y_pred) == pytest.approx(formula(y_true, y_pred), rel=1e-13)
    expected = complex_step(lambda outputs: formula(y_true, outputs), y_pred)
    np.testing.assert_allclose(gradient, expected, rtol=1e-12, atol=1e-15)
    for index in np.ndindex(y_pred.shape):
        step = np.zeros_like(y_pred)
        step[index] = 1e-4  # rows of probabilities may be off by more
        slope = measured_slopes(lambda h, step=step: np.array(loss(y_true, y_pred + h * step)), 0.0, h=1.0)
        np.testing.assert_allclose(gradient[index], slope / 1e-4, rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize("name", ALL_NAMES)
def test_an_activation_is_known_by_its_name(name):
    activation = activation_of(name)
    assert activation is getattr(neuronlib, name) is get_activation(name) is get_activation(activation)
    assert (activation.name, repr(activation)) == (name, f"<activation {name}>")
    assert "z" in activation.formula
    assert activation.formula.count("{") == activation.formula.count("}")


# Faults that are planted: each must be found.


def squashed(z):
    return z * np.tanh(np.log1p(np.exp(z)))


def mish(slope, gain=2.0):
    return Activation("mish", "z", squashed, slope, gain)


def wrong_mish_slope(z, _):
    return np.tanh(np.log1p(np.exp(z)))


def right_mish_slope(z, _):
    return wrong_mish_slope(z, _) + z * (1 - wrong_mish_slope(z, _) ** 2) / (1 + np.exp(-z))


def test_an_activation_without_a_reference_is_found(monkeypatch):
    monkeypatch.setitem(ELEMENTWISE, "mish", mish(right_mish_slope))
    require_right_slope(ELEMENTWISE["mish"])
    assert missing()["activations"] == ["mish"]


def test_a_wrong_slope_is_found_even_with_a_reference(monkeypatch):
    monkeypatch.setitem(ELEMENTWISE, "mish", mish(wrong_mish_slope))
    monkeypatch.setitem(ACTIVATIONS, "mish", squashed)
    assert "mish" in {each.name for each in exported_activations()}
    with pytest.raises(AssertionError, match="Not equal"):
        require_right_slope(ELEMENTWISE["mish"])


def test_an_activation_that_is_nowhere_listed_is_found(monkeypatch):
    monkeypatch.setattr(neuronlib, "mish", mish(right_mish_slope), raising=False)
    assert missing() == {"exported activations": ["mish"]}


@pytest.mark.parametrize(("activation", "slope"), [
    (elu, lambda z, _: np.where(z > 0, 1.0, -np.exp(z))),
    (relu, lambda z, _: (z < 0).astype(float)),
    (identity, lambda z, _: 1.000001 * np.ones_like(z)),
], ids=["elu", "relu", "identity"])  # fmt: skip
def test_a_slope_that_is_wrong_in_some_places_or_a_little_is_found(activation, slope):
    with pytest.raises(AssertionError, match="Not equal"):
        require_right_slope(Activation(activation.name, "z", activation.forward, slope))


def test_a_wrong_way_back_is_found_even_if_the_slope_is_right():
    class Wrong(Activation):
        def backward(self, z, outputs, grad_outputs):
            return -super().backward(z, outputs, grad_outputs)

    with pytest.raises(AssertionError, match="Not equal"):
        require_right_slope(Wrong("tanh", "z", np.tanh, neuronlib.tanh.slope))


def test_a_wrong_gain_is_found():
    with pytest.raises(AssertionError):
        require_right_gain(mish(right_mish_slope, gain=1.0))


def test_a_loss_and_an_optimizer_and_a_model_without_a_reference_are_found():
    for name, kind in {"losses": MeanSquaredError, "optimizers": SGD, "models": Dense}.items():
        other = type("Other", (kind,), {"__module__": "neuronlib.other", "__repr__": lambda self: "Other()"})
        assert missing() == {name: ["Other()" if name == "losses" else "Other"]}
        other.__module__ = "elsewhere"  # the class may live on


def test_a_wrong_slope_in_a_layer_is_found_by_the_library_too():
    layer = Dense.from_weights([[0.5, -1.0]], [0.1, 0.2], mish(wrong_mish_slope))
    assert check_gradients(layer, [[1.0], [-2.0]], [[0.0, 1.0], [1.0, 1.0]], neuronlib.mean_squared_error) > 0.01
