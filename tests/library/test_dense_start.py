"""The numbers with which a dense layer starts."""

import math

import numpy as np
import pytest
from library_references import ALL_NAMES, activation_of

from neuronlib import Dense


def many_weights(activation="identity", n_inputs=400, n_outputs=500):
    return Dense(n_inputs, n_outputs, activation, rng=2024).weights


@pytest.mark.parametrize("name", ALL_NAMES)
def test_variance_is_the_gain_of_the_activation_over_the_inputs(name):
    gain = 1.0 if name == "softmax" else activation_of(name).gain  # which is measured in `test_references`
    for n_inputs, n_outputs in [(400, 500), (10, 20_000)]:
        assert many_weights(name, n_inputs, n_outputs).var() == pytest.approx(gain / n_inputs, rel=0.02)
    assert many_weights(activation_of(name)).tolist() == many_weights(name).tolist()


def test_weights_are_normal_and_independent_with_the_mean_zero():
    weights = many_weights()
    assert weights.mean() == pytest.approx(0, abs=5 * math.sqrt(1 / 400 / 200_000))
    within = [(np.abs(weights) * math.sqrt(400) < limit).mean() for limit in (1, 2, 3)]
    np.testing.assert_allclose(within, [math.erf(limit / math.sqrt(2)) for limit in (1, 2, 3)], atol=0.005)
    correlation = np.corrcoef(many_weights(n_inputs=2000, n_outputs=8).T) - np.eye(8)
    assert np.abs(correlation).max() < 5 / math.sqrt(2000)


@pytest.mark.parametrize(("n_inputs", "n_outputs"), [(1, 1), (1, 4), (3, 1), (np.int64(3), np.uint8(4))])
def test_shapes_and_types_and_biases_of_zero(n_inputs, n_outputs):
    layer = Dense(n_inputs, n_outputs, "relu")
    assert (layer.weights.shape, layer.weights.dtype) == ((n_inputs, n_outputs), np.float64)
    assert (layer.biases.tolist(), layer.biases.dtype) == ([0.0] * int(n_outputs), np.float64)


def test_a_seed_is_the_generator_made_of_it_and_gives_the_same_start_each_time():
    start = Dense(3, 4, rng=5).weights
    np.testing.assert_array_equal(Dense(3, 4, rng=5).weights, start)
    np.testing.assert_array_equal(Dense(3, 4, rng=np.random.default_rng(5)).weights, start)
    generator = np.random.default_rng(5)
    assert (Dense(3, 4, rng=generator).weights == start).all()
    for other in (Dense(3, 4, rng=generator), Dense(3, 4, rng=6), Dense(3, 4), Dense(3, 4)):
        assert (other.weights != start).all()


def test_global_random_state_is_neither_read_nor_changed():
    np.random.seed(1)
    first, after = Dense(2, 2).weights, np.random.random()
    np.random.seed(1)
    assert after == np.random.random()
    np.random.seed(1)
    assert (Dense(2, 2).weights != first).all()
