"""Mending writes stale outputs and numbers anew and leaves every other byte of the page as it was."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from engine_pages import assert_only_problem, block, check, line_of, messages, write

from page_engine.read.page import read_page
from page_engine.run.runner import run_page
from page_engine.say import updater
from page_engine.say.updater import update_page

STALE = """\
---
title: "Straße"  \n---

# Über σ

```python
x = 0.25
print("a  ")
print()
print(x, "−é")
```

```output
stale
```

It is 0.3<!--= x --> and **−9**<!--= -round(4 * x) --> and 24 %<!--= f"{100 * x:.0f} %" -->,\there.  \n
- item

    ```python
    for word in ("if:", "    then", "", "end"):
        print(word)
    ```

    ```output
    if:
    old
    ```

> ```python raises="ZeroDivisionError"
> print("before")
> 1 / 0
> ```
>
> ```output
> ZeroDivisionError: old
> ```

| a | 7<!--= 1 --> |

```python
print("new")
```
text right below it

```python
print(f"at {id(x)}, 1")
```

```output
at ..., 1
```

end"""

MENDED = (
    STALE.replace("stale\n", "a  \n\n0.25 −é\n")
    .replace("0.3<", "0.25<")
    .replace("−9**", "−1**")
    .replace("24 %<", "25 %<")
    .replace("    old\n", "        then\n\n    end\n")
    .replace("> ZeroDivisionError: old", "> before\n> ZeroDivisionError: division by zero")
    .replace("| 7<", "| 1<")
    .replace('print("new")\n```\n', 'print("new")\n```\n\n```output\nnew\n```\n')
)


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("end", ["", "\n", "\n\n  "])
def test_what_is_stale_is_mended_and_nothing_else(tmp_path: Path, mark: str, newline: str, end: str) -> None:
    path = write(tmp_path, mark + (STALE + end).replace("\n", newline))
    assert update_page(path) == 8
    assert path.read_bytes().decode() == mark + (MENDED + end).replace("\n", newline)
    assert update_page(path) == 0
    checked = check(tmp_path, path.read_bytes().decode())
    assert not checked.problems, messages(checked.problems)


def test_a_page_with_two_kinds_of_line_ends_keeps_both(tmp_path: Path) -> None:
    path = write(tmp_path, "a\r\nb\nc\r\n\r\n" + block("print('x')", "y") + "d\r\ne\n")
    update_page(path)
    mended = path.read_bytes().decode()
    assert mended.startswith("a\r\nb\nc\r\n\r\n```python\nprint('x')\n```\n\n```output")
    assert mended.endswith("```\n\nd\r\ne\n")
    assert not check(tmp_path, mended).problems


LEFT_ALONE = {
    "a right page": block("print(1)", "1") + "1<!--= 1 -->\n",
    "a right output with dots": block("print('abc')", "a..."),
    "an exception": block("print(1)\n1 / 0", "2"),
    "a syntax error": block("print(1) 1", "2"),
    "sys.exit": block("print(1)\nraise SystemExit", "2"),
    "an index of a formula": "Some $x_7<!--= 8 -->$ and ${1}{7}<!--= 8 -->$.\n",
    "the end of a link": "A [7](https://example.org/)<!--= 8 --> and 7.<!--= 8 -->\n",
    "a word in brackets": "The (SGD)<!--= 'Adam' --> and \"SGD\"<!--= 'Adam' -->\n",
    "another exception than the one wanted": block("print(1)\n1 / 0", "2", ' raises="ValueError"'),
    "no exception": block("print(1)", "2", ' raises="ValueError"'),
    "a dead interpreter": block("print(1, flush=True)\nimport os\nos._exit(0)", "2") + "3<!--= 4 -->\n",
    "a block that prints only dots": block("print('...')", "2") + block("print('...')"),
    "a block that prints nothing": block("x = 1", "2"),
    "a skipped block": block("print(1)", None, ' skip="r"'),
    "a number that fails": "1<!--= 1 / 0 -->\n",
    "a number without a value": "It is <!--= 1 -->\n",
    "a number of several words": "It is 1<!--= 'two words' -->\n",
    "a number of several lines": "It is 1<!--= 'two\\nlines' -->\n",
    "a number with spaces": "It is 1<!--= ' 2' --> and 1<!--= f'{2:4}' --> and 1<!--= '2 ' -->\n",
    "an empty number": "It is 1<!--= '' -->\n",
    "a block never closed": "text\n\n```python\nprint(1)\n",
    "an output never closed": block("print(1)") + "```output\n2\n\nThe rest of the page.\n",
    "a block behind a bullet": "- ```python\n  print(1)\n  ```\n",
    "a block with less indentation inside": "- a\n\n    ```python\n  print(1)\n    ```\n\ntext\n",
    "an output closed otherwise": "```python\nprint(1)\n```\n\n```output\n2\n`````\n\ntext\n",
    "other code": "```text\nprint(1)\n```\n\n```py\nprint(1)\n```\n",
    "code that is only shown": "````markdown\n```python\nprint(1)\n```\n````\n\n`1<!--= 2 -->`\n",
    "an empty page": "",
}


@pytest.mark.parametrize("name", LEFT_ALONE)
def test_what_cannot_be_mended_is_left_alone(tmp_path: Path, name: str) -> None:
    path = write(tmp_path, LEFT_ALONE[name])
    assert update_page(path) == 0
    assert path.read_bytes().decode() == LEFT_ALONE[name]


def test_a_page_that_is_not_utf_8_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_bytes(b"```python\nprint('\xe9')\n```\n")
    assert update_page(path) == 0
    assert path.read_bytes() == b"```python\nprint('\xe9')\n```\n"


FENCES = ["```", "````\n`````", "  ```", "> ```", "- ```", "```python\nx\n```", "~~~", "a ``` b", "```output", "\t```"]


@pytest.mark.parametrize("prefix", ["", "    ", "> "])
def test_outputs_that_hold_fences_are_written_so_that_they_can_be_read(tmp_path: Path, prefix: str) -> None:
    parts = []
    for output in FENCES:
        code = [
            "```python",
            *[f"print({line!r})" for line in output.split("\n")],
            "```",
            "",
            "```output",
            "old",
            "```",
            "",
        ]
        parts.append("".join(f"{prefix}{line}\n" if line else f"{prefix.rstrip()}\n" for line in code) + "\n- next\n\n")
    path = write(tmp_path, "- a\n\n" + "".join(parts))
    assert update_page(path) == len(FENCES)
    checked = check(tmp_path, path.read_text())
    assert not checked.problems, messages(checked.problems)
    assert [found.output and found.output.source for found in checked.page.blocks] == [f"{text}\n" for text in FENCES]


def test_a_longer_fence_of_an_output_stays(tmp_path: Path) -> None:
    path = write(tmp_path, "```python\nprint(1)\n```\n\n`````output\n2\n`````\n")
    update_page(path)
    assert path.read_text() == "```python\nprint(1)\n```\n\n`````output\n1\n`````\n"


def test_failing_blocks_do_not_keep_others_from_being_mended(tmp_path: Path) -> None:
    path = write(tmp_path, block("print(1)", "2") + block("1 / 0", "2") + block("print(3)", "2") + "2<!--= 4 -->\n")
    assert update_page(path) == 3
    assert path.read_text() == block("print(1)", "1") + block("1 / 0", "2") + block("print(3)", "3") + "4<!--= 4 -->\n"
    assert_only_problem(check(tmp_path, path.read_text()).problems, line_of(path.read_text(), "1 / 0"))


def test_the_rights_of_the_file_stay(tmp_path: Path) -> None:
    path = write(tmp_path, block("print(1)", "2"))
    path.chmod(0o640)
    update_page(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [each.name for each in tmp_path.iterdir()] == ["page.md"]


def test_a_page_behind_a_link_is_mended_where_it_is(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    target = write(tmp_path / "real", block("print(1)", "2"))
    link = tmp_path / "page.md"
    link.symlink_to(target)
    update_page(link)
    assert link.is_symlink()
    assert target.read_text() == block("print(1)", "1")


@pytest.mark.parametrize("name", ["page.md.new", "page.md~", "page.md.tmp", "page.new"])
def test_other_files_beside_the_page_stay(tmp_path: Path, name: str) -> None:
    write(tmp_path, "mine", name)
    update_page(write(tmp_path, block("print(1)", "2")))
    assert (tmp_path / name).read_text() == "mine"
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("method", ["write_bytes", "write_text", "open", "replace", "rename", "chmod"])
def test_a_folder_that_cannot_be_written_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    text = block("print(1)", "2")
    path = write(tmp_path, text)

    def fail(*_: object, **__: object) -> None:
        raise PermissionError("read only")

    page = read_page(path)
    monkeypatch.setattr(updater, "read_page", lambda *_: page)
    monkeypatch.setattr(updater, "run_page", lambda _: outcomes)
    outcomes = run_page(page)
    with monkeypatch.context() as patch:
        patch.setattr(Path, method, fail)
        try:
            changes = update_page(path)
        except PermissionError:
            changes = 0
    assert path.read_text() == (block("print(1)", "1") if changes else text)
    assert [each.name for each in tmp_path.iterdir()] == ["page.md"]


def test_what_the_author_saves_meanwhile_is_not_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, block("print(1)", "2"))
    saved = "A new beginning.\n\n" + block("print(1)", "2") + "A new end.\n"

    def run_while_the_author_saves(page: object) -> object:
        outcomes = run_page(read_page(path))
        path.write_text(saved)
        return outcomes

    monkeypatch.setattr(updater, "run_page", run_while_the_author_saves)
    update_page(path)
    assert path.read_text() in (saved, saved.replace("output\n2", "output\n1"))


WILDCARDS = {
    "of a line that stays": ("a\ntime 1.5 s\nc", "a\ntime ... s\nb", "a\ntime ... s\nc"),
    "of a line that moves": ("a\nnew\ntime 1.5", "a\ntime ...", "a\nnew\ntime ..."),
    "of many lines": ("a\n1\n2\nc\ne", "a\n...\nc\nd", "a\n...\nc\ne"),
}


@pytest.mark.parametrize("name", WILDCARDS)
def test_a_wildcard_stays_where_it_still_stands_for_something(tmp_path: Path, name: str) -> None:
    printed, output, wanted = WILDCARDS[name]
    path = write(tmp_path, block(f"print({printed!r})", output))
    assert update_page(path) == 1
    assert path.read_text() == block(f"print({printed!r})", wanted)
    assert update_page(path) == 0
