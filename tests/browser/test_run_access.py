"""Run and Edit for everyone: their rows, the editor and the reader's own results."""

from collections.abc import Iterator

import pytest
from hands import box_of
from kept_page import Lend
from looks import choose_scheme
from notebook_page import NotebookPage
from playwright.sync_api import BrowserContext, Page

from quality.accessibility import violations

CHAPTER = "series/05-loss/"
DRAWS = "import matplotlib.pyplot as plt\nprint('mine ' * 40)\nplt.plot([1, 2])\nplt.show()"
FAILS = "x = 1\nx / 0  # " + "a long line " * 20


def run_edits(page: Page, address: str) -> None:
    """Show a page on a narrow screen, with an output, a figure and an error of the reader's own below editors."""
    page.set_viewport_size({"width": 320, "height": 640})
    notebook = NotebookPage(page, address)
    for number, code in enumerate((DRAWS, FAILS), 1):
        notebook.button("Edit", number).click()
        notebook.write(number, code)
    assert notebook.run(2) == "Block 2 failed: ZeroDivisionError: division by zero"


@pytest.fixture(params=["light", "dark"])
def notebook(
    lend: Lend, returning: BrowserContext, request: pytest.FixtureRequest, python_site: str
) -> Iterator[NotebookPage]:
    address = python_site + CHAPTER
    with lend("run", returning, python_site, lambda page: run_edits(page, address)) as page:
        page.emulate_media(forced_colors="none")
        choose_scheme(page, request.param)
        yield NotebookPage(page, address)


def test_it_has_names_contrast_and_room(notebook: NotebookPage) -> None:
    page = notebook.page
    assert not list(violations(page))
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    for number in (1, 2, 3):
        for control in notebook.row(number).locator("button:visible").all():
            box = box_of(control)
            assert min(box["width"], box["height"]) >= 24, control


def test_with_forced_colours_buttons_and_code_are_of_the_readers_colours(notebook: NotebookPage) -> None:
    notebook.page.emulate_media(forced_colors="active")
    colours = notebook.page.evaluate("""() => {
        const probe = document.createElement("span");
        document.body.append(probe);
        const system = (name) => { probe.style.color = name; return getComputedStyle(probe).color; };
        const editor = document.querySelector(".run-editor").shadowRoot;
        return {
            ground: system("Canvas"),
            button: system("ButtonText"),
            buttons: [...document.querySelectorAll(".run-row button")].map((each) => getComputedStyle(each).color),
            letters: [...editor.querySelectorAll(".cm-line, .cm-line *")].map((each) => getComputedStyle(each).color),
        };
    }""")
    assert set(colours["buttons"]) == {colours["button"]}
    assert colours["ground"] not in colours["letters"]
