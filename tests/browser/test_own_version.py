"""Download my version: the page with the reader's own code, as a notebook and as a Python file."""

import json
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import nbformat
from notebook_page import NotebookPage
from playwright.sync_api import BrowserContext, Page, expect

CHAPTER, RAISES = "series/02-one-neuron-many-examples/", 8  # one of three blocks that are to end with an error
LAB, SOLUTION = "labs/01-how-does-a-neuron-work/", 3
MINE = "mine = 1\nprint(mine)"


def edited(page: Page, address: str, number: int) -> NotebookPage:
    notebook = NotebookPage(page, address)
    expect(page.get_by_text("Download my version")).to_have_count(0)
    notebook.button("Edit", number).click()
    notebook.write(number, f"{MINE}\n")
    return notebook


def download(notebook: NotebookPage, number: int, kind: str) -> tuple[str, Any]:
    """Return the name of the reader's version, from the row of a block, and its text or the notebook that it is."""
    with notebook.page.expect_download() as waiting:
        notebook.row(number).get_by_role("button", name=f"Download my version, {kind}").click()
    text = Path(waiting.value.path()).read_text("utf-8")
    if kind == ".ipynb":
        nbformat.validate(nbformat.reads(text, 4))
    return waiting.value.suggested_filename, nbformat.reads(text, 4) if kind == ".ipynb" else text


def offered(python_site: str, address: str) -> list[dict[str, Any]]:
    with urlopen(f"{python_site}{address.rstrip('/')}.ipynb") as answer:
        return list(json.load(answer)["cells"])


def test_own_versions_are_the_page_with_the_readers_code_until_reset(context: BrowserContext, python_site: str) -> None:
    notebook = edited(context.new_page(), python_site + CHAPTER, RAISES)
    name, own = download(notebook, RAISES, ".ipynb")
    assert name == "02-one-neuron-many-examples-mine.ipynb"
    cells = zip(own.cells, offered(python_site, CHAPTER), strict=True)
    codes = [(cell, was) for cell, was in cells if cell.cell_type == "code"]
    assert [number for number, (cell, was) in enumerate(codes, 1) if cell.source != was["source"]] == [RAISES]
    assert codes[RAISES - 1][0].source == MINE
    assert all(cell.outputs == was["outputs"] for cell, was in codes[: RAISES - 1])
    assert not any(cell.outputs for cell, _ in codes[RAISES - 1 :])  # they would be of other code

    name, text = download(notebook, RAISES, ".py")
    assert name == "02-one-neuron-many-examples-mine.py"
    compile(text, name, "exec")
    assert f"# %%\n{MINE}\n" in text
    assert text.count("\nexcept BaseException as _exception:\n") == 2  # of the other blocks with errors
    assert "# %% [markdown]\n# # One neuron, many examples" in text

    notebook.page.route("**/*.ipynb", lambda route: route.fulfill(status=404))
    notebook.row(RAISES).get_by_role("button", name="Download my version, .py").click()
    expect(notebook.row(RAISES)).to_contain_text(
        "Your version could not be put together. Reload the page to try again."
    )
    notebook.button("Reset", RAISES).click()
    expect(notebook.row(RAISES).get_by_text("Download my version")).to_be_hidden()


def test_a_solution_that_was_changed_is_added_and_a_page_without_a_notebook_gives_its_blocks(
    warm_page: Page, python_site: str
) -> None:
    _, own = download(edited(warm_page, python_site + LAB, SOLUTION), SOLUTION, ".ipynb")
    whole = [cell["source"] for cell in offered(python_site, LAB)]
    assert [cell.source for cell in own.cells if cell.source not in whole] == [MINE]
    assert len(own.cells) == len(whole) + 1

    name, own = download(edited(warm_page, python_site, 1), 1, ".ipynb")
    assert name == "course-mine.ipynb"
    assert python_site in own.cells[0].source
    assert own.cells[1].source == MINE
