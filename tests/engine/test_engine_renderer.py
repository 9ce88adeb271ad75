"""What reaches the web: the page as it is, with outputs labelled, figures placed and comments gone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from engine_pages import block, check, line_of, read
from engine_web import SMALL_FIGURE, Web, as_web, web_page
from hypothesis import example, given, settings
from hypothesis import strategies as st

from page_engine.read.page import parse_page
from page_engine.read.problem import Problem
from page_engine.run.outcome import Outcome
from page_engine.say.renderer import render_page


def rendered(folder: Path, text: str, *outcomes: Outcome) -> str:
    return render_page(read(folder, text), outcomes).text


def with_figure(folder: Path, text: str) -> Web:
    return as_web(rendered(folder, text, Outcome(figures=[SMALL_FIGURE])))


NESTED = {
    "- a\n\n": ("    ", "li"),
    "- a\n\n    - b\n\n": ("        ", "li"),
    "!!! note\n\n": ("    ", "admonition"),
    "??? note\n\n": ("    ", "note"),
    '=== "A"\n\n': ("    ", "tabbed-block"),
    "> a\n>\n": ("> ", "blockquote"),
    "- a\n\n    > b\n    >\n": ("    > ", "blockquote"),
    "- c\n\n": ("\t", "li"),
}


@pytest.mark.parametrize("start", NESTED)
def test_figures_and_outputs_stay_inside_what_they_are_nested_in(tmp_path: Path, start: str) -> None:
    prefix, element = NESTED[start]
    code = ['```python alt="A."', "x", "```", "", "```output", "1", "", " 2", "```"]
    lines = [f"{prefix}{line}" if line else prefix.rstrip() for line in code]
    web = with_figure(tmp_path, start + "\n".join(lines) + "\n\nend\n")
    assert len(web.images) == 1
    assert element in web.images[0][0]
    assert web.code == ["x\n"]
    assert re.search(r"Output\s*1\n\n 2\n", web.text)
    assert web.text.rstrip().endswith("end")


def test_a_figure_says_its_size_and_stands_below_code_and_output(tmp_path: Path) -> None:
    page = read(
        tmp_path, "---\ntitle: T\n---\n" + block("x", "1", ' alt="A."') + block("y", None, ' alt="B."') + "end\n"
    )
    outcomes = [Outcome(figures=[SMALL_FIGURE]), Outcome(figures=[SMALL_FIGURE])]
    result = render_page(page, outcomes)
    web = as_web(result.text.removeprefix("---\ntitle: T\n---\n"))
    for number, (_, attributes) in enumerate(web.images, start=1):
        assert attributes["src"] == f"page/figure-{number}.svg"
        assert (attributes["width"], attributes["height"], attributes["loading"]) == ("96", "48", "lazy")
        assert attributes["class"] == "figure"
    assert list(result.figures) == ["figure-1.svg", "figure-2.svg"]
    assert result.text.index("```output" if "```output" in result.text else "Output") < result.text.index("figure-1")


def test_title_and_marked_lines_are_passed_on_and_the_rest_is_not(tmp_path: Path) -> None:
    text = block("x\ny", "1", ' title="main.py" alt="Secret." hl_lines="2"') + block("z", "E", ' raises="Hidden"')
    html = web_page(rendered(tmp_path, text, Outcome(), Outcome()))
    assert '<span class="filename">main.py</span>' in html
    assert re.search(r'<span class="hll">.*y', html)
    assert not re.search("Secret|Hidden|alt=|raises|skip", html)
    assert [title in html for title in ("Output", "Error")] == [True, True]


def test_folded_code_stands_behind_its_line_and_what_it_does_below_it(tmp_path: Path) -> None:
    text = block("x", "1", """ alt="A." fold='How "it" *is* drawn'""")
    html = web_page(rendered(tmp_path, text, Outcome(printed="1\n", figures=[SMALL_FIGURE])))
    fold, below = html.split("</details>")
    assert '<details class="code">' in fold
    assert "<summary>How &quot;it&quot; *is* drawn</summary>" in fold.replace("&#34;", "&quot;").replace("&#42;", "*")
    assert ">x<" in fold
    assert "Output" not in fold
    assert below.index("Output") < below.index("figure-1.svg")


UNTOUCHED = """\
---
title: T  \n---

# Heading {#anchor}  \n
Text with `0.25<!--= x -->` and <!-- a comment --> and \ttabs and é −.\r

````markdown
```python alt="x"
1<!--= x -->
```
````

```text
``` python
```

| a | b |
|---|---|
| 1 | 2 |


[a]: b.md
end without newline"""


def test_everything_else_stays_as_it_is(tmp_path: Path) -> None:
    plain = UNTOUCHED.replace("\r", "")
    assert rendered(tmp_path, plain) == plain
    framed = rendered(tmp_path, plain + "\n\n```python\nx\n```\n" + plain, Outcome())
    assert framed == plain + "\n\n```python\nx\n```\n" + plain


def test_comments_of_numbers_are_gone_and_nothing_else_is(tmp_path: Path) -> None:
    text = "It is **0.25<!--= x -->** or `0.5`<!--= max(\n1,\n2) -->. $z = 1<!--= 'a>b' -->$ | 2<!--= 3 --> |\n"
    assert rendered(tmp_path, text, *[Outcome()] * 4) == "It is **0.25** or `0.5`. $z = 1$ | 2 |\n"


def test_problems_are_shown_where_they_are(tmp_path: Path) -> None:
    text = "---\ntitle: T\n---\n\n- a\n\n    ```python\n    1 / 0\n    ```\n\n[b](gone.md)\n\n" + block(
        "print('<b>')", "~~~~"
    )
    checked = check(tmp_path, text)
    result = render_page(checked.page, checked.outcomes, checked.problems).text
    assert result.startswith("---\ntitle: T\n---\n")
    web = as_web(result.removeprefix("---\ntitle: T\n---\n"))
    places = [f"page.md:{line_of(text, place)}" for place in ("(gone.md)", "1 / 0", "~~~~")]
    found = [web.text.index(place) for place in places]
    assert found == sorted(found)
    assert found[0] < web.text.index("1 / 0") < found[1] < web.text.index("print") < found[2]
    for words in ("ZeroDivisionError: division by zero", "must lead to a file", "expected ~~~~, got <b>"):
        assert words in web.text


@pytest.mark.parametrize(
    "code", ["```python\nx = 1\n", "```py\nx\n```\n", "- ```python\n  x\n  ```\n", "```python skip\nx\n```\n"]
)
def test_a_faulty_page_can_be_shown_with_its_problem(tmp_path: Path, code: str) -> None:
    checked = check(tmp_path, "text\n\n" + code)
    result = render_page(checked.page, checked.outcomes, checked.problems).text
    assert "page.md:3" in as_web(result).text


LINES = """```python|```|```text|```output|    ```python|    ```|x = 1|    y = 2||!!! note|- item|1. item
> ```python|> ```
> z = 1|>|````text|````|=== "Tab"|~~~|text|  ```python|  ```|\t```python|\t```|    - deep|        ```python|        ```
        v = 1|> - q|??? note|    ```text|> ```text|    > ```python|    > a = 1|    > ```|<div markdown>|</div>|# h"""


@given(st.lists(st.sampled_from(re.split(r"\||\n", LINES)), min_size=2, max_size=9))
@example(["```text", "text", "```python", "x = 1", "```"])
@settings(deadline=None, derandomize=True, database=None, max_examples=300)
def test_whatever_the_web_shows_as_python_has_run(lines: list[str]) -> None:
    page = parse_page("\n".join(lines) + "\n", Path(__file__).with_name("page.md"))
    shown = as_web(render_page(page, [Outcome() for _ in page.steps]).text).code
    ran = iter([found.source.expandtabs(4).strip("\n") for found in page.blocks])
    assert page.problems or all(code.strip("\n") in ran for code in shown)


def test_a_problem_without_a_block_is_shown_on_a_page_without_front_matter(tmp_path: Path) -> None:
    page = read(tmp_path, "text\n")
    result = render_page(page, [], [Problem("page.md", 1, "**not bold** <i>\n    two lines")]).text
    assert result.endswith("text\n")
    assert "**not bold** <i>\n    two lines" in as_web(result).text
