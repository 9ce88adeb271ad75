"""Patterns to learn from: shapes, balance, noise, seeds and geometry; and the collected data, to the last byte."""

import hashlib
import re

import numpy as np
import pytest

import neuronlib
from neuronlib import load_digits, load_names, load_penguins

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


@pytest.fixture(params=[name for name in neuronlib.__all__ if name.startswith("make_")])
def name(request):
    return request.param


def test_shapes_types_and_the_points_of_the_pattern_mixed_half_of_each_class(name):
    make = getattr(neuronlib, name)
    for n_samples, sizes in [(2, [1, 1]), (3, [2, 1]), (9, [5, 4]), (400, [200, 200])]:
        X, y = make(n_samples, noise=0, rng=0)
        assert (X.shape, y.shape, X.dtype, y.dtype.kind) == ((n_samples, 2), (n_samples,), np.float64, "i")
        assert np.bincount(y).tolist() == sizes
    assert 140 < np.count_nonzero(np.diff(y)) < 260
    for label, expected in enumerate(PATTERNS[name]):
        found = (X[y == label] @ [1, 1j]).round(9) + 0
        np.testing.assert_array_equal(np.sort(found), np.sort(expected.round(9) + 0))


@pytest.mark.parametrize("noise", [0.01, 0.5, 3.0])
def test_noise_is_the_standard_deviation_of_what_is_added(name, noise):
    points, without = (getattr(neuronlib, name)(5000, noise=each, rng=1)[0] for each in (noise, 0))
    np.testing.assert_allclose((points - without).std(axis=0), noise, rtol=0.05)
    np.testing.assert_allclose((points - without).mean(axis=0), 0, atol=0.05 * noise)
    assert abs(np.corrcoef((points - without).T)[0, 1]) < 0.05


def test_a_seed_is_the_generator_made_of_it_and_gives_the_same_data_each_time(name):
    make, generator = getattr(neuronlib, name), np.random.default_rng(3)
    sources = 3, 3, generator, generator, 4, None
    first, again, *others = ([numbers.tolist() for numbers in make(rng=source)] for source in sources)
    assert first == again == others[0]
    assert all(one != other for i, one in enumerate(others) for other in others[:i])


COLLECTED = {
    load_digits: (1, (1797, 64), "87ff0c9e40dc7e2c0e34e7257799c2e3f3aec1a016363bb11cad869ec428a826"),
    load_penguins: (10, (342, 2), "b1b5c9b25a6adb062801b07933839b3b93ac6c20b65f07826ad26b464d5efb72"),
}


@pytest.mark.parametrize("load", COLLECTED)
def test_data_are_the_published_ones_and_may_be_changed_without_changing_those_of_others(load):
    (scale, shape, hashed), (X, y) = COLLECTED[load], load()
    data = np.round(scale * X).astype(np.uint8 if scale == 1 else np.uint16).tobytes() + y.astype(np.uint8).tobytes()
    assert hashlib.sha256(data).hexdigest() == hashed
    assert (X.shape, y.shape, X.dtype, y.dtype.kind) == (shape, shape[:1], np.float64, "i")
    np.testing.assert_array_equal(X, np.round(scale * X) / scale)
    X[...] = -1
    assert load()[0].min() >= 0


def test_names_are_the_published_ones_and_may_be_changed_without_changing_those_of_others():
    names = load_names()
    hashed = hashlib.sha256("\n".join([*names, ""]).encode()).hexdigest()
    assert hashed == "3804856cfa30661a8bcc5a1cfb7171e75b509ace4464d199b149de48da27f6f8"
    assert sorted(set(names)) == names
    assert all(re.fullmatch("[a-z]{2,12}", name) for name in names)
    names.clear()
    assert len(load_names()) == 8402
