"""Pages of thousands of blocks: read, run and checked in steps that grow with the page and no faster."""

import sys
from pathlib import Path

import pytest
from engine_pages import check_marked, write
from small_pages import block

from page_engine.read.page import read_page
from page_engine.run.outcome import Outcome
from page_engine.say.checker import check_page
from page_engine.say.renderer import render_page


def calls_for(folder: Path, n_blocks: int) -> int:
    """Return how many functions are called to read, check and render a page of so many blocks."""
    parts = [block(f"x = {i}") + f"<!-- {i} -->\n\nA number 1<!--= 1 -->, [here](#page).\n\n" for i in range(n_blocks)]
    path, count = write(folder, "# Page\n\n" + "".join(parts)), 0

    def count_call(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(count_call)
    try:
        page = read_page(path)
        outcomes = [Outcome(value="1") for _ in page.steps]
        render_page(page, outcomes, check_page(page, outcomes))
    finally:
        sys.setprofile(None)
    return count


def test_work_grows_with_the_page_and_no_faster(tmp_path: Path) -> None:
    _, few, many = (calls_for(tmp_path, n_blocks) for n_blocks in (1, 20, 160))  # the first one imports
    assert many < 8.5 * few


@pytest.mark.weekly
def test_a_page_of_ten_thousand_blocks_is_checked(tmp_path: Path) -> None:
    text = "".join(block(f"print({i})", f"{i}") for i in range(10_000))
    assert len(check_marked(tmp_path, text).outcomes) == 10_000
