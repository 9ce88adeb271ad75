"""Numbers in prose that are easily taken for something else, and other things easily taken for a number's."""

from __future__ import annotations

from pathlib import Path

import pytest
from engine_pages import assert_only_problem, block, check, line_of, messages

START = block("name = 'leaky_relu'\nfunctions = [abs, len]")


@pytest.mark.parametrize("expression", ["functions[0](-4)", "[abs][0](4)", "len('a\\nb') + 1", "len(r'\\quux') - 1"])
def test_an_expression_is_neither_link_nor_formula(tmp_path: Path, expression: str) -> None:
    checked = check(tmp_path, START + f"It is 4<!--= {expression} -->.\n")
    assert not checked.problems, messages(checked.problems)


@pytest.mark.parametrize("written", ["leaky_relu", "`leaky_relu`", "**leaky_relu**"])
def test_a_name_with_an_underscore_can_be_checked(tmp_path: Path, written: str) -> None:
    checked = check(tmp_path, START + f"It is {written}<!--= name -->.\n")
    assert not checked.problems, messages(checked.problems)


@pytest.mark.parametrize("sign", ["–", "&minus;", "**−**", "\u2011"])
def test_a_sign_that_the_reader_sees_belongs_to_the_value(tmp_path: Path, sign: str) -> None:
    assert_only_problem(check(tmp_path, f"It is {sign}0.25<!--= 0.25 -->.\n").problems, 1)


@pytest.mark.parametrize("separator", ["'", "’", "\u202f", "\u2009"])
def test_digits_before_a_thousands_separator_belong_to_the_value(tmp_path: Path, separator: str) -> None:
    assert_only_problem(check(tmp_path, f"It is 1{separator}250<!--= 250 -->.\n").problems, 1)


HIDDEN_CODE = {
    "an assignment": ("count = 1", "5<!--= (count := 5) -->", "print(count)", "1"),
    "a change of an object": ("numbers = [1]", "2<!--= numbers.append(2) or len(numbers) -->", "print(numbers)", "[1]"),
    "a draw of random numbers": (
        "import random\nrandom.seed(1)",
        "True<!--= random.random() > 0 -->",
        "print(f'{random.random():.3f}')",
        "0.134",
    ),
    "a step of an iterator": ("numbers = iter([1, 2])", "1<!--= next(numbers) -->", "print(next(numbers))", "1"),
}


@pytest.mark.parametrize("name", HIDDEN_CODE)
def test_a_number_leaves_no_trace_for_the_blocks_below(tmp_path: Path, name: str) -> None:
    """The reader, who copies the blocks, does not run the comments; so they change nothing."""
    first, number, second, printed = HIDDEN_CODE[name]
    checked = check(tmp_path, block(first) + f"{number}\n\n" + block(second, printed))
    assert not checked.problems, messages(checked.problems)


# name: (expression, what the problem says)
DEADLY = {
    "an exit": ("__import__('os')._exit(3)", "exit code 3"),
    "an exit that says all is well": ("__import__('os')._exit(0)", "exit code 0"),
    "a signal": ("__import__('os').abort()", "SIGABRT"),
    "a kill": ("__import__('os').kill(__import__('os').getpid(), 9)", "SIGKILL"),
}


@pytest.mark.parametrize("name", DEADLY)
def test_an_expression_that_ends_its_process_is_a_problem_at_its_line(tmp_path: Path, name: str) -> None:
    expression, message = DEADLY[name]
    text = block("x = 1") + f"1<!--= {expression} -->\n\n" + block("x = 2")
    assert_only_problem(check(tmp_path, text).problems, line_of(text, "<!--="), message)


def test_an_expression_that_never_ends_is_a_problem_at_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAGE_TIME_LIMIT", "1")
    text = block("x = 1") + "1<!--= [x for _ in iter(int, 1)] -->\n"
    assert_only_problem(check(tmp_path, text).problems, line_of(text, "<!--="), "within 1 seconds")


STRAY_BACKTICKS = {
    "two items of a list": "- a ` b\n- 0.24<!--= 0.25 --> `\n",
    "a heading and text": "# a ` b\n0.24<!--= 0.25 --> `\n",
    "two rows of a table": "| a | b |\n|---|---|\n| ` | 1 |\n| 0.24<!--= 0.25 --> | ` |\n",
    "two paragraphs": "a ` b\n\n0.24<!--= 0.25 --> `\n",
    "an escaped one": "a \\` 0.24<!--= 0.25 --> ` b\n",
    "two and one": "a `` 0.24<!--= 0.25 --> ` b\n",
}


@pytest.mark.parametrize("name", STRAY_BACKTICKS)
def test_stray_backticks_do_not_hide_a_number(tmp_path: Path, name: str) -> None:
    text = STRAY_BACKTICKS[name]
    assert_only_problem(check(tmp_path, text).problems, line_of(text, "0.24"))


def test_text_between_thematic_breaks_is_no_front_matter(tmp_path: Path) -> None:
    assert_only_problem(check(tmp_path, "---\n\n0.24<!--= 0.25 -->\n\n---\n\ntext\n").problems, 3)


def test_a_comment_that_is_never_closed_is_a_problem(tmp_path: Path) -> None:
    assert_only_problem(check(tmp_path, "text\n\n0.25<!--= 0.25 ->\n\ntext\n").problems, 3)
