"""Pages of thousands of blocks: read, run and checked in steps that grow with the page and no faster."""

import sys
from pathlib import Path

import pytest
from engine_pages import check, messages, write
from small_pages import block

from page_engine.read.page import Page, read_page
from page_engine.run.outcome import Outcome
from page_engine.say.checker import check_page
from page_engine.say.renderer import render_page


def long_page(n_blocks: int) -> str:
    parts = [block(f"x = {i}") + f"<!-- {i} -->\n\nA number 1<!--= 1 -->, [here](#page).\n\n" for i in range(n_blocks)]
    return "# Page\n\n" + "".join(parts)


def calls_for(folder: Path, n_blocks: int) -> int:
    """Return how many functions are called to read, check and render a page of so many blocks."""
    path, count = write(folder, long_page(n_blocks)), 0

    def count_call(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(count_call)
    try:
        look_at(read_page(path))
    finally:
        sys.setprofile(None)
    return count


def look_at(page: Page) -> None:
    outcomes = [Outcome(value="1") for _ in page.steps]
    problems = check_page(page, outcomes)
    render_page(page, outcomes, problems)


def test_work_grows_with_the_page_and_no_faster(tmp_path: Path) -> None:
    few, many = calls_for(tmp_path, 20), calls_for(tmp_path, 160)
    assert many < 8.5 * few


def test_work_that_grows_faster_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = Page.steps.func
    monkeypatch.setattr(Page, "steps", property(steps))  # sorted anew for every step
    few, many = calls_for(tmp_path, 20), calls_for(tmp_path, 160)
    assert many > 8.5 * few


@pytest.mark.weekly
def test_a_page_of_ten_thousand_blocks_is_checked(tmp_path: Path) -> None:
    text = "".join(block(f"print({i})", f"{i}") for i in range(10_000))
    checked = check(tmp_path, text)
    assert len(checked.outcomes) == 10_000
    assert not checked.problems, messages(checked.problems[:3])
