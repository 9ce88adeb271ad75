"""Pages written as Markdown with all that their blocks do: by the command, for any generator, and to the letter."""

from __future__ import annotations

from pathlib import Path

import pytest
from engine_pages import block, check, read, write
from engine_web import as_web, web_page

from page_engine.__main__ import main
from page_engine.say.renderer import fill_in, render_page

DRAWING = "import matplotlib.pyplot as plt\nplt.plot([0, 1])\nplt.show()"
CHAPTER = f"""\
---
title: One
---

# One, in {{{{ place }}}}

{block("x = 0.25; print(x)", "0.25")}
$x$ is 0.25<!--= x -->.

{block(DRAWING, options=' alt="A line"')}
"""

LAB = f"""\
---
title: Lab
jupyter:
  kernelspec:
    display_name: Python 3
    language: python
    name: python3
---

# Lab

It is 2<!--= 1 + 1 -->.

{block("x = 1", options=' tags=["exercise"]')}
{block("x = 2 > 1; print(x)", options=' tags=["solution"]')}
{block("print('Right')", options=' tags=["check"]')}
"""


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    for name in ("series", "labs", ".hidden"):
        (tmp_path / "docs" / name).mkdir(parents=True)
    write(tmp_path, CHAPTER, "docs/series/one (a.md")
    write(tmp_path, LAB, "docs/labs/lab.md")
    write(tmp_path, "body {}", "docs/site.css")
    write(tmp_path, "1 / 0", "docs/.hidden/secret.txt")
    return tmp_path / "docs"


@pytest.fixture
def plain(docs: Path) -> Path:
    """Return the folder to which the pages were written."""
    plain = docs.with_name("plain")
    assert main(["render", str(docs), "-o", str(plain), "--fact", "place=a town = here"]) == 0
    return plain


def test_a_page_has_its_outputs_figures_and_facts_and_no_comments(plain: Path) -> None:
    text = (plain / "series/one (a.md").read_text("utf-8")
    web = as_web(text)
    assert "<!--" not in text
    assert "# One, in a town = here\n" in text
    assert web.code == ["x = 0.25; print(x)\n", f"{DRAWING}\n"]
    assert "Output0.25\n" in web.text
    [(_, image)] = web.images
    assert (image["src"], image["alt"]) == ("one%20%28a/figure-1.svg", "A line")
    assert (plain / "series/one (a/figure-1.svg").read_text("utf-8").startswith("<svg")


def test_a_lab_is_executed_and_its_solution_folded(plain: Path) -> None:
    html = web_page((plain / "labs/lab.md").read_text("utf-8"))
    web = as_web((plain / "labs/lab.md").read_text("utf-8"))
    assert web.code == ["x = 1\n", "x = 2 > 1; print(x)\n", "print('Right')\n"]
    assert html.index("<details") < html.index("True") < html.index("</details>") < html.index("Right")
    assert "It is 2." in web.text


def test_other_files_of_the_folder_are_there_and_hidden_ones_are_not(plain: Path) -> None:
    assert (plain / "site.css").read_text("utf-8") == "body {}"
    assert not (plain / ".hidden").exists()


def test_a_faulty_page_stops_it_before_anything_is_written(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(docs, CHAPTER.replace("\n0.25\n", "\n0.26\n"), "series/one (a.md")
    assert main(["render", str(docs), "-o", str(docs.with_name("plain"))]) == 1
    assert "one (a.md:12: " in capsys.readouterr().err
    assert not docs.with_name("plain").exists()


CODE = [
    'date = "today"\nprint(f"{{ date }}")',
    "print('''\n\n\n''')",
    "if True:\n\tx = 'a\tb'",
    "\n\nx = 1\n\n\ny = '<b>&amp;'",
    "x = '''\n    ~~~\n$a$ *b* [c](d)\n'''",
    "# | a | b |\n#   - c",
]


@pytest.mark.parametrize("code", CODE)
@pytest.mark.parametrize("prefix", ["", "    ", "> "])
def test_readers_see_the_code_that_ran_to_the_letter(tmp_path: Path, prefix: str, code: str) -> None:
    lines = ["```python", *code.split("\n"), "```"]
    text = "- item\n\n" + "".join(f"{prefix}{line}\n" if line else f"{prefix.rstrip()}\n" for line in lines)
    page = read(tmp_path, text)
    assert page.problems == []
    rendered = render_page(fill_in(page, {"date": "2026"}), check(tmp_path, text).outcomes)
    assert [shown.strip("\n") for shown in as_web(rendered.text).code] == [code.strip("\n")]


UNSEEN = {
    "a fence that is indented in no list": ("text\n\n    ```python\n    x = 1\n    ```\n", 3),
    "a fence in a code block": ("    text\n\n    ```python\n    x = 1\n    ```\n", 3),
}


@pytest.mark.parametrize("name", UNSEEN)
def test_code_that_readers_would_not_get_as_it_ran_is_a_problem_at_its_line(tmp_path: Path, name: str) -> None:
    text, line = UNSEEN[name]
    assert [problem.line for problem in check(tmp_path, text).problems] == [line]


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("$x$ is **bold**", "x is bold"),
        ("$a * b * c$ and $x_1 + x_2$", "a*b*c and x1+x2"),
        ("$a < b$ and $b > a$", "a<b and b>a"),
        ("| a |\n|---|\n| $x$ |", "a\n\n\n\n\nx"),
        ('!!! note "N"\n\n    $x$ is **bold**', "N\nx is bold"),
        ("$$\n\\frac{1}{2}\n$$\n\nbehind", "12\nbehind"),
        ("> $a\n> + b$ in a quote", "a+b in a quote"),
        ("`$x$` and \\$5", "$x$ and $5"),
        ("```text\n$x$\n```", "$x$"),
        ("It is $5 and\n\nthat is 3$.", "It is $5 and\nthat is 3$."),
    ],
)
def test_a_formula_is_mathml_wherever_it_stands_and_the_text_around_it_markdown(markdown: str, text: str) -> None:
    web = as_web(markdown)
    assert web.text.strip() == text
    assert "**" not in web.text


def test_a_formula_on_lines_of_its_own_is_a_block() -> None:
    assert 'display="block"' in web_page("$$\nx\n$$")
    assert 'display="inline"' in web_page("$x$")
