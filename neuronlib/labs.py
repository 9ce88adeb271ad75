"""What the labs of the series use to look at a reader's answer."""

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
    if answer is None:
        raise AssertionError("not solved yet: the answer is None")  # no assert statement: Python may leave those out
    given, wanted = as_float_array(answer, "answer"), as_float_array(correct, "correct")
    for number, mistake in mistakes:
        if _is_same(given, as_float_array(number, "mistakes")):
            raise AssertionError(f"got {_written(given)}: {mistake}")
    if given.shape != wanted.shape:
        raise AssertionError(f"the answer must have shape {wanted.shape}, got shape {given.shape}")
    if not _is_same(given, wanted):
        raise AssertionError(f"got {_written(given)}, which is not right yet")
    print(f"Right: {_written(wanted)}")


def _is_same(given: Array, wanted: Array) -> bool:
    return given.shape == wanted.shape and np.allclose(given, wanted, rtol=1e-4, atol=1e-7)


def _written(numbers: Array) -> str:
    """Return numbers as text that is the same in every version of NumPy."""
    return np.array2string(numbers, formatter={"float_kind": "{:.6g}".format}, separator=", ")
