"""What readers are told about their answers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from neuronlib.labs import check_answer

MISTAKES = [(61.95, "the bias is missing"), ([1.0, 2.0], "rows and columns are swapped")]


@pytest.mark.parametrize("answer", [60.75, 60.7501, np.float64(60.75), np.array(60.75), np.float32(60.75)])
def test_a_right_answer_is_called_right(answer: Any, capsys: pytest.CaptureFixture[str]) -> None:
    check_answer(answer, 60.75, MISTAKES)
    assert capsys.readouterr().out.startswith("Right: 60.75")


WRONG = [
    (None, "not solved yet: the answer is None"),
    (61.95, "got 61.95: the bias is missing"),
    ([1, 2], r"got \[1, 2\]: rows and columns are swapped"),
    (60.7, "got 60.7, which is not right yet"),
    (-60.75, "got -60.75, which is not right yet"),
    ([60.75], r"the answer must have shape \(\), got shape \(1,\)"),
    ([[60.75, 60.75]], r"the answer must have shape \(\), got shape \(1, 2\)"),
]


@pytest.mark.parametrize(("answer", "message"), WRONG)
def test_a_wrong_answer_is_told_what_is_wrong(answer: Any, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(AssertionError, match=f"^{message}$"):
        check_answer(answer, 60.75, MISTAKES)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("answer", [float("nan"), float("inf"), [[1.0], [1.0, 2.0]]])
def test_an_answer_that_is_no_number_is_refused_by_name(answer: Any) -> None:
    with pytest.raises(ValueError, match=r"^answer must be"):
        check_answer(answer, 60.75)


@pytest.mark.parametrize("answer", ["60.75", print, {"a": 1}])
def test_an_answer_of_another_type_is_refused_by_name(answer: Any) -> None:
    with pytest.raises(TypeError, match=r"^answer must hold real numbers"):
        check_answer(answer, 60.75)


def test_the_room_around_a_number_is_measured_by_that_number() -> None:
    for answer, number in ((1.00010005, 1.0), (0.9e-7, 0.0)):
        check_answer(answer, number)
    for answer, number in ((1.000100105, 1.0), (1.1e-7, 0.0)):  # within the room around the answer, were it that
        with pytest.raises(AssertionError, match="which is not right yet"):
            check_answer(answer, number)
    with pytest.raises(AssertionError, match="which is not right yet"):
        check_answer(1.000100105, 5.0, [(1.0, "a mistake")])
