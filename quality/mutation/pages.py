"""Changing what pages say of their code, to see whether their check notices a single character.

Every line of an output block, every checked number and every alternative text is changed once.
A line of an output that has neither a digit nor a letter is left, such as one that stands for any text.
The code is as it was, so what it does is too: each page runs once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from page_engine.read.page import Page, parse_page
from page_engine.read.problem import Problem
from page_engine.run.outcome import Outcome
from page_engine.say.checker import check_page

CheckPage = Callable[[Page, Sequence[Outcome]], Sequence[Problem]]

_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class PageMutant:
    """A page in which one thing is another.

    Attributes
    ----------
    kind : str
        What is changed: an output, a number or an alternative text.
    line : int
        Where, from 1.
    start, end : int
        Offsets of what is changed.
    after : str
        What stands there instead.
    """

    kind: str
    line: int
    start: int
    end: int
    after: str


@dataclass(frozen=True)
class PageResult:
    """What became of a change of a page; what its check said, if it noticed."""

    page: str
    mutant: PageMutant
    complaint: str


def judge_page(page: Page, outcomes: Sequence[Outcome], check: CheckPage = check_page) -> Iterator[PageResult]:
    """Return what the check of a page says of each of its mutants.

    Raises
    ------
    RuntimeError
        If the check fails although nothing has been changed.
    """
    for problem in check(page, outcomes):
        raise RuntimeError(f"the unchanged page must pass: {problem}")
    for mutant in find_page_mutants(page):
        text = page.text[: mutant.start] + mutant.after + page.text[mutant.end :]
        problems = check(parse_page(text, Path(page.name)), outcomes)
        yield PageResult(page.name, mutant, str(problems[0]) if problems else "")


def find_page_mutants(page: Page) -> Iterator[PageMutant]:
    """Return every mutant of a page."""
    for block in page.blocks:
        if "alt" in block.options:
            start = page.text.index(block.options["alt"], block.start)
            yield from _altered(page.text, "alternative text", start, start + len(block.options["alt"]))
        if block.output:
            start = page.text.index("\n", block.output.start) + 1
            for line in block.output.source.splitlines():
                end = page.text.index("\n", start)
                yield from _altered(page.text, "output", end - len(line), end)
                start = end + 1
    for number in page.numbers:
        yield from _altered(page.text, "number", number.value_start, number.value_end)


def _altered(text: str, kind: str, start: int, end: int) -> Iterator[PageMutant]:
    """Return the mutant in which the first digit of a stretch, or else its first letter, is another one."""
    found = _DIGIT.search(text, start, end) or _LETTER.search(text, start, end)
    if found:
        other = str((int(found.group()) + 1) % 10) if found.group().isdigit() else "y" if found.group() == "x" else "x"
        yield PageMutant(kind, text.count("\n", 0, found.start()) + 1, *found.span(), other)
