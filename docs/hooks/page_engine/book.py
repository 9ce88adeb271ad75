"""All pages of a folder: run side by side, checked and counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from page_engine.checker import check_page
from page_engine.outcome import Outcome
from page_engine.page import Page, read_page, skipped
from page_engine.problem import Problem
from page_engine.runner import Report, run_pages


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
    """

    address: str
    page: Page
    outcomes: list[Outcome]
    problems: list[Problem]

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
    """Return all pages below a folder, run and checked; `report` as for `run_pages`."""
    paths = [path for path in folder.rglob("*.md") if not path.is_dir()]
    paths.sort(key=lambda path: path.lstat().st_size, reverse=True)  # the short ones last: no processor waits for long
    pages: list[Page] = []

    def read() -> Iterator[Page]:
        for path in paths:
            pages.append(read_page(path))
            yield pages[-1]

    outcomes = run_pages(read(), report)
    chapters = [_chapter(folder, *each) for each in zip(paths, pages, outcomes, strict=True)]
    return Book(sorted(chapters, key=lambda chapter: chapter.address.split("/")))


def _chapter(folder: Path, path: Path, page: Page, outcomes: Sequence[Outcome]) -> Chapter:
    problems = check_page(page, outcomes)
    return Chapter(path.relative_to(folder).as_posix(), page, list(outcomes), problems)


def _counted(what: str, count: int) -> str:
    noun, verb = what.split()
    return f"{count} {noun}{'' if count == 1 else 's'} {verb}"
