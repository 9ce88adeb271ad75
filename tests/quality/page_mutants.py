"""Changing what pages say of their code, to see whether their check notices a single character.

Every line of an output block, every checked number and every alternative text is changed once.
A line of an output that has neither a digit nor a letter is left, such as one that stands for any text.
The code is as it was, so what it does is too: each page runs once.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from page_engine.read.page import Page, parse_page
from page_engine.read.problem import Problem
from page_engine.run.outcome import Outcome
from page_engine.run.runner import run_page
from page_engine.say.checker import check_page

CheckPage = Callable[[Page, Sequence[Outcome]], Sequence[Problem]]

_DIGIT = re.compile(r"\d")
_LETTER = re.compile(r"[^\W\d_]")


class PageMutant(NamedTuple):
    """The text of a page in which one thing is another: an output, a number or an alternative text."""

    kind: str
    line: int
    text: str


def unnoticed(page: Page, check: CheckPage = check_page) -> Iterator[str]:
    """Yield a line for each change of a page that its check does not notice, and for what it says of none."""
    outcomes = run_page(page)
    yield from (f"the unchanged page must pass: {problem}" for problem in check(page, outcomes))
    for mutant in find_page_mutants(page):
        if not check(parse_page(mutant.text, Path(page.name)), outcomes):
            yield f"{page.name}:{mutant.line}: nothing notices another character in this {mutant.kind}"


def find_page_mutants(page: Page) -> Iterator[PageMutant]:
    """Yield every mutant of a page."""
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
    """Yield the mutant in which the first digit of a stretch, or else its first letter, is another one."""
    found = _DIGIT.search(text, start, end) or _LETTER.search(text, start, end)
    if found:
        other = str((int(found.group()) + 1) % 10) if found.group().isdigit() else "y" if found.group() == "x" else "x"
        line = text.count("\n", 0, found.start()) + 1
        yield PageMutant(kind, line, text[: found.start()] + other + text[found.end() :])
