"""Run and Edit for everyone: their rows, the editor and the reader's own results."""

from __future__ import annotations

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from notebook_page import NotebookPage
from playwright.sync_api import Page

CHAPTER = "series/01-how-does-a-neuron-work/"
DRAWS = "import matplotlib.pyplot as plt\nprint('mine ' * 40)\nplt.plot([1, 2])\nplt.show()"
FAILS = "x = 1\nx / 0  # " + "a long line " * 20


@pytest.fixture(params=["light", "dark"])
def notebook(page: Page, python_site: str, request: pytest.FixtureRequest) -> NotebookPage:
    """Return a page on a narrow screen, with an output, a figure and an error of the reader's own below editors."""
    scheme: Literal["light", "dark"] = request.param
    page.set_viewport_size({"width": 320, "height": 640})
    page.emulate_media(color_scheme=scheme)
    notebook = NotebookPage(page, python_site + CHAPTER)
    for number, code in enumerate((DRAWS, FAILS), 1):
        notebook.button("Edit", number).click()
        notebook.write(number, code)
    assert notebook.run(2) == "Block 2 failed: ZeroDivisionError: division by zero"
    return notebook


def test_it_has_names_contrast_and_room(notebook: NotebookPage) -> None:
    page = notebook.page
    results = Axe().run(page, context={"include": [[".run-row"], [".run-editor"], [".own"]]})
    assert not [(each["id"], [node["target"] for node in each["nodes"]]) for each in results.response["violations"]]
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    for number in (1, 2, 3):
        for control in notebook.row(number).locator("button:visible").all():
            box = control.bounding_box()
            assert box
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
