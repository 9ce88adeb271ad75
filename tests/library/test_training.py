"""Training is a loop: forward, loss, backward, step; and the loop of this file must give the same bits."""

import sys
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from library_references import LOSS_OBJECTS, LOSSES, MAKERS, OPTIMIZERS

import neuronlib
from neuronlib import SGD, Dense, Network, Neuron, binary_cross_entropy, cross_entropy, fit, mean_squared_error
from neuronlib.activations import Activation

RNG = np.random.default_rng(12)
X = RNG.normal(size=(11, 3))
LABELS, NUMBERS = RNG.integers(0, 2, 11), RNG.normal(size=(11, 2))
ONE_HOT = np.eye(2)[LABELS]
THROUGH = Activation("identity", "z", lambda z: z, lambda z, _: np.ones_like(z))


def network(*activations, n_outputs=2):
    sizes = [3, *(5 for _ in activations[1:]), n_outputs]
    layers = zip(sizes, sizes[1:], activations, strict=False)
    return Network([Dense(n, m, activation, rng=i) for i, (n, m, activation) in enumerate(layers)])


CASES = {
    "neuron": (lambda: Neuron([0.1, -0.2, 0.3]), LABELS, binary_cross_entropy),
    "neuron of numbers": (lambda: Neuron([0.1, -0.2, 0.3], activation="tanh"), NUMBERS[:, 0], mean_squared_error),
    "layer": (lambda: Dense(3, 2, "softplus", rng=1), NUMBERS, mean_squared_error),
    "activation that hands on what it got": (lambda: Dense(3, 2, THROUGH, rng=1), NUMBERS, mean_squared_error),
    "targets in a row": (lambda: network("gelu", "sigmoid", n_outputs=1), LABELS, binary_cross_entropy),
    "soft targets": (lambda: network("elu", "sigmoid"), ONE_HOT * 0.8 + 0.1, binary_cross_entropy),
    "labels": (lambda: network("tanh", "relu", "softmax"), LABELS, cross_entropy),
    "one-hot rows": (lambda: network("leaky_relu", "softmax"), ONE_HOT, cross_entropy),
    "float32": (lambda: MAKERS["Network"]("tanh", np.float32), NUMBERS, mean_squared_error),
    "softmax of numbers": (lambda: network("silu", "softmax"), NUMBERS, mean_squared_error),
    **{
        name: (partial(network, "tanh", activation, n_outputs=3), y, LOSS_OBJECTS[name])
        for name, (y, _, activation, _) in LOSSES.items()
    },
}


def require_same_bits(arrays, others):
    for array, other in zip(arrays, others, strict=True):
        np.testing.assert_array_equal(array, other, strict=True)


def trained_by_hand(model, X, y, loss, optimizer, batch_size=None, epochs=6):
    """Train a model with public methods alone, and return the losses of every epoch, also those of the validation."""
    losses, held_out, rng, size = [], [], np.random.default_rng(5), batch_size or len(X)
    for _ in range(epochs):
        order, total = np.arange(len(X)) if size >= len(X) else rng.permutation(len(X)), 0.0
        for start in range(0, len(X), size):
            rows = order[start : start + size]
            outputs = model.forward(X[rows])
            total += loss(y[rows], outputs) * len(rows)
            model.backward(loss.gradient(y[rows], outputs))
            optimizer.step(model.parameters, model.parameter_gradients)
        losses.append(total / len(X))
        held_out.append(loss(y[:3], model(X[:3])))
    return losses, held_out


def require_the_loop_by_hand(make, X, y, loss, make_optimizer, batch_size=None, epochs=6):
    model, by_hand = make(), make()
    settings = {"optimizer": make_optimizer(), "epochs": epochs, "batch_size": batch_size, "rng": 5}
    history = fit(model, X, y, loss=loss, validation=(X[:3].tolist(), y[:3].tolist()), **settings)
    losses, held_out = trained_by_hand(by_hand, X, y, loss, make_optimizer(), batch_size, epochs)
    require_same_bits(model.parameters, by_hand.parameters)
    require_same_bits(model.parameter_gradients, by_hand.parameter_gradients)
    np.testing.assert_allclose(history.loss, losses, rtol=1e-14)
    assert history.validation_loss == held_out
    assert {type(loss) for loss in history.loss + history.validation_loss} == {float}
    assert model.parameters[0].any()


@pytest.mark.parametrize("batch_size", [None, 3])
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("name", CASES)
def test_fit_gives_the_bits_of_the_loop_by_hand(name, optimizer, batch_size):
    make, y, loss = CASES[name]
    require_the_loop_by_hand(make, X[: len(y)], y, loss, OPTIMIZERS[optimizer], batch_size)


@pytest.mark.parametrize("batch_size", [1, 3, 5, 10, np.int64(10), 11, np.int64(11), 12, 10**30])
def test_batches_of_any_size_are_those_of_the_loop_by_hand(batch_size):
    make, y, loss = CASES["labels"]
    require_the_loop_by_hand(make, X, y, loss, lambda: SGD(0.1), batch_size)


def test_a_seed_is_the_generator_made_of_it_and_gives_the_same_order_each_time():
    def trained(rng):
        model = CASES["labels"][0]()
        fit(model, X, LABELS, loss=cross_entropy, optimizer=SGD(0.1), epochs=2, batch_size=2, rng=rng)
        return [parameter.tolist() for parameter in model.parameters]

    generator = np.random.default_rng(5)
    first, *others = (trained(rng) for rng in (5, generator, generator, 6, None, None))
    assert trained(5) == first == others[0]
    assert all(one != other for i, one in enumerate(others) for other in others[:i])


def test_a_second_fit_goes_on_where_the_first_stopped():
    make, y, loss = CASES["labels"]
    for optimizer in OPTIMIZERS.values():
        once, twice, second = make(), make(), optimizer()
        fit(once, X, y, loss=loss, optimizer=optimizer(), epochs=6)
        for _ in range(2):
            fit(twice, X, y, loss=loss, optimizer=second, epochs=3)
        require_same_bits(once.parameters, twice.parameters)


def called(action):
    """Return the functions of the library that an action calls, as module.function."""
    functions, before = [], sys.getprofile()

    def note(frame, event, _):
        file = Path(frame.f_code.co_filename)
        if event == "call" and file.parent == Path(neuronlib.__file__).parent:
            functions.append(f"{file.stem}.{frame.f_code.co_qualname}")

    sys.setprofile(note)
    try:
        action()
    finally:
        sys.setprofile(before)
    return functions


@pytest.mark.parametrize("name", CASES)
def test_arguments_are_looked_at_once_and_not_at_every_step(name):
    make, y, loss = CASES[name]
    looks, settings = [], {"loss": loss, "optimizer": SGD(0.1), "batch_size": 4}
    for epochs in (2, 7):
        functions = called(lambda epochs=epochs: fit(make(), X[: len(y)], y, epochs=epochs, **settings))
        looks.append(sum(each.startswith(("validation.as_", "targets.as_")) for each in functions))
    assert looks[0] == looks[1] > 0


def test_a_reader_who_steps_into_forward_meets_few_functions():
    layer = Dense(3, 2, "relu", rng=0)
    functions = called(lambda: layer.forward(X))
    assert "dense.Dense.forward" in functions
    assert len(functions) <= 5, functions


class Doubling(Dense):
    """A layer of somebody else, with twice the outputs and twice the gradients of the inputs."""

    def __call__(self, X):
        return 2 * super().__call__(X)

    def forward(self, X):
        return 2 * super().forward(X)

    def backward(self, grad_output):
        return 2 * super().backward(grad_output)


class Plain:
    """An optimiser and a loss of somebody else, with what `fit` needs and no more."""

    def step(self, parameters, gradients):
        for parameter, gradient in zip(parameters, gradients, strict=True):
            parameter -= 0.1 * gradient

    def __call__(self, y_true, y_pred):
        return float(((y_pred - y_true) ** 2).mean())

    def gradient(self, y_true, y_pred):
        return 2 * (y_pred - y_true) / y_pred.size


OF_OTHERS = {
    "a layer": (lambda: Doubling(3, 2, "tanh", rng=0), mean_squared_error, OPTIMIZERS["Adam"]),
    "a layer in a network": (lambda: Network([Doubling(3, 2, "tanh", rng=0)]), mean_squared_error, OPTIMIZERS["Adam"]),
    "a loss": (CASES["layer"][0], Plain(), OPTIMIZERS["Adam"]),
    "an optimizer": (CASES["layer"][0], mean_squared_error, Plain),
}


@pytest.mark.parametrize("batch_size", [None, 4])
@pytest.mark.parametrize("what", OF_OTHERS)
def test_what_somebody_else_has_written_takes_part(what, batch_size):
    make, loss, optimizer = OF_OTHERS[what]
    require_the_loop_by_hand(make, X, NUMBERS, loss, optimizer, batch_size)
