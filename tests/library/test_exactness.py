"""The cross-entropy through its activation: where an output is rounded to 0 or 1, the gradient still is p - t."""

import numpy as np
import pytest

from neuronlib import SGD, Dense, Network, Neuron, binary_cross_entropy, cross_entropy, fit, sigmoid, softmax

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
