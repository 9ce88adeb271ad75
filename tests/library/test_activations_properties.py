"""What must hold for the activations of any numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from neuronlib import elu, gelu, identity, leaky_relu, relu, sigmoid, silu, softmax, softplus, step, tanh

ANY = st.floats(allow_nan=False, allow_infinity=False)
MODERATE = st.floats(-50, 50)
RISING = [identity, step, sigmoid, tanh, relu, leaky_relu, elu, softplus]
ROW = arrays(float, st.integers(1, 6), elements=MODERATE)


@pytest.mark.parametrize("activation", RISING, ids=lambda activation: activation.name)
@given(a=ANY, b=ANY)
def test_rising(activation, a, b):
    assert activation(min(a, b)) <= activation(max(a, b))


@pytest.mark.parametrize("activation", RISING, ids=lambda activation: activation.name)
@given(z=ANY)
def test_derivative_of_what_rises_is_not_negative(activation, z):
    assert activation.derivative(z) >= 0


@given(z=ANY)
def test_sigmoid_is_a_probability(z):
    assert 0 <= sigmoid(z) <= 1


@given(z=ANY)
def test_sigmoid_of_the_opposite_is_the_complement(z):
    assert sigmoid(-z) == pytest.approx(1 - sigmoid(z), rel=0, abs=2e-16)


@given(z=ANY)
def test_tanh_is_odd(z):
    assert tanh(-z) == -tanh(z)


@given(z=MODERATE)
def test_tanh_is_a_stretched_sigmoid(z):
    assert tanh(z) == pytest.approx(2 * sigmoid(2 * z) - 1, rel=0, abs=3e-16)


@given(z=ANY)
def test_relu_parts_make_the_number(z):
    assert relu(z) - relu(-z) == z


@given(z=MODERATE)
def test_softplus_parts_make_the_number(z):
    assert softplus(z) - softplus(-z) == pytest.approx(z, rel=1e-14, abs=1e-14)


@given(z=ANY)
def test_softplus_is_above_relu_by_at_most_ln_2(z):
    assert 0 <= softplus(z) - relu(z) <= 0.6931471805599454


@pytest.mark.parametrize("activation", [silu, gelu], ids=lambda activation: activation.name)
@given(z=ANY)
def test_silu_and_gelu_parts_make_the_number(activation, z):
    assert activation(z) - activation(-z) == pytest.approx(z, rel=1e-14)


@given(z=ANY)
def test_silu_and_gelu_dip_no_deeper_than_their_minimum(z):
    assert silu(z) >= -0.27846455
    assert gelu(z) >= -0.16997121


@given(z=ANY)
def test_elu_is_bounded_below(z):
    assert elu(z) >= -1


@given(z=ANY)
def test_leaky_relu_lets_a_hundredth_pass(z):
    assert leaky_relu(z) == pytest.approx(z if z > 0 else z / 100, rel=1e-15, abs=1e-323)


@given(z=ROW)
def test_softmax_rows_sum_to_one(z):
    assert softmax(z).sum() == pytest.approx(1, rel=0, abs=1e-15)


@given(z=ROW, shift=MODERATE)
def test_softmax_does_not_see_a_shift(z, shift):
    np.testing.assert_allclose(softmax(z + shift), softmax(z), rtol=1e-13)


@given(z=ROW)
def test_softmax_does_not_see_the_order(z):
    np.testing.assert_allclose(softmax(z[::-1]), softmax(z)[::-1], rtol=1e-14)


@given(z=ROW)
def test_softmax_keeps_the_order(z):
    assert (np.diff(softmax(z)[np.argsort(z)]) >= 0).all()


@given(z=ROW)
def test_softmax_jacobian_is_symmetric(z):
    jacobian = softmax.jacobian(z)
    np.testing.assert_allclose(jacobian, jacobian.T, rtol=1e-15)
