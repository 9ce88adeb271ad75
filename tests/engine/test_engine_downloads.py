"""Taking away: the script and the notebook of a page, and the lab that readers solve."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from engine_pages import PYPLOT, check, check_marked, read_marked, write
from small_pages import LAB, block

from page_engine.read.page import Page, parse_page
from page_engine.say.notebooks import as_notebook
from page_engine.say.parts import PartsError, page_parts
from page_engine.say.renderer import render_page
from page_engine.say.scripts import as_script
from page_engine.say.updater import update_page

ADDRESS = "https://example.org/a/series/02-page.md"
FIGURE = block(f"{PYPLOT}plt.plot([1, 2])\nprint('drawn')\nplt.show()", "drawn", ' alt="A line."')


def parse(text: str) -> Page:
    return parse_page(text, Path("page.md"))


def cells(page: Page, outcomes: Any = ()) -> list[dict[str, Any]]:
    """Return the cells of a page's notebook behind the introduction."""
    introduction, *others = json.loads(as_notebook(page, outcomes, "introduction", ADDRESS))["cells"]
    assert introduction["source"] == "introduction"
    return others


PROSE = [
    ("---\ntitle: A\n---\n\n# A", "# A"),
    ("It is 2<!--= 1 + 1 --> here.", "It is 2 here."),
    ('<p class="lead" markdown>\nWords.\n</p>', "Words."),
    ('!!! abstract "Box"\n\n    In it.\n\n    - more\n\nAfter.', "**Box**\n\nIn it.\n\n- more\n\nAfter."),
    ("So.[^1]\n\n[^1]: A source,\n    long.\n\nAfter.", "So. [note: 1]\n\n**Note: 1.** A source,\nlong.\n\nAfter."),
    (
        "[c](01-page.md#x) and [d](../index.md)",
        "[c](https://example.org/a/series/01-page/#x) and [d](https://example.org/a/)",
    ),
    (
        "[here](#x), [mail](mailto:a@b.c), [there](https://example.net/c.md)",
        "[here](https://example.org/a/series/02-page/#x), [mail](mailto:a@b.c), [there](https://example.net/c.md)",
    ),
    (
        "[file](../a.whl) ![image](02-page/figure-1.svg)",
        "[file](https://example.org/a/a.whl) ![image](https://example.org/a/series/02-page/figure-1.svg)",
    ),
    ("$$\na_1\n$$\n\n| a | b |\n|---|---|", "$$\na_1\n$$\n\n| a | b |\n|---|---|"),
    ("!!! note\n\n    In it.", "**Note**\n\nIn it."),
    ('!!! note ""\n\n    In it.', "In it."),
    ('??? note inline end "Box"\n\n    In it.', "**Box**\n\nIn it."),
    (
        '!!! note "Box"\n\n    !!! tip "Inner"\n\n        Deep.\n\n    In it.\n\nAfter.',
        "**Box**\n\n**Inner**\n\nDeep.\n\nIn it.\n\nAfter.",
    ),
    ("- a\n\n    !!! tip\n\n        Deep.\n\n- b", "- a\n\n    **Tip**\n\n    Deep.\n\n- b"),
    ('[c](01-page.md#x "title")', '[c](https://example.org/a/series/01-page/#x "title")'),
    ("[c](<01 page.md>)", "[c](<https://example.org/a/series/01 page/>)"),
    ("[c](01-page.md?a=b#x)", "[c](https://example.org/a/series/01-page/?a=b#x)"),
    ("[`f`](01-page.md)", "[`f`](https://example.org/a/series/01-page/)"),
    # code and formulas are no prose, and a fence in a box leaves it with the text around it
    ("`layers[0](x)`, `a[^1]` and $f[g](x)$", "`layers[0](x)`, `a[^1]` and $f[g](x)$"),
    ("$$\nf[g](x)[^1]\n$$", "$$\nf[g](x)[^1]\n$$"),
    ("```text\n[a](b.md)[^1]\n\n\n!!! note\n<p>\n```", "```text\n[a](b.md)[^1]\n\n\n!!! note\n<p>\n```"),
    ("1. One:\n\n    ```sh\n    [a](b)\n    ```", "1. One:\n\n    ```sh\n    [a](b)\n    ```"),
    (
        "!!! note\n\n    One.\n\n    ```text\n    a\n\n      b\n    ```\n\n    Two.",
        "**Note**\n\nOne.\n\n```text\na\n\n  b\n```\n\nTwo.",
    ),
]


@pytest.mark.parametrize(("written", "taken_away"), PROSE)
def test_prose_is_plain_markdown(written: str, taken_away: str) -> None:
    assert page_parts(parse(f"{written}\n"), ADDRESS) == [taken_away]


@pytest.mark.parametrize("line", ["[c]: 01-page.md", '=== "Tab"', "> !!! note"])
def test_what_only_the_site_understands_is_refused(line: str) -> None:
    message = re.escape("page.md:7: a page that readers take away must have links as [text](address)")
    with pytest.raises(PartsError, match=f"{message}.* got {re.escape(repr(line))}"):
        page_parts(parse(f"---\ntitle: A\n---\n\n`[c]: d`\n\n{line}\n"), ADDRESS)


def test_prose_and_blocks_keep_their_order_and_lose_their_indentation() -> None:
    text = '??? success "Solutions"\n\n    One.\n\n    ```python\n    a = 1\n    ```\n\n    Two.\n\nThree.\n'
    parts = page_parts(parse(text), ADDRESS)
    assert [part if isinstance(part, str) else part.source for part in parts] == [
        "**Solutions**\n\nOne.",
        "a = 1\n",
        "Two.\n\nThree.",
    ]


def test_a_script_has_prose_as_comments_and_goes_on_after_an_exception() -> None:
    text = (
        "# A\n\nWords.\n\n"
        + block("1 / 0", "ZeroDivisionError: division by zero", ' raises="ZeroDivisionError"')
        + block("x = 1", options=' skip="no time"')
        + block("print(2)", "2")
    )
    assert as_script(parse(text), "From there.", ADDRESS) == (
        "# %% [markdown]\n# From there.\n\n"
        "# %% [markdown]\n# # A\n#\n# Words.\n\n"
        "# %%\ntry:\n    1 / 0\nexcept BaseException as _exception:\n    import traceback as _traceback\n\n"
        '    print("".join(_traceback.format_exception_only(_exception)).strip())\n\n'
        "# %%\n# Not run: no time\n# x = 1\n\n"
        "# %%\nprint(2)\n"
    )


def test_a_notebook_has_what_each_block_printed_drew_and_raised(tmp_path: Path) -> None:
    raising = block("print(1)\n1 / 0", "1\nZeroDivisionError: division by zero", ' raises="ZeroDivisionError"')
    folded, skipped = block("print(2)", "2", ' fold="How it is drawn"'), block("x = 1", options=' skip="no time"')
    checked = check_marked(tmp_path, raising + FIGURE + folded + skipped)
    raised, drawn, behind, text = cells(checked.page, checked.outcomes)
    assert raised["metadata"] == {"tags": ["raises-exception"]}
    assert [output["output_type"] for output in raised["outputs"]] == ["stream", "error"]
    assert raised["outputs"][1]["evalue"] == "division by zero"
    assert [output["output_type"] for output in drawn["outputs"]] == ["stream", "display_data"]
    assert drawn["outputs"][1]["data"]["image/svg+xml"].startswith('<svg style="background:var(--paper)" ')
    assert drawn["outputs"][1]["data"]["text/plain"] == "A line."
    assert [cell["execution_count"] for cell in (raised, drawn, behind)] == [1, 2, 3]
    assert behind["metadata"] == {"jupyter": {"source_hidden": True}}
    assert (text["cell_type"], text["source"]) == ("markdown", "```python\nx = 1\n```\n\nNot run: no time")
    assert "\n\n# %% How it is drawn\nprint(2)\n\n" in as_script(checked.page, "From there.", ADDRESS)
    again = check(tmp_path, raising + FIGURE + folded + skipped)
    one, other = (as_notebook(each.page, each.outcomes, "", ADDRESS) for each in (checked, again))
    assert one == other


SOLUTION = block("x = 1", options=' tags=["solution"]')
LABS = {
    "what is printed": block("print(1)") + block("print(2)", options=' tags=["check"]'),
    "an output block": block("print(1)", "1").replace("```output", "⟦must not have output blocks⟧```output"),
    "an unknown tag": """⟦got 'python tags=["answer"]'⟧""" + block("x = 1", options=' tags=["answer"]'),
    "two tags": "⟦exercise, solution, check⟧" + block("x = 1", options=' tags=["check", "solution"]'),
    "another option": "⟦exercise, solution, check⟧" + block("x = 1", options=' skip="no time"'),
    "an exception": block("⟦ZeroDivisionError⟧x = 1 / 0"),
    "a figure": "⟦must not draw⟧" + block(f"{PYPLOT}plt.plot([1])\nplt.show()"),
    "a figure left open": "⟦must not draw⟧" + block(f"{PYPLOT}plt.plot([1])"),
    "a wrong number": "⟦expected 2, got 1⟧2<!--= 1 -->\n",
    "a fence called py": "⟦must stand in a fence that starts with ```python⟧```py\nx = 1\n```\n",
}


@pytest.mark.parametrize("name", LABS)
def test_a_lab_has_outputs_of_its_own_and_its_faults_are_problems_at_their_lines(tmp_path: Path, name: str) -> None:
    assert check_marked(tmp_path, LAB + LABS[name]).page.is_lab


def test_a_page_without_a_kernel_is_no_lab(tmp_path: Path) -> None:
    said = '⟦an option must be written as name="value"⟧'
    assert not read_marked(tmp_path, f"---\ntitle: jupyter\n---\n\n{said}{SOLUTION}").is_lab


def test_a_check_is_folded_and_its_verdict_is_left_to_the_reader(tmp_path: Path) -> None:
    checked = check(tmp_path, LAB + block("print('seen')") + block("print('hidden')", options=' tags=["check"]'))
    shown = render_page(checked.page, checked.outcomes).text
    assert shown.count('??? check "') == 1
    assert "\nseen\n" in shown
    assert shown.count("hidden") == 1  # in its code
    assert cells(checked.page)[-1]["metadata"] == {"jupyter": {"source_hidden": True}, "tags": ["check"]}


def test_a_lab_gets_no_output_blocks_but_its_numbers_are_mended(tmp_path: Path) -> None:
    path = write(tmp_path, LAB + block("print(1)") + "2<!--= 1 -->\n")
    assert update_page(path) == 1
    assert path.read_text("utf-8") == LAB + block("print(1)") + "1<!--= 1 -->\n"


def test_a_labs_notebook_has_its_kernel_and_everything_but_solutions_outputs_and_front_matter() -> None:
    page = parse(
        LAB + block("a = 1") + SOLUTION + "Text: [c](01-c.md).\n\n" + block("b = 2", options=' tags=["check"]')
    )
    shown = [(cell["cell_type"], "".join(cell["source"])) for cell in cells(page)]
    link = "[c](https://example.org/a/series/01-c/)"
    assert shown == [("markdown", "# Lab"), ("code", "a = 1"), ("markdown", f"Text: {link}."), ("code", "b = 2")]
    assert not [cell for cell in cells(page) if cell.get("outputs")]
    assert json.loads(as_notebook(page, [], "", ADDRESS))["metadata"]["kernelspec"]["name"] == "python3"
