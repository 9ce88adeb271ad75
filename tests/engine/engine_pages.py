"""Pages for the tests of the engine: small ones, with a mark ⟦words⟧ in each line where a problem must be told."""

import re
import runpy
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest import SkipTest

from small_pages import marked, without_marks
from sybil.example import Example, SybilFailure

from page_engine.read.page import Page, read_page
from page_engine.read.problem import Problem
from page_engine.run.outcome import Outcome
from page_engine.run.runner import run_page
from page_engine.say.checker import check_page

PROJECT = Path(__file__).parents[2]
PAGES = Path(__file__).with_name("pages")
PYPLOT = "import matplotlib.pyplot as plt\n"
PLOT = f"{PYPLOT}plt.plot([0, 1])\nplt.show()"


@dataclass(frozen=True)
class Checked:
    """A page that has run, what its steps did, and what is wrong with it."""

    page: Page
    outcomes: list[Outcome]
    problems: list[Problem]


def write(folder: Path, text: str, name: str = "page.md") -> Path:
    """Write a page byte for byte, line endings included."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))
    return path


def read(folder: Path, text: str, name: str = "page.md") -> Page:
    return read_page(write(folder, text, name))


def check(folder: Path, text: str, name: str = "page.md") -> Checked:
    page = read(folder, text, name)
    outcomes = run_page(page)
    return Checked(page, outcomes, check_page(page, outcomes))


def check_marked(folder: Path, text: str, name: str = "page.md") -> Checked:
    """Run a page without its marks, and fail unless what is wrong with it is what they say."""
    checked = check(folder, without_marks(text), name)
    assert_said(checked.problems, text)
    return checked


def read_marked(folder: Path, text: str) -> Page:
    """Read a page without its marks, and fail unless what is wrong at first sight is what they say."""
    page = read(folder, without_marks(text))
    assert_said(page.problems, text)
    return page


def assert_said(problems: Sequence[Problem], text: str) -> None:
    """Fail unless the problems, but for mere consequences, are at the lines of the marks and say their words."""
    said = sorted((each for each in problems if not each.is_consequence), key=lambda each: each.line)
    assert [each.line for each in said] == [line for line, _ in marked(text)], messages(said)
    for line, words in marked(text):
        assert any(words in each.message for each in said if each.line == line), (line, words, messages(said))


def examples(path: Path) -> list[Example]:
    """Return what Sybil finds on a page by the parser as the project hands it to pytest."""
    return list(runpy.run_path(str(PROJECT / "conftest.py"))["pages"].parse(path))


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
            told = [int(line) for line in re.findall(r"\.md:(\d+): ", str(end))]
        ends.append((example.line, told))
    return ends


def messages(problems: Sequence[Problem]) -> str:
    return "\n".join(map(str, problems))
