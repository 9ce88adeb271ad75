"""Every internal link must lead to a file, and every anchor to a place in it; all others are left alone."""

from pathlib import Path

import pytest
from engine_pages import read, read_marked, write
from engine_web import web_page

OTHER = """\
# Other page

## Über *markup* and `code`

## Twice

## Twice

## Named {#name}

!!! note

    ## In a note

=== "Tab"

    ## In a tab

The value 1<!--= 1 -->.

## Number 2<!--= 2 --> counts

<a id="raw"></a>

`id="ghost"` and <span data-id="data">text</span>

```text
## In a fence
<a id="fenced">
```
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sub").mkdir()
    for name in ("other.md", "sub/other.md", "with space.md", "page_(1).md", "Übung.md"):
        write(tmp_path, OTHER, name)
    write(tmp_path, "\ufeff# First\n", "marked.md")
    for name in ("image.svg", "data.csv", "sub/figure-1.svg"):
        write(tmp_path, "x", name)
    return tmp_path


RIGHT = """\
# Title
[a](other.md)
[a](./other.md) and [b](sub/other.md) and [c](sub/../other.md)
[a](other.md "a title") and [b]( other.md ) and [c](<other.md>)
[a](with%20space.md) and [b](%C3%9Cbung.md) and [c](Übung.md)
[a](other.md?x=1) and [b](other.md?x=1#twice)
![a](image.svg) and [![a](image.svg)](other.md)
[a](data.csv) and [a](data.csv#row=1)
[a](#title) and [b](page.md#title) and [c](#)
[a](other.md#other-page) and [b](other.md#twice) and [c](other.md#twice_1) and [d](other.md#name) and [e](other.md#raw)
[a](other.md#uber-markup-and-code)
- [a](other.md)
| [a](other.md#name) |
> [a](other.md)
[a]: other.md
[b]: <other.md#name> "a title"
[a](https://example.org/gone.md#gone) and [b](mailto:a@b.c) and [c](//example.org) and [d](HTTP://a.b) and [e](tel:1)
[a][b] and [a][] and <https://example.org>
`[a](gone.md)` and ``[b](gone.md)`` and [1] (gone.md)
[^1]: gone.md
![a](other/figure-1.svg)
[the text
goes on](other.md)
[a](other.md){ .button }
""".splitlines()


TARGETS = """gone.md <gone.md> gone.md#title gone.md?x=1 gone%20space.md other%2Emd%23name sub sub/ other other.html
Other.md ../page.md /other.md / #gone #Title page.md#gone other.md#gone other.md#title other.md#twice_2
other.md#in-a-fence other.md#fenced other.md#ghost other.md#data other.md?x=1#gone gone/figure-1.svg"""
AROUND = """- {} ¦     - {} ¦ 1. {} ¦ > {} ¦ | a | {} | ¦ ## {} ¦ **{}** ¦ {}{ .button } ¦ (see {}) ¦ $x$ {}"""
BROKEN = [
    *(f"[a]({target})" for target in TARGETS.split()),
    *(around.replace("{}", "[a](gone.md)") for around in AROUND.replace("\n", " ¦ ").split(" ¦ ")),
    *"""\
text [a](other.md) and [b](gone.md) text
![a](gone.svg)
[![a](gone.svg)](other.md)
[![a](image.svg)](gone.md)
[a](gone.md "title")
[a]( gone.md )
[a]: gone.md
[a]: <gone.md> "title"
[a]: other.md#gone
*a* [`a`](gone.md)
""".splitlines(),
]


@pytest.mark.parametrize("line", BROKEN)
def test_a_link_that_leads_nowhere_is_a_problem_at_its_line(folder: Path, line: str) -> None:
    read_marked(folder, f"---\ntitle: T\n---\n\n# Title\n\ntext\n\n- item\n⟦link⟧{line}\n\nmore\n")


PAGES = {
    **{line: f"# Title\n\n{line}\n" for line in RIGHT},
    "in code": "```text\n[a](gone.md)\n```\n\n````markdown\n[a](gone.md)\n[b]: gone.md\n````\n",
    "two of a line": "text\n⟦'gone.md'⟧⟦'#gone'⟧[a](gone.md) and [b](other.md) and [c](#gone)\n",
    "a space in brackets": "text\n\n[a](<with space.md>)\n",
    "parentheses": "text\n\n[a](page_(1).md)\n",
    "escaped brackets": "text\n\n\\[a\\](gone.md)\n",
    "a formula": "text\n\n$f[0](x)$\n",
    "a file with a byte order mark": "text\n\n[a](marked.md#first)\n",
    "a heading in an admonition": "text\n\n[a](other.md#in-a-note)\n",
    "a heading in a tab": "text\n\n[a](other.md#in-a-tab)\n",
    "a heading with a checked number": "text\n\n[a](other.md#number-2-counts)\n",
    "a heading behind lines that begin with numbers": (
        "text\n\n1<!--= 1 --> and\n2<!--= 2 -->\n\n## Behind\n\n[a](#behind)\n"
    ),
    **{
        f"a heading behind a block with {option}": f"```python {option}\nx\n```\n\n## Behind\n\n[a](#behind)\n"
        for option in ('alt="a, b"', 'raises="ValueError"', 'skip="no time"', 'title="a"')
    },
    "a heading that is only shown": "```markdown\n## Shown\n```\n\n⟦#shown⟧[a](#shown)\n",
    "a definition in a list": "- item\n\n⟦gone.md⟧    [b]: gone.md\n\ntext\n\n[a][b]\n",
    "a definition in a quote": "⟦gone.md⟧> [b]: gone.md\n\ntext\n\n[a][b]\n",
    "a definition in a box": "!!! note\n\n⟦gone.md⟧    [b]: gone.md\n\ntext\n\n[a][b]\n",
    **{
        f"a strange address: {target[:9]}": f"text\n\n⟦link⟧[a]({target})\n"
        for target in ("a" * 5000 + ".md", "a%00b.md", "%ff.md", "other.md/x.md", "#%00")
    },
}


@pytest.mark.parametrize("name", PAGES)
def test_a_link_is_judged_by_where_it_leads(folder: Path, name: str) -> None:
    read_marked(folder, PAGES[name])


def test_the_anchors_are_those_that_the_site_has() -> None:
    html = web_page(OTHER.replace("<!--= 1 -->", "").replace("<!--= 2 -->", ""))
    names = "other-page uber-markup-and-code twice twice_1 name raw in-a-note number-2-counts"
    assert [name for name in names.split() if f'id="{name}"' not in html] == []
    assert 'href="gone.md"' in web_page("- item\n\n    [b]: gone.md\n\ntext\n\n[a][b]\n")


def test_a_link_to_a_page_that_is_not_utf_8_says_nothing_of_this_one(folder: Path) -> None:
    (folder / "latin.md").write_bytes(b"# Caf\xe9\n\n## Named {#name}\n")
    page = read(folder, "text\n\n[a](latin.md#name)\n\n1<!--= 1 -->\n")
    assert len(page.numbers) == 1
    assert {problem.line for problem in page.problems} <= {3}
