"""Many pages: run side by side, checked and counted."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from page_engine.read.page import Page, read_page, skipped
from page_engine.read.problem import Problem
from page_engine.run.outcome import Outcome
from page_engine.run.runner import Report, map_pages
from page_engine.say.checker import check_page
from page_engine.settings import Settings

PAGE_SUFFIXES = (".md", ".markdown", ".mkdn", ".mkd")  # as MkDocs has them


@dataclass(frozen=True)
class Chapter:
    """A page with what it did.

    Attributes
    ----------
    address : str
        Its path below the folder of all pages, with slashes.
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
        """All problems of all pages, each once."""
        return list(dict.fromkeys(problem for chapter in self.chapters for problem in chapter.problems))

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


def read_book(pages: Mapping[str, Path], settings: Settings | None = None, report: Report | None = None) -> Book:
    """Return pages, given their addresses and their files, run and checked; `report` as for `map_pages`."""
    addresses = sorted(pages, key=lambda address: pages[address].lstat().st_size, reverse=True)  # no processor waits
    read = [read_page(pages[address], settings) for address in addresses]
    places = {id(page): address for page, address in zip(read, addresses, strict=True)}

    def chapter(page: Page, outcomes: list[Outcome]) -> Chapter:
        return Chapter(places[id(page)], page, outcomes, check_page(page, outcomes))

    return Book(sorted(map_pages(chapter, read, report), key=lambda chapter: chapter.address.split("/")))


def pages_below(paths: Sequence[Path]) -> dict[str, Path]:
    """Return the pages among files and folders by their addresses: of a folder, those that MkDocs would take.

    They begin at the folder, if it is the only one.
    """
    start = paths[0] if len(paths) == 1 and paths[0].is_dir() else Path()
    found = [path for each in paths for path in (files_in(each) if each.is_dir() else [each])]
    pages = [path for path in found if path in paths or path.name.endswith(PAGE_SUFFIXES)]
    return {Path(os.path.relpath(path, start)).as_posix(): path for path in pages}


def files_in(folder: Path) -> Iterator[Path]:
    """Return the files below a folder that are not hidden, linked ones too."""
    for place, folders, names in os.walk(folder, followlinks=True):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(place, name) for name in sorted(names) if not name.startswith("."))


def _counted(what: str, count: int) -> str:
    noun, verb = what.split()
    return f"{count} {noun}{'' if count == 1 else 's'} {verb}"
