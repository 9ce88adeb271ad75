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
from neuronlib import Dense, elu, identity, relu
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


def mish(z):
    return z * np.tanh(np.log1p(np.exp(z)))


def half_of_the_slope(z, _):
    return np.tanh(np.log1p(np.exp(z)))


@pytest.mark.parametrize("activation", [
    Activation("mish", "z", mish, half_of_the_slope),
    Activation("elu", "z", elu.forward, lambda z, _: np.where(z > 0, 1.0, -np.exp(z))),
    Activation("relu", "z", relu.forward, lambda z, _: (z < 0).astype(float)),
    Activation("identity", "z", identity.forward, lambda z, _: 1.000001 * np.ones_like(z)),
    type("Back", (Activation,), {"backward": lambda self, z, outputs, gradient: gradient + 0 * z})(
        "tanh", "z", np.tanh, neuronlib.tanh.slope
    ),
], ids=lambda activation: activation.name)  # fmt: skip
def test_a_wrong_slope_is_found(activation):
    with pytest.raises(AssertionError, match="Not equal"):
        require_right_slope(activation)


def test_a_wrong_gain_is_found():
    with pytest.raises(AssertionError):
        require_right_gain(Activation("mish", "z", mish, half_of_the_slope, 1.0))


def test_what_has_no_reference_is_found(monkeypatch):
    for name, kind in {"losses": MeanSquaredError, "optimizers": SGD, "models": Dense}.items():
        other = type("Other", (kind,), {"__module__": "neuronlib.other", "__repr__": lambda self: "Other()"})
        assert missing() == {name: ["Other()" if name == "losses" else "Other"]}
        other.__module__ = "elsewhere"  # the class may live on
    new = Activation("mish", "z", mish, half_of_the_slope)
    monkeypatch.setattr(neuronlib, "mish", new, raising=False)
    assert missing() == {"exported activations": ["mish"]}
    monkeypatch.setitem(ELEMENTWISE, "mish", new)
    monkeypatch.setitem(ACTIVATIONS, "mish", mish)
    assert new in exported_activations()
