"""Pytest: Sybil sees a page as one example a block, number or problem, each with a verdict of its own."""

import subprocess
import sys
from pathlib import Path

import pytest
from engine_pages import PROJECT, check, examples, verdicts, write
from small_pages import block

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


def test_each_thing_that_is_checked_has_its_verdict_in_any_order_and_alone_and_the_page_runs_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, runs, run_page = write(tmp_path, PAGE), [], sybil_parser.run_page
    monkeypatch.setattr(sybil_parser, "run_page", lambda page: runs.append(page.name) or run_page(page))
    found = examples(path)
    assert runs == []  # before it must
    assert verdicts(found) == EXPECTED
    assert verdicts(found[::-1]) == EXPECTED[::-1]
    assert len(runs) == 1
    assert [verdicts([examples(path)[index]])[0] for index in range(len(EXPECTED))] == EXPECTED


def test_a_dead_interpreter_fails_the_examples_behind_it(tmp_path: Path) -> None:
    text = block("print(1)", "1") + block("import os\nos._exit(0)") + block("x = 1") + "1<!--= 1 -->\n"
    assert [bool(told) for _, told in verdicts(examples(write(tmp_path, text)))] == [False, True, True, True]


ODD_PAGES = {
    "": [],
    "[a](gone.md)": [1],
    "[a](gone.md) [b](gone.md)\n": [1],
    "```python ignore='1'\n1 / 0\n": [1],
    "```output\n```": [1],
    "\ufeff```python\n1 / 0\n```\n": [1],
    "\ufeff---\ntitle: 1<!--= 2 -->\n---\n\ntext\n": [2],
    "a\u2028b\x0cc\x85d\x1ce\n\n[b](gone.md)\n\ntext\n\n1<!--= 2 -->\n\ntext\n": [3, 7],
    "text\r\n\r\n```python\r\n1 / 0\r\n```\r\n\r\n1<!--= 2 -->\r\n": [3, 7],
}


@pytest.mark.parametrize("text", ODD_PAGES)
def test_pytest_and_the_build_come_to_the_same_verdict(tmp_path: Path, text: str) -> None:
    problems = check(tmp_path, text).problems
    found = verdicts(examples(tmp_path / "page.md"))
    assert sorted(line for _, told in found for line in told) == [problem.line for problem in problems]
    assert [line for line, _ in found] == ODD_PAGES[text]


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
