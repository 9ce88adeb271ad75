"""Patterns to learn from: shapes, balance, noise, seeds and geometry; and the digits, to the last byte."""

import hashlib

import numpy as np
import pytest

import neuronlib
from neuronlib import load_digits, load_penguins, make_blobs, make_circles, make_moons, make_spirals, make_xor

MAKERS = [getattr(neuronlib, name) for name in neuronlib.__all__ if name.startswith("make_")]
DIGITS = "87ff0c9e40dc7e2c0e34e7257799c2e3f3aec1a016363bb11cad869ec428a826"
PENGUINS = "b1b5c9b25a6adb062801b07933839b3b93ac6c20b65f07826ad26b464d5efb72"


@pytest.fixture(params=MAKERS, ids=lambda maker: maker.__name__)
def make(request):
    return request.param


def points(make, label, n_samples=400):
    X, y = make(n_samples, noise=0, rng=0)
    return X[y == label]


def in_some_order(array):
    return np.array(sorted(np.round(array, 12).tolist()))


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


def test_global_random_state_is_not_touched(make):
    np.random.seed(1)
    make()
    after = np.random.random()
    np.random.seed(1)
    assert after == np.random.random()


def test_blobs_are_two_points():
    np.testing.assert_array_equal(points(make_blobs, 0), np.full((200, 2), -1.0))
    np.testing.assert_array_equal(points(make_blobs, 1), np.full((200, 2), 1.0))


@pytest.mark.parametrize(("label", "centre", "side"), [(0, (-0.5, -0.25), 1), (1, (0.5, 0.25), -1)])
def test_moons_are_half_circles_of_radius_one(label, centre, side):
    moon = points(make_moons, label) - centre
    np.testing.assert_allclose(np.hypot(*moon.T), 1, rtol=1e-12)
    assert (side * moon[:, 1] >= -1e-12).all()
    np.testing.assert_allclose([moon[:, 0].min(), moon[:, 0].max()], [-1, 1])


@pytest.mark.parametrize(("label", "radius"), [(0, 1.0), (1, 0.4)])
def test_circles_are_rings_with_even_spaces(label, radius):
    ring = points(make_circles, label)
    np.testing.assert_allclose(np.hypot(*ring.T), radius, rtol=1e-12)
    np.testing.assert_allclose(np.diff(np.sort(np.arctan2(*ring.T))), 2 * np.pi / 200, rtol=1e-9)


@pytest.mark.parametrize(("label", "corners"), [(0, [[-1, -1], [1, 1]]), (1, [[-1, 1], [1, -1]])])
def test_xor_is_four_corners_of_equal_size(label, corners):
    found, counts = np.unique(points(make_xor, label), axis=0, return_counts=True)
    assert (found.tolist(), counts.tolist()) == (corners, [100, 100])


def test_spirals_are_two_arms_opposite_each_other():
    first, second = points(make_spirals, 0), points(make_spirals, 1)
    np.testing.assert_allclose(in_some_order(first), in_some_order(-second), atol=1e-11)


@pytest.mark.parametrize("label", [0, 1])
def test_spiral_winds_once_and_a_half_from_the_middle_outwards(label):
    arm = points(make_spirals, label)
    radius = np.hypot(*arm.T)
    outwards = arm[np.argsort(radius)]
    angle = np.unwrap(np.arctan2(outwards[:, 1], outwards[:, 0]))
    np.testing.assert_allclose([radius.min(), radius.max()], [0.1, 1.0])
    assert angle[-1] - angle[0] == pytest.approx(3 * np.pi)


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
