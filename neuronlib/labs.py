"""What the labs of the series use to look at a reader's answer."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from neuronlib.validation import Array, as_float_array


def check_answer(
    answer: Callable[[], Any] | ArrayLike | None,
    correct: ArrayLike,
    mistakes: Sequence[tuple[ArrayLike, str]] = (),
) -> None:
    """Print in one sentence that an answer is right, or what is wrong with it, as far as that is known.

    Numbers count as the same if they agree to about four digits. Nothing is raised for a wrong answer,
    so that in a notebook the tasks below it can still be solved.

    Parameters
    ----------
    answer : callable, array_like or None
        The reader's answer, or a function without parameters that computes it, whose errors are told as well.
        None, alone or in a list, is none yet.
    correct : array_like
        The right one.
    mistakes : sequence of (array_like, str)
        Wrong answers, each with the mistake that leads to it.

    Examples
    --------
    >>> from neuronlib.labs import check_answer
    >>> check_answer(60.75, correct=60.75, mistakes=[(61.95, "the bias is missing")])
    Right: 60.75
    >>> check_answer(61.95, correct=60.75, mistakes=[(61.95, "the bias is missing")])
    Not yet: you got 61.95. The bias is missing.
    >>> check_answer(60.0, correct=60.75)
    Not yet: you got 60, which is not right.
    >>> check_answer([1.0], correct=60.75)
    Not yet: the answer must have shape (), and yours has shape (1,).
    >>> check_answer(None, correct=60.75)
    Not solved yet: write your code in the place of None.
    >>> check_answer(lambda: 1 / 0, correct=60.75)
    Not yet: your code ends with a ZeroDivisionError, division by zero.
    >>> check_answer([1.00005, 2.0], correct=[1.0, 2.0])
    Right: [1, 2]
    """
    wanted = as_float_array(correct, "correct")
    known = [(as_float_array(number, "mistakes"), mistake) for number, mistake in mistakes]
    try:
        value = answer() if callable(answer) else answer
    except Exception as error:  # whatever a reader's code may raise
        print(f"Not yet: your code ends with a {type(error).__name__}, {error}.")
        return
    print(_verdict(value, wanted, known))


def _verdict(answer: Any, wanted: Array, mistakes: Sequence[tuple[Array, str]]) -> str:
    if answer is None or (isinstance(answer, list | tuple) and any(each is None for each in answer)):
        return "Not solved yet: write your code in the place of None."
    try:
        given = as_float_array(answer, "the answer")
    except (TypeError, ValueError) as error:
        return f"Not yet: {error}."
    for number, mistake in mistakes:
        if _is_same(given, number):
            return f"Not yet: you got {_written(given)}. {mistake[0].upper()}{mistake[1:]}."
    if given.shape != wanted.shape:
        return f"Not yet: the answer must have shape {wanted.shape}, and yours has shape {given.shape}."
    if not _is_same(given, wanted):
        return f"Not yet: you got {_written(given)}, which is not right."
    return f"Right: {_written(wanted)}"


def _is_same(given: Array, wanted: Array) -> bool:
    return given.shape == wanted.shape and np.allclose(given, wanted, rtol=1e-4, atol=1e-7)


def _written(numbers: Array) -> str:
    """Return numbers as text on one line, which is the same in every version of NumPy."""
    return " ".join(np.array2string(numbers, formatter={"float_kind": "{:.6g}".format}, separator=", ").split())
