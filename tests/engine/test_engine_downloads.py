"""Taking away: the script and the notebook of a page, and the lab that readers solve."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from engine_pages import PAGES, PLOT, check, check_marked, write
from small_pages import LAB, block

from page_engine.read.page import Page, parse_page
from page_engine.run.outcome import Outcome
from page_engine.say.notebooks import as_notebook
from page_engine.say.parts import PartsError, page_parts
from page_engine.say.renderer import render_page
from page_engine.say.scripts import as_script
from page_engine.say.updater import update_page

ADDRESS = "https://example.org/a/series/02-page.md"


def notebook(page: Page, outcomes: Sequence[Outcome] = ()) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return the notebook of a page, and its cells behind the introduction."""
    whole = json.loads(as_notebook(page, outcomes, "introduction", ADDRESS))
    introduction, *cells = whole["cells"]
    assert introduction["source"] == "introduction"
    return whole, cells


def test_a_script_has_the_blocks_of_a_page_and_its_prose_as_plain_markdown() -> None:
    page = parse_page((PAGES / "taken" / "page.md").read_text("utf-8"), Path("page.md"))
    assert as_script(page, "From there.", ADDRESS) == (PAGES / "taken" / "script.txt").read_text("utf-8")


@pytest.mark.parametrize("line", ["[c]: 01-page.md", '=== "Tab"', "> !!! note"])
def test_what_only_the_site_understands_is_refused(line: str) -> None:
    message = re.escape("page.md:7: a page that readers take away must have links as [text](address)")
    with pytest.raises(PartsError, match=f"{message}.* got {re.escape(repr(line))}"):
        page_parts(parse_page(f"---\ntitle: A\n---\n\n`[c]: d`\n\n{line}\n", Path("page.md")), ADDRESS)


def test_a_notebook_has_what_each_block_printed_drew_and_raised(tmp_path: Path) -> None:
    text = block("print(1)\n1 / 0", "1\nZeroDivisionError: division by zero", ' raises="ZeroDivisionError"')
    text += block(f"print('drawn')\n{PLOT}", "drawn", ' alt="A line."') + block("print(2)", "2", ' fold="Folded"')
    checked, again = (check_marked(tmp_path, text + block("x = 1", options=' skip="no time"')) for _ in range(2))
    whole, (raised, drawn, folded, skipped) = notebook(checked.page, checked.outcomes)
    assert raised["metadata"] == {"tags": ["raises-exception"]}
    assert [output["output_type"] for output in raised["outputs"]] == ["stream", "error"]
    assert raised["outputs"][1]["evalue"] == "division by zero"
    assert [output["output_type"] for output in drawn["outputs"]] == ["stream", "display_data"]
    assert drawn["outputs"][1]["data"]["image/svg+xml"].startswith('<svg style="background:var(--paper)" ')
    assert drawn["outputs"][1]["data"]["text/plain"] == "A line."
    assert [cell["execution_count"] for cell in (raised, drawn, folded)] == [1, 2, 3]
    assert folded["metadata"] == {"jupyter": {"source_hidden": True}}
    assert (skipped["cell_type"], skipped["source"]) == ("markdown", "```python\nx = 1\n```\n\nNot run: no time")
    assert notebook(again.page, again.outcomes)[0] == whole


def test_a_lab_is_shown_executed_and_its_notebook_is_left_to_the_reader(tmp_path: Path) -> None:
    solution, last = block("x = 1", options=' tags=["solution"]'), block("print('hid')", options=' tags=["check"]')
    text = LAB + block("print('seen')") + solution + "Text: [c](page.md), 1<!--= 1 -->.\n\n" + last
    path = write(tmp_path, text.replace(", 1<", ", 2<"))
    assert update_page(path) == 1  # no output blocks, but the number
    assert path.read_text("utf-8") == text
    checked = check(tmp_path, text)
    shown = render_page(checked.page, checked.outcomes).text
    assert [shown.count(each) for each in ('??? check "', '??? success "', "\nseen\n")] == [1, 1, 1]
    assert shown.count("hid") == 1  # in the code of the check, whose verdict is left to the reader
    whole, cells = notebook(checked.page, checked.outcomes)
    kinds = [(cell["cell_type"], cell["source"]) for cell in cells]
    words = ("markdown", "Text: [c](https://example.org/a/series/page/), 1.")
    assert kinds == [("markdown", "# Lab"), ("code", "print('seen')"), words, ("code", "print('hid')")]
    assert cells[-1]["metadata"] == {"jupyter": {"source_hidden": True}, "tags": ["check"]}
    assert not [cell for cell in cells if cell.get("outputs")]
    assert whole["metadata"]["kernelspec"]["name"] == "python3"
