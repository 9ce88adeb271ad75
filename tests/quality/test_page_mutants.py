"""Changing what pages say of their code: their check notices every single character.

Every line of an output block, every checked number and every alternative text is changed once.
A line of an output that has neither a digit nor a letter is left, such as one that stands for any text.
The code is as it was, so what it does is too: each page runs once.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from built_site import PROJECT

from page_engine.read.page import Page, parse_page, read_page
from page_engine.run.runner import run_page
from page_engine.say.checker import check_page

DIGIT, LETTER = re.compile(r"\d"), re.compile(r"[^\W\d_]")
DOCS = PROJECT / "docs"
PAGES = [PROJECT / "README.md", *sorted(set(DOCS.rglob("*.md")) - set(DOCS.glob("labs/*.md")))]


@pytest.mark.weekly
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_another_character_on_any_page_is_noticed(path: Path) -> None:
    page = read_page(path)
    outcomes = run_page(page)
    assert check_page(page, outcomes) == []
    places = list(what_it_says(page))
    assert len(places) >= len(page.numbers) + sum(block.output is not None for block in page.blocks)
    for start, end in places:
        found = DIGIT.search(page.text, start, end) or LETTER.search(page.text, start, end)
        if found:
            old = found.group()
            new = str((int(old) + 1) % 10) if old.isdigit() else "y" if old == "x" else "x"
            mutant = parse_page(page.text[: found.start()] + new + page.text[found.end() :], Path(page.name))
            line = page.text.count("\n", 0, start) + 1
            assert check_page(mutant, outcomes), f"{page.name}:{line}: nothing notices another character"


def what_it_says(page: Page) -> Iterator[tuple[int, int]]:
    """Yield where each alternative text, each line of an output and each number begins and ends."""
    for block in page.blocks:
        if "alt" in block.options:
            start = page.text.index(block.options["alt"], block.start)
            yield start, start + len(block.options["alt"])
        if block.output:
            start = page.text.index("\n", block.output.start) + 1
            for line in block.output.source.splitlines():
                end = page.text.index("\n", start)
                yield end - len(line), end
                start = end + 1
    for number in page.numbers:
        yield number.value_start, number.value_end
