"""Pages for the tests of the engine: written to a folder, read, run and checked."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from page_engine.read.page import Page, read_page
from page_engine.read.problem import Problem
from page_engine.run.outcome import Outcome
from page_engine.run.runner import run_page
from page_engine.say.book import Book, pages_below, read_book
from page_engine.say.checker import check_page

PROJECT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Checked:
    """A page that has run, what its steps did, and what is wrong with it."""

    page: Page
    outcomes: list[Outcome]
    problems: list[Problem]


def write(folder: Path, text: str, name: str = "page.md") -> Path:
    """Write a page byte for byte, line endings included."""
    path = folder / name
    path.write_bytes(text.encode("utf-8"))
    return path


def read(folder: Path, text: str) -> Page:
    """Return a page that is read but not run."""
    return read_page(write(folder, text))


def check(folder: Path, text: str, name: str = "page.md") -> Checked:
    """Write, read, run and check a page."""
    page = read_page(write(folder, text, name))
    outcomes = run_page(page)
    return Checked(page, outcomes, check_page(page, outcomes))


def read_folder(folder: Path) -> Book:
    """Return all pages of a folder, run and checked."""
    return read_book(pages_below([folder]))


def run_pages(pages: Sequence[Page]) -> list[list[Outcome]]:
    """Run pages side by side and return what they did, in their order."""
    with ThreadPoolExecutor() as pool:
        return list(pool.map(run_page, pages))


def block(code: str, output: str | None = None, options: str = "") -> str:
    """Return a Python block, and below it its output block if it has one."""
    shown = f"\n```output\n{output}\n```\n" if output is not None else ""
    return f"```python{options}\n{code}\n```\n{shown}\n"


def line_of(text: str, snippet: str) -> int:
    """Return the line at which a snippet stands, which must be on the page once."""
    assert text.count(snippet) == 1, snippet
    return text.count("\n", 0, text.index(snippet)) + 1


def lines(problems: Sequence[Problem]) -> list[int]:
    """Return the lines of the problems that are no mere consequence of others."""
    return [problem.line for problem in problems if not problem.is_consequence]


def messages(problems: Sequence[Problem]) -> str:
    return "\n".join(str(problem) for problem in problems)


def assert_only_problem(problems: Sequence[Problem], line: int, *words: str) -> None:
    """Fail unless there is exactly one problem, at this line, and its message says these words."""
    assert lines(problems) == [line], messages(problems)
    for word in words:
        assert word in messages(problems)


def has_ended(process: int) -> bool:
    """Return whether a process is no longer there; one that has been killed may take a moment to go."""
    deadline = time.monotonic() + 30
    while _is_alive(process) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not _is_alive(process)


def _is_alive(process: int) -> bool:
    state = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False
    ).stdout
    return bool(state.strip()) and not state.startswith("Z")  # a zombie has ended
