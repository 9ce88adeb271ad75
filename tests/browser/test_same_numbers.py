"""Every block of every chapter, run in the page by its buttons, gives what the page shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from notebook_page import NotebookPage, ShownBlock
from playwright.sync_api import Page

from page_engine.checker import is_as_expected
from page_engine.outcome import Outcome
from page_engine.page import Block, read_page

DOCS = Path(__file__).parents[2] / "docs"
PAGES = [*sorted(DOCS.glob("series/*.md")), DOCS / "index.md", DOCS / "published-numbers.md"]


def blocks_that_run(path: Path) -> list[Block]:
    return [block for block in read_page(path).blocks if "skip" not in block.options]


def address_of(path: Path) -> str:
    """Return the address of a page below the site's."""
    address = path.relative_to(DOCS).with_suffix("").as_posix()
    return "" if address == "index" else f"{address}/"


def differences(blocks: Sequence[Block], shown: Sequence[ShownBlock]) -> Iterator[str]:
    """Return what a run in the page shows that the page itself does not, and the other way round."""
    for block, own in zip(blocks, shown, strict=True):
        want = block.output.source if block.output else ""
        n_figures = int("alt" in block.options)
        if not is_as_expected(block, Outcome(printed=own.output)):
            yield f"line {block.line}: expected {want!r}, got {own.output!r}"
        if len(own.figures) != n_figures:
            yield f"line {block.line}: expected {n_figures} figures, got {len(own.figures)}"
        if (want or n_figures) and not own.is_own:
            yield f"line {block.line}: what is shown is not of this run"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_block_of_a_page_gives_in_the_page_what_is_shown(page: Page, python_site: str, path: Path) -> None:
    blocks = blocks_that_run(path)
    notebook = NotebookPage(page, python_site + address_of(path))
    assert notebook.count() == len(blocks) > 0
    notebook.open_folds()

    end = notebook.run(len(blocks))

    assert "run." in end, end
    assert not list(differences(blocks, notebook.shown()))
    assert all("run." in notebook.note(number + 1) for number in range(len(blocks)))
