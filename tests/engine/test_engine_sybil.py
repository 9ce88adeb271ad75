"""Pytest: Sybil sees a page as one example a block, number or problem, each with a verdict of its own."""

import re
import runpy
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from unittest import SkipTest

import pytest
from engine_pages import PROJECT, check, write
from small_pages import block
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

# Line of each example, and lines of its problems, or why it is skipped.
EXPECTED = [
    *((5, [5]), (5, []), (5, [5]), (7, [13]), (16, "no card")),
    *((22, []), (31, []), (31, [31]), (33, [33]), (37, [38])),
]


# The parser as the project hands it to pytest.
PAGES = runpy.run_path(str(PROJECT / "conftest.py"))["pages"]


def examples(folder: Path, text: str) -> list[Example]:
    return list(PAGES.parse(write(folder, text)))


def verdicts(found: Sequence[Example]) -> list[tuple[int, list[int] | str]]:
    """Return the line of each example, and the lines of its problems or why it is skipped."""
    ends: list[tuple[int, list[int] | str]] = []
    for example in found:
        told: list[int] | str = []
        try:
            example.evaluate()
        except SkipTest as end:
            told = str(end)
        except SybilFailure as end:
            told = [int(line) for line in re.findall(r"page\.md:(\d+): ", str(end))]
        ends.append((example.line, told))
    return ends


def test_each_thing_that_is_checked_has_its_verdict_in_any_order_and_alone(tmp_path: Path) -> None:
    assert verdicts(examples(tmp_path, PAGE)) == EXPECTED
    assert verdicts(examples(tmp_path, PAGE)[::-1]) == EXPECTED[::-1]
    assert [verdicts([examples(tmp_path, PAGE)[index]])[0] for index in range(len(EXPECTED))] == EXPECTED


def test_a_page_runs_once_and_only_when_it_must(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runs = []
    run_page = sybil_parser.run_page
    monkeypatch.setattr(sybil_parser, "run_page", lambda page: runs.append(page.name) or run_page(page))
    found = examples(tmp_path, PAGE)
    assert runs == []
    verdicts(found)
    verdicts(found)
    assert len(runs) == 1


def test_a_dead_interpreter_fails_the_examples_behind_it(tmp_path: Path) -> None:
    text = block("print(1)", "1") + block("import os\nos._exit(0)") + block("x = 1") + "1<!--= 1 -->\n"
    assert [bool(told) for _, told in verdicts(examples(tmp_path, text))] == [False, True, True, True]


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
    found = verdicts(examples(tmp_path, ODD_PAGES[name]))
    wrong = [line for _, told in found for line in told]
    assert sorted(wrong) == [problem.line for problem in check(tmp_path, ODD_PAGES[name]).problems]
    assert name != "line separators" or [line for line, _ in found] == [3, 7]


def test_pytest_runs_an_example_alone_by_its_line(tmp_path: Path) -> None:
    write(tmp_path, PAGE)
    conftest = (PROJECT / "conftest.py").read_text("utf-8").partition("def pytest_itemcollected")[0]
    write(tmp_path, conftest, "conftest.py")
    examples_alone = [f"page.md::line:{line},column:1" for line in (22, 7)]
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "no:xdist", "-q", *examples_alone]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False).stdout
    assert "1 failed, 1 passed" in said
    assert "FAILED page.md::line:7,column:1" in said
    assert "page.md:13: expected 2, got 1" in said
