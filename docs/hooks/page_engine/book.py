"""All pages of a folder: run side by side, checked and counted."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path

from page_engine.kept_checks import find_problems
from page_engine.kept_files import key_of
from page_engine.outcome import Outcome
from page_engine.page import Page, read_page, skipped
from page_engine.problem import Problem
from page_engine.runner import Report, map_pages


@dataclass(frozen=True)
class Chapter:
    """A page with what it did.

    Attributes
    ----------
    address : str
        Its path below the folder, with slashes.
    page : Page
    outcomes : list of Outcome
    problems : list of Problem
    key : str
        A key of its text and of all that it did, for what is made of it and kept.
    """

    address: str
    page: Page
    outcomes: list[Outcome]
    problems: list[Problem]
    key: str

    @property
    def seconds(self) -> float:
        """How long its blocks took."""
        return sum(outcome.seconds for outcome in self.outcomes)


@dataclass(frozen=True)
class Book:
    """The chapters of a folder."""

    chapters: list[Chapter] = field(default_factory=list)

    @property
    def problems(self) -> list[Problem]:
        """All problems of all pages."""
        return [problem for chapter in self.chapters for problem in chapter.problems]

    def counts(self) -> dict[str, int]:
        """Return how much has been run, compared, checked, drawn and skipped."""
        blocks = [block for chapter in self.chapters for block in chapter.page.blocks]
        n_skipped = len(list(self.skips()))
        return {
            "block run": len(blocks) - n_skipped,
            "output compared": sum(block.output is not None for block in blocks),
            "number checked": sum(len(chapter.page.numbers) for chapter in self.chapters),
            "figure drawn": sum(len(outcome.figures) for chapter in self.chapters for outcome in chapter.outcomes),
            "block skipped": n_skipped,
        }

    def summary(self) -> str:
        """Return the counts in one line, and which page took longest."""
        counts = ", ".join(_counted(what, count) for what, count in self.counts().items())
        if not self.chapters:
            return counts
        slowest = max(self.chapters, key=lambda chapter: chapter.seconds)
        return f"{counts}; slowest page: {slowest.address} with {slowest.seconds:.1f} s"

    def verified(self) -> str:
        """Return the counts as the end of a sentence for readers."""
        *first, last = [_counted(what, count) for what, count in list(self.counts().items())[:4]]
        return f"{', '.join(first)} and {last}"

    def skips(self) -> Iterator[str]:
        """Return a line for each skipped block: where it is, and why."""
        for chapter in self.chapters:
            for line, reason in skipped(chapter.page):
                yield f"skipped {chapter.page.name}:{line}: {reason}"


def read_book(folder: Path, report: Report | None = None) -> Book:
    """Return all pages below a folder, run and checked; `report` as for `map_pages`."""
    paths = [path for path in folder.rglob("*.md") if not path.is_dir()]
    paths.sort(key=lambda path: path.lstat().st_size, reverse=True)  # the short ones last: no processor waits for long
    chapters = map_pages(partial(_chapter, folder), map(read_page, paths), report)
    return Book(sorted(chapters, key=lambda chapter: chapter.address.split("/")))


def _chapter(folder: Path, page: Page, outcomes: list[Outcome]) -> Chapter:
    address = Path(os.path.relpath(page.name, folder)).as_posix()
    key = key_of(page.text, [asdict(outcome) for outcome in outcomes])
    problems = find_problems(page, outcomes, key)
    return Chapter(address, page, outcomes, problems, key)


def _counted(what: str, count: int) -> str:
    noun, verb = what.split()
    return f"{count} {noun}{'' if count == 1 else 's'} {verb}"
