"""Changing pages: their check notices each other character, and a check that compares nothing is seen through."""

from __future__ import annotations

from pathlib import Path

import pytest

from page_engine.read.page import Page, read_page
from page_engine.run.runner import run_page
from page_engine.say.updater import update_page
from quality.mutation.pages import find_page_mutants, judge_page
from quality.mutation.report import report_on_pages

RECORD = "texts.json"

PAGE = """
A half is 0.50<!--= f"{1 / 2:.2f}" -->, and so it is **half**<!--= "half" -->.

```python alt="A line up to 4."
import matplotlib.pyplot as plt
plt.plot([0, 4])
plt.show()
```

> ```python
> print("one\\n---\\n20")
> ```
>
> ```output
> one
> ---
> 20
> ```
"""
CHANGES = [
    ("alternative text", 4, "5"),
    ("output", 15, "x"),
    ("output", 17, "3"),
    ("number", 2, "1"),
    ("number", 2, "x"),
]


@pytest.fixture
def page(tmp_path: Path) -> Page:
    """Return a page with everything that can be altered, and a record of its figure."""
    path = tmp_path / "page.md"
    path.write_text(PAGE, "utf-8")
    (tmp_path / "pyproject.toml").write_text(f'[tool.page-engine]\nalternative_texts = "{RECORD}"\n', "utf-8")
    (tmp_path / RECORD).write_text("{}", "utf-8")
    update_page(path)
    return read_page(path)


def test_each_output_number_and_alternative_text_is_changed_once(page: Page) -> None:
    assert [(each.kind, each.line, each.after) for each in find_page_mutants(page)] == CHANGES


def test_the_check_notices_every_change(page: Page) -> None:
    results = list(judge_page(page, run_page(page)))
    assert len(results) == len(CHANGES)
    assert all(each.complaint.startswith(f"{page.name}:") for each in results)
    report = report_on_pages(results)
    assert not report.faults
    assert "| output | 2 | 2 |" in report.text


def test_a_check_that_compares_nothing_is_seen_through(page: Page) -> None:
    report = report_on_pages(list(judge_page(page, run_page(page), check=lambda page, outcomes: [])))
    assert [fault.split(": ")[0] for fault in report.faults] == [f"{page.name}:{line}" for _, line, _ in CHANGES]


def test_an_alternative_text_that_nobody_has_recorded_is_seen_through(page: Page, tmp_path: Path) -> None:
    (tmp_path / RECORD).unlink()
    report = report_on_pages(list(judge_page(page, run_page(page))))
    assert [fault.rpartition(" in this ")[2] for fault in report.faults] == ["alternative text"]


def test_a_page_that_fails_unchanged_is_not_judged(page: Page, tmp_path: Path) -> None:
    wrong = tmp_path / "page.md"
    wrong.write_text(page.text.replace("> 20\n", "> 21\n"), "utf-8")
    with pytest.raises(RuntimeError, match=r"the unchanged page must pass: .*expected 21"):
        list(judge_page(read_page(wrong), run_page(read_page(wrong))))
