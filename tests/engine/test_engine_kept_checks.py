"""A page with which nothing was wrong is checked again if anything has changed on which that depends, and only then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from engine_pages import block, write

from page_engine import kept_checks
from page_engine.alternative_texts import RECORD
from page_engine.book import read_book
from page_engine.checker import check_page
from page_engine.outcome import Outcome
from page_engine.page import Page
from page_engine.problem import Problem
from page_engine.updater import update_page

DRAWN = block(
    "import matplotlib.pyplot as plt\nplt.plot([0, 1])\nplt.show()", options=' alt="A line that rises from 0 to 1."'
)
PAGE = f"""\
# A page

{block("import package" + chr(10) + "print(package.value)", "1")}
{DRAWN}
See [there](other.md#there), [its figure](other/figure-1.svg) and [data](data.txt).
"""


class Folder:
    """A project with pages, and with a count of how often one of them has been checked."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder, self.pages, self.n_checked = folder, folder / "docs", 0
        (folder / "pyproject.toml").write_text('[tool.page_engine]\ncache = "kept"\n')
        (folder / "package").mkdir()
        (folder / "package" / "__init__.py").write_text("value = 1\n")
        self.pages.mkdir()
        (self.pages / RECORD).write_text("{}")
        (self.pages / "data.txt").write_text("1")
        write(self.pages, f"# Other\n\n## There\n\n{DRAWN}", "other.md")
        write(self.pages, "# Only words\n\nand $x$\n", "words.md")
        self.page = write(self.pages, PAGE)
        monkeypatch.setenv("PYTHONPATH", str(folder))
        monkeypatch.setattr(kept_checks, "check_page", self._check_page)
        for path in self.pages.glob("*.md"):
            update_page(path)

    def _check_page(self, page: Page, outcomes: Sequence[Outcome]) -> list[Problem]:
        self.n_checked += Path(page.name).name == self.page.name
        return check_page(page, outcomes)

    def problems(self) -> list[str]:
        """Return what is wrong with the pages."""
        return [problem.message for problem in read_book(self.pages).problems]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    return Folder(tmp_path, monkeypatch)


def test_what_has_not_changed_is_checked_once(folder: Folder) -> None:
    assert [folder.problems() for _ in range(2)] == [[], []]
    assert folder.n_checked == 1


def test_another_page_that_keeps_its_anchors_may_change(folder: Folder) -> None:
    folder.problems()
    other = folder.pages / "other.md"
    other.write_text(other.read_text() + "More.\n")
    assert folder.problems() == []
    assert folder.n_checked == 1


def change(name: str, old: str, new: str) -> Callable[[Path], None]:
    """Return what exchanges a text in a file."""

    def exchange(folder: Path) -> None:
        path = folder / name
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))

    return exchange


FAULTS = {
    "another output": (change("docs/page.md", "\n1\n", "\n2\n"), "expected 2, got 1"),
    "another formula": (change("docs/words.md", "$x$", "$\\nonsense$"), "got \\nonsense"),
    "another library": (change("package/__init__.py", "1", "3"), "expected 1, got 3"),
    "another anchor": (change("docs/other.md", "## There", "## Elsewhere"), "has no #there"),
    "no other page": (lambda folder: (folder / "docs" / "other.md").unlink(), "there is no other.md"),
    "no such file": (lambda folder: (folder / "docs" / "data.txt").unlink(), "there is no data.txt"),
    "another record": (change(f"docs/{RECORD}", "from 0 to 1", "from 0 to 2"), "recorded with its figure"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_what_was_right_is_found(folder: Folder, fault: str) -> None:
    assert folder.problems() == []
    plant, message = FAULTS[fault]
    plant(folder.folder)
    for _ in range(2):  # and found again
        assert message in "\n".join(folder.problems())


def test_a_verdict_that_somebody_else_has_written_does_not_count(folder: Folder) -> None:
    folder.page.write_text(PAGE.replace("\n1\n", "\n2\n"))
    folder.problems()
    for path in folder.folder.glob("kept/*/docs-other-md.checked"):
        path.with_name("docs-page-md.checked").write_bytes(path.read_bytes())
    assert folder.problems()
