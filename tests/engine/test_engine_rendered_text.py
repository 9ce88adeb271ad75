"""Alternative texts, reasons and titles reach the reader as they are written, whatever characters they hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from engine_pages import read
from engine_web import SMALL_FIGURE, Web, as_web, web_page

from page_engine.run.outcome import Outcome
from page_engine.say.renderer import render_page

# One text a line.
TEXTS = r"""
a < b > c
a & b
&amp; &lt; &nbsp; &#60;
it's
x = y, z; 100 %
<b>bold</b> <script>
</p>
<!-- c -->
<http://a.b>
http://a.b/c_d
a@b.c
[a](b.md)
![a](b.svg)
[a][b] [c]
a ] b [
[^1]
(a)
*a* **b** _c_ __d__
snake_case_name
~a~ ^b^ ==c== x^2
$x_1$ $$y$$
a$b
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
""".strip().splitlines()


def rendered(folder: Path, text: str, *figures: str) -> str:
    page = read(folder, text)
    return render_page(page, [Outcome(figures=list(figures)) for _ in page.steps]).text


def with_figure(folder: Path, text: str) -> Web:
    return as_web(rendered(folder, text, SMALL_FIGURE))


@pytest.mark.parametrize("text", TEXTS)
def test_an_alternative_text_arrives_unchanged(tmp_path: Path, text: str) -> None:
    web = with_figure(tmp_path, f'text\n\n```python alt="{text}"\nx\n```\n\nend\n')
    assert [attributes["alt"] for _, attributes in web.images] == [text]
    assert web.text.split() == ["text", "x", "end"]


@pytest.mark.parametrize("text", ['the "best" one', 'a \\"b\\"'])
def test_quotes_in_an_alternative_text_arrive_unchanged(tmp_path: Path, text: str) -> None:
    web = with_figure(tmp_path, f"text\n\n```python alt='{text}'\nx\n```\n")
    assert [attributes["alt"] for _, attributes in web.images] == [text]


@pytest.mark.parametrize("text", TEXTS)
def test_a_reason_to_skip_is_shown_unchanged(tmp_path: Path, text: str) -> None:
    markdown = rendered(tmp_path, f'text\n\n```python skip="{text}"\nx\n```\n\nend\n')
    assert as_web(markdown).text.endswith(f"Not run: {text}\nend")
    assert web_page(markdown).count("not-run") == 1


@pytest.mark.parametrize("title", ["a.py", "a < b & c > d", "it's", "{x}", "a\\b", "&amp;", "σ", "a = b", '"quoted"'])
def test_a_title_is_shown_as_it_is_written_or_refused(tmp_path: Path, title: str) -> None:
    quote = "'" if '"' in title else '"'
    text = f"```python title={quote}{title}{quote}\nx\n```\n"
    assert read(tmp_path, text).problems or as_web(rendered(tmp_path, text)).code == [f"{title}x\n"]
