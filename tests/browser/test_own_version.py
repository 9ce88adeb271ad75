"""Download my version: the page with the reader's own code, as a notebook and as a Python file."""

import json
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import nbformat
from notebook_page import NotebookPage
from playwright.sync_api import Page, expect

CHAPTER = "series/02-one-neuron-many-examples/"  # with errors that are meant
LAB = "labs/01-how-does-a-neuron-work/"


def download(notebook: NotebookPage, number: int, kind: str) -> tuple[str, str]:
    """Return the name and the text of the reader's version, from the row of a block."""
    with notebook.page.expect_download() as waiting:
        notebook.row(number).get_by_role("button", name=f"Download my version, {kind}").click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_text("utf-8")


def offered(python_site: str, address: str) -> dict[str, Any]:
    with urlopen(f"{python_site}{address.rstrip('/')}.ipynb") as answer:
        notebook: dict[str, Any] = json.load(answer)
    return notebook


def edited(page: Page, address: str, number: int) -> NotebookPage:
    notebook = NotebookPage(page, address)
    expect(notebook.page.get_by_text("Download my version")).to_have_count(0)
    notebook.button("Edit", number).click()
    notebook.write(number, "mine = 1\nprint(mine)\n")
    return notebook


def test_own_versions_are_the_page_with_the_readers_code_until_reset(warm_page: Page, python_site: str) -> None:
    notebook = edited(warm_page, python_site + CHAPTER, 2)
    name, text = download(notebook, 2, ".ipynb")
    assert name == "02-one-neuron-many-examples-mine.ipynb"
    own, whole = nbformat.reads(text, 4), offered(python_site, CHAPTER)
    nbformat.validate(own)
    assert len(own.cells) == len(whole["cells"])
    codes = [(cell, was) for cell, was in zip(own.cells, whole["cells"], strict=True) if cell.cell_type == "code"]
    assert [cell.source for cell, _ in codes] == [
        "mine = 1\nprint(mine)" if index == 1 else was["source"] for index, (_, was) in enumerate(codes)
    ]
    assert codes[0][0].outputs == codes[0][1]["outputs"]
    assert not any(cell.outputs for cell, _ in codes[1:])  # they would be of other code

    name, text = download(notebook, 2, ".py")
    assert name == "02-one-neuron-many-examples-mine.py"
    compile(text, name, "exec")
    assert "# %%\nmine = 1\nprint(mine)\n" in text
    assert text.count("\nexcept BaseException as _exception:\n") == 3
    assert "# %% [markdown]\n# # One neuron, many examples" in text
    notebook.button("Reset", 2).click()
    expect(notebook.row(2).get_by_text("Download my version")).to_be_hidden()


def test_a_solution_that_was_changed_is_in_the_version_and_no_other(warm_page: Page, python_site: str) -> None:
    solution = 3
    notebook = edited(warm_page, python_site + LAB, solution)
    own = nbformat.reads(download(notebook, solution, ".ipynb")[1], 4)
    nbformat.validate(own)
    whole = [cell["source"] for cell in offered(python_site, LAB)["cells"]]
    added = [cell.source for cell in own.cells if cell.source not in whole]
    assert added == ["mine = 1\nprint(mine)"]
    assert len(own.cells) == len(whole) + 1


def test_a_page_without_a_notebook_gives_its_blocks(warm_page: Page, python_site: str) -> None:
    notebook = edited(warm_page, python_site, 1)
    name, text = download(notebook, 1, ".ipynb")
    own = nbformat.reads(text, 4)
    nbformat.validate(own)
    assert own.cells[1].source == "mine = 1\nprint(mine)"
    assert python_site in own.cells[0].source
    assert name == "course-mine.ipynb"


def test_what_cannot_be_fetched_is_told(context: Any, python_site: str) -> None:
    notebook = edited(context.new_page(), python_site + CHAPTER, 2)
    notebook.page.route("**/*.ipynb", lambda route: route.fulfill(status=404))
    notebook.row(2).get_by_role("button", name="Download my version, .py").click()
    expect(notebook.row(2)).to_contain_text("Your version could not be put together. Reload the page to try again.")
    expect(notebook.editor(2)).to_have_count(1)
