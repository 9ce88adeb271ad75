"""What readers are told about their answers; the docstring has the usual ones."""

import numpy as np
import pytest

from neuronlib.labs import check_answer

MISTAKES = [(61.95, "the bias is missing"), ([1.0, 2.0], "rows and columns are swapped")]


def said(capsys, *arguments):
    check_answer(*arguments)
    return capsys.readouterr().out


SENTENCES = [
    *[(right, "Right: 60.75") for right in (60.7501, np.float64(60.75), np.array(60.75), np.float32(60.75))],
    ([None, 2.0], "Not solved yet: "),
    (lambda: None, "Not solved yet: "),
    (lambda: 61.95, "Not yet: you got 61.95. The bias is missing."),
    ([1, 2], "Not yet: you got [1, 2]. Rows and columns are swapped."),
    (float("nan"), "Not yet: the answer must be finite"),
    ([[1.0], [1.0, 2.0]], "Not yet: the answer must be"),
    ("60.75", "Not yet: the answer must hold real numbers"),
]


@pytest.mark.parametrize(("answer", "sentence"), SENTENCES)
def test_an_answer_is_judged_in_one_sentence_and_raises_nothing(answer, sentence, capsys):
    text = said(capsys, answer, 60.75, MISTAKES)
    assert text.startswith(sentence)
    assert text.count("\n") == 1


@pytest.mark.parametrize(("correct", "mistakes", "name"), [("x", [], "correct"), (1.0, [("x", "why")], "mistakes")])
def test_an_author_is_told_which_answer_is_no_number(correct, mistakes, name):
    with pytest.raises(TypeError, match=f"^{name} must hold real numbers"):
        check_answer(1.0, correct, mistakes)


def test_the_room_around_a_number_is_measured_by_that_number(capsys):
    for answer, number in ((1.00010005, 1.0), (0.9e-7, 0.0)):
        assert said(capsys, answer, number).startswith("Right")
    for answer, number in ((1.000100105, 1.0), (1.1e-7, 0.0)):  # within the room around the answer, were it that
        assert said(capsys, answer, number).endswith("which is not right.\n")
    assert said(capsys, 1.000100105, 5.0, [(1.0, "a mistake")]).endswith("which is not right.\n")
