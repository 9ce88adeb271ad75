"""Edit: a code editor in the place of a block, by hand and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from kept_page import KeptPage
from notebook_page import PATIENCE, NotebookPage
from playwright.sync_api import BrowserContext, Page, Route, expect

CHAPTER = "series/05-loss/"


@pytest.fixture(scope="module")
def kept(returning: BrowserContext, python_site: str) -> KeptPage:
    """Return a page that no test leaves: Python ends where a page is left that has run edits."""
    return KeptPage(returning, python_site, lambda page: NotebookPage(page, python_site + CHAPTER))


@pytest.fixture
def notebook(kept: KeptPage, request: pytest.FixtureRequest, python_site: str) -> Iterator[NotebookPage]:
    """Return the page with all blocks as built."""
    with kept.lend(request.session) as page:
        notebook = NotebookPage(page, python_site + CHAPTER)
        yield notebook
        for reset in reversed(page.get_by_role("button", name="Reset block").all()):
            reset.click()


def test_edited_code_runs_and_reset_brings_the_page_back(notebook: NotebookPage) -> None:
    before = notebook.shown()
    code = notebook.block(1).locator("pre").first
    original = code.inner_text()
    notebook.button("Edit", 1).click()
    expect(notebook.editor(1)).to_be_focused()
    expect(code).to_be_hidden()
    notebook.write(1, "print('mine')")
    assert notebook.note(1) == "Edited."

    assert notebook.run(1) == "Block 1 has run."
    assert notebook.shown()[0].output == "mine\n"

    notebook.button("Reset", 1).click()
    expect(notebook.editor(1)).to_have_count(0)
    expect(code).to_be_visible()
    expect(notebook.button("Edit", 1)).to_be_focused()
    assert code.inner_text() == original
    assert notebook.shown() == before


def test_an_edit_lets_what_stands_below_run_again(notebook: NotebookPage) -> None:
    notebook.run(3)
    notebook.button("Edit", 1).click()
    source = notebook.block(1).locator("pre code").text_content() or ""
    notebook.write(1, f"{source}\nprint('once more')")
    assert notebook.run(3) == "3 blocks have run."
    assert notebook.shown()[0].output.endswith("once more\n")


def test_all_of_it_works_by_keyboard_alone(notebook: NotebookPage) -> None:
    keyboard = notebook.page.keyboard
    notebook.button("Run", 1).focus()
    keyboard.press("Tab")
    expect(notebook.button("Edit", 1)).to_be_focused()
    keyboard.press("Enter")
    expect(notebook.editor(1)).to_be_focused()
    keyboard.press("Control+a")
    keyboard.type("if True:\n")
    keyboard.press("Tab")
    expect(notebook.editor(1)).to_be_focused()
    keyboard.type("print('typed')")
    keyboard.press("Control+Enter")
    assert notebook.wait(1) == "Block 1 has run."
    assert notebook.shown()[0].output == "typed\n"

    keyboard.press("Escape")
    keyboard.press("Tab")
    expect(notebook.button("Run", 1)).to_be_focused()
    keyboard.press("Tab")
    expect(notebook.button("Reset", 1)).to_be_focused()
    keyboard.press("Space")
    expect(notebook.button("Edit", 1)).to_be_focused()


def test_the_editor_says_how_to_leave_it(notebook: NotebookPage) -> None:
    notebook.button("Edit", 1).click()
    expect(notebook.editor(1)).to_have_accessible_description(
        "Tab indents; Escape, then Tab, leaves the editor. Ctrl or ⌘ with Enter runs the block."
    )


def test_the_keyboard_keeps_its_place_when_run_becomes_stop(notebook: NotebookPage) -> None:
    notebook.button("Edit", 1).click()
    notebook.write(1, "import time\ntime.sleep(1)")
    notebook.button("Run", 1).focus()
    notebook.page.keyboard.press("Enter")
    expect(notebook.button("Stop", 1)).to_be_focused()
    notebook.wait(1)
    expect(notebook.button("Run", 1)).to_be_focused()


def test_an_edit_is_there_again_when_the_reader_comes_back_until_it_is_reset(page: Page, python_site: str) -> None:
    notebook = NotebookPage(page, python_site + CHAPTER)
    notebook.button("Edit", 3).click()
    notebook.write(3, "print('mine')")
    page.get_by_role("link", name="2. One neuron, many examples").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("One neuron, many examples")
    expect(page.get_by_role("textbox", name="Code of block")).to_have_count(0)

    page.go_back()
    expect(notebook.editor(3)).to_have_text("print('mine')", timeout=PATIENCE)
    page.reload()
    expect(notebook.editor(3)).to_have_text("print('mine')", timeout=PATIENCE)
    expect(notebook.editor(3)).not_to_be_focused()
    assert notebook.note(3) == "Edited."
    notebook.button("Reset", 3).click()
    page.reload()
    expect(notebook.button("Edit", 3)).to_be_visible()
    expect(notebook.editor(3)).to_have_count(0)


def test_an_edit_outlives_its_tab_and_is_forgotten_with_the_code_that_it_was_of(
    context: BrowserContext, python_site: str
) -> None:
    def with_other_code(route: Route) -> None:
        page = route.fetch()
        route.fulfill(response=page, body=page.text().replace("<code>", "<code># new\n"))

    notebook = NotebookPage(context.new_page(), python_site + CHAPTER)
    notebook.button("Edit", 3).click()
    notebook.write(3, "print('mine')")
    notebook.page.close()
    notebook = NotebookPage(context.new_page(), python_site + CHAPTER)
    expect(notebook.editor(3)).to_have_text("print('mine')")

    notebook.page.route(python_site + CHAPTER, with_other_code)
    notebook.page.reload()
    expect(notebook.block(3)).to_contain_text("# new")
    notebook.page.wait_for_function("() => Object.keys(localStorage).every((key) => !key.includes('edits'))")
    expect(notebook.editor(3)).to_have_count(0)


def test_the_editor_numbers_its_lines(notebook: NotebookPage) -> None:
    notebook.button("Edit", 3).click()
    notebook.write(3, "x = 1\ny = 2\nx / 0")
    assert notebook.run(3) == "Block 3 failed: ZeroDivisionError: division by zero"
    assert 'File "<block 3>", line 3' in notebook.shown()[2].output
    numbers = notebook.block(3).locator(".cm-lineNumbers .cm-gutterElement:visible")
    assert numbers.all_inner_texts() == ["1", "2", "3"]


def test_the_last_expression_of_an_edit_shows_its_value(notebook: NotebookPage) -> None:
    notebook.button("Edit", 1).click()
    notebook.write(1, "x = 6\nx\nx * 7")
    notebook.run(1)
    assert notebook.shown()[0].output == "42\n"


def test_a_library_that_an_edit_asks_for_in_vain_is_an_error_that_ends_the_run(notebook: NotebookPage) -> None:
    notebook.button("Edit", 1).click()
    notebook.write(1, "import nmupy")
    assert notebook.run(2) == "Block 1 failed: ModuleNotFoundError: No module named 'nmupy'"
    assert "Download the page" not in notebook.shown()[0].output


def test_what_ran_counts_and_not_what_stands_there_now(notebook: NotebookPage) -> None:
    notebook.button("Edit", 1).click()
    notebook.write(1, "import time\ntime.sleep(2)\nraise ValueError('mine')")
    notebook.button("Run", 1).click()
    expect(notebook.row(1)).to_contain_text("Running block 1.", timeout=60_000)
    notebook.button("Reset", 1).click()
    assert notebook.wait(1) == "Block 1 failed: ValueError: mine"
    assert notebook.shown()[0].is_error


def test_figures_of_the_readers_own_are_told_apart(notebook: NotebookPage) -> None:
    notebook.button("Edit", 1).click()
    plot = "plt.plot([1])\nplt.show()\n"
    notebook.write(1, f"import matplotlib.pyplot as plt\n{plot}{plot}")
    notebook.run(1)
    assert notebook.shown()[0].figures == ["Drawn by your block 1, 1 of 2.", "Drawn by your block 1, 2 of 2."]
    notebook.button("Reset", 1).click()
    assert notebook.shown()[0].figures == []
    assert not notebook.shown()[0].is_own
    notebook.run(1)
    notebook.button("Reset", 1).click()
    assert notebook.shown()[0].output.startswith("targets ")
    assert notebook.page.get_by_text("Your output").count() == 0
