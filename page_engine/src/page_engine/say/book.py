"""Many pages: run side by side, checked and counted."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from page_engine.files import digest
from page_engine.read.page import Page, read_page
from page_engine.read.problem import Problem
from page_engine.run.outcome import Outcome
from page_engine.run.runner import run_page
from page_engine.say.checker import check_page
from page_engine.settings import Settings

Report = Callable[[str], None]

PAGE_SUFFIXES = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")  # as MkDocs has them


@dataclass(frozen=True)
class Chapter:
    """A page with what it did."""

    address: str  # its path below the folder of all pages, with slashes
    page: Page
    outcomes: list[Outcome]
    problems: list[Problem]


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
        """Return the counts in one line, and which page took longest, if there is one."""
        times = [(sum(outcome.seconds for outcome in each.outcomes), each.address) for each in self.chapters]
        slowest = [f"slowest page: {address} with {seconds:.1f} s" for seconds, address in sorted(times)[-1:]]
        return "; ".join([", ".join(self._counted()), *slowest])

    def verified(self) -> str:
        """Return the counts as the end of a sentence for readers."""
        *first, last = self._counted()[:4]
        return f"{', '.join(first)} and {last}"

    def _counted(self) -> list[str]:
        return [f"{count} {what if count == 1 else what.replace(' ', 's ')}" for what, count in self.counts().items()]

    def skips(self) -> Iterator[str]:
        """Return a line for each skipped block: where it is, and why."""
        for chapter in self.chapters:
            for block in chapter.page.blocks:
                if "skip" in block.options:
                    yield f"skipped {chapter.page.name}:{block.line}: {block.options['skip']}"


def read_book(pages: Mapping[str, Path], settings: Settings | None = None, report: Report = lambda said: None) -> Book:
    """Return pages, given their addresses and files, run and checked, as many at once as there are processors.

    The report hears of each page that has run, and how many are left.
    """
    digest_once = cache(digest)
    left = set(pages)

    def chapter(address: str) -> Chapter:
        page = read_page(pages[address], settings)
        outcomes = run_page(page, digest_once, lambda page: report(f"{page.name} has run, {len(left) - 1} left"))
        left.remove(address)
        return Chapter(address, page, outcomes, check_page(page, outcomes))

    largest_first = sorted(pages, key=lambda address: pages[address].lstat().st_size, reverse=True)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        chapters = list(pool.map(chapter, largest_first))
    return Book(sorted(chapters, key=lambda chapter: chapter.address.split("/")))


def pages_below(paths: Sequence[Path]) -> dict[str, Path]:
    """Return the pages among files and folders by their addresses: of a folder, those that MkDocs would take.

    They begin at the folder, if it is the only one, or beside the only page.
    """
    start = Path() if len(paths) > 1 else paths[0] if paths[0].is_dir() else paths[0].parent
    found = [path for each in paths for path in (files_in(each) if each.is_dir() else [each])]
    pages = [path for path in found if path in paths or path.name.endswith(PAGE_SUFFIXES)]
    return {Path(os.path.relpath(path, start)).as_posix(): path for path in pages}


def files_in(folder: Path) -> Iterator[Path]:
    """Return the files below a folder, linked ones too, but for those that MkDocs leaves out."""
    for place, folders, names in os.walk(folder, followlinks=True):
        left_out = {"templates"} if Path(place) == folder else set()
        left_out |= {"README.md"} if "index.md" in names else set()
        here = Path(os.path.realpath(place))
        left_out |= {name for name in folders if here.is_relative_to(os.path.realpath(Path(place, name)))}  # links up
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in left_out)
        yield from (Path(place, name) for name in sorted(names) if not name.startswith(".") and name not in left_out)
