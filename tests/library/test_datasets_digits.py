"""The handwritten digits, to the last byte."""

import hashlib

import numpy as np

from neuronlib import load_digits

DIGITS = "87ff0c9e40dc7e2c0e34e7257799c2e3f3aec1a016363bb11cad869ec428a826"


def test_digits_are_the_published_ones():
    X, y = load_digits()
    data = X.astype(np.uint8).tobytes() + y.astype(np.uint8).tobytes()
    assert hashlib.sha256(data).hexdigest() == DIGITS


def test_shapes_and_types_of_the_digits():
    X, y = load_digits()
    assert (X.shape, y.shape, X.dtype, y.dtype.kind) == ((1797, 64), (1797,), np.float64, "i")


def test_grey_levels_and_classes_of_the_digits():
    X, y = load_digits()
    assert np.unique(X).tolist() == list(range(17))
    assert np.bincount(y).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]


def test_digits_may_be_changed_without_changing_those_of_others():
    load_digits()[0][...] = -1
    assert load_digits()[0].min() == 0
