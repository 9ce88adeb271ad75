"""Edit: a code editor in the place of a block, by hand and by keyboard."""

from collections.abc import Iterator

import pytest
from hands import box_of
from in_page import ask
from looks import JUDGED, choose_scheme
from notebook_page import PATIENCE, Lend, NotebookPage
from playwright.sync_api import BrowserContext, Route, expect

from quality.accessibility import ALL_BUT_COLOURS, violations
from quality.browsing import NAMES

CHAPTER = "series/05-loss/"
RECORD_FOCUS = "focused = []; addEventListener('focusin', ({ target }) => focused.push(target.ariaLabel))"
KEPT_EDITS = "Object.keys(localStorage).filter((key) => key.includes('edits'))"


@pytest.fixture
def notebook(lend: Lend, returning: BrowserContext, python_site: str) -> Iterator[NotebookPage]:
    """Return a page that no test leaves, for Python ends where edits have run, with all blocks as built."""
    address = python_site + CHAPTER
    with lend("edit", returning, python_site, lambda page: NotebookPage(page, address)) as page:
        notebook = NotebookPage(page, address)
        yield notebook
        for reset in reversed(page.get_by_role("button", name="Reset block").all()):
            reset.click()


def edit(notebook: NotebookPage, *codes: str) -> None:
    """Write other code into the first blocks."""
    for number, code in enumerate(codes, 1):
        notebook.button("Edit", number).click()
        notebook.write(number, code)


def test_a_block_is_edited_run_and_reset_by_keyboard_alone(notebook: NotebookPage) -> None:
    before, code, press = notebook.shown(), notebook.block(1).locator("pre").first, notebook.page.keyboard.press
    original = code.inner_text()
    notebook.button("Run", 1).focus()
    press("Tab")
    expect(notebook.button("Edit", 1)).to_be_focused()
    press("Enter")
    expect(notebook.editor(1)).to_be_focused()
    expect(notebook.editor(1)).to_have_accessible_description(
        "Tab indents; Escape, then Tab, leaves the editor. Ctrl or ⌘ with Enter runs the block."
    )
    expect(code).to_be_hidden()
    press("Control+a")
    notebook.page.keyboard.type("if True:\n")
    press("Tab")
    notebook.page.keyboard.type("print('typed')")
    assert notebook.note(1) == "Edited."
    press("Control+Enter")
    assert notebook.wait(1) == "Block 1 has run."
    assert notebook.shown()[0].output == "typed\n"

    press("Escape")
    press("Tab")
    expect(notebook.button("Run", 1)).to_be_focused()
    notebook.page.evaluate(RECORD_FOCUS)
    press("Enter")
    notebook.page.wait_for_function("() => focused.length === 2")
    assert notebook.page.evaluate("focused") == ["Stop block 1", "Run block 1"]
    press("Tab")
    expect(notebook.button("Reset", 1)).to_be_focused()
    press("Space")
    expect(notebook.button("Edit", 1)).to_be_focused()
    expect(notebook.editor(1)).to_have_count(0)
    expect(code).to_be_visible()
    assert code.inner_text() == original
    assert notebook.shown() == before


def test_an_edit_lets_what_stands_below_run_again_and_what_has_run_before_is_marked(notebook: NotebookPage) -> None:
    notebook.run(2)
    edit(notebook, "x = 1", "print(x)")
    for value, pressed in ((1, []), (2, []), (3, [1])):
        notebook.write(1, f"x = {value}")
        for number in pressed:
            notebook.run(number)
            assert notebook.note(2) == "Has run with other code above."
        assert notebook.run(2) == ("Block 2 has run." if pressed else "2 blocks have run.")
        assert notebook.shown()[1].output == f"{value}\n"


def test_an_edit_shows_its_value_or_its_error_and_its_lines_have_numbers(notebook: NotebookPage) -> None:
    edit(notebook, "x = 6\nx\nx * 7", "import nmupy", "x = 1\ny = 2\nx / 0")
    assert notebook.run(1) == "Block 1 has run."
    assert notebook.run(3) == "Block 2 failed: ModuleNotFoundError: No module named 'nmupy'"
    notebook.write(2, "x")
    assert notebook.run(3) == "Block 3 failed: ZeroDivisionError: division by zero"
    value, also, error = (block.output for block in notebook.shown()[:3])
    assert (value, also) == ("42\n", "6\n")
    assert 'File "<block 3>", line 3' in error
    numbers = notebook.block(3).locator(".cm-lineNumbers .cm-gutterElement:visible")
    assert numbers.all_inner_texts() == ["1", "2", "3"]


def test_an_edit_is_kept_until_reset_or_its_block_is_another(context: BrowserContext, python_site: str) -> None:
    def with_other_code(route: Route) -> None:
        page = route.fetch()
        route.fulfill(response=page, body=page.text().replace("<code>", "<code># new\n"))

    context.route("**/python-worker.js", lambda route: route.abort())  # nothing runs here

    def edited() -> NotebookPage:
        notebook = NotebookPage(context.new_page(), python_site + CHAPTER)
        notebook.button("Edit", 3).click()
        notebook.write(3, "print('mine')")
        return notebook

    notebook = edited()
    notebook.page.get_by_role("link", name="2. One neuron, many examples").first.click()
    expect(notebook.page.get_by_role("heading", level=1)).to_contain_text("One neuron, many examples")
    expect(notebook.page.get_by_role("textbox", name="Code of block")).to_have_count(0)
    notebook.page.go_back()
    expect(notebook.editor(3)).to_have_text("print('mine')", timeout=PATIENCE)
    notebook.page.close()
    notebook = NotebookPage(context.new_page(), python_site + CHAPTER)
    expect(notebook.editor(3)).to_have_text("print('mine')", timeout=PATIENCE)
    expect(notebook.editor(3)).not_to_be_focused()
    assert notebook.note(3) == "Edited."
    notebook.button("Reset", 3).click()
    assert notebook.page.evaluate(KEPT_EDITS) == []

    notebook = edited()
    notebook.page.route(python_site + CHAPTER, with_other_code)
    notebook.page.reload()
    expect(notebook.block(3)).to_contain_text("# new")
    notebook.page.wait_for_function(f"() => !{KEPT_EDITS}.length")
    expect(notebook.editor(3)).to_have_count(0)


def test_what_ran_counts_and_not_what_stands_there_now(notebook: NotebookPage) -> None:
    edit(notebook, "import time\ntime.sleep(2)\nraise ValueError('mine')")
    notebook.button("Run", 1).click()
    expect(notebook.row(1)).to_contain_text("Running block 1.", timeout=60_000)
    notebook.button("Reset", 1).click()
    assert notebook.wait(1) == "Block 1 failed: ValueError: mine"
    assert notebook.shown()[0].is_error


DRAWS = "import matplotlib.pyplot as plt\nprint('mine ' * 40)\n" + 2 * "plt.plot([1, 2])\nplt.show()\n"
FAILS = "x = 1\nx / 0  # " + "a long line " * 20


def test_rows_editors_and_own_results_have_names_contrast_and_room(notebook: NotebookPage) -> None:
    page = notebook.page
    page.set_viewport_size({"width": 320, "height": 640})
    edit(notebook, "x = 1", DRAWS, FAILS)
    assert notebook.run(3) == "Block 3 failed: ZeroDivisionError: division by zero"
    assert notebook.shown()[1].figures == ["Drawn by your block 2, 1 of 2.", "Drawn by your block 2, 2 of 2."]
    for scheme in NAMES:
        choose_scheme(page, scheme)
        assert [*violations(page.locator("html"), JUDGED, ALL_BUT_COLOURS)] == [], scheme
        assert 4.5 <= ask(page, "contrastInEditors") <= 21, scheme  # the most there is, so there are letters
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        boxes = [box_of(control) for control in page.locator(".run-row button:visible").all()]
        assert min(min(box["width"], box["height"]) for box in boxes) >= 24

        page.emulate_media(forced_colors="active")
        colours = ask(page, "coloursOfRows")
        assert set(colours["buttons"]) == {colours["button"]}
        assert colours["ground"] not in colours["letters"]
        page.emulate_media(forced_colors="none")
    page.set_viewport_size({"width": 1280, "height": 720})
