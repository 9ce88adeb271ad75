"""Blocks have numbers, which lead to them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from notebook_page import NotebookPage
from playwright.sync_api import Page, expect

CHAPTER = "series/05-loss/"
FOLDED = 2  # a block of this chapter
ADD_LINK = """address => {
    const link = document.createElement("a");
    link.href = address;
    link.textContent = "to a block";
    document.querySelector("article").prepend(link);
}"""


@pytest.fixture
def notebook(notebook_of: Callable[[str], NotebookPage]) -> NotebookPage:
    return notebook_of(CHAPTER)


def test_every_block_has_its_number(notebook: NotebookPage) -> None:
    links = notebook.page.locator(".run-row > a")
    assert links.all_inner_texts() == [f"Block {number}" for number in range(1, notebook.count() + 1)]
    for number in range(1, notebook.count() + 1):
        expect(notebook.block(number)).to_have_id(f"block-{number}")
        assert notebook.row(number).locator("a").get_attribute("href") == f"#block-{number}"


def test_a_failure_leads_to_its_block(notebook: NotebookPage) -> None:
    notebook.replace(FOLDED, "x / 0")
    notebook.page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = false })")
    assert notebook.run(3) == "Block 2 failed: NameError: name 'x' is not defined"
    notebook.row(3).locator(".run-note").get_by_role("link", name="Block 2").click()
    expect(notebook.block(FOLDED)).to_be_in_viewport()


def test_a_link_from_another_page_leads_to_a_block_and_opens_its_fold(warm_page: Page, python_site: str) -> None:
    warm_page.evaluate(ADD_LINK, f"{python_site}{CHAPTER}#block-{FOLDED}")
    warm_page.get_by_role("link", name="to a block").click()
    expect(warm_page.locator(f"#block-{FOLDED} pre code")).to_be_in_viewport()


def test_a_block_that_is_addressed_is_not_below_the_header(page: Page, python_site: str) -> None:
    page.set_viewport_size({"width": 900, "height": 400})
    page.goto(f"{python_site}{CHAPTER}#block-4")
    block = page.locator("#block-4")
    expect(block).to_be_in_viewport()
    header = page.locator(".md-header").bounding_box()
    box = block.bounding_box()
    assert header
    assert box
    assert header["y"] + header["height"] <= box["y"] < 200
