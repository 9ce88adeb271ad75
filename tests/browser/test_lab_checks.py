"""Every lab, in the page: solved it is right, and where an answer has a usual mistake, the check tells which."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from lab_answers import MISTAKES, answered_by, answers, tagged
from notebook_page import NotebookPage
from playwright.sync_api import Page
from running_pages import LABS, address_of

from page_engine.read.page import read_page

# The first mistake of each exercise: the tests of the labs try all of them, without a page.
FIRST = {(lab, answered_by(code)): mistake for (lab, mistake), code in reversed(MISTAKES.items())}
EXERCISES = [
    pytest.param(path, function, id=f"{path.stem}-{function}")
    for path in LABS
    for function in map(answered_by, tagged(read_page(path), "exercise"))
]


def answered_lab(page: Page, home: str, path: Path, mistake: str = "") -> NotebookPage:
    """Return a lab in which each exercise has been answered, one of them perhaps with a mistake."""
    notebook = NotebookPage(page, home + address_of(path))
    for number, code in answers(read_page(path), mistake).items():
        notebook.replace(number, code)
    return notebook


@pytest.mark.parametrize("path", LABS, ids=lambda path: path.stem)
def test_every_block_of_a_solved_lab_gives_in_the_page_what_is_shown(
    warm_page: Page, python_site: str, path: Path
) -> None:
    notebook = answered_lab(warm_page, python_site, path)
    built = notebook.shown()
    assert not any(block.output.startswith("Right: ") for block in built)  # before the reader has answered anything

    notebook.run_all()

    blocks = read_page(path).blocks
    for block, before, now in zip(blocks, built, notebook.shown(), strict=True):
        if block.options.get("tag") == "check":
            assert now.output.startswith("Right: ")
        else:
            assert now == replace(before, is_own=bool(before.output))


@pytest.mark.parametrize(("path", "function"), EXERCISES)
def test_a_usual_mistake_is_named_in_the_page(warm_page: Page, python_site: str, path: Path, function: str) -> None:
    mistake = FIRST[path.stem, function]
    notebook = answered_lab(warm_page, python_site, path, MISTAKES[path.stem, mistake])

    notebook.run_all()

    sentence = f"{mistake[0].upper()}{mistake[1:]}."
    outputs = [block.output for block in notebook.shown()]
    assert any(re.fullmatch(rf"Not yet: you got [^\n]*\. {re.escape(sentence)}\n", output) for output in outputs), (
        outputs
    )
