"""Each chapter as a notebook: run anew, with the wheel of the site, it has the outputs that it came with."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from built_site import BuiltSite
from fresh_python import FreshPython

Notebook = dict[str, Any]

PROJECT = Path(__file__).parents[2]
CHAPTERS = sorted(path.stem for path in PROJECT.glob("docs/series/*.md"))
# Run anew each time: plain prints and figures, and an exception. All of them weekly, since each starts a kernel.
ALWAYS = {"01-how-does-a-neuron-work", "02-one-neuron-many-examples"}
CHAPTERS_TO_RUN = [pytest.param(name, marks=[] if name in ALWAYS else [pytest.mark.weekly]) for name in CHAPTERS]


def notebook_of(site: BuiltSite, name: str) -> Notebook:
    loaded: Notebook = json.loads((site.folder / "series" / f"{name}.ipynb").read_text("utf-8"))
    return loaded


def run_notebook(python: FreshPython, notebook: Notebook) -> Notebook:
    """Return a notebook as a reader's Jupyter would leave it."""
    before, after = python.folder / "before.ipynb", python.folder / "after.ipynb"
    before.write_text(json.dumps(notebook), "utf-8")
    python.run([str(Path(sys.executable).with_name("jupyter-execute")), f"--output={after}", str(before)])
    loaded: Notebook = json.loads(after.read_text("utf-8"))
    return loaded


def results(notebook: Notebook) -> list[dict[str, object]]:
    """Return what each code cell has answered: its count, its text by stream, its figures, its exception."""
    return [
        {
            "count": cell["execution_count"],
            "stdout": text_of(cell, "stdout"),
            "stderr": text_of(cell, "stderr"),
            "figures": sum(output["output_type"] == "display_data" for output in cell["outputs"]),
            "values": [output["data"] for output in cell["outputs"] if output["output_type"] == "execute_result"],
            "errors": [(o["ename"], o["evalue"].strip()) for o in cell["outputs"] if o["output_type"] == "error"],
        }
        for cell in notebook["cells"]
        if cell["cell_type"] == "code"
    ]


def text_of(cell: dict[str, Any], stream: str) -> str:
    return "".join("".join(output["text"]) for output in cell["outputs"] if output.get("name") == stream)


@pytest.mark.parametrize("name", CHAPTERS_TO_RUN)
def test_a_notebook_run_anew_has_the_outputs_that_it_came_with(
    site: BuiltSite, fresh_python: FreshPython, name: str
) -> None:
    notebook = notebook_of(site, name)
    assert results(run_notebook(fresh_python, notebook)) == results(notebook)


def test_the_notebooks_of_every_run_are_there() -> None:
    assert set(CHAPTERS) >= ALWAYS


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_notebook_shows_what_the_page_shows(site: BuiltSite, name: str) -> None:
    notebook, html = notebook_of(site, name), site.pages()[f"series/{name}/index.html"]
    answers = results(notebook)
    assert len(answers) == html.count('<div class="language-python')
    assert sum(bool(answer["stdout"] or answer["errors"]) for answer in answers) == html.count(
        'class="language-text output'
    )
    assert sum(int(str(answer["figures"])) for answer in answers) == html.count('class="figure"') > 0


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_notebook_is_valid_and_its_figures_have_alternatives(site: BuiltSite, name: str) -> None:
    notebook = notebook_of(site, name)
    nbformat.validate(notebook)
    for cell in notebook["cells"]:
        for output in cell.get("outputs", ()):
            if output["output_type"] == "display_data":
                alt = output["metadata"]["image/svg+xml"]["alt"]
                assert output["data"]["text/plain"] == alt
                assert len(alt) > 40


@pytest.mark.parametrize("name", CHAPTERS)
def test_nothing_that_only_the_site_understands_is_in_a_notebook(site: BuiltSite, name: str) -> None:
    for cell in notebook_of(site, name)["cells"]:
        if cell["cell_type"] == "markdown":
            unknown = r"<!--|\{\{|\0|^(!!!|\?\?\?|</?(p|div)\b)|\[\^|\]\((?!https?:)|JavaScript"
            assert not re.search(unknown, cell["source"], re.MULTILINE), cell["source"]


def test_a_notebook_that_prints_something_else_is_seen(site: BuiltSite, fresh_python: FreshPython) -> None:
    notebook = notebook_of(site, CHAPTERS[0])
    notebook["cells"] = [next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")]
    assert results(run_notebook(fresh_python, notebook)) == results(notebook)
    notebook["cells"][0]["source"] += "\nprint('more')"
    assert results(run_notebook(fresh_python, notebook)) != results(notebook)
