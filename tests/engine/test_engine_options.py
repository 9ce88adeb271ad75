"""Options of Python fences: each form that is allowed, each that is refused at its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from engine_pages import assert_only_problem, block, check, messages, read

ALLOWED = {
    'title="a.py"': {"title": "a.py"},
    "title='a.py'": {"title": "a.py"},
    'fold="How this is drawn" alt="a"': {"fold": "How this is drawn", "alt": "a"},
    'title="a.py"  hl_lines="1 2-3"': {"title": "a.py", "hl_lines": "1 2-3"},
    '  hl_lines="1"\ttitle="x"  ': {"hl_lines": "1", "title": "x"},
    'raises="E" title=\'t\' hl_lines="2"': {"raises": "E", "title": "t", "hl_lines": "2"},
    'alt="a" title="t"': {"alt": "a", "title": "t"},
    'alt="a" raises="ValueError"': {"alt": "a", "raises": "ValueError"},
    'alt="x < 1, y > 2 & it\'s 3 = 2 + 1; a, b"': {"alt": "x < 1, y > 2 & it's 3 = 2 + 1; a, b"},
    "alt='the \"best\" one'": {"alt": 'the "best" one'},
    'alt="title= skip= raises="': {"alt": "title= skip= raises="},
    'alt="{.python} py pycon"': {"alt": "{.python} py pycon"},
    'alt="  spaces around  "': {"alt": "spaces around"},
    'alt="σ(z) − ½ × 😀"': {"alt": "σ(z) − ½ × 😀"},
    'skip="no card" title="t"': {"skip": "no card", "title": "t"},
    'skip="it\'s >1 & <2 h, a=b"': {"skip": "it's >1 & <2 h, a=b"},
}


@pytest.mark.parametrize("options", ALLOWED)
def test_options_are_read_as_they_are_written(tmp_path: Path, options: str) -> None:
    page = read(tmp_path, f"```python {options}\nx = 1\n```\n")
    assert not page.problems, messages(page.problems)
    assert page.blocks[0].options == ALLOWED[options]


REFUSED = [
    'ignore="yes"',
    'Alt="a"',
    'ALT="a"',
    'alt ="a"',
    'alt= "a"',
    "alt=a",
    "alt",
    'alt="a',
    "alt='a\"",
    'alt=""',
    "alt=''",
    'alt="  "',
    'title=""',
    'skip=""',
    "skip=''",
    'skip="  "',
    "skip",
    'raises=""',
    "raises",
    'alt="a" alt="b"',
    'alt="a" alt="a"',
    "skip=\"a\" title='t' skip='b'",
    'alt="a"title="b"',
    'alt="a" "b"',
    'alt="a";',
    'alt="it"s"',
    'alt="a", title="b"',
    'title="t" {.x}',
    '{title="t"}',
    "linenums",
    'linenums="1"',
    "hl_lines=1",
    'hl_lines=""',
    'hl_lines="all"',
    'hl_lines="1,2"',
    'hl_lines="1-"',
    'hl-lines="1"',
    'raises="ValueError" skip="r"',
    'skip="r" raises="ValueError"',
    'alt="a" skip="r"',
    'raises="ValueError TypeError"',
    'raises="(ValueError, TypeError)"',
    'raises="ValueError: x"',
    'raises="numpy.linalg.LinAlgError"',
    "exec",
    "console",
]


@pytest.mark.parametrize("options", REFUSED)
def test_options_that_are_not_of_the_vocabulary_are_refused(tmp_path: Path, options: str) -> None:
    assert_only_problem(read(tmp_path, f"text\n\n```python {options}\nx = 1\n```\n").problems, 3)


def test_each_faulty_fence_of_a_page_is_a_problem_of_its_own(tmp_path: Path) -> None:
    text = '```python ignore="1"\nx = 1\n```\n\n```python skip\nx\n```\n\n```py\nx\n```\n'
    assert [problem.line for problem in read(tmp_path, text).problems] == [1, 5, 9]


def test_a_skipped_block_does_not_run_whatever_it_holds(tmp_path: Path) -> None:
    text = block("1 / 0", options=' skip="a"') + block("= not Python =", options=' skip="b"')
    checked = check(tmp_path, text + block("print(1)", "1"))
    assert not checked.problems, messages(checked.problems)
    assert [outcome.printed for outcome in checked.outcomes] == ["1\n"]
