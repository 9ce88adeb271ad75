"""Losses from logits: the two steps in one, where two steps would overflow as well."""

from decimal import Decimal, localcontext

import numpy as np
import pytest

from neuronlib import binary_cross_entropy, cross_entropy, sigmoid, softmax

LARGEST = np.finfo(float).max
LOGITS = [-800.0, -40.0, -3.0, -1e-9, 0.0, 0.7, 20.0, 800.0]


def exact_binary_cost(y, z):
    with localcontext(prec=500):
        p = 1 / (1 + (-Decimal(z)).exp())
        return float(-(Decimal(y) * p.ln() + (1 - Decimal(y)) * (1 - p).ln()))


def exact_class_cost(label, row):
    with localcontext(prec=500):
        exponentials = [Decimal(z).exp() for z in row]
        return float(-(exponentials[label] / sum(exponentials)).ln())


@pytest.mark.parametrize("z", LOGITS)
@pytest.mark.parametrize("y", [0, 0.25, 1])
def test_binary_cost_is_the_formula(y, z):
    loss = binary_cross_entropy([y], [z], from_logits=True)
    assert loss == pytest.approx(exact_binary_cost(y, z), rel=1e-14, abs=1e-320)


@pytest.mark.parametrize("row", [[0.0, 0.0], [1.0, -2.0, 0.5], [800.0, 0.0, -800.0], [30.0, 31.0, -5.0]])
def test_cost_of_each_class_is_the_formula(row):
    for label in range(len(row)):
        loss = cross_entropy([label], [row], from_logits=True)
        assert loss == pytest.approx(exact_class_cost(label, row), rel=1e-14, abs=3e-16)


def test_binary_cost_and_gradient_are_those_of_two_steps():
    rng = np.random.default_rng(0)
    y, z = rng.uniform(size=(4, 3)), rng.uniform(-5, 5, (4, 3))
    p = sigmoid(z)
    two_steps = binary_cross_entropy.gradient(y, p) * sigmoid.derivative(z)
    assert binary_cross_entropy(y, z, from_logits=True) == pytest.approx(binary_cross_entropy(y, p), rel=1e-13)
    np.testing.assert_allclose(binary_cross_entropy.gradient(y, z, from_logits=True), two_steps, rtol=1e-11, atol=1e-16)


def test_class_cost_and_gradient_are_those_of_two_steps():
    rng = np.random.default_rng(1)
    y, z = rng.integers(0, 4, 6), rng.uniform(-5, 5, (6, 4))
    p = softmax(z)
    two_steps = np.einsum("ni,nij->nj", cross_entropy.gradient(y, p), softmax.jacobian(z))
    assert cross_entropy(y, z, from_logits=True) == pytest.approx(cross_entropy(y, p), rel=1e-13)
    np.testing.assert_allclose(cross_entropy.gradient(y, z, from_logits=True), two_steps, rtol=1e-11, atol=1e-16)


@pytest.mark.parametrize(("y", "z", "cost", "gradient"), [
    (1, -1000.0, 1000.0, -1.0),
    (0, -1000.0, 0.0, 0.0),
    (1, 1000.0, 0.0, 0.0),
    (0, 1000.0, 1000.0, 1.0),
    (1, -LARGEST, LARGEST, -1.0),
    (0, LARGEST, LARGEST, 1.0),
    (1, LARGEST, 0.0, 0.0),
])  # fmt: skip
def test_binary_cost_far_out(y, z, cost, gradient):
    with np.errstate(all="raise"):
        assert binary_cross_entropy([y], [z], from_logits=True) == cost
        assert binary_cross_entropy.gradient([y], [z], from_logits=True).tolist() == [gradient]


@pytest.mark.parametrize(("label", "row", "cost", "gradient"), [
    (0, [1000.0, 0.0], 0.0, [0.0, 0.0]),
    (1, [1000.0, 0.0], 1000.0, [1.0, -1.0]),
    (0, [-1000.0, -1000.0], 0.6931471805599453, [-0.5, 0.5]),
    (0, [LARGEST, -LARGEST], 0.0, [0.0, 0.0]),
    (1, [LARGEST, 0.0], LARGEST, [1.0, -1.0]),
])  # fmt: skip
def test_class_cost_far_out(label, row, cost, gradient):
    with np.errstate(all="raise"):
        assert cross_entropy([label], [row], from_logits=True) == cost
        assert cross_entropy.gradient([label], [row], from_logits=True).tolist() == [gradient]


def test_cost_beyond_all_numbers_is_refused():
    with pytest.raises(ValueError, match="loss"):
        cross_entropy([1], [[LARGEST, -LARGEST]], from_logits=True)
    with pytest.raises(ValueError, match="loss"):
        binary_cross_entropy([1, 1], [-LARGEST, -LARGEST], from_logits=True)


def test_class_cost_does_not_see_a_shift():
    z = np.array([[1.0, 2.0, 0.5]])
    assert cross_entropy([2], z + 300, from_logits=True) == pytest.approx(cross_entropy([2], z, from_logits=True))


def test_labels_and_one_hot_rows_agree():
    z = [[1.0, 2.0, 0.5], [0.0, -1.0, 3.0]]
    one_hot = [[0, 1, 0], [1, 0, 0]]
    assert cross_entropy([1, 0], z, from_logits=True) == cross_entropy(one_hot, z, from_logits=True)


def test_a_vector_of_targets_goes_with_a_column_of_logits():
    column = [[2.0], [-1.0]]
    assert binary_cross_entropy([1, 0], column, from_logits=True) == pytest.approx(
        binary_cross_entropy([1, 0], [2.0, -1.0], from_logits=True), rel=1e-15
    )
    assert binary_cross_entropy.gradient([1, 0], column, from_logits=True).shape == (2, 1)
