"""Every internal link must lead to a file, and every anchor to a place in it; all others are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from engine_pages import assert_only_problem, line_of, messages, read, write
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
    """Return a folder with a few files to link to."""
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


@pytest.mark.parametrize("line", RIGHT)
def test_links_that_lead_somewhere_are_accepted(folder: Path, line: str) -> None:
    page = read(folder, "\n\n".join(["# Title", line, ""]))
    assert not page.problems, messages(page.problems)


def test_links_in_code_are_none(folder: Path) -> None:
    page = read(folder, "```text\n[a](gone.md)\n```\n\n````markdown\n[a](gone.md)\n[b]: gone.md\n````\n")
    assert not page.problems, messages(page.problems)


BROKEN = """\
[a](gone.md)
text [a](other.md) and [b](gone.md) text
![a](gone.svg)
[![a](gone.svg)](other.md)
[![a](image.svg)](gone.md)
[a](gone.md "title")
[a](<gone.md>)
[a]( gone.md )
[a](gone.md#title)
[a](gone.md?x=1)
[a](gone%20space.md)
[a](other%2Emd%23name)
[a](sub)
[a](sub/)
[a](other)
[a](other.html)
[a](Other.md)
[a](../page.md)
[a](/other.md)
[a](/)
[a](#gone)
[a](#Title)
[a](page.md#gone)
[a](other.md#gone)
[a](other.md#title)
[a](other.md#twice_2)
[a](other.md#in-a-fence)
[a](other.md#fenced)
[a](other.md#ghost)
[a](other.md#data)
[a](other.md?x=1#gone)
[a](gone/figure-1.svg)
[a]: gone.md
[a]: <gone.md> "title"
[a]: other.md#gone
- [a](gone.md)
    - [a](gone.md)
1. [a](gone.md)
> [a](gone.md)
| a | [a](gone.md) |
## [a](gone.md)
**[a](gone.md)**
*a* [`a`](gone.md)
[a](gone.md){ .button }
(see [a](gone.md))
$x$ [a](gone.md)
""".splitlines()


@pytest.mark.parametrize("line", BROKEN)
def test_a_link_that_leads_nowhere_is_a_problem_at_its_line(folder: Path, line: str) -> None:
    text = f"---\ntitle: T\n---\n\n# Title\n\ntext\n\n- item\n{line}\n\nmore\n"
    assert_only_problem(read(folder, text).problems, line_of(text, f"\n{line}\n") + 1, "link")


def test_each_broken_link_of_a_line_is_a_problem(folder: Path) -> None:
    page = read(folder, "text\n[a](gone.md) and [b](other.md) and [c](#gone)\n")
    assert [problem.line for problem in page.problems] == [2, 2]
    assert [name in messages(page.problems) for name in ("'gone.md'", "'#gone'")] == [True, True]


AWKWARD = {
    "a space in brackets": "[a](<with space.md>)",
    "parentheses": "[a](page_(1).md)",
    "escaped brackets": "\\[a\\](gone.md)",
    "a formula": "$f[0](x)$",
    "a file with a byte order mark": "[a](marked.md#first)",
    "a heading in an admonition": "[a](other.md#in-a-note)",
    "a heading in a tab": "[a](other.md#in-a-tab)",
    "a heading with a checked number": "[a](other.md#number-2-counts)",
}


@pytest.mark.parametrize("name", AWKWARD)
def test_awkward_links_that_lead_somewhere_are_accepted(folder: Path, name: str) -> None:
    page = read(folder, f"text\n\n{AWKWARD[name]}\n")
    assert not page.problems, messages(page.problems)


def test_the_anchors_are_those_that_the_site_has(folder: Path) -> None:
    html = web_page(OTHER.replace("<!--= 1 -->", "").replace("<!--= 2 -->", ""))
    for anchor in (
        "other-page",
        "uber-markup-and-code",
        "twice",
        "twice_1",
        "name",
        "raw",
        "in-a-note",
        "number-2-counts",
    ):
        assert f'id="{anchor}"' in html


def test_headings_behind_a_line_that_begins_with_a_number_are_anchors(folder: Path) -> None:
    page = read(folder, "text\n\n1<!--= 1 --> and\n2<!--= 2 -->\n\n## Behind\n\n[a](#behind)\n")
    assert not page.problems, messages(page.problems)


def test_headings_behind_blocks_with_options_are_anchors(folder: Path) -> None:
    options = ['alt="a, b"', 'raises="ValueError"', 'skip="no time"', 'title="a"']
    text = "".join(f"```python {option}\nx = 1\n```\n\n## Behind {i}\n\n" for i, option in enumerate(options))
    links = "".join(f"[a](#behind-{i})\n" for i in range(len(options)))
    page = read(folder, text + links)
    assert not page.problems, messages(page.problems)
    assert_only_problem(read(folder, "```markdown\n## Shown\n```\n\n[a](#shown)\n").problems, 5, "#shown")


@pytest.mark.parametrize(
    "definition", ["- item\n\n    [b]: gone.md\n", "> [b]: gone.md\n", "!!! note\n\n    [b]: gone.md\n"]
)
def test_a_nested_definition_that_leads_nowhere_is_a_problem(folder: Path, definition: str) -> None:
    text = f"{definition}\ntext\n\n[a][b]\n"
    assert 'href="gone.md"' in web_page(text)
    assert_only_problem(read(folder, text).problems, line_of(text, "gone.md"))


@pytest.mark.parametrize("target", ["a" * 5000 + ".md", "a%00b.md", "%ff.md", "other.md/x.md", "#%00"], ids=range(5))
def test_a_strange_address_is_a_problem_and_no_crash(folder: Path, target: str) -> None:
    assert_only_problem(read(folder, f"text\n\n[a]({target})\n").problems, 3, "link")


def test_a_link_to_a_page_that_is_not_utf_8_says_nothing_of_this_one(folder: Path) -> None:
    (folder / "latin.md").write_bytes(b"# Caf\xe9\n\n## Named {#name}\n")
    page = read(folder, "text\n\n[a](latin.md#name)\n\n1<!--= 1 -->\n")
    assert len(page.numbers) == 1
    assert {problem.line for problem in page.problems} <= {3}
