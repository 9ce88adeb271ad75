"""The numbers with which a dense layer starts."""

import math

import numpy as np
import pytest

from neuronlib import Dense

PLAIN = ["identity", "step", "sigmoid", "tanh", "softmax"]
RECTIFIERS = ["relu", "leaky_relu", "elu", "softplus", "silu", "gelu"]


def many_weights(activation="identity", n_inputs=400, n_outputs=500):
    return Dense(n_inputs, n_outputs, activation, rng=2024).weights


@pytest.mark.parametrize("activation", PLAIN)
def test_variance_is_one_over_the_inputs(activation):
    assert many_weights(activation).var() == pytest.approx(1 / 400, rel=0.02)


@pytest.mark.parametrize("activation", RECTIFIERS)
def test_variance_is_twice_that_before_a_rectifier(activation):
    assert many_weights(activation).var() == pytest.approx(2 / 400, rel=0.02)


@pytest.mark.parametrize("n_inputs", [1, 10, 100])
def test_variance_shrinks_with_the_inputs_and_not_with_the_outputs(n_inputs):
    assert many_weights("tanh", n_inputs, 200_000 // n_inputs).var() == pytest.approx(1 / n_inputs, rel=0.02)


def test_mean_is_zero():
    assert many_weights().mean() == pytest.approx(0, abs=5 * math.sqrt(1 / 400 / 200_000))


def test_distribution_is_normal():
    standardised = np.abs(many_weights()) * math.sqrt(400)
    within = [(standardised < limit).mean() for limit in (1, 2, 3)]
    np.testing.assert_allclose(within, [math.erf(limit / math.sqrt(2)) for limit in (1, 2, 3)], atol=0.005)


def test_weights_are_independent():
    correlation = np.corrcoef(many_weights(n_inputs=2000, n_outputs=8).T) - np.eye(8)
    assert np.abs(correlation).max() < 5 / math.sqrt(2000)


def test_biases_are_zero():
    assert Dense(3, 2, "relu", rng=0).biases.tolist() == [0.0, 0.0]


def test_a_seed_gives_the_same_start_each_time():
    np.testing.assert_array_equal(Dense(3, 4, rng=5).weights, Dense(3, 4, rng=5).weights)


def test_a_seed_is_the_generator_made_of_it():
    np.testing.assert_array_equal(Dense(3, 4, rng=5).weights, Dense(3, 4, rng=np.random.default_rng(5)).weights)


def test_seeds_differ():
    assert (Dense(3, 4, rng=5).weights != Dense(3, 4, rng=6).weights).all()


def test_a_generator_moves_on():
    generator = np.random.default_rng(5)
    assert (Dense(3, 4, rng=generator).weights != Dense(3, 4, rng=generator).weights).all()


def test_no_seed_is_new_every_time():
    assert (Dense(3, 4).weights != Dense(3, 4).weights).all()


def test_global_random_state_is_neither_read_nor_changed():
    np.random.seed(1)
    first, after = Dense(2, 2).weights, np.random.random()
    np.random.seed(1)
    assert after == np.random.random()
    np.random.seed(1)
    assert (Dense(2, 2).weights != first).all()
