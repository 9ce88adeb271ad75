"""Every lab, in the page: solved it is right, and where an answer has a usual mistake, the check tells which."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from lab_answers import MISTAKES, answered_by, answers, tagged
from notebook_page import NotebookPage
from playwright.sync_api import Page
from running_pages import LABS, address_of

from page_engine.read.page import read_page

MISTAKES_OF = {  # the first of each exercise: the tests of the labs try all of them, without a page
    path: {
        answered_by(code): (mistake, code) for (lab, mistake), code in reversed(MISTAKES.items()) if lab == path.stem
    }
    for path in LABS
}
each_lab = pytest.mark.parametrize("path", LABS, ids=lambda path: path.stem)


def answered_lab(page: Page, home: str, path: Path, *mistakes: str) -> NotebookPage:
    """Return a lab in which each exercise has been answered, some of them perhaps with a mistake."""
    notebook, lab = NotebookPage(page, home + address_of(path)), read_page(path)
    right = answers(lab)
    for number, code in right.items():
        wrong = [answers(lab, mistake)[number] for mistake in mistakes]
        notebook.replace(number, next((answer for answer in wrong if answer != code), code))
    return notebook


@each_lab
def test_every_block_of_a_solved_lab_gives_what_is_shown(warm_page: Page, python_site: str, path: Path) -> None:
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


def test_every_exercise_has_a_mistake_to_try() -> None:
    for path in LABS:
        assert set(MISTAKES_OF[path]) == set(map(answered_by, tagged(read_page(path), "exercise"))), path


@each_lab
def test_a_usual_mistake_in_each_exercise_is_named_in_the_page(warm_page: Page, python_site: str, path: Path) -> None:
    notebook = answered_lab(warm_page, python_site, path, *(code for _, code in MISTAKES_OF[path].values()))

    notebook.run_all()

    outputs = [block.output for block in notebook.shown()]
    for mistake, _ in MISTAKES_OF[path].values():
        sentence = f"{mistake[0].upper()}{mistake[1:]}."
        named = rf"Not yet: you got [^\n]*\. {re.escape(sentence)}\n"
        assert any(re.fullmatch(named, output) for output in outputs), (mistake, outputs)
