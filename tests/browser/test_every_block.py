"""Every block of every page, run in the page by its buttons, gives what the page shows; labs are solved and checked."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from built_site import PROJECT, BuiltSite
from in_page import ask
from lab_answers import MISTAKES, answered_by, answers, tagged
from notebook_page import NotebookPage, ShownBlock
from playwright.sync_api import Page

from page_engine.read import page as reading
from page_engine.read.page import Block, read_page
from page_engine.say.checker import matches
from publishing.site import address_of
from quality.browsing import addresses

# A browser does not tell NumPy of overflow, so a block that is to end with this error cannot; the page says so.
SILENT = "FloatingPointError"
NOTE_OF_SILENCE = f"On your own computer this block ends with a {SILENT}.\n"

SHOW_PICTURES = "Promise.all([...document.querySelectorAll('.own img')].map((image) => image.decode()))"

DOCS = PROJECT / "docs"
READ = {address_of(path.relative_to(DOCS).as_posix()): read_page(path) for path in sorted(DOCS.rglob("*.md"))}


def blocks_that_run(page: reading.Page) -> list[Block]:
    return [block for block in page.blocks if "skip" not in block.options]


RUNNING = {address: page for address, page in READ.items() if blocks_that_run(page)}


def is_as_wanted(block: Block, before: ShownBlock, now: ShownBlock) -> bool:
    """Return whether a run shows what the page has shown before, as the reader's own."""
    if block.options.get("tag") == "check":
        return now.output.startswith("Right: ") and not before.output.startswith("Right: ")
    if block.options.get("raises") == SILENT and NOTE_OF_SILENCE in now.output:
        error = before.output.splitlines(keepends=True)[-1]
        now = replace(now, output=now.output.partition(NOTE_OF_SILENCE)[0] + error, is_error=True)
    want = replace(before, output=now.output, is_own=bool(before.output or before.figures))
    return matches(before.output, now.output) and now == want


def solve(notebook: NotebookPage, lab: reading.Page) -> list[str]:
    """Answer all exercises, let the last check ask all of them for usual mistakes, too, and return their names."""
    for number, code in answers(lab).items():
        notebook.replace(number, code)
    checks = list(zip(tagged(lab, "solution"), tagged(lab, "check"), strict=True))
    mistakes = {name: code for (stem, name), code in MISTAKES.items() if stem == Path(lab.name).stem}
    codes = [
        code + next(check for solution, check in checks if f"def {answered_by(code)}(" in solution)
        for code in mistakes.values()
    ]
    last = max(number for number, block in enumerate(lab.blocks, 1) if block.options.get("tag") == "check")
    try_them = f"for code in {codes!r}:\n    exec(code, dict(globals()))\n"
    notebook.replace(last, lab.blocks[last - 1].source + try_them)
    return list(mistakes)


@pytest.mark.parametrize("address", RUNNING, ids=lambda address: address or "home")
def test_every_block_of_a_page_gives_in_the_page_what_is_shown(warm_page: Page, python_site: str, address: str) -> None:
    page, notebook = RUNNING[address], NotebookPage(warm_page, python_site + address)
    mistakes, built = solve(notebook, page) if page.is_lab else [], notebook.shown()

    notebook.run_all()

    shown = notebook.shown()
    each = zip(blocks_that_run(page), built, shown, strict=True)
    assert not [(block.line, before, now) for block, before, now in each if not is_as_wanted(block, before, now)]
    warm_page.evaluate(SHOW_PICTURES)
    named = [line for block in shown for line in block.output.splitlines() if line.startswith("Not yet: ")]
    for mistake, line in zip(mistakes, named, strict=True):
        sentence = re.escape(f"{mistake[0].upper()}{mistake[1:]}.")
        assert re.fullmatch(rf"Not yet: you got .*\. {sentence}", line)


def test_no_block_of_the_site_is_left_out(page: Page, python_site: str, site: BuiltSite) -> None:
    page.goto(python_site)
    counts = ask(page, "blockCounts", python_site, addresses(site.folder))
    assert {address: count for address, count in counts.items() if count} == {
        address: len(blocks_that_run(page)) for address, page in RUNNING.items()
    }
