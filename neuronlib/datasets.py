"""Data to learn from: small two-class patterns made on the spot, real digits, real penguins and first names."""

from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from neuronlib.settings import LARGEST_SIZE, Rng, as_generator, as_number, whole_number
from neuronlib.validation import Array, require_in_range, shown

Examples = tuple[Array, NDArray[np.intp]]


def make_blobs(n_samples: int = 200, noise: float = 0.5, rng: Rng = None) -> Examples:
    """Return two round clouds around (-1, -1) and (1, 1): a straight line all but separates them.

    Parameters
    ----------
    n_samples : int, default 200
        At least 2; each class has half of them.
    noise : float, default 0.5
        Standard deviation of the normal noise on both coordinates, at least 0.
    rng : int, numpy.random.Generator or None
        Source of the noise and of the order.

    Returns
    -------
    X : array of shape (n_samples, 2)
        The points.
    y : array of 0 and 1, of shape (n_samples,)
        Their labels.

    Raises
    ------
    TypeError or ValueError
        If an argument is of another type or too small, `n_samples` is beyond what an array can hold,
        or the noise makes a number overflow.

    Examples
    --------
    >>> from neuronlib import make_blobs
    >>> X, y = make_blobs(100, rng=0)
    >>> print(X.shape, y.sum())
    (100, 2) 50
    >>> print(X[0].round(3), y[:5])
    [1.795 0.372] [1 0 0 0 1]
    >>> X, y = make_blobs(3, noise=0.0, rng=0)
    >>> print(X, y, make_blobs(rng=0)[0].shape)
    [[ 1.  1.]
     [-1. -1.]
     [-1. -1.]] [1 0 0] (200, 2)
    >>> make_blobs(noise=-1.0)
    Traceback (most recent call last):
        ...
    ValueError: noise must be at least 0, got -1.0
    >>> make_blobs(1)
    Traceback (most recent call last):
        ...
    ValueError: n_samples must be at least 2, got 1
    >>> make_blobs(10, rng=-1)
    Traceback (most recent call last):
        ...
    ValueError: rng must be a seed of at least 0 or a numpy.random.Generator, got -1
    >>> make_blobs(10, rng=True)
    Traceback (most recent call last):
        ...
    TypeError: rng must be a seed of at least 0 or a numpy.random.Generator, got True
    """
    y, _ = _classes(n_samples)
    centres = np.where(y == 1, 1.0, -1.0)
    return _finish(np.column_stack([centres, centres]), y, noise, rng)


def make_moons(n_samples: int = 200, noise: float = 0.1, rng: Rng = None) -> Examples:
    """Return two half circles that reach into each other; otherwise as `make_blobs`.

    Examples
    --------
    >>> import numpy as np
    >>> from neuronlib import make_moons
    >>> X, y = make_moons(6, noise=0.0, rng=0)
    >>> for point, label in zip(X, y, strict=True):
    ...     print([f"{x:.3f}" for x in point.round(3) + 0.0], label)
    ['-0.500', '0.250'] 1
    ['-1.500', '-0.250'] 0
    ['1.500', '0.250'] 1
    ['0.500', '-0.750'] 1
    ['0.500', '-0.250'] 0
    ['-0.500', '0.750'] 0
    >>> X, y = make_moons(rng=0)
    >>> print(X.shape, f"{np.abs(X).max():.3f}")
    (200, 2) 1.624
    """
    y, t = _classes(n_samples)
    angle = np.pi * t
    upper = np.column_stack([np.cos(angle) - 0.5, np.sin(angle) - 0.25])
    lower = np.column_stack([0.5 - np.cos(angle), 0.25 - np.sin(angle)])
    return _finish(np.where(y[:, None] == 1, lower, upper), y, noise, rng)


def make_circles(n_samples: int = 200, noise: float = 0.1, rng: Rng = None) -> Examples:
    """Return a ring of radius 1 (class 0) around one of radius 0.4; otherwise as `make_blobs`.

    Examples
    --------
    >>> import numpy as np
    >>> from neuronlib import make_circles
    >>> X, y = make_circles(6, noise=0.0, rng=0)
    >>> for point, label in zip(X, y, strict=True):
    ...     print([f"{x:.3f}" for x in point.round(3) + 0.0], label)
    ['0.400', '0.000'] 1
    ['-0.500', '-0.866'] 0
    ['-0.200', '-0.346'] 1
    ['-0.200', '0.346'] 1
    ['1.000', '0.000'] 0
    ['-0.500', '0.866'] 0
    >>> X, y = make_circles(rng=0)
    >>> print(X.shape, f"{np.abs(X).max():.3f}")
    (200, 2) 1.375
    """
    y, t = _classes(n_samples, endpoint=False)
    radius = np.where(y == 1, 0.4, 1.0)
    angle = 2 * np.pi * t
    return _finish(np.column_stack([radius * np.cos(angle), radius * np.sin(angle)]), y, noise, rng)


def make_xor(n_samples: int = 200, noise: float = 0.2, rng: Rng = None) -> Examples:
    """Return four clouds around (±1, ±1), class 1 where signs differ; otherwise as `make_blobs`.

    Examples
    --------
    >>> import numpy as np
    >>> from neuronlib import make_xor
    >>> X, y = make_xor(6, noise=0.0, rng=0)
    >>> for point, label in zip(X, y, strict=True):
    ...     print([f"{x:.3f}" for x in point.round(3) + 0.0], label)
    ['-1.000', '1.000'] 1
    ['1.000', '1.000'] 0
    ['-1.000', '1.000'] 1
    ['1.000', '-1.000'] 1
    ['1.000', '1.000'] 0
    ['-1.000', '-1.000'] 0
    >>> X, y = make_xor(rng=0)
    >>> print(X.shape, f"{np.abs(X).max():.3f}")
    (200, 2) 1.613
    """
    y, _ = _classes(n_samples)
    first = np.where(np.arange(len(y)) % 2 == 0, 1.0, -1.0)
    second = np.where(y == 1, -first, first)
    return _finish(np.column_stack([first, second]), y, noise, rng)


def make_spirals(n_samples: int = 200, noise: float = 0.03, rng: Rng = None) -> Examples:
    """Return two arms that wind once and a half around the origin; otherwise as `make_blobs`.

    Examples
    --------
    >>> import numpy as np
    >>> from neuronlib import make_spirals
    >>> X, y = make_spirals(6, noise=0.0, rng=0)
    >>> for point, label in zip(X, y, strict=True):
    ...     print([f"{x:.3f}" for x in point.round(3) + 0.0], label)
    ['-0.100', '0.000'] 1
    ['-1.000', '0.000'] 0
    ['1.000', '0.000'] 1
    ['0.000', '0.550'] 1
    ['0.100', '0.000'] 0
    ['0.000', '-0.550'] 0
    >>> X, y = make_spirals(rng=0)
    >>> print(X.shape, f"{np.abs(X).max():.3f}")
    (200, 2) 1.026
    """
    y, t = _classes(n_samples)
    radius = 0.1 + 0.9 * t
    angle = 3 * np.pi * t + np.pi * y
    return _finish(np.column_stack([radius * np.cos(angle), radius * np.sin(angle)]), y, noise, rng)


def load_digits() -> Examples:
    """Return 1,797 handwritten digits of 8 by 8 pixels, with what each one is.

    Returns
    -------
    X : array of shape (1797, 64)
        Grey levels from 0 (empty) to 16, row by row; ``X[0].reshape(8, 8)`` is the first picture.
    y : integer array of shape (1797,)
        The digit, 0 to 9.

    References
    ----------
    Alpaydin and Kaynak, *Optical Recognition of Handwritten Digits* (test set),
    UCI Machine Learning Repository, 1998, doi:10.24432/C50P49, CC BY 4.0.

    Examples
    --------
    >>> from neuronlib import load_digits
    >>> X, y = load_digits()
    >>> print(X.shape, X.max(), y[:5])
    (1797, 64) 16.0 [0 1 2 3 4]
    """
    return _load("digits")


def load_penguins() -> Examples:
    """Return the bills of 342 penguins from the Palmer Archipelago, with the species of each bird.

    Returns
    -------
    X : array of shape (342, 2)
        Length and depth (height at the base) of the bill, in mm.
    y : integer array of shape (342,)
        The species: 0 is Adélie (151 birds), 1 Chinstrap (68), 2 Gentoo (123).

    References
    ----------
    Horst, Hill and Gorman, *palmerpenguins*, 2020, doi:10.5281/zenodo.3960218, CC0
    (without its two birds whose bills were not measured). Measured by Gorman, Williams and Fraser,
    *Ecological Sexual Dimorphism … of Antarctic Penguins*, PLoS ONE 9(3), 2014, doi:10.1371/journal.pone.0090081.

    Examples
    --------
    >>> from neuronlib import load_penguins
    >>> X, y = load_penguins()
    >>> print(X.shape, X[0], y[0])
    (342, 2) [39.1 18.7] 0
    >>> for species in (0, 1, 2):
    ...     print((y == species).sum(), X[y == species].mean(axis=0).round(1))
    151 [38.8 18.3]
    68 [48.8 18.4]
    123 [47.5 15. ]
    """
    return _load("penguins")


def load_names() -> list[str]:
    """Return 8,402 different first names, in lower case and in alphabetical order.

    Returns
    -------
    list of str
        Names of 2 to 12 letters, a to z only.

    References
    ----------
    Female and male first names (en), as they are in *stdlib* 0.2.3, PDDL 1.0 and CC0,
    without those that are longer or hold a hyphen; from Grady Ward, *Moby Word II*, 1996, public domain.

    Examples
    --------
    >>> from neuronlib import load_names
    >>> names = load_names()
    >>> print(len(names), names[:3], names[-1], len("".join(names)))
    8402 ['aaren', 'aarika', 'aaron'] zuzana 50539
    """
    return (files("neuronlib") / "data" / "names.txt").read_text("ascii").split()


def _load(name: str) -> Examples:
    with (files("neuronlib") / "data" / f"{name}.npz").open("rb") as file, np.load(file) as data:
        return data["X"].astype(np.float64), data["y"].astype(np.intp)


def _classes(n_samples: int, endpoint: bool = True) -> tuple[NDArray[np.intp], Array]:
    """Return the labels, 0 then 1, and for each example its place from 0 to 1 within its class."""
    n = whole_number(n_samples, "n_samples", 2, LARGEST_SIZE)
    sizes = n - n // 2, n // 2
    y = np.repeat([0, 1], sizes).astype(np.intp)
    return y, np.concatenate([np.linspace(0, 1, each, endpoint=endpoint) for each in sizes])


def _finish(points: Array, y: NDArray[np.intp], noise: float, rng: Rng) -> Examples:
    """Return the points with noise added and the rows in random order."""
    scale: Any = as_number(noise, "noise")
    if scale < 0:
        raise ValueError(f"noise must be at least 0, got {shown(noise)}")
    generator = as_generator(rng)
    order = generator.permutation(len(y))
    with np.errstate(over="ignore", under="ignore"):
        noisy = points + scale * generator.normal(size=points.shape)
    require_in_range("the points with their noise", noisy)
    return noisy[order], y[order]
