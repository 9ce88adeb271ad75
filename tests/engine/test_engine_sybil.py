"""Sybil sees a page as one example a block, number or problem, each with a verdict of its own."""

from __future__ import annotations

import re
import runpy
import subprocess
import sys
from pathlib import Path
from unittest import SkipTest

import pytest
from engine_pages import PROJECT, block, check, line_of, lines, write
from sybil.example import Example, SybilFailure

from page_engine import sybil_parser

PAGE = """\
---
title: Page
---

[a](gone.md) and 1<!--= 1 --> and 2<!--= 3 -->

```python
x = 1
print(x)
```

```output
2
```

```python skip="no card"
train()
```

- item

    ```python
    x += 1
    print(x)
    ```

    ```output
    2
    ```

2<!--= x --> and 3<!--= x -->

```py
x = 9
```

```python
1 / 0
```
"""

# Line of each example, and line of its problem; None if it is right, or skipped.
EXPECTED = [(5, 5), (5, None), (5, 5), (7, 13), (16, "skipped"), (22, None), (31, None), (31, 31), (33, 33), (37, 38)]


# The parser as the project hands it to pytest.
PAGES = runpy.run_path(str(PROJECT / "conftest.py"))["pages"]


def examples(folder: Path, text: str) -> list[Example]:
    return list(PAGES.parse(write(folder, text)))


def test_each_thing_that_is_checked_is_one_example_in_the_order_of_the_page(tmp_path: Path) -> None:
    found = examples(tmp_path, PAGE)
    assert [example.line for example in found] == [line for line, _ in EXPECTED]


def test_each_problem_is_told_at_its_line(tmp_path: Path) -> None:
    for example, (line, expected) in zip(examples(tmp_path, PAGE), EXPECTED, strict=True):
        if isinstance(expected, int):
            with pytest.raises(SybilFailure, match=rf"page\.md:{expected}: "):
                example.evaluate()
        elif expected is None:
            example.evaluate()
        else:
            assert line == 16
            with pytest.raises(SkipTest, match="no card"):
                example.evaluate()


def kinds(found: list[Example]) -> list[str]:
    """Return how each example ends."""
    ends = []
    for example in found:
        try:
            example.evaluate()
        except (SkipTest, SybilFailure) as end:
            ends.append(type(end).__name__)
        else:
            ends.append("passed")
    return ends


def test_in_reverse_order_the_verdicts_are_the_same(tmp_path: Path) -> None:
    forwards = kinds(examples(tmp_path, PAGE))
    assert list(reversed(kinds(list(reversed(examples(tmp_path, PAGE)))))) == forwards
    assert forwards.count("passed") == 3


def test_alone_each_example_has_the_same_verdict(tmp_path: Path) -> None:
    whole = kinds(examples(tmp_path, PAGE))
    assert [kinds([examples(tmp_path, PAGE)[index]])[0] for index in range(len(whole))] == whole


def test_a_page_runs_once_and_only_when_it_must(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runs = []
    run_page = sybil_parser.run_page
    monkeypatch.setattr(sybil_parser, "run_page", lambda page: runs.append(page.name) or run_page(page))
    found = examples(tmp_path, PAGE)
    assert runs == []
    kinds(found)
    kinds(found)
    assert len(runs) == 1


def test_a_dead_interpreter_fails_the_examples_behind_it(tmp_path: Path) -> None:
    text = block("print(1)", "1") + block("import os\nos._exit(0)") + block("x = 1") + "1<!--= 1 -->\n"
    assert kinds(examples(tmp_path, text)) == ["passed", "SybilFailure", "SybilFailure", "SybilFailure"]


ODD_PAGES = {
    "empty": "",
    "prose": "text\n",
    "a problem on the last line": "text\n\n```text\n",
    "a problem on the only line": "[a](gone.md)",
    "two problems in a line": "[a](gone.md) [b](gone.md)\n",
    "a problem and a number": "1<!--= 2 --> [b](gone.md)\n",
    "a block with two problems": "```python ignore='1'\n1 / 0\n",
    "an output on the last line": "```output\n```",
    "a byte order mark": "\ufeff```python\n1 / 0\n```\n",
    "a byte order mark and front matter": "\ufeff---\ntitle: 1<!--= 2 -->\n---\n\ntext\n",
    "line separators": "a\u2028b\x0cc\x85d\x1ce\n\n[b](gone.md)\n\ntext\n\n1<!--= 2 -->\n\ntext\n",
    "Windows line ends": "text\r\n\r\n```python\r\n1 / 0\r\n```\r\n\r\n1<!--= 2 -->\r\n",
}


@pytest.mark.parametrize("name", ODD_PAGES)
def test_pytest_and_the_build_come_to_the_same_verdict(tmp_path: Path, name: str) -> None:
    found = examples(tmp_path, ODD_PAGES[name])
    failing = []
    for example in found:
        try:
            example.evaluate()
        except SybilFailure as failure:
            failing += re.findall(r"page\.md:(\d+): ", str(failure))
    assert sorted(map(int, failing)) == sorted(lines(check(tmp_path, ODD_PAGES[name]).problems))


def test_an_example_stands_at_the_line_of_its_problem(tmp_path: Path) -> None:
    text = ODD_PAGES["line separators"]
    assert [example.line for example in examples(tmp_path, text)] == [line_of(text, "[b]"), line_of(text, "1<!")]


CONFTEST = """\
from sybil import Sybil
from page_engine.sybil_parser import PageParser
pytest_collect_file = Sybil(parsers=[PageParser()], patterns=["*.md"]).pytest()
"""


def test_pytest_runs_an_example_alone_by_its_line(tmp_path: Path) -> None:
    write(tmp_path, PAGE)
    write(tmp_path, CONFTEST, "conftest.py")
    options = ["-p", "no:cacheprovider", "-p", "no:xdist", "-o", f"pythonpath={PROJECT / 'docs' / 'hooks'}", "-q"]
    for selection, end in {"line:22,column:1": "1 passed", "line:7,column:1": "1 failed"}.items():
        command = [sys.executable, "-m", "pytest", *options, f"page.md::{selection}"]
        result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert end in result.stdout, result.stdout + result.stderr
    assert "page.md:13: expected 2, got 1" in result.stdout
