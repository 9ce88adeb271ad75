"""The playground's training against the library's, from the same examples and starting weights."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from playgrounds import compute
from playwright.sync_api import Page

from neuronlib import SGD, Dense, Network, binary_cross_entropy, fit, load_penguins
from neuronlib.activations import ELEMENTWISE
from neuronlib.validation import Array
from publishing.playground_data import DATA_SETS, N_STARTS

EPOCHS = 200
# With rates of 3 and more, training may be chaotic: it magnifies the rounding of sums, which NumPy adds up
# in another order, until the losses of 200 epochs have no digit in common.
RATES = [0.03, 0.3, 1.0]
NAMES = ["x1", "x2", "square1", "square2", "product", "sine1", "sine2"]
SETTINGS = {"second": 0, "batch": "all", "l2": 0, "noise": "usual", "start": 0, "inputs": NAMES[:2]}
LOADING = "loading examples training generator training-settings network"
TRAINED = """(async ([settings, epochs]) => {
  const training = new m.Training(await m.loadData(), settings);
  training.advance(epochs);
  const { losses, heldOutLosses, layers, overflow } = training;
  return { losses, heldOutLosses, layers, overflow };
})(given)"""
EXAMPLES = "m.loadData().then((data) => given.map(([settings, seed]) => m.examplesOf(data, settings, seed)))"
ORDERS = """m.loadData().then(({ shuffling }) => given.map((start) => {
  const generator = new m.Generator(shuffling[start]);
  return [100, 100, 7, 100].map((size) => generator.permutation(size));
}))"""
SPIRALS = """m.loadData().then((data) => {
  const training = new m.Training(data, { ...m.START, ...m.FOR_SPIRALS, data: "spirals", start: given });
  training.advance(400);
  const { layers, examples: { X, y } } = training;
  return X.filter((x, i) => m.classOf(layers, x) === y[i]).length;
})"""
LAYERS = '[m.layer(given[0][0], "identity"), m.layer(given[0][1], "sigmoid")]'
STEP = f"m.stepped({LAYERS}, given[1], 1) ?? null"
LOSS = f"m.loss({LAYERS}, given[1])"


class SGDWithL2(SGD):
    """Gradient descent on the loss and l2 / 2 times the squares of all weights."""

    def __init__(self, learning_rate: float, l2: float) -> None:
        super().__init__(learning_rate)
        self.l2 = l2

    def step(self, parameters: Any, gradients: Any) -> None:
        super().step(parameters, [g + self.l2 * (p.ndim == 2) * p for p, g in zip(parameters, gradients, strict=True)])


def examples(seed: int, data: str, noise: float | str = "usual", **_: Any) -> tuple[Array, Any]:
    """Return the points to learn from, of seed 0, or those held out, of seed 1, with their labels."""
    if data == "penguins":
        beaks, species = load_penguins()
        rows = np.random.default_rng(0).permutation(342)[100 * seed :][:100]
        return ((beaks - beaks.mean(axis=0)) / beaks.std(axis=0))[rows], (species == 1)[rows].astype(int)
    return DATA_SETS[data](100, **({} if noise == "usual" else {"noise": noise}), rng=seed)


def inputs_of(points: Array, names: list[str]) -> Array:
    """Return what the network gets of the points."""
    x1, x2 = points.T
    columns = [x1, x2, x1**2, x2**2, x1 * x2, np.sin(np.pi * x1), np.sin(np.pi * x2)]
    return np.column_stack([columns[NAMES.index(name)] for name in names])


def train(epochs: int, **settings: Any) -> tuple[list[float], float, Network]:
    """Return the losses before each step and after the last one, that of held-out points, and the network."""
    settings = SETTINGS | settings
    (X, y), (X_new, y_new) = [
        (inputs_of(points, settings["inputs"]), labels)
        for points, labels in (examples(seed, **settings) for seed in (0, 1))
    ]
    sizes = [X.shape[1], settings["units"], *([settings["second"]] if settings["second"] else []), 1]
    names = [settings["activation"]] * (len(sizes) - 2) + ["sigmoid"]
    network = Network(
        [Dense(*sizes[i : i + 2], name, rng=settings["start"] + i) for i, name in enumerate(names)],
    )
    optimizer = SGDWithL2(settings["rate"], settings["l2"]) if settings["l2"] else SGD(settings["rate"])
    training: dict[str, Any] = {"loss": binary_cross_entropy, "optimizer": optimizer, "epochs": epochs}
    if settings["batch"] == "all":
        losses = fit(network, X, y, **training).loss
    else:
        losses = [binary_cross_entropy(y, network(X))]

        def note(*_: Any) -> None:
            losses.append(binary_cross_entropy(y, network(X)))

        fit(network, X, y, **training, batch_size=settings["batch"], callback=note, rng=settings["start"])
        losses.pop()
    return [*losses, binary_cross_entropy(y, network(X))], binary_cross_entropy(y_new, network(X_new)), network


def in_the_page(page: Page, epochs: int, **settings: Any) -> dict[str, Any]:
    """Return the same of the playground."""
    result: dict[str, Any] = compute(page, LOADING, TRAINED, [SETTINGS | settings, epochs])
    return result


def require_same(page: Page, **settings: Any) -> None:
    """Compare every loss of a training, and the weights in the end."""
    result = in_the_page(page, EPOCHS, **settings)
    losses, held_out, network = train(EPOCHS, **settings)
    np.testing.assert_allclose(result["losses"], losses, rtol=0, atol=1e-9, err_msg=str(settings))
    assert result["heldOutLosses"][-1] == pytest.approx(held_out, abs=1e-9), settings
    for ours, theirs in zip(result["layers"], network.layers, strict=True):
        np.testing.assert_allclose(ours["weights"], theirs.weights, rtol=0, atol=1e-9, err_msg=str(settings))
        np.testing.assert_allclose(ours["biases"], theirs.biases, rtol=0, atol=1e-9, err_msg=str(settings))


def test_the_examples_are_those_of_the_library_to_the_last_digit(calculator: Page) -> None:
    noises = dict.fromkeys(DATA_SETS, ("usual", 0, 0.3)) | {"penguins": ("usual",)}
    cases = [(data, noise, seed) for data in noises for noise in noises[data] for seed in (0, 1)]
    given = [({"data": data, "noise": noise, "inputs": NAMES}, seed) for data, noise, seed in cases]
    for (data, noise, seed), found in zip(cases, compute(calculator, LOADING, EXAMPLES, given), strict=True):
        points, labels = examples(seed, data, noise)
        assert np.array_equal(found["points"], points), (data, noise, seed)
        assert found["y"] == labels.tolist(), (data, noise, seed)
        np.testing.assert_allclose(found["X"], inputs_of(points, NAMES), rtol=0, atol=1e-15)


def test_the_batches_are_shuffled_as_numpy_shuffles(calculator: Page) -> None:
    generators = map(np.random.default_rng, range(N_STARTS))
    expected = [[each.permutation(size).tolist() for size in (100, 100, 7, 100)] for each in generators]
    assert compute(calculator, LOADING, ORDERS, list(range(N_STARTS))) == expected


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("data", [*DATA_SETS, "penguins"])
def test_every_loss_of_200_epochs_agrees_with_fit(calculator: Page, data: str, rate: float) -> None:
    for i, activation in enumerate(ELEMENTWISE):
        units = 1 + (i + 3 * [*DATA_SETS, "penguins"].index(data)) % 8
        require_same(calculator, data=data, units=units, activation=activation, rate=rate)


@pytest.mark.parametrize(
    "more",
    [
        {"second": 3},
        {"second": 8, "start": 9, "activation": "gelu"},
        {"batch": 25},
        {"batch": 30, "start": 4},
        {"batch": 1, "rate": 0.03},
        {"l2": 0.01},
        {"l2": 0.1, "batch": 10, "second": 2},
        {"noise": 0.5, "start": 7},
        {"inputs": ["product"]},
        {"inputs": NAMES, "second": 5, "l2": 0.001, "batch": 50, "noise": 0, "start": 3},
    ],
    ids=str,
)
def test_with_other_settings_every_loss_agrees_too(calculator: Page, more: dict[str, Any]) -> None:
    require_same(calculator, **{"data": "moons", "units": 4, "activation": "tanh", "rate": 0.3} | more)


@pytest.mark.parametrize("start", [0, 3])
def test_the_settings_for_spirals_tell_them_apart_within_a_minute(calculator: Page, start: int) -> None:
    """In 400 epochs: at two a picture a minute holds them with four pictures a second, and at 100 a second, too."""
    assert compute(calculator, LOADING, SPIRALS, start) == 100


@pytest.mark.parametrize(
    "settings",
    [
        {"data": "xor", "units": 8, "activation": "identity", "rate": 30.0},
        {"data": "moons", "units": 1, "activation": "identity", "rate": 30.0},
        {"data": "circles", "units": 3, "activation": "identity", "rate": 30.0},
        {"data": "spirals", "units": 8, "activation": "identity", "rate": 30.0},
    ],
)
def test_a_training_that_overflows_ends_in_the_last_state_with_a_loss(
    calculator: Page, settings: dict[str, Any]
) -> None:
    result = in_the_page(calculator, EPOCHS, **settings)
    with pytest.raises(ValueError, match=f"in epoch {result['overflow']} of {EPOCHS}: "):
        train(**settings, epochs=EPOCHS)
    n_good = len(result["losses"]) - 1
    losses, _, network = train(**settings, epochs=n_good)
    np.testing.assert_allclose(result["losses"], losses, rtol=1e-9)
    for ours, theirs in zip(result["layers"], network.layers, strict=True):
        np.testing.assert_allclose(ours["weights"], theirs.weights, rtol=1e-9)
    with pytest.raises(ValueError, match="must fit float64"):
        train(**settings, epochs=n_good + 1)


@pytest.mark.parametrize("target", [0, 1])
def test_a_step_is_as_long_as_the_mistake_is_large_however_sure_the_network_is(calculator: Page, target: int) -> None:
    for z in [sign * size for size in (3.0, 37.0, 40.0, 100.0, 700.0, 1e300) for sign in (1, -1)]:
        X, y = [[z, 0.0]], [target]
        network = Network([Dense.from_weights([[1.0], [0.0]], [0.0]), Dense.from_weights([[1.0]], [0.0], "sigmoid")])
        mistake = network(X).item() - target
        stepped = compute(calculator, "network", STEP, [[[[1.0], [0.0]], [[1.0]]], {"X": X, "y": y}])
        assert stepped[1]["biases"] == [pytest.approx(-mistake, abs=1e-15)], z
        fit(network, X, y, loss=binary_cross_entropy, optimizer=SGD(1.0), epochs=1)
        np.testing.assert_allclose(stepped[0]["biases"], network.layers[0].biases, rtol=1e-14)


def test_a_gradient_for_the_inputs_that_overflows_is_nobodys(calculator: Page) -> None:
    """The step itself fits: only the gradient for the inputs does not, and training needs none."""
    hidden, output = [[1e308], [0.0]], [[100.0]]
    network = Network([Dense.from_weights(hidden, [0.0]), Dense.from_weights(output, [0.0], "sigmoid")])
    X, y = [[1e-311, 0.0], [-1e-311, 0.0]], [0, 1]
    fit(network, X, y, loss=binary_cross_entropy, optimizer=SGD(1.0), epochs=1)
    stepped = compute(calculator, "network", STEP, [[hidden, output], {"X": X, "y": y}])
    assert stepped is not None
    np.testing.assert_allclose(stepped[0]["weights"], network.layers[0].weights)


def test_a_certain_mistake_costs_what_it_costs_in_the_library(calculator: Page) -> None:
    X, y = [[1000.0, 0.0], [-1000.0, 0.0], [30.0, 0.0]], [0, 1, 1]
    network = Network([Dense.from_weights([[1.0], [0.0]], [0.0]), Dense.from_weights([[1.0]], [0.0], "sigmoid")])
    ours = compute(calculator, "network", LOSS, [[[[1.0], [0.0]], [[1.0]]], {"X": X, "y": y}])
    np.testing.assert_allclose(ours, binary_cross_entropy(y, network(X)), rtol=1e-14)
