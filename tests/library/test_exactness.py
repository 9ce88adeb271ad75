"""The cross-entropy through its activation: where an output is rounded to 0 or 1, the gradient still is p - t."""

import numpy as np
import pytest

from neuronlib import (
    SGD,
    BinaryCrossEntropy,
    CrossEntropy,
    Dense,
    Network,
    Neuron,
    binary_cross_entropy,
    cross_entropy,
    fit,
    sigmoid,
    softmax,
)

FAR = {np.float64: ([3, 37, 40, 100, 700], 1e-9), np.float32: ([17, 25, 80], 1e-4)}
SCORES = [(dtype, sign * z) for dtype, (sizes, _) in FAR.items() for z in sizes for sign in (-1, 1)]
GAPS = [(dtype, gap) for dtype in FAR for gap in (5, 50, 800, 5000)]
RATE = 0.5


def models(z, dtype):
    """Return models of one output with the weighted sum z for an input of 1: every kind, alone and in a network."""
    weights = np.array([[z]], dtype)
    return [
        Neuron(weights[0]),
        Dense.from_weights(weights, [0.0], "sigmoid"),
        Network([Dense.from_weights(np.ones((1, 1), dtype), [0.0]), Dense.from_weights(weights, [0.0], "sigmoid")]),
    ]


@pytest.mark.parametrize("target", [0.0, 1.0])
@pytest.mark.parametrize(("dtype", "z"), SCORES)
def test_a_step_moves_the_bias_by_the_error_of_the_output(dtype, z, target):
    X, y, tolerance = np.ones((1, 1), dtype), [target], FAR[dtype][1]
    expected = float(sigmoid(float(z))) - target
    for trained, by_hand in zip(models(z, dtype), models(z, dtype), strict=True):
        fit(trained, X, y, loss=binary_cross_entropy, optimizer=SGD(RATE), epochs=1)
        by_hand.backward(binary_cross_entropy.gradient(y, by_hand.forward(X)))
        for gradient in (-trained.parameters[-1] / RATE, by_hand.parameter_gradients[-1]):
            assert gradient.item() == pytest.approx(expected, rel=tolerance, abs=tolerance)
            assert abs(gradient.item()) <= 1 + np.finfo(dtype).eps


@pytest.mark.parametrize("label", [0, 1, 2])
@pytest.mark.parametrize(("dtype", "gap"), GAPS)
def test_a_step_moves_the_biases_by_the_errors_of_the_probabilities(dtype, gap, label):
    X, weights, tolerance = np.ones((1, 1), dtype), np.array([[0, gap, -gap]], dtype), FAR[dtype][1]
    expected = softmax([0.0, gap, -gap]) - np.eye(3)[label]
    for wrapped in (lambda layer: layer, lambda layer: Network([layer])):
        trained, by_hand = (wrapped(Dense.from_weights(weights, np.zeros(3), "softmax")) for _ in range(2))
        fit(trained, X, [label], loss=cross_entropy, optimizer=SGD(RATE), epochs=1)
        by_hand.backward(cross_entropy.gradient([label], by_hand.forward(X)))
        for gradient in (-trained.parameters[-1] / RATE, by_hand.parameter_gradients[-1]):
            np.testing.assert_allclose(gradient, expected, rtol=tolerance, atol=tolerance)
            assert np.abs(gradient).max() <= 1 + 2 * np.finfo(dtype).eps


@pytest.mark.parametrize("n", [1, 3, 64])
def test_no_example_pulls_more_than_its_share(n):
    rng = np.random.default_rng(n)
    z, targets = rng.normal(scale=50, size=(n, 1)), rng.uniform(size=(n, 1)).round(rng.integers(0, 3))
    outputs = sigmoid(z)
    gradient = sigmoid.backward(z, outputs, binary_cross_entropy.gradient(targets, outputs))
    np.testing.assert_allclose(gradient, (outputs - targets) / n, rtol=1e-13, atol=1e-16)
    assert np.abs(gradient).max() <= (1 + 2**-52) / n


@pytest.mark.parametrize("dtype", FAR)
def test_losses_from_logits_train_alike(dtype):
    X, labels = np.random.default_rng(1).normal(scale=20, size=(30, 4)).astype(dtype), np.arange(30) % 3
    weights = np.random.default_rng(2).normal(scale=3, size=(4, 3)).astype(dtype)
    tolerance = 1e-10 if dtype is np.float64 else 1e-3
    for loss, from_logits, activation, y, columns in [
        (binary_cross_entropy, BinaryCrossEntropy(from_logits=True), "sigmoid", labels > 0, 1),
        (cross_entropy, CrossEntropy(from_logits=True), "softmax", labels, 3),
    ]:
        with_it, without = (
            Dense.from_weights(weights[:, :columns], np.zeros(columns), name) for name in (activation, "identity")
        )
        fit(with_it, X, y, loss=loss, optimizer=SGD(0.01), epochs=20)
        fit(without, X, y, loss=from_logits, optimizer=SGD(0.01), epochs=20)
        for p, q in zip(with_it.parameters, without.parameters, strict=True):
            np.testing.assert_allclose(p, q, rtol=tolerance, atol=tolerance)


def test_wide_inputs_are_learnt_without_an_error_from_every_start():
    """Sums of hundreds round the outputs to 0 and 1; the steps stay as small as the inputs are."""
    for seed in range(50):
        rng = np.random.default_rng(seed)
        X, y = rng.normal(scale=20, size=(50, 5)), rng.integers(0, 2, 50)
        neuron = Neuron(rng.normal(size=5))
        fit(neuron, X, y, loss=binary_cross_entropy, optimizer=SGD(0.1), epochs=20)
        assert max(np.abs(neuron.weights).max(), abs(neuron.bias)) < 1e6
