"""Changing pages: their check notices each other character, and a check that compares nothing is seen through."""

from pathlib import Path

import pytest
from built_site import PROJECT
from page_mutants import find_page_mutants, unnoticed

from page_engine.read.page import Page, read_page
from page_engine.say.updater import update_page

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
    ("alternative text", 4, "A line up to 5."),
    ("output", 15, "> xne\n"),
    ("output", 17, "> 30\n"),
    ("number", 2, "1.50<!--"),
    ("number", 2, "**xalf**"),
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


def test_each_output_number_and_alternative_text_is_changed_once_and_that_is_noticed(page: Page) -> None:
    for mutant, (kind, line, text) in zip(find_page_mutants(page), CHANGES, strict=True):
        assert (mutant.kind, mutant.line) == (kind, line)
        assert text in mutant.text.splitlines(keepends=True)[line - 1]
    assert list(unnoticed(page)) == []


def test_a_check_that_compares_nothing_is_seen_through(page: Page) -> None:
    faults = list(unnoticed(page, check=lambda page, outcomes: []))
    assert [fault.split(": ")[0] for fault in faults] == [f"{page.name}:{line}" for _, line, _ in CHANGES]


def test_an_alternative_text_that_nobody_has_recorded_is_seen_through(page: Page, tmp_path: Path) -> None:
    (tmp_path / RECORD).unlink()
    assert [fault.rpartition(" in this ")[2] for fault in unnoticed(page)] == ["alternative text"]


def test_a_page_that_fails_unchanged_is_not_well(page: Page, tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text(page.text.replace("> 20\n", "> 21\n"), "utf-8")
    assert "expected 21" in next(unnoticed(read_page(tmp_path / "page.md")))


@pytest.mark.weekly
def test_another_character_on_any_page_is_noticed() -> None:
    paths = [PROJECT / "README.md", *sorted((PROJECT / "docs").rglob("*.md"))]
    pages = [page for page in map(read_page, paths) if page.steps and not page.is_lab]
    assert len(pages) > 12
    assert [fault for page in pages for fault in unnoticed(page)] == []
