"""Fences are found wherever they are nested, with their lines; one that cannot be read is a problem at its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from engine_pages import check, line_of, lines, messages, read

from page_engine.read.page import read_page

# name: (page, line and code of each block)
FOUND = {
    "front matter counts": ("---\ntitle: T\nother: O\n---\n\n```python\nx = 1\n```\n", [(6, "x = 1\n")]),
    "in a list": ("1. step\n\n    ```python\n    x = 1\n    ```\n", [(3, "x = 1\n")]),
    "in a list of a list": ("- a\n\n    - b\n\n        ```python\n        x = 1\n        ```\n", [(5, "x = 1\n")]),
    "in an admonition": (
        '!!! note "N"\n\n    ```python\n    if 1:\n        x = 1\n    ```\n',
        [(3, "if 1:\n    x = 1\n")],
    ),
    "in details": ("??? note\n\n    text\n\n    ```python\n    x = 1\n    ```\n", [(5, "x = 1\n")]),
    "in tabs": (
        '=== "A"\n\n    ```python\n    x = 1\n    ```\n\n=== "B"\n\n    ```python\n    y = 2\n    ```\n',
        [(3, "x = 1\n"), (9, "y = 2\n")],
    ),
    "in a quote": ("> text\n>\n> ```python\n> x = 1\n>\n> y = 2\n> ```\n", [(3, "x = 1\n\ny = 2\n")]),
    "in a quote of a quote": ("> > ```python\n> > x = 1\n> > ```\n", [(1, "x = 1\n")]),
    "in a quote without spaces": (">```python\n>x = 1\n>```\n", [(1, "x = 1\n")]),
    "in a quote in a list": ("- a\n\n    > ```python\n    > x = 1\n    > ```\n", [(3, "x = 1\n")]),
    "behind tabs": ("- a\n\n\t```python\n\tif 1:\n\t\tx = 1\n\t```\n", [(3, "if 1:\n\tx = 1\n")]),
    "with options": ('\n```python title="a.py" hl_lines="1"\nx = 1\n```\n', [(2, "x = 1\n")]),
    "with spaces behind": ("```python  \nx = 1\n```  \n", [(1, "x = 1\n")]),
    "with four backticks": ('````python\nx = """\n```\n"""\n````\n', [(1, 'x = """\n```\n"""\n')]),
    "with a fence in a string": ("```python\nx = '''\n    ```text\n'''\n```\n", [(1, "x = '''\n    ```text\n'''\n")]),
    "Windows line endings": ("a\r\n\r\n```python\r\nx = 1\r\n\r\ny = 2\r\n```\r\n", [(3, "x = 1\n\ny = 2\n")]),
    "a byte order mark before it": ("\ufeff```python\nx = 1\n```\n", [(1, "x = 1\n")]),
    "empty": ("```python\n```\n", [(1, "")]),
    "empty, in a list": ("- a\n\n    ```python\n    ```\n", [(3, "")]),
    "of one empty line": ("```python\n\n```\n", [(1, "\n")]),
    "the last line, without newline": ("a\n\n```python\nx = 1\n```", [(3, "x = 1\n")]),
    "two in a row": ("```python\nx = 1\n```\n```python\ny = 2\n```\n", [(1, "x = 1\n"), (4, "y = 2\n")]),
    "right below text": ("text\n```python\nx = 1\n```\ntext\n", [(2, "x = 1\n")]),
    "blank lines without indentation": (
        "- a\n\n    ```python\n    x = 1\n\n\n    y = 2\n    ```\n",
        [(3, "x = 1\n\n\ny = 2\n")],
    ),
    "blank lines with indentation": (
        "- a\n\n    ```python\n    x = 1\n    \n  \n    y\n    ```\n",
        [(3, "x = 1\n\n\ny\n")],
    ),
    "blank lines at both ends": ("```python\n\nx = 1\n\n```\n", [(1, "\nx = 1\n\n")]),
    "every line indented": ("```python\n    x = 1\n    y = 2\n```\n", [(1, "    x = 1\n    y = 2\n")]),
    "spaces at line ends": ('```python\nx = """a  \n"""\n```\n', [(1, 'x = """a  \n"""\n')]),
    "a quote mark in the code": ("```python\n> x\n```\n", [(1, "> x\n")]),
    "a list mark and backticks in the code": ('```python\nx = """\n- ```\n"""\n```\n', [(1, 'x = """\n- ```\n"""\n')]),
    "strange line separators": ("a\u2028b\x0c\x85c\n\n```python\nx = 1\n```\n", [(3, "x = 1\n")]),
    "in a longer fence, only text": (
        "````text\n```python\n1 / 0\n```\n````\n\n```python\nx = 1\n```\n",
        [(7, "x = 1\n")],
    ),
    "in a fence of tildes, only text": ("~~~text\n```python\n1 / 0\n```\n~~~\n", []),
    "in a longer fence in a list, only text": ("- a\n\n    ````text\n    ```python\n    x\n    ```\n    ````\n", []),
    "inside a code span, only text": ("text `` ```python `` text\n", []),
}


@pytest.mark.parametrize("name", FOUND)
def test_a_fence_is_found_with_its_line_and_code(tmp_path: Path, name: str) -> None:
    text, expected = FOUND[name]
    page = read(tmp_path, text)
    assert [(found.line, found.source) for found in page.blocks] == expected
    assert not page.problems, messages(page.problems)


@pytest.mark.parametrize("prefix", ["", "    ", "\t", "> ", "    > "])
@pytest.mark.parametrize(
    "output", ["  right\n", "  a\n    b\n", "a\n\n\n  b\n", "a  \n", "   \n", "\n", "\ta\n", "> a\n"]
)
def test_spaces_of_an_output_are_kept(tmp_path: Path, prefix: str, output: str) -> None:
    printed = [f"{prefix}{line}" if line else prefix.rstrip() for line in output.removesuffix("\n").split("\n")]
    fences = [f"{prefix}```python", f"{prefix}x", f"{prefix}```", prefix.rstrip(), f"{prefix}```output"]
    page = read(tmp_path, "\n".join(["- item", "", *fences, *printed, f"{prefix}```", ""]))
    assert page.blocks[0].output is not None
    assert page.blocks[0].output.source == output
    assert not page.problems, messages(page.problems)


# name: (page, the text at whose line the problem must be)
FAULTS = {
    "never closed": ("a\n\n```python\nx = 1\n", "```python"),
    "never closed, without newline": ("a\n\n```python", "```python"),
    "text never closed": ("a\n\n```text\nx\n", "```text"),
    "tildes never closed": ("a\n\n~~~text\nx\n", "~~~text"),
    "never closed in a list": ("- a\n\n    ```python\n    x = 1\n\ntext\n", "```python"),
    "closed by fewer backticks": ("a\n\n````python\nx = 1\n```\n", "````python"),
    "closed by tildes": ("a\n\n```python\nx = 1\n~~~\n", "```python"),
    "closed by more backticks": ("a\n\n```python\nx = 1\n`````\n", "`````"),
    "closed with less indentation": ("- a\n\n    ```python\n    x = 1\n```\n", "```python"),
    "closed with more indentation": ("a\n\n```python\nx = 1\n  ```\n", "```python"),
    "closed in a quote": ("- a\n\n  ```python\n  x = 1\n> ```\n", "```python"),
    "a quote closed outside": ("> ```python\n> x = 1\n```\n", "```python"),
    "code with less indentation": ("- a\n\n    ```python\n    x = 1\n  y = 2\n    ```\n", "y = 2"),
    "code outside its quote": ("> ```python\n> x = 1\ny = 2\n> ```\n", "y = 2"),
    "a quote mark with less indentation": ("- a\n\n    ```python\n    x = 1\n  >\n    ```\n", "  >\n"),
    "spaces where the fence has a tab": ("- a\n\n\t```python\n    x = 1\n\t```\n", "x = 1"),
    "output with less indentation": (
        "- a\n\n    ```python\n    print('b')\n    ```\n\n    ```output\n  b\n    ```\n",
        "  b\n",
    ),
    "behind a bullet": ("- ```python\n  x = 1\n  ```\n", "```python"),
    "behind a number": ("1. ```python\n   x = 1\n   ```\n", "```python"),
    "behind two bullets": ("- - ```python\n    x = 1\n    ```\n", "```python"),
    "behind a bullet in a quote": ("> - ```python\n>   x = 1\n>   ```\n", "```python"),
    "behind a quote mark in a list": ("- > ```python\n  > x = 1\n  > ```\n", "```python"),
    "a backtick in the opening line": ('a\n\n```python title="`a`"\nx = 1\n```\n', "title="),
    "text left open above Python": ("```text\nx\n\n```python\n1 / 0\n```\n\ntext\n", "```text"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fence_that_cannot_be_read_is_a_problem_at_its_line(tmp_path: Path, name: str) -> None:
    text, place = FAULTS[name]
    page = read(tmp_path, text)
    assert line_of(text, place) in lines(page.problems), messages(page.problems)


def test_a_block_left_open_before_another_is_a_syntax_error_there(tmp_path: Path) -> None:
    text = "```python\nx = 1\n\n```python title='2'\ny = 2\n```\n"
    assert line_of(text, "title='2'") in lines(check(tmp_path, text).problems)


@pytest.mark.parametrize(
    "text",
    [
        "<!--\n\n```python\nsecret = 1\n```\n\n-->\n",
        "<!-- a\n```python\nsecret = 1\n```\n-->\n",
        "---\ntitle: |\n  ```python\n  secret = 1\n  ```\n---\n\ntext\n",
    ],
)
def test_a_block_that_the_reader_cannot_see_is_a_problem(tmp_path: Path, text: str) -> None:
    assert line_of(text, "```python") in lines(read(tmp_path, text).problems)


def test_a_page_that_is_not_utf_8_is_a_problem_at_its_line(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_bytes(b"a\n\n```python\nx = '\xe9'\n```\n")
    assert lines(read_page(path).problems) == [4]
