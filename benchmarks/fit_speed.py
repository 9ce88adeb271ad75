"""How long `fit` takes beside hand-written NumPy, PyTorch and scikit-learn: same network, batch, optimiser and type.

Also how its time grows with the examples and with the hidden units.
"""

import warnings
from collections.abc import Callable

import by_hand
import in_pytorch
import numpy as np
from ratios import Ratio, compare, record
from sklearn.neural_network import MLPClassifier

from neuronlib import SGD, Dense, Network, binary_cross_entropy, cross_entropy, fit, load_digits, make_moons


def model(sizes: tuple[int, int, int], activation: str, dtype: type) -> Network:
    """Return a network with an output for yes or no, or one a class."""
    last = "sigmoid" if sizes[-1] == 1 else "softmax"
    layers = [Dense(sizes[0], sizes[1], activation, rng=0), Dense(sizes[1], sizes[2], last, rng=1)]
    return Network(
        [Dense.from_weights(*(p.astype(dtype) for p in each.parameters), each.activation) for each in layers]
    )


def compare_fit(
    what: str, sizes: tuple[int, int, int], activation: str, X: np.ndarray, y: np.ndarray, epochs: int, batch_size: int
) -> list[Ratio]:
    """Return the time of `fit` beside the others'."""
    rate, loss = 0.1, binary_cross_entropy if sizes[-1] == 1 else cross_entropy
    last = "sigmoid" if sizes[-1] == 1 else "softmax"
    settings = {"learning_rate": rate, "epochs": epochs, "batch_size": batch_size}
    start = model(sizes, activation, X.dtype.type)

    def ours() -> None:
        layers = [Dense.from_weights(*(p.copy() for p in each.parameters), each.activation) for each in start.layers]
        fit(Network(layers), X, y, loss=loss, optimizer=SGD(rate), epochs=epochs, batch_size=batch_size, rng=0)

    def numpy() -> None:
        by_hand.train([p.copy() for p in start.parameters], activation, X, y, rng=0, **settings)

    def pytorch() -> None:
        in_pytorch.train(sizes, [activation, last], X, y, **settings)

    def scikit_learn() -> None:
        MLPClassifier(
            sizes[1:-1], activation=activation, solver="sgd", momentum=0, nesterovs_momentum=False, alpha=0,
            learning_rate_init=rate, batch_size=batch_size, max_iter=epochs, tol=0, n_iter_no_change=epochs + 1,
            random_state=0,
        ).fit(X, y)  # fmt: skip

    return compare(what, ours, {"NumPy by hand": numpy, "PyTorch": pytorch, "scikit-learn": scikit_learn})


def growth(what: str, times: int, task: Callable[[int], Callable[[], object]]) -> list[Ratio]:
    """Return how long many take beside few, divided by how many times as many they are: at most 1 is linear."""
    return compare(
        f"{what}, {times} times as many", task(times), {f"{times} times few": lambda: [task(1)() for _ in range(times)]}
    )


def train_moons(n_samples: int, n_hidden: int) -> Callable[[], object]:
    """Return a training on moons."""
    X, y = make_moons(n_samples, rng=0)

    def task() -> None:
        network = model((2, n_hidden, 1), "tanh", np.float64)
        fit(network, X, y, loss=binary_cross_entropy, optimizer=SGD(0.1), epochs=50)

    return task


def main() -> None:
    """Measure and record."""
    warnings.simplefilter("ignore")  # scikit-learn says that it has not converged
    moons, labels = make_moons(200, rng=0)
    digits, digit_labels = load_digits()
    rng = np.random.default_rng(0)
    large, classes = rng.normal(size=(2560, 784)), rng.integers(0, 10, 2560)
    ratios = [
        *compare_fit("fit 2-16-1 on moons, all at once", (2, 16, 1), "tanh", moons, labels.astype(int), 300, 200),
        *compare_fit(
            "fit 64-64-10 on digits, batch 32", (64, 64, 10), "relu", digits / 16, digit_labels.astype(int), 5, 32
        ),
        *compare_fit("fit 784-256-10, batch 128, float64", (784, 256, 10), "relu", large, classes, 2, 128),
        *compare_fit(
            "fit 784-256-10, batch 128, float32", (784, 256, 10), "relu", large.astype(np.float32), classes, 2, 128
        ),
        *growth("fit, examples", 32, lambda times: train_moons(1_000 * times, 16)),
        *growth("fit, hidden units", 32, lambda times: train_moons(1_000, 16 * times)),
    ]
    record("Training", ratios, ["numpy", "torch", "scikit-learn"])


if __name__ == "__main__":
    main()
