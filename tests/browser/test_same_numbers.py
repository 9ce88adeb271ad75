"""Every block of every chapter, run in the page by its buttons, gives what the page shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from notebook_page import NotebookPage, ShownBlock
from playwright.sync_api import Page

from page_engine.checker import is_as_expected
from page_engine.outcome import Outcome
from page_engine.page import Block, read_page

DOCS = Path(__file__).parents[2] / "docs"
PAGES = [*sorted(DOCS.glob("series/*.md")), DOCS / "index.md", DOCS / "published-numbers.md"]

# In every run: prints and figures, an error that a browser does not raise, and the landing page. All of them weekly.
ALWAYS = {"01-how-does-a-neuron-work", "06-loss", "index"}
PAGES_TO_RUN = [
    pytest.param(path, id=path.stem, marks=[] if path.stem in ALWAYS else [pytest.mark.weekly]) for path in PAGES
]


def blocks_that_run(path: Path) -> list[Block]:
    return [block for block in read_page(path).blocks if "skip" not in block.options]


def address_of(path: Path) -> str:
    """Return the address of a page below the site's."""
    address = path.relative_to(DOCS).with_suffix("").as_posix()
    return "" if address == "index" else f"{address}/"


# A browser does not tell NumPy of overflow, so these cannot fail there as they should; the page says so.
SILENT = {
    "03-activation-functions": "FloatingPointError: overflow encountered in exp\n",
    "06-loss": "FloatingPointError: divide by zero encountered in log\n",
}
NOTE_OF_SILENCE = "On your own computer this block ends with a FloatingPointError.\n"


def with_notes(blocks: Sequence[Block], shown: Sequence[ShownBlock], page_name: str) -> list[ShownBlock]:
    """Return what is shown with the one error that a browser does not raise, where the page says so instead."""
    error = SILENT.get(page_name, "")
    return [
        replace(own, output=own.output.split(NOTE_OF_SILENCE)[0] + error)
        if error and block.output and block.output.source.endswith(error) and NOTE_OF_SILENCE in own.output
        else own
        for block, own in zip(blocks, shown, strict=True)
    ]


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


@pytest.mark.parametrize("path", PAGES_TO_RUN)
def test_every_block_of_a_page_gives_in_the_page_what_is_shown(warm_page: Page, python_site: str, path: Path) -> None:
    blocks = blocks_that_run(path)
    notebook = NotebookPage(warm_page, python_site + address_of(path))
    assert notebook.count() == len(blocks) > 0
    notebook.open_folds()

    end = notebook.run(len(blocks))

    assert "run." in end, end
    assert not list(differences(blocks, with_notes(blocks, notebook.shown(), path.stem)))
    assert all("run." in notebook.note(number + 1) for number in range(len(blocks)))


def test_the_pages_of_every_run_are_there() -> None:
    assert {path.stem for path in PAGES} >= ALWAYS


def test_an_output_that_differs_is_seen(warm_page: Page, python_site: str) -> None:
    blocks = blocks_that_run(DOCS / "index.md")
    notebook = NotebookPage(warm_page, python_site)
    warm_page.locator(".language-python.highlight code").evaluate("code => code.append('print(0.1 + 0.2)')")

    notebook.run(1)

    assert list(differences(blocks, notebook.shown())) == [
        f"line {blocks[0].line}: expected {blocks[0].output.source!r}, "
        f"got {blocks[0].output.source + '0.30000000000000004' + chr(10)!r}"
    ]


def test_a_block_that_has_not_run_is_seen(page: Page, python_site: str) -> None:
    blocks = blocks_that_run(DOCS / "index.md")
    (found,) = differences(blocks, NotebookPage(page, python_site).shown())
    assert found == f"line {blocks[0].line}: what is shown is not of this run"
