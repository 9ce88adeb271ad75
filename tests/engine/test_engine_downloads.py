"""What readers take away of a page: its script and its notebook."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from engine_pages import block, check

from page_engine.read.page import Page, parse_page
from page_engine.say.notebooks import as_notebook
from page_engine.say.parts import PartsError, page_parts
from page_engine.say.scripts import as_script

ADDRESS = "https://example.org/a/series/02-page.md"
FIGURE = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nprint('drawn')\nplt.show()"


def parse(text: str) -> Page:
    return parse_page(text, Path("page.md"))


def prose(text: str) -> list[str]:
    return [part for part in page_parts(parse(text), ADDRESS) if isinstance(part, str)]


def cells(tmp_path: Path, text: str) -> list[dict[str, Any]]:
    checked = check(tmp_path, text)
    loaded = json.loads(as_notebook(checked.page, checked.outcomes, "introduction", ADDRESS))
    return list(loaded["cells"])


@pytest.mark.parametrize(
    ("written", "taken_away"),
    [
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
    ],
)
def test_prose_is_plain_markdown(written: str, taken_away: str) -> None:
    assert prose(written + "\n") == [taken_away]


@pytest.mark.parametrize(
    "written",
    [
        "`layers[0](x)`, `a[^1]` and $f[g](x)$",
        "$$\nf[g](x)[^1]\n$$",
        "```text\n[a](b.md)[^1]\n\n\n!!! note\n<p>\n```",
        "1. One:\n\n    ```sh\n    [a](b)\n    ```",
    ],
)
def test_code_and_formulas_are_no_prose(written: str) -> None:
    assert prose(written + "\n") == [written]


def test_a_fence_in_a_box_leaves_it_with_the_text_around_it() -> None:
    box = "!!! note\n\n    One.\n\n    ```text\n    a\n\n      b\n    ```\n\n    Two.\n"
    assert prose(box) == ["**Note**\n\nOne.\n\n```text\na\n\n  b\n```\n\nTwo."]


@pytest.mark.parametrize("line", ["[c]: 01-page.md", '=== "Tab"', "> !!! note"])
def test_what_only_the_site_understands_is_refused(line: str) -> None:
    message = re.escape("page.md:7: a page that readers take away must have links as [text](address)")
    with pytest.raises(PartsError, match=f"{message}.* got {re.escape(repr(line))}"):
        prose(f"---\ntitle: A\n---\n\n`[c]: d`\n\n{line}\n")


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
    drawing = block(FIGURE, "drawn", ' alt="A line."')
    introduction, first, second = cells(tmp_path, raising + drawing)
    assert introduction["source"] == "introduction"
    assert first["metadata"] == {"tags": ["raises-exception"]}
    assert [output["output_type"] for output in first["outputs"]] == ["stream", "error"]
    assert first["outputs"][1]["evalue"] == "division by zero"
    assert [output["output_type"] for output in second["outputs"]] == ["stream", "display_data"]
    assert second["outputs"][1]["data"]["image/svg+xml"].startswith('<svg style="background:var(--paper)" ')
    assert second["outputs"][1]["data"]["text/plain"] == "A line."
    assert [first["execution_count"], second["execution_count"]] == [1, 2]


def test_folded_code_begins_folded_in_a_notebook_and_is_named_in_a_script(tmp_path: Path) -> None:
    text = block("print(2)", "2", ' fold="How it is drawn"')
    (_, folded) = cells(tmp_path, text)
    assert folded["metadata"] == {"jupyter": {"source_hidden": True}}
    assert as_script(parse(text), "From there.", ADDRESS).endswith("\n\n# %% How it is drawn\nprint(2)\n")


def test_a_skipped_block_is_text_in_a_notebook(tmp_path: Path) -> None:
    _, skipped = cells(tmp_path, block("x = 1", options=' skip="no time"'))
    assert skipped["cell_type"] == "markdown"
    assert skipped["source"] == "```python\nx = 1\n```\n\nNot run: no time"


def test_two_notebooks_of_a_page_are_the_same_bytes(tmp_path: Path) -> None:
    text = block(FIGURE, "drawn", ' alt="A line."')
    (tmp_path / "again").mkdir()
    first, second = (check(folder, text) for folder in (tmp_path, tmp_path / "again"))
    assert as_notebook(first.page, first.outcomes, "", ADDRESS) == as_notebook(
        second.page, second.outcomes, "", ADDRESS
    )
