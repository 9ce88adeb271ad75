"""Labs: pages whose outputs are the notebook's own, and the notebooks that readers solve."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from engine_pages import assert_only_problem, block, check, line_of, messages, read, write

from page_engine.read.page import parse_page
from page_engine.say.notebooks import as_notebook
from page_engine.say.renderer import render_page
from page_engine.say.updater import update_page

HEAD = """\
---
title: "Lab"
jupyter:
  kernelspec:
    display_name: Python 3
    language: python
    name: python3
---

# Lab

"""
SOLUTION = block("x = 1", options=' tags=["solution"]')


def notebook(text: str) -> dict[str, Any]:
    page = parse_page(text, Path("lab.md"))
    loaded: dict[str, Any] = json.loads(as_notebook(page, [], "introduction", "https://example.org/a/labs/lab.md"))
    return loaded


def sources(text: str, kind: str) -> list[str]:
    return ["".join(cell["source"]) for cell in notebook(text)["cells"] if cell["cell_type"] == kind]


def test_a_lab_prints_without_output_blocks(tmp_path: Path) -> None:
    checked = check(tmp_path, HEAD + block("print(1)") + block("print(2)", options=' tags=["check"]'))
    assert checked.page.is_lab
    assert not checked.problems, messages(checked.problems)
    assert [outcome.printed for outcome in checked.outcomes] == ["1\n", "2\n"]


def test_a_check_is_folded_and_its_verdict_is_left_to_the_reader(tmp_path: Path) -> None:
    text = HEAD + block("print('seen')") + block("print('hidden')", options=' tags=["check"]')
    checked = check(tmp_path, text)
    shown = render_page(checked.page, checked.outcomes).text
    assert shown.count('??? check "') == 1
    assert "\nseen\n" in shown
    assert "\nhidden\n" not in shown
    _, _, cell = (cell for cell in notebook(text)["cells"] if cell["cell_type"] == "code" or "Lab" in cell["source"])
    assert cell["metadata"] == {"jupyter": {"source_hidden": True}, "tags": ["check"]}


def test_a_page_without_a_kernel_is_no_lab(tmp_path: Path) -> None:
    page = read(tmp_path, "---\ntitle: jupyter\n---\n\n" + SOLUTION)
    assert not page.is_lab
    assert_only_problem(page.problems, 5, 'an option must be written as name="value"')


FAULTS = {
    "an output block": (block("print(1)", "1"), "```output", "must not have output blocks"),
    "an unknown tag": (block("x = 1", options=' tags=["answer"]'), "```python", """got 'python tags=["answer"]'"""),
    "two tags": (block("x = 1", options=' tags=["check", "solution"]'), "```python", "exercise, solution, check"),
    "another option": (block("x = 1", options=' skip="no time"'), "```python", "exercise, solution, check"),
    "an exception": (block("x = 1 / 0"), "x = 1", "ZeroDivisionError"),
    "a figure": (
        block("import matplotlib.pyplot as plt\nplt.plot([1])\nplt.show()"),
        "```python",
        "must not draw",
    ),
    "a figure left open": (block("import matplotlib.pyplot as plt\nplt.plot([1])"), "```python", "must not draw"),
    "a wrong number": ("2<!--= 1 -->\n", "2<!--=", "expected 2, got 1"),
    "a fence called py": ("```py\nx = 1\n```\n", "```py", "must stand in a fence that starts with ```python"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_of_a_lab_is_a_problem_at_its_line(tmp_path: Path, name: str) -> None:
    fault, snippet, message = FAULTS[name]
    assert_only_problem(check(tmp_path, HEAD + fault).problems, line_of(HEAD + fault, snippet), message)


def test_a_lab_gets_no_output_blocks_but_its_numbers_are_mended(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD + block("print(1)") + "2<!--= 1 -->\n")
    assert update_page(path) == 1
    assert path.read_text("utf-8") == HEAD + block("print(1)") + "1<!--= 1 -->\n"


def test_a_notebook_has_everything_but_solutions_outputs_and_front_matter() -> None:
    text = HEAD + block("a = 1") + SOLUTION + "Text.\n\n" + block("b = 2", options=' tags=["check"]')
    assert sources(text, "code") == ["a = 1", "b = 2"]
    assert sources(text, "markdown") == ["introduction", "# Lab", "Text."]
    assert not [cell for cell in notebook(text)["cells"] if cell.get("outputs")]


def test_a_notebook_names_its_kernel_and_is_always_the_same() -> None:
    text = HEAD + block("a = 1")
    assert notebook(text)["metadata"]["kernelspec"]["name"] == "python3"
    assert notebook(text) == notebook(text)


@pytest.mark.parametrize(
    ("written", "in_notebook"),
    [
        ("0.25<!--= 1 / 4 -->", "0.25"),
        ("[c](../series/01-c.md)", "[c](https://example.org/a/series/01-c/)"),
        ("[c](../series/01-c.md#an-anchor)", "[c](https://example.org/a/series/01-c/#an-anchor)"),
        ("[c](../index.md)", "[c](https://example.org/a/)"),
        ("[c](https://example.net/c.md)", "[c](https://example.net/c.md)"),
    ],
)
def test_what_only_the_site_understands_is_not_in_the_notebook(written: str, in_notebook: str) -> None:
    assert sources(HEAD + written, "markdown")[-1].endswith(in_notebook)
