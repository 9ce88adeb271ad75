"""What a block prints and raises must be what stands below it, to the character."""

from __future__ import annotations

from pathlib import Path

import pytest
from engine_pages import assert_only_problem, block, check, line_of, lines, messages

# name: (code, an output that is right)
RIGHT = {
    "two lines": ("print('a')\nprint('b')", "a\nb"),
    "the word": ("print('<BLANKLINE>')", "<BLANKLINE>"),
    "dots for a word": ("print('at 0x7f3a')", "at 0x..."),
    "dots for lines": ("for x in 'abcd': print(x)", "a\n...\nd"),
    "dots for nothing": ("print('ab')", "a...b"),
    "dots that are printed": ("print('[0 1 ... 9]')", "[0 1 ... 9]"),
    "dots at the end": ("print('a')\nprint('b')", "a\n..."),
    "an escape": ("print('\\\\xe9')", "\\xe9"),
}

# name: (code, an output that is wrong, the text at whose line it is)
WRONG = {
    "another word": ("print('a')\nprint('b')\nprint('c')", "a\nB\nc", "\nB"),
    "a space at the end": ("print('a')\nprint('b')", "a\nb ", "\nb "),
    "no space at the end": ("print('a')\nprint('b ')", "a\nb", "\nb\n"),
    "a space at the start": ("print('a')\nprint('b')", "a\n b", "\n b"),
    "a space in the middle": ("print('a  b')", "a b", "\na b"),
    "True for 1": ("print(1)", "True", "\nTrue"),
    "1 for True": ("print(True)", "1", "\n1"),
    "False for 0": ("print(0)", "False", "\nFalse"),
    "the word for a blank line": ("print('a')\nprint()\nprint('b')", "a\n<BLANKLINE>\nb", "\n<BLANK"),
    "the first line is missing": ("print('x')\nprint('y')", "y", "\ny\n"),
    "the last line is missing": ("print('x')\nprint('y')", "x", "\nx\n"),
    "a line too many": ("print('x')", "x\nz", "\nz"),
    "another order": ("print('x')\nprint('y')", "y\nx", "\ny\n"),
    "an empty line too many": ("print('x')\nprint('y')", "x\n\ny", "\n\ny"),
    "an empty line missing": ("print('x')\nprint()\nprint('y')", "x\ny", "\ny"),
    "upper case": ("print('Q')", "q", "\nq"),
    "a digit": ("print(0.1 + 0.2)", "0.3", "\n0.3"),
    "a hyphen for a minus": ("print('−7')", "-7", "\n-7"),
    "an escape for a letter": ("print('é')", "\\xe9", "\n\\xe9"),
    "an escape for a minus": ("print('−7')", "\\u22127", "\n\\u2212"),
    "a composed letter": ("print('e\\u0301')", "é", "\né"),
    "behind dots": ("for x in 'abcde': print(x)", "a\n...\nd\nE", "\nE"),
    "before dots": ("for x in 'abcde': print(x)", "A\n...\ne", "\nA"),
    "between dots": ("for x in 'abcde': print(x)", "a\n...\nC\n...\ne", "\nC"),
    "behind a strange separator": ("print('a\\u2028b\\x85d')\nprint('e')", "a\u2028b\x85d\nE", "\nE"),
}


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_output_is_accepted(tmp_path: Path, name: str) -> None:
    checked = check(tmp_path, block(*RIGHT[name]))
    assert not checked.problems, messages(checked.problems)


def test_an_output_that_holds_fences_stands_in_a_longer_one(tmp_path: Path) -> None:
    text = "```python\nprint('```')\nprint('  ```')\n```\n\n````output\n```\n  ```\n````\n"
    assert not check(tmp_path, text).problems
    assert lines(check(tmp_path, text.replace("  ```\n", "   ```\n")).problems) == [8]


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_output_is_found_at_its_first_line_that_differs(tmp_path: Path, name: str) -> None:
    code, output, place = WRONG[name]
    text = "---\ntitle: T\n---\n\n" + block(code, output)
    start = text.index("```output")
    assert_only_problem(check(tmp_path, text).problems, text.count("\n", 0, text.index(place, start)) + 2)


def test_the_message_shows_both_and_the_place_of_the_block(tmp_path: Path) -> None:
    text = "text\n\n" + block("print('same')\nprint('new')", "same\nold")
    problems = check(tmp_path, text).problems
    assert_only_problem(problems, line_of(text, "old"), "expected old, got new", "page.md:3", "- old", "+ new")
    assert problems[0].path.endswith("page.md")


def test_a_long_output_that_is_all_wrong_is_reported(tmp_path: Path) -> None:
    stale = "\n".join(f"epoch {i}: loss {i / 7:.9f}" for i in range(300))
    text = block("for i in range(300): print(f'epoch {i}: loss {i / 9:.9f}')", stale)
    assert_only_problem(check(tmp_path, text).problems, line_of(text, "epoch 1:"))


@pytest.mark.parametrize("code", ["print()", "print('a')", "print('a', end='')", "import os\nos.system('echo a')"])
def test_a_block_that_prints_must_have_an_output_block(tmp_path: Path, code: str) -> None:
    assert_only_problem(check(tmp_path, "\n" + block(code)).problems, 2, "output block")


@pytest.mark.parametrize("output", ["a", "", "a\n...", "\n"])
def test_an_output_block_must_have_a_block_that_prints(tmp_path: Path, output: str) -> None:
    assert_only_problem(check(tmp_path, block("x = 1", output)).problems, 5)


def test_an_output_block_without_a_line_is_no_empty_line(tmp_path: Path) -> None:
    text = "```python\nprint()\n```\n\n```output\n```\n"
    assert lines(check(tmp_path, text).problems) in ([5], [6])


RAISES = {
    "the type and the text": ("raise ValueError('no')", "ValueError: no"),
    "no text": ("raise ValueError", "ValueError"),
    "what is printed before": ("print('a')\nraise ValueError('no')", "a\nValueError: no"),
    "printed without a newline": ("print('a', end='')\nraise ValueError('no')", "a\nValueError: no"),
    "lines of text": ("raise ValueError('a\\n\\n  b')", "ValueError: a\n\n  b"),
    "dots": ("int('x' * 99)", "ValueError: invalid literal for int() with base 10: '...'"),
    "a note": ("error = ValueError('no')\nerror.add_note('see')\nraise error", "ValueError: no\nsee"),
    "in a library": ("int('x')", "ValueError: invalid literal for int() with base 10: 'x'"),
}


@pytest.mark.parametrize("name", RAISES)
def test_an_exception_that_is_meant_stands_in_the_output_block(tmp_path: Path, name: str) -> None:
    code, output = RAISES[name]
    checked = check(tmp_path, block(code, output, ' raises="ValueError"') + block("print(1)", "1"))
    assert not checked.problems, messages(checked.problems)


def test_an_exception_of_a_library_is_named_without_its_module(tmp_path: Path) -> None:
    output = "numpy.linalg.LinAlgError: Singular matrix"
    text = block("import numpy as np\nnp.linalg.inv(np.zeros((2, 2)))", output, ' raises="LinAlgError"')
    assert not check(tmp_path, text).problems


# name: (type wanted, code, output, line of the problem, what its message says)
WRONG_RAISES = {
    "another type": ("ValueError", "int(None)", "ValueError: x", 1, "TypeError"),
    "a subclass": ("LookupError", "{}['a']", "LookupError: a", 1, "KeyError"),
    "a parent": ("KeyError", "raise LookupError('a')", "KeyError: a", 1, "LookupError"),
    "none": ("ValueError", "int('1')", "ValueError: x", 1, "without an exception"),
    "none, but text": ("ValueError", "print('ValueError: x')", "ValueError: x", 1, "without an exception"),
    "another text": ("ValueError", "raise ValueError('no')", "ValueError: yes", 6, "no"),
    "no output block": ("ValueError", "raise ValueError('no')", None, 1, "ValueError: no"),
    "the text before is missing": ("ValueError", "print('a'); raise ValueError('no')", "ValueError: no", 6, "a"),
    "an exit": ("SystemExit", "raise SystemExit('no')", "SystemExit: no", 2, "sys.exit"),
    "a syntax error": ("ValueError", "x = = 1", "ValueError: no", 2, "SyntaxError"),
    "nothing at all": ("ValueError", "x = 1", None, 1, "without an exception"),
}


@pytest.mark.parametrize("name", WRONG_RAISES)
def test_another_exception_than_the_one_meant_is_a_problem(tmp_path: Path, name: str) -> None:
    wanted, code, output, line, words = WRONG_RAISES[name]
    text = block(code, output, f' raises="{wanted}"')
    assert_only_problem(check(tmp_path, text).problems, line, words)
