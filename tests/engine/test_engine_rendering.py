"""Rendering: readers get the page as it is, to the letter, with outputs labelled, figures placed and comments gone."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from engine_pages import PAGES, PLOT, check, read, write
from engine_web import SMALL_FIGURE, as_web, web_page
from hypothesis import example, given, settings
from hypothesis import strategies as st
from small_pages import block

from page_engine.__main__ import main
from page_engine.read.page import parse_page, read_page
from page_engine.run.outcome import Outcome
from page_engine.say.renderer import fill_in, render_page
from page_engine.settings import Settings

FIGURE = Outcome(printed="1\n", figures=[SMALL_FIGURE])


def rendered(folder: Path, text: str, outcome: Outcome = FIGURE) -> str:
    """Return a page whose steps have all done the same."""
    page = read(folder, text)
    return render_page(page, [outcome] * len(page.steps)).text


def test_figures_and_outputs_stay_inside_what_they_are_nested_in() -> None:
    page = read_page(PAGES / "nested.md")
    outcomes = [Outcome(), *[FIGURE] * (len(page.steps) - 1)]
    web = as_web(render_page(page, outcomes).text)
    assert [attributes["alt"] in around for around, attributes in web.images] == [True] * 8
    assert len(re.findall(r"Output\s*1\n\n 2\n\s*end", web.text)) == 8


def test_a_figure_says_its_size_and_stands_below_code_and_output(tmp_path: Path) -> None:
    page = read(tmp_path, block("x", "1", ' alt="A."') + block("y", None, ' alt="B."') + "end\n")
    result = render_page(page, [FIGURE, FIGURE])
    for number, (_, attributes) in enumerate(as_web(result.text).images, start=1):
        assert attributes["src"] == f"page/figure-{number}.svg"
        assert (attributes["width"], attributes["height"], attributes["loading"]) == ("96", "48", "lazy")
        assert attributes["class"] == "figure"
    assert list(result.figures) == ["figure-1.svg", "figure-2.svg"]
    assert result.text.index('title="Output"') < result.text.index("figure-1")


def test_title_and_marked_lines_are_passed_on_and_the_rest_is_not(tmp_path: Path) -> None:
    text = block("x\ny", "1", ' title="main.py" alt="Secret." hl_lines="2"') + block("z", "E", ' raises="Hidden"')
    html = web_page(rendered(tmp_path, text, Outcome()))
    assert '<span class="filename">main.py</span>' in html
    assert re.search(r'<span class="hll">.*y', html)
    assert not re.search("Secret|Hidden|alt=|raises|skip", html)
    assert [title in html for title in ("Output", "Error")] == [True, True]


def test_folded_code_stands_behind_its_line_and_what_it_does_below_it(tmp_path: Path) -> None:
    html = web_page(rendered(tmp_path, block("x", "1", """ alt="A." fold='How "it" *is* drawn'""")))
    fold, below = html.split("</details>")
    assert '<details class="code">' in fold
    assert "<summary>How &quot;it&quot; *is* drawn</summary>" in fold.replace("&#34;", "&quot;").replace("&#42;", "*")
    assert ">x<" in fold
    assert "Output" not in fold
    assert below.index("Output") < below.index("figure-1.svg")


@pytest.mark.parametrize("path", [*sorted(PAGES.glob("*.md")), PAGES / "stale" / "page.md"], ids=lambda path: path.stem)
def test_everything_else_stays_as_it_is(path: Path) -> None:
    page = read_page(path)
    edges = sorted(edge for each in [*page.blocks, *page.numbers] for edge in (each.start, each.end))
    edges = [0, *edges, len(page.text)]
    kept = [page.text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
    result, place = render_page(page, [Outcome()] * len(page.steps)).text, 0
    for piece in kept:
        place = result.index(piece, place) + len(piece)
    assert result.startswith(kept[0])
    assert result.endswith(kept[-1])


def test_the_comment_of_a_number_is_gone_wherever_it_stands(tmp_path: Path) -> None:
    text = "It is **0.25<!--= x -->** or `0.5`<!--= max(\n1,\n2) -->. $z = 1<!--= 'a>b' -->$ | 2<!--= 3 --> |"
    assert rendered(tmp_path, text) == "It is **0.25** or `0.5`. $z = 1$ | 2 |"


def test_problems_are_shown_where_they_are(tmp_path: Path) -> None:
    front = "---\ntitle: T\n---\n"
    text = f"{front}\n- a\n\n    ```python\n    1 / 0\n    ```\n\n[b](gone.md)\n\n" + block("print('<b>')", "~~~~")
    checked = check(tmp_path, text)
    result = render_page(checked.page, checked.outcomes, checked.problems).text
    assert result.startswith(front)
    shown = as_web(result.removeprefix(front)).text
    link, zero, tildes = (shown.index(f"page.md:{line}") for line in (11, 8, 18))
    assert link < shown.index("1 / 0") < zero < shown.index("print") < tildes
    assert "expected ~~~~, got <b>" in shown


LINES = """```python|```|```text|```output|    ```python|    ```|x = 1|    y = 2||!!! note|- item|1. item
> ```python|> ```
> z = 1|>|````text|````|=== "Tab"|~~~|text|  ```python|  ```|\t```python|\t```|    - deep|        ```python|        ```
        v = 1|> - q|??? note|    ```text|> ```text|    > ```python|    > a = 1|    > ```|<div markdown>|</div>|# h"""


INDENTS = ["", "  ", "    ", "\t", "        ", "> ", "    > "]
WHOLE = [f"{before}```python\n{before}x = 1\n{before}```" for before in INDENTS]


@given(st.lists(st.sampled_from(re.split(r"\||\n", LINES)) | st.sampled_from(WHOLE), min_size=2, max_size=9))
@example(["```text", "text", "```python", "x = 1", "```"])
@settings(deadline=None, derandomize=True, database=None, max_examples=150)
def test_whatever_the_web_shows_as_python_has_run(lines: list[str]) -> None:
    page = parse_page("\n".join(lines) + "\n", Path(__file__).with_name("page.md"), Settings(Path()))
    if not page.faults:
        shown = as_web(render_page(page, [Outcome() for _ in page.steps]).text).code
        ran = iter([found.source.expandtabs(4).strip("\n") for found in page.blocks])
        assert all(code.strip("\n") in ran for code in shown) or page.problems


def test_facts_are_filled_in_but_not_in_code(tmp_path: Path) -> None:
    page = read(tmp_path, "{{ date }}\n\n" + block('date = "{{ date }}"'))
    assert fill_in(page, {"date": "2026"}).text == "2026\n\n" + block('date = "{{ date }}"')


# One text a line.
TEXTS = r"""
a < b > c
&amp; &lt; &nbsp; &#60;
it's
x = y, z; 100 %
<b>bold</b> <script>
<!-- c -->
http://a.b/c_d
a@b.c
[a](b.md)
*a* **b** _c_ __d__
snake_case_name
~a~ ^b^ ==c== x^2
$x_1$ $$y$$
\(x\)
a\b \n \* \
a | b
{ .x } {#y} {a}
{{ z }}
# a
- a
1. a
> a
::: a
!!! a
é − × σ₁ 😀 α&β “q” … — –
two  spaces
!
^
title= skip= raises=
{.python} py pycon
""".strip().splitlines()


def quoted(texts: Sequence[str], option: str) -> str:
    """Return a page with a block for each text, between others."""
    quotes = ["'" if '"' in text else '"' for text in texts]
    blocks = [f"```python {option}={q}{text}{q}\nx\n```\n" for q, text in zip(quotes, texts, strict=True)]
    return "text\n\n" + "\ntext\n\n".join(blocks) + "\nend\n"


def test_what_an_option_says_is_shown_unchanged(tmp_path: Path) -> None:
    texts = [*TEXTS, 'the "best" one', 'a \\"b\\"']
    web = as_web(rendered(tmp_path, quoted(texts, "alt")))
    assert [attributes["alt"] for _, attributes in web.images] == texts
    assert web.text.split() == [*["text", "x"] * len(texts), "end"]
    markdown = rendered(tmp_path, quoted(TEXTS, "skip"))
    assert re.findall(r"^Not run: (.*)\n(?:text|end)$", as_web(markdown).text, re.MULTILINE) == TEXTS
    assert web_page(markdown).count("not-run") == len(TEXTS)
    for title in ("a.py", "a < b & c > d", "it's", "{x}", "a\\b", "&amp;", "σ", "a = b", '"quoted"'):
        text = quoted([title], "title")  # is shown, or refused
        assert read(tmp_path, text).problems or as_web(rendered(tmp_path, text)).code == [f"{title}x\n"]


CHAPTER = (
    "---\ntitle: One\n---\n\n# One, in {{ place }}\n\n"
    + block("x = 0.25; print(x)", "0.25")
    + "$x$ is 0.25<!--= x -->.\n\n"
    + block(PLOT, options=' alt="A line"')
)


def test_the_command_writes_pages_and_the_other_files_that_can_be_seen(tmp_path: Path) -> None:
    for name, text in {"series/one (a.md": CHAPTER, "site.css": "body {}", ".hidden/secret.txt": "1 / 0"}.items():
        write(tmp_path / "docs", text, name)
    plain = tmp_path / "plain"
    assert main(["render", str(tmp_path / "docs"), "-o", str(plain), "--fact", "place=a town = here"]) == 0
    text = (plain / "series/one (a.md").read_text("utf-8")
    assert "<!--" not in text
    assert "# One, in a town = here\n" in text
    assert as_web(text).images[0][1]["src"] == "one%20%28a/figure-1.svg"
    assert (plain / "series/one (a/figure-1.svg").read_text("utf-8").startswith("<svg")
    assert (plain / "site.css").read_text("utf-8") == "body {}"
    assert not (plain / ".hidden").exists()


def test_a_faulty_page_stops_it_before_anything_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "docs", CHAPTER.replace("\n0.25\n", "\n0.26\n"), "one (a.md")
    assert main(["render", str(tmp_path / "docs"), "-o", str(tmp_path / "plain")]) == 1
    assert "one (a.md:12: " in capsys.readouterr().err
    assert not (tmp_path / "plain").exists()
