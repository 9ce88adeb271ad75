"""What the labs of the series use to look at a reader's answer."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from neuronlib.validation import Array, as_float_array


def check_answer(answer: ArrayLike | None, correct: ArrayLike, mistakes: Sequence[tuple[ArrayLike, str]] = ()) -> None:
    """Say that an answer is right, or what is wrong with it, and recognise the usual mistakes by their numbers.

    Numbers count as the same if they agree to about four digits.

    Parameters
    ----------
    answer : array_like or None
        The reader's answer; None if there is none yet.
    correct : array_like
        The right one.
    mistakes : sequence of (array_like, str)
        Wrong answers, each with the mistake that leads to it.

    Raises
    ------
    AssertionError
        If the answer is not the right one; the message says what is wrong, as far as that is known.

    Examples
    --------
    >>> from neuronlib.labs import check_answer
    >>> check_answer(60.75, correct=60.75, mistakes=[(61.95, "the bias is missing")])
    Right: 60.75
    >>> check_answer(61.95, correct=60.75, mistakes=[(61.95, "the bias is missing")])
    Traceback (most recent call last):
        ...
    AssertionError: got 61.95: the bias is missing
    >>> check_answer(None, correct=60.75)
    Traceback (most recent call last):
        ...
    AssertionError: not solved yet: the answer is None
    >>> check_answer([1.0], correct=60.75)
    Traceback (most recent call last):
        ...
    AssertionError: the answer must have shape (), got shape (1,)
    >>> check_answer(60.0, correct=60.75)
    Traceback (most recent call last):
        ...
    AssertionError: got 60, which is not right yet
    >>> check_answer([1.00005, 2.0], correct=[1.0, 2.0])
    Right: [1, 2]
    >>> check_answer([1.0002, 2e-7], correct=[1.0002, 0.0])
    Traceback (most recent call last):
        ...
    AssertionError: got [1.0002, 2e-07], which is not right yet
    """
    complaint = _complaint(answer, correct, mistakes)
    if complaint:
        raise AssertionError(complaint)  # no assert statement: Python leaves those out when it optimises
    print(f"Right: {_written(as_float_array(correct, 'correct'))}")


def _complaint(answer: ArrayLike | None, correct: ArrayLike, mistakes: Sequence[tuple[ArrayLike, str]]) -> str:
    """Return what is wrong with an answer; nothing if it is right."""
    if answer is None:
        return "not solved yet: the answer is None"
    given, wanted = as_float_array(answer, "answer"), as_float_array(correct, "correct")
    for number, mistake in mistakes:
        if _is_same(given, as_float_array(number, "mistakes")):
            return f"got {_written(given)}: {mistake}"
    if given.shape != wanted.shape:
        return f"the answer must have shape {wanted.shape}, got shape {given.shape}"
    return "" if _is_same(given, wanted) else f"got {_written(given)}, which is not right yet"


def _is_same(given: Array, wanted: Array) -> bool:
    return given.shape == wanted.shape and np.allclose(given, wanted, rtol=1e-4, atol=1e-7)


def _written(numbers: Array) -> str:
    """Return numbers as text that is the same in every version of NumPy."""
    return np.array2string(numbers, formatter={"float_kind": "{:.6g}".format}, separator=", ")
