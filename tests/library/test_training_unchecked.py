"""Training does not look at the same numbers at every stage; nobody may notice, but for the time it takes."""

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
from neuronlib.activations import Activation

RNG = np.random.default_rng(3)
X = RNG.normal(size=(11, 3))
LABELS, NUMBERS = RNG.integers(0, 2, 11), RNG.normal(size=(11, 2))
ONE_HOT = np.eye(2)[LABELS]


def network(*activations, n_outputs=2):
    sizes = [3, *(5 for _ in activations[1:]), n_outputs]
    layers = zip(sizes, sizes[1:], activations, strict=False)
    return Network([Dense(n, m, activation, rng=i) for i, (n, m, activation) in enumerate(layers)])


CASES = {
    "neuron": (lambda: Neuron([0.1, -0.2, 0.3]), LABELS, binary_cross_entropy),
    "neuron of numbers": (lambda: Neuron([0.1, -0.2, 0.3], activation="tanh"), NUMBERS[:, 0], mean_squared_error),
    "layer": (lambda: Dense(3, 2, "softplus", rng=1), NUMBERS, mean_squared_error),
    "targets in a row": (lambda: network("gelu", "sigmoid", n_outputs=1), LABELS, binary_cross_entropy),
    "soft targets": (lambda: network("elu", "sigmoid"), ONE_HOT * 0.8 + 0.1, binary_cross_entropy),
    "labels": (lambda: network("tanh", "relu", "softmax"), LABELS, cross_entropy),
    "one-hot rows": (lambda: network("leaky_relu", "softmax"), ONE_HOT, cross_entropy),
    "softmax of numbers": (lambda: network("silu", "softmax"), NUMBERS, mean_squared_error),
}


@pytest.fixture
def refusing(monkeypatch):
    """Let no public method take part that training could call at every step."""

    def refuse(*_arguments):
        raise AssertionError("a step has gone through a public method")

    for owner, method in [(Neuron, "forward"), (Dense, "forward"), (Dense, "backward"), (SGD, "step"), (Adam, "step")]:
        monkeypatch.setattr(owner, method, refuse)


def trained(make, y, loss, optimizer, batch_size=4, epochs=6):
    model = make()
    history = fit(model, X, y, loss=loss, optimizer=optimizer, epochs=epochs, batch_size=batch_size, rng=5)
    return model, history


def trained_by_hand(make, y, loss, optimizer, batch_size=4, epochs=6):
    model, losses, rng = make(), [], np.random.default_rng(5)
    for _ in range(epochs):
        order = rng.permutation(len(X))
        total = 0.0
        for start in range(0, len(X), batch_size):
            rows = order[start : start + batch_size]
            outputs = model.forward(X[rows])
            total += loss(y[rows], outputs) * len(rows)
            model.backward(loss.gradient(y[rows], outputs))
            optimizer.step(model.parameters, model.parameter_gradients)
        losses.append(total / len(X))
    return model, losses


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("name", CASES)
def test_batches_give_the_bits_of_the_loop_by_hand(name, optimizer):
    model, history = trained(*CASES[name], OPTIMIZERS[optimizer]())
    by_hand, losses = trained_by_hand(*CASES[name], OPTIMIZERS[optimizer]())
    for parameter, expected in zip(model.parameters, by_hand.parameters, strict=True):
        np.testing.assert_array_equal(parameter, expected)
    for gradient, expected in zip(model.parameter_gradients, by_hand.parameter_gradients, strict=True):
        np.testing.assert_array_equal(gradient, expected)
    np.testing.assert_allclose(history.loss, losses, rtol=1e-14)


@pytest.mark.parametrize("batch_size", [None, 4])
@pytest.mark.parametrize("name", CASES)
def test_no_step_goes_through_the_public_methods(name, batch_size, refusing):
    trained(*CASES[name], SGD(0.1), batch_size)


def test_a_step_through_the_public_methods_would_be_noticed(refusing):
    with pytest.raises(AssertionError, match="public method"):
        Dense(3, 2).forward(X)


def test_large_steps_give_the_bits_of_the_loop_by_hand():
    inputs, labels = RNG.normal(size=(1100, 60)), RNG.integers(0, 10, 1100)
    models = [Network([Dense(60, 600, "tanh", rng=0), Dense(600, 10, "softmax", rng=1)]) for _ in range(2)]
    fit(models[0], inputs, labels, loss=cross_entropy, optimizer=Adam(), epochs=2)
    optimizer = Adam()
    for _ in range(2):
        models[1].backward(cross_entropy.gradient(labels, models[1].forward(inputs)))
        optimizer.step(models[1].parameters, models[1].parameter_gradients)
    for parameter, expected in zip(models[0].parameters, models[1].parameters, strict=True):
        np.testing.assert_array_equal(parameter, expected)


def test_an_optimizer_goes_on_by_hand_where_fit_has_stopped():
    one, other = Adam(0.1), Adam(0.1)
    make, y, loss = CASES["labels"]
    model, _ = trained(make, y, loss, one, batch_size=None, epochs=2)
    by_hand, _ = trained(make, y, loss, other, batch_size=None, epochs=1)
    by_hand.backward(loss.gradient(y, by_hand.forward(X)))
    other.step(by_hand.parameters, by_hand.parameter_gradients)
    assert all(np.array_equal(p, q) for p, q in zip(model.parameters, by_hand.parameters, strict=True))


class Loud(Dense):
    """A layer of somebody else."""

    calls = 0

    def forward(self, X):
        Loud.calls += 1
        return super().forward(X)


def test_the_method_of_a_subclass_is_called():
    Loud.calls = 0
    fit(Network([Loud(3, 2)]), X, NUMBERS, loss=mean_squared_error, optimizer=SGD(0.1), epochs=2, batch_size=4)
    assert Loud.calls == 6


def test_a_model_of_somebody_else_has_the_same_losses():
    histories = [
        fit(Network([layer(3, 2, rng=0)]), X, NUMBERS, loss=mean_squared_error, optimizer=SGD(0.1), epochs=3)
        for layer in (Loud, Dense)
    ]
    np.testing.assert_allclose(histories[0].loss, histories[1].loss, rtol=1e-14)


@pytest.mark.parametrize(
    ("activation", "y", "loss", "message"),
    [
        ("tanh", LABELS, binary_cross_entropy, "y_pred must lie between 0 and 1"),
        ("relu", ONE_HOT, cross_entropy, "y_pred must have rows that sum to 1"),
        ("sigmoid", LABELS, cross_entropy, "y_pred must have rows that sum to 1"),
    ],
)
def test_outputs_that_do_not_fit_the_loss_are_refused_as_by_hand(activation, y, loss, message):
    model = network(activation, n_outputs=1 if loss is binary_cross_entropy else 2)
    with pytest.raises(ValueError, match=f"in epoch 1 of 2: {message}"):
        fit(model, X, y, loss=loss, optimizer=SGD(0.1), epochs=2)


@pytest.mark.parametrize("part", ["model", "layer", "optimizer"])
def test_a_method_that_somebody_has_replaced_is_called(part):
    model, optimizer, calls = network("tanh", "identity"), SGD(0.1), []
    owner, method = {
        "model": (model, "forward"),
        "layer": (model.layers[0], "backward"),
        "optimizer": (optimizer, "step"),
    }[part]
    original = getattr(owner, method)

    def replaced(*arguments):
        calls.append(arguments)
        return original(*arguments)

    setattr(owner, method, replaced)
    fit(model, X, NUMBERS, loss=mean_squared_error, optimizer=optimizer, epochs=3)
    assert len(calls) == 3


@pytest.mark.parametrize("name", ["identity", "through"])
def test_an_activation_of_somebody_else_may_hand_on_what_it_got(name):
    through = Activation(name, "z", lambda z: z, lambda z, _: np.ones_like(z))
    model, expected = Dense(3, 2, through, rng=0), Dense(3, 2, rng=0)
    histories = [
        fit(each, X, NUMBERS, loss=mean_squared_error, optimizer=SGD(0.1), epochs=3, batch_size=4, rng=0)
        for each in (model, expected)
    ]
    np.testing.assert_allclose(histories[0].loss, histories[1].loss, rtol=1e-14)


def test_an_overflow_is_named_as_by_the_public_methods_and_parameters_stay_finite():
    layer = Dense.from_weights([[1e200], [0.0], [0.0]], [0.0])
    before = layer.weights.copy()
    with pytest.raises(ValueError, match="in epoch 1 of 3: the loss must fit float64"):
        fit(layer, 1e5 * X, LABELS, loss=mean_squared_error, optimizer=SGD(1e-300), epochs=3, batch_size=4)
    np.testing.assert_array_equal(layer.weights, before)


def test_an_overflow_on_the_way_is_found_even_where_the_output_hides_it():
    layer = Dense.from_weights([[-1e300], [0.0], [0.0]], [0.0], "relu")
    with pytest.raises(ValueError, match="in epoch 1 of 2: the preactivation of X must fit float64"):
        fit(layer, np.full((4, 3), 1e10), np.zeros(4), loss=mean_squared_error, optimizer=SGD(0.1), epochs=2)


def test_parameters_that_overflow_are_refused_in_their_epoch():
    layer = Dense.from_weights([[0.0], [0.0], [0.0]], [0.0])
    with pytest.raises(ValueError, match="in epoch 1 of 9: parameters after the step must fit float64"):
        fit(layer, np.ones((4, 3)), np.full(4, -1e10), loss=mean_squared_error, optimizer=SGD(1e305), epochs=9)


def test_parameters_that_overflow_are_what_is_refused_also_if_a_batch_follows():
    layer = Dense.from_weights([[0.0], [0.0], [0.0]], [0.0])
    with pytest.raises(ValueError, match="in epoch 1 of 1: parameters after the step must fit float64"):
        fit(
            layer,
            np.ones((4, 3)),
            np.full(4, -1e10),
            loss=mean_squared_error,
            optimizer=SGD(1e305),
            epochs=1,
            batch_size=2,
        )


@pytest.mark.parametrize("name", ["AdaGrad", "RMSProp", "Adam"])
def test_a_memory_that_overflows_is_refused(name):
    layer, inputs = Dense.from_weights([[0.0]], [0.0]), np.full((4, 1), 1e160)
    with pytest.raises(ValueError, match="parameters after the step must fit float64"):
        fit(layer, inputs, np.ones(4), loss=mean_squared_error, optimizer=OPTIMIZERS[name](), epochs=1)


def test_numbers_whose_squares_overflow_are_no_overflow():
    layer = Dense.from_weights([[1e160], [0.0], [0.0]], [0.0], "sigmoid")
    history = fit(layer, np.ones((4, 3)), np.ones(4), loss=binary_cross_entropy, optimizer=SGD(0.1), epochs=2)
    assert history.loss == [0.0, 0.0]
    assert not np.signbit(history.loss[0])


def test_the_arrays_of_a_model_are_its_own_again_after_an_error():
    model = network("tanh", "sigmoid")
    arrays = model.parameters
    with pytest.raises(ValueError, match="in epoch 1 of 2: y_true must lie between 0 and 1"):
        fit(
            model,
            X,
            ONE_HOT,
            loss=binary_cross_entropy,
            optimizer=SGD(0.1),
            epochs=2,
            validation=(X, 2 * ONE_HOT),
        )
    assert all(now is before for now, before in zip(model.parameters, arrays, strict=True))
    assert not np.array_equal(arrays[0], network("tanh", "sigmoid").parameters[0])


def test_parameters_that_cannot_be_changed_are_refused_and_not_changed():
    layer = Dense(3, 2, rng=0)
    layer.weights.flags.writeable = False
    with pytest.raises(ValueError, match="parameters must be arrays that can be updated in place"):
        fit(layer, X, NUMBERS, loss=mean_squared_error, optimizer=SGD(0.1), epochs=1)
    np.testing.assert_array_equal(layer.weights, Dense(3, 2, rng=0).weights)


@pytest.mark.parametrize("activation", ["tanh", "softmax"])
def test_a_layer_may_be_wider_than_what_is_computed_at_a_time(activation):
    layer, inputs, targets = Dense(1, 40_000, activation, rng=0), np.ones((3, 1)), np.zeros((3, 40_000))
    by_hand = Dense(1, 40_000, activation, rng=0)
    fit(layer, inputs, targets, loss=mean_squared_error, optimizer=SGD(0.1), epochs=1)
    by_hand.backward(mean_squared_error.gradient(targets, by_hand.forward(inputs)))
    SGD(0.1).step(by_hand.parameters, by_hand.parameter_gradients)
    np.testing.assert_array_equal(layer.weights, by_hand.weights)
