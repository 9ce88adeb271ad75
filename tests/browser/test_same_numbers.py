"""Every block of every page, run in the page by its buttons, gives what the page shows."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from built_site import BuiltSite
from notebook_page import NotebookPage, ShownBlock
from playwright.sync_api import Page
from running_pages import DOCS, LABS, PAGES, address_of, blocks_that_run

from page_engine.read.page import Block
from page_engine.run.outcome import Outcome
from page_engine.say.checker import expected_output, matches
from quality.browsing import addresses

# A browser does not tell NumPy of overflow, so a block that is to end with this error cannot; the page says so.
SILENT = "FloatingPointError"
NOTE_OF_SILENCE = f"On your own computer this block ends with a {SILENT}.\n"

COUNT_BLOCKS = """async ([home, addresses]) => {
    const { BLOCKS } = await import(`${home}assets/scripts/run/buttons.js`);
    const read = async (address) => new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
    const count = async (address) => [address, (await read(home + address)).querySelectorAll(BLOCKS).length];
    return Object.fromEntries(await Promise.all(addresses.map(count)));
}"""
SHOW_PICTURES = "Promise.all([...document.querySelectorAll('.own img')].map((image) => image.decode()))"


def with_note(block: Block, own: ShownBlock) -> ShownBlock:
    """Return what is shown with the error that a browser does not raise, where the page says so instead."""
    if block.options.get("raises") != SILENT or block.output is None or NOTE_OF_SILENCE not in own.output:
        return own
    error = block.output.source.splitlines(keepends=True)[-1]
    return replace(own, output=own.output.partition(NOTE_OF_SILENCE)[0] + error)


def differences(blocks: Sequence[Block], built: Sequence[ShownBlock], shown: Sequence[ShownBlock]) -> Iterator[str]:
    """Return what a run in the page shows that the page itself does not, and the other way round."""
    for block, before, own in zip(blocks, built, shown, strict=True):
        want = block.output.source if block.output else ""
        if not matches(want, expected_output(block, Outcome(printed=with_note(block, own).output))):
            yield f"line {block.line}: expected {want!r}, got {own.output!r}"
        if len(own.figures) != int("alt" in block.options) or own.sizes != before.sizes:
            yield f"line {block.line}: expected figures of {before.sizes} pixels, got {own.sizes}"
        if (want or own.figures) and not own.is_own:
            yield f"line {block.line}: what is shown is not of this run"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_block_of_a_page_gives_in_the_page_what_is_shown(warm_page: Page, python_site: str, path: Path) -> None:
    blocks = blocks_that_run(path)
    notebook = NotebookPage(warm_page, python_site + address_of(path))
    built = notebook.shown()

    notebook.run_all()

    assert not list(differences(blocks, built, notebook.shown()))
    warm_page.evaluate(SHOW_PICTURES)


BLOCKS_RUN = {address_of(path): len(blocks_that_run(path)) for path in [*PAGES, *LABS]}


def blocks_of_the_site(page: Page, home: str, site: BuiltSite) -> dict[str, int]:
    """Return how many blocks have buttons, for every page where any has."""
    page.goto(home)
    counts = page.evaluate(COUNT_BLOCKS, [home, addresses(site.folder)])
    return {address: count for address, count in counts.items() if count}


def test_no_block_of_the_site_is_left_out(page: Page, python_site: str, site: BuiltSite) -> None:
    assert blocks_of_the_site(page, python_site, site) == BLOCKS_RUN


def test_a_page_that_is_left_out_is_seen(page: Page, python_site: str, site: BuiltSite) -> None:
    body = '<div class="language-python highlight"></div>'
    page.route("**/authors/", lambda route: route.fulfill(body=body, content_type="text/html"))
    assert blocks_of_the_site(page, python_site, site) == {**BLOCKS_RUN, "authors/": 1}


def test_a_block_that_has_not_run_and_an_output_that_differs_are_seen(warm_page: Page, python_site: str) -> None:
    blocks = blocks_that_run(DOCS / "index.md")
    notebook = NotebookPage(warm_page, python_site)
    built = notebook.shown()
    (found,) = differences(blocks, built, built)
    assert found == f"line {blocks[0].line}: what is shown is not of this run"
    warm_page.locator(".language-python.highlight code").evaluate("code => code.append('print(0.1 + 0.2)')")

    notebook.run_all()

    assert list(differences(blocks, built, notebook.shown())) == [
        f"line {blocks[0].line}: expected {blocks[0].output.source!r}, "
        f"got {blocks[0].output.source + '0.30000000000000004' + chr(10)!r}"
    ]
