"""Patterns to learn from: shapes, balance, noise, seeds and geometry; and the digits, to the last byte."""

import hashlib
import re

import numpy as np
import pytest

import neuronlib
from neuronlib import load_digits, load_names, load_penguins

MAKERS = [getattr(neuronlib, name) for name in neuronlib.__all__ if name.startswith("make_")]
DIGITS = "87ff0c9e40dc7e2c0e34e7257799c2e3f3aec1a016363bb11cad869ec428a826"
NAMES = "3804856cfa30661a8bcc5a1cfb7171e75b509ace4464d199b149de48da27f6f8"
PENGUINS = "b1b5c9b25a6adb062801b07933839b3b93ac6c20b65f07826ad26b464d5efb72"


@pytest.fixture(params=MAKERS, ids=lambda maker: maker.__name__)
def make(request):
    return request.param


@pytest.mark.parametrize(("n_samples", "sizes"), [(2, [1, 1]), (3, [2, 1]), (9, [5, 4]), (None, [100, 100])])
def test_shapes_types_and_half_of_the_examples_of_each_class(make, n_samples, sizes):
    X, y = make(n_samples, rng=0) if n_samples else make(rng=0)
    assert (X.shape, y.shape) == ((sum(sizes), 2), (sum(sizes),))
    assert (X.dtype, y.dtype.kind) == (np.float64, "i")
    assert np.bincount(y).tolist() == sizes


def test_classes_are_mixed(make):
    y = make(200, rng=0)[1]
    assert 70 < np.count_nonzero(np.diff(y)) < 130


@pytest.mark.parametrize("noise", [0.01, 0.5, 3.0])
def test_noise_is_the_standard_deviation_of_what_is_added(make, noise):
    added = make(5000, noise=noise, rng=1)[0] - make(5000, noise=0, rng=1)[0]
    np.testing.assert_allclose(added.std(axis=0), noise, rtol=0.05)
    np.testing.assert_allclose(added.mean(axis=0), 0, atol=0.05 * noise)
    assert abs(np.corrcoef(added.T)[0, 1]) < 0.05


def test_a_seed_is_the_generator_made_of_it_and_gives_the_same_data_each_time(make):
    (X, y), (again, labels) = make(rng=3), make(rng=3)
    assert (X.tolist(), y.tolist()) == (again.tolist(), labels.tolist())
    generator = np.random.default_rng(3)
    others = [make(rng=rng)[0].tolist() for rng in (generator, generator, 4, None, None)]
    assert others[0] == X.tolist()
    assert all(one != other for i, one in enumerate(others) for other in others[:i])


T = np.linspace(0, 1, 200)
CIRCLE, MOON = np.exp(2j * np.pi * np.arange(200) / 200), np.exp(1j * np.pi * T) - (0.5 + 0.25j)
ARM = (0.1 + 0.9 * T) * np.exp(3j * np.pi * T)
PATTERNS = {  # the points of both classes, as complex numbers
    "make_blobs": (np.full(200, -1 - 1j), np.full(200, 1 + 1j)),
    "make_moons": (MOON, -MOON),
    "make_circles": (CIRCLE, 0.4 * CIRCLE),
    "make_xor": (np.repeat([-1 - 1j, 1 + 1j], 100), np.repeat([-1 + 1j, 1 - 1j], 100)),
    "make_spirals": (ARM, -ARM),
}


def test_without_noise_the_points_are_those_of_the_pattern(make):
    X, y = make(400, noise=0, rng=0)
    for label, expected in enumerate(PATTERNS[make.__name__]):
        found = (X[y == label] @ [1, 1j]).round(9) + 0
        np.testing.assert_array_equal(np.sort(found), np.sort(expected.round(9) + 0))


def test_digits_are_the_published_ones_and_may_be_changed_without_changing_those_of_others():
    X, y = load_digits()
    assert hashlib.sha256(X.astype(np.uint8).tobytes() + y.astype(np.uint8).tobytes()).hexdigest() == DIGITS
    assert (X.shape, y.shape, X.dtype, y.dtype.kind) == ((1797, 64), (1797,), np.float64, "i")
    assert np.unique(X).tolist() == list(range(17))
    X[...] = -1
    assert load_digits()[0].min() == 0


def test_penguins_are_the_published_ones():
    X, y = load_penguins()
    data = np.round(10 * X).astype(np.uint16).tobytes() + y.astype(np.uint8).tobytes()
    assert hashlib.sha256(data).hexdigest() == PENGUINS
    assert (X.shape, y.shape, X.dtype, y.dtype.kind) == ((342, 2), (342,), np.float64, "i")
    assert (np.round(X, 1) == X).all()


def test_names_are_the_published_ones_and_may_be_changed_without_changing_those_of_others():
    names = load_names()
    assert hashlib.sha256("\n".join([*names, ""]).encode()).hexdigest() == NAMES
    assert sorted(set(names)) == names
    assert all(re.fullmatch("[a-z]{2,12}", name) for name in names)
    names.clear()
    assert len(load_names()) == 8402
