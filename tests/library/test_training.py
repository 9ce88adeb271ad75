"""Training is a loop: forward, loss, backward, step; and the loop of this file must give the same bits."""

import numpy as np
import pytest
from library_optimizers import OPTIMIZERS

from neuronlib import (
    SGD,
    Adam,
    Dense,
    Network,
    Neuron,
    binary_cross_entropy,
    cross_entropy,
    fit,
    mean_squared_error,
)

RNG = np.random.default_rng(12)
X = RNG.normal(size=(7, 3))
LABELS, NUMBERS = RNG.integers(0, 2, 7), RNG.normal(size=(7, 2))
MODELS = {
    "neuron": (lambda: Neuron([0.1, -0.2, 0.3]), LABELS, binary_cross_entropy),
    "dense of one": (lambda: Dense(3, 1, "sigmoid", rng=0), LABELS, binary_cross_entropy),
    "dense of two": (lambda: Dense(3, 2, rng=1), NUMBERS, mean_squared_error),
    "network": (lambda: Network([Dense(3, 4, "tanh", rng=2), Dense(4, 2, "softmax", rng=3)]), LABELS, cross_entropy),
}


def same_parameters(one, other):
    pairs = zip(one.parameters, other.parameters, strict=True)
    return all(np.array_equal(p, q) for p, q in pairs)


@pytest.mark.parametrize("name", MODELS)
def test_plain_descent_is_the_loop_written_by_hand(name):
    make, y, loss = MODELS[name]
    by_hand, trained, losses = make(), make(), []
    for _ in range(25):
        output = by_hand.forward(X)
        losses.append(loss(y, output))
        by_hand.backward(loss.gradient(y, output))
        for parameter, gradient in zip(by_hand.parameters, by_hand.parameter_gradients, strict=True):
            parameter -= 0.1 * gradient
    history = fit(trained, X, y, loss=loss, optimizer=SGD(0.1), epochs=25)
    assert history.loss == losses
    assert same_parameters(trained, by_hand)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("name", MODELS)
def test_every_optimizer_makes_one_step_an_epoch(name, optimizer):
    make, y, loss = MODELS[name]
    by_hand, trained, stepper = make(), make(), OPTIMIZERS[optimizer]()
    for _ in range(5):
        by_hand.backward(loss.gradient(y, by_hand.forward(X)))
        stepper.step(by_hand.parameters, by_hand.parameter_gradients)
    fit(trained, X, y, loss=loss, optimizer=OPTIMIZERS[optimizer](), epochs=5)
    assert same_parameters(trained, by_hand)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("batch_size", [None, 3])
@pytest.mark.parametrize("name", MODELS)
def test_loss_falls(name, batch_size, optimizer):
    make, y, loss = MODELS[name]
    history = fit(make(), X, y, loss=loss, optimizer=OPTIMIZERS[optimizer](), epochs=50, batch_size=batch_size, rng=0)
    assert history.loss[-1] < 0.9 * history.loss[0]


@pytest.mark.parametrize("batch_size", [7, 8, 1000, np.int64(7)])
def test_a_batch_of_all_is_no_batch(batch_size):
    make, y, loss = MODELS["network"]
    whole, batch = make(), make()
    fit(whole, X, y, loss=loss, optimizer=SGD(0.1), epochs=3)
    fit(batch, X, y, loss=loss, optimizer=SGD(0.1), epochs=3, batch_size=batch_size, rng=1)
    assert same_parameters(whole, batch)


def test_model_is_trained_in_place():
    neuron = Neuron([0.0, 0.0, 0.0])
    weights, bias = neuron.parameters
    fit(neuron, X, LABELS, loss=binary_cross_entropy, optimizer=SGD(0.1), epochs=1)
    assert (neuron.parameters[0] is weights, neuron.parameters[1] is bias) == (True, True)
    assert weights.all()


@pytest.mark.parametrize("batch_size", [None, 2])
def test_data_is_left_alone(batch_size):
    inputs, targets = X.copy(), NUMBERS.copy()
    fit(Dense(3, 2), inputs, targets, loss=mean_squared_error, optimizer=SGD(0.1), epochs=2, batch_size=batch_size)
    assert (inputs.tolist(), targets.tolist()) == (X.tolist(), NUMBERS.tolist())


def test_a_second_fit_goes_on_where_the_first_stopped():
    make, y, loss = MODELS["network"]
    once, twice = make(), make()
    fit(once, X, y, loss=loss, optimizer=SGD(0.1), epochs=6)
    for _ in range(2):
        fit(twice, X, y, loss=loss, optimizer=SGD(0.1), epochs=3)
    assert same_parameters(once, twice)


def test_float32_model_stays_float32():
    layer = Dense.from_weights(np.ones((3, 2), dtype=np.float32), np.zeros(2))
    inputs = X.astype(np.float32)
    fit(layer, inputs, NUMBERS, loss=mean_squared_error, optimizer=Adam(0.1), epochs=2, batch_size=3)
    assert layer(inputs).dtype == np.float32


def test_settings_have_names():
    with pytest.raises(TypeError, match="positional"):
        fit(Neuron([0.0, 0.0, 0.0]), X, LABELS, binary_cross_entropy, SGD(0.1), 1)
