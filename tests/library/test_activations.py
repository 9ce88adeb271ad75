"""Activations against the formulas of the books, computed with 400 decimal digits."""

from decimal import Decimal, localcontext

import numpy as np
import pytest

import neuronlib

PI = Decimal("3.1415926535897932384626433832795028841971693993751058209749445923078164062862089986280348253421170679")
POINTS = [-300.0, -36.5, -10.0, -5.0, -1.5, -0.25, -1e-9, 1e-9, 0.25, 1.0, 1.5, 5.0, 10.0, 36.5, 300.0]


def exact_normal_cdf(z):
    term = total = z
    k = 1
    while abs(term) > Decimal(10) ** -390:
        term *= z * z / (2 * k + 1)
        total += term
        k += 1
    return Decimal("0.5") + (-z * z / 2).exp() / (2 * PI).sqrt() * total


EXACT = {
    "identity": lambda z: z,
    "step": lambda z: Decimal(z > 0),
    "sigmoid": lambda z: 1 / (1 + (-z).exp()),
    "tanh": lambda z: (z.exp() - (-z).exp()) / (z.exp() + (-z).exp()),
    "relu": lambda z: max(z, Decimal(0)),
    "leaky_relu": lambda z: max(z, z / 100),
    "elu": lambda z: z if z > 0 else z.exp() - 1,
    "softplus": lambda z: (1 + z.exp()).ln(),
    "silu": lambda z: z / (1 + (-z).exp()),
    "gelu": lambda z: z * exact_normal_cdf(z),
}
CASES = [(name, z) for name in EXACT for z in POINTS if name != "gelu" or abs(z) <= 10]


def exact_value(name, z):
    with localcontext(prec=400):
        return float(EXACT[name](Decimal(z)))


def exact_derivative(name, z):
    with localcontext(prec=400):
        h = Decimal(10) ** -30
        difference = EXACT[name](Decimal(z) + h) - EXACT[name](Decimal(z) - h)
        return float(difference / (2 * h))


@pytest.mark.parametrize(("name", "z"), CASES)
def test_value_is_the_formula(name, z):
    assert getattr(neuronlib, name)(z) == pytest.approx(exact_value(name, z), rel=5e-14, abs=0)


@pytest.mark.parametrize(("name", "z"), CASES)
def test_derivative_is_the_slope_of_the_formula(name, z):
    assert getattr(neuronlib, name).derivative(z) == pytest.approx(exact_derivative(name, z), rel=5e-14, abs=0)


@pytest.mark.parametrize("name", EXACT)
def test_derivative_is_that_of_a_complex_step(name, textbook, complex_step):
    z = np.array([-2.0, -1.27, -0.4, 0.3, 1.1, 2.5])
    slopes = complex_step(lambda point: textbook[name](point).sum(), z)
    np.testing.assert_allclose(getattr(neuronlib, name).derivative(z), slopes, rtol=1e-13, atol=1e-15)


@pytest.mark.parametrize(
    ("name", "value", "derivative"),
    [
        ("identity", 0, 1),
        ("step", 0, 0),
        ("sigmoid", 0.5, 0.25),
        ("tanh", 0, 1),
        ("relu", 0, 0),
        ("leaky_relu", 0, 0.01),
        ("elu", 0, 1),
        ("softplus", 0.6931471805599453, 0.5),
        ("silu", 0, 0.5),
        ("gelu", 0, 0.5),
    ],
)
def test_values_at_zero(name, value, derivative):
    activation = getattr(neuronlib, name)
    assert (activation(0.0), activation.derivative(0.0)) == (value, derivative)


def test_step_fires_above_zero_only():
    smallest = np.finfo(float).smallest_subnormal
    assert neuronlib.step([-smallest, -0.0, 0.0, smallest]).tolist() == [0, 0, 0, 1]


def test_gelu_is_the_exact_one_and_not_the_tanh_formula():
    normal_cdf_at_minus_10 = 7.619853024160526e-24
    assert neuronlib.gelu(-10.0) == pytest.approx(-10 * normal_cdf_at_minus_10, rel=1e-13)


@pytest.mark.parametrize("name", [*EXACT, "softmax"])
def test_activation_knows_its_name(name):
    assert getattr(neuronlib, name).name == name


@pytest.mark.parametrize("name", [*EXACT, "softmax"])
def test_formula_is_latex_with_matching_braces(name):
    formula = getattr(neuronlib, name).formula
    assert "z" in formula
    assert formula.count("{") == formula.count("}")


@pytest.mark.parametrize("name", [*EXACT, "softmax"])
def test_name_stands_for_the_activation(name):
    assert neuronlib.Dense(2, 2, activation=name).activation is getattr(neuronlib, name)


@pytest.mark.parametrize("name", [*EXACT, "softmax"])
def test_activation_can_be_passed_itself(name):
    activation = getattr(neuronlib, name)
    assert neuronlib.Dense(2, 2, activation=activation).activation is activation
