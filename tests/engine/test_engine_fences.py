"""Reading: what cannot be read is a problem at its line; pages/fences.md and others beside it have most of that."""

import os
from pathlib import Path
from unittest.mock import Mock

import pytest
from engine_pages import assert_said, check_marked, read_marked
from pygments.lexers import get_all_lexers
from small_pages import block

from page_engine.read.page import read_page
from page_engine.say.book import pages_below, read_book

UNCLOSED = [
    "a\n\n⟦⟧```python\nx = 1\n",
    "a\n\n⟦⟧```python",
    "a\n\n⟦⟧```text\nx\n",
    "a\n\n⟦⟧~~~text\nx\n",
    "- a\n\n⟦⟧    ```python\n    x = 1\n\ntext\n",
    "a\n\n⟦⟧````python\nx = 1\n```\n",
    "a\n\n⟦⟧```python\nx = 1\n~~~\n",
    "- a\n\n⟦⟧    ```python\n    x = 1\n```\n",
    "a\n\n⟦⟧```python\nx = 1\n  ```\n",
    "⟦⟧> ```python\n> x = 1\n```\n",
]


@pytest.mark.parametrize("text", UNCLOSED)
def test_a_fence_that_is_never_closed_is_a_problem_at_its_line(tmp_path: Path, text: str) -> None:
    read_marked(tmp_path, text.replace("⟦⟧", "⟦is never closed⟧"))


# Python that is not written as such: what stands behind the backticks.
NAMES = """py pycon Python PYTHON pYthon python2 python3 python3.12 ipython ipython3 ipy Py PY pyi pytb py3tb
    python-repl python:main.py python,linenums python{1} python{.x} python; python= #python .python .py language-python
    {.python} {.py} {.pycon} {.python3} {.Python} {python} {.language-python}"""
PHRASES = """ python|  python|	python|\u00a0python|python\u00a0title='x'|{ .python title="x" }|{ .python .annotate }
{ .text .python }|{ .annotate .python }|{python, echo=False}| py|text python|exec python|jupyter python|| |{}|{ }|{.}"""
OUTPUTS = """Output|OUTPUT|output x|output title="x"|output {.x}| output|output:"""
SESSIONS = [">>> x = 1\n", "a\n>>> x = 1\n", "    >>> x = 1\n", "$ python\n>>> x\n"]
OTHERS = ["python", "py", " python", "{.python}", "pycon", "output", "", " "]
REFUSED = [
    *(f"```{info}\n1 / 0\n```\n" for info in [*NAMES.split(), *PHRASES.replace("\n", "|").split("|")]),
    *(f"~~~{info}\n1 / 0\n~~~\n" for info in OTHERS),
    *(f"```{info}\n{code}```\n" for info in ("text", "console", "sh", "{ .text }") for code in SESSIONS),
    *(f"```{info}\n1\n```\n" for info in OUTPUTS.split("|")),
]


def test_a_fence_that_is_almost_of_the_vocabulary_is_refused_and_does_not_run(tmp_path: Path) -> None:
    above = f"⟦output block⟧{block('print(1)')}"  # to which none of them is one
    check_marked(tmp_path, "".join(f"{above}⟦⟧{fence}\n" for fence in REFUSED))


def test_every_name_that_the_highlighter_takes_for_python_is_refused(tmp_path: Path) -> None:
    names = [alias for name, aliases, *_ in get_all_lexers() if "Python" in name for alias in aliases]
    assert {"py", "python3", "pycon", "sage"} <= set(names)
    names.remove("python")
    read_marked(tmp_path, "".join(f"⟦⟧```{name}\nx = 1\n```\n" for name in names))


OPTIONS = """ignore="yes" ¦ Alt="a" ¦ ALT="a" ¦ alt ="a" ¦ alt= "a" ¦ alt=a ¦ alt ¦ alt="a ¦ alt='a" ¦ alt="" ¦ alt=''
alt="  " ¦ title="" ¦ skip="" ¦ skip='' ¦ skip="  " ¦ skip ¦ raises="" ¦ raises ¦ alt="a" alt="b" ¦ alt="a" alt="a"
skip="a" title='t' skip='b' ¦ alt="a"title="b" ¦ alt="a" "b" ¦ alt="a"; ¦ alt="it"s" ¦ alt="a", title="b"
title="t" {.x} ¦ {title="t"} ¦ linenums ¦ linenums="1" ¦ hl_lines=1 ¦ hl_lines="" ¦ hl_lines="all" ¦ hl_lines="1,2"
hl_lines="1-" ¦ hl-lines="1" ¦ raises="ValueError" skip="r" ¦ skip="r" raises="ValueError" ¦ alt="a" skip="r"
raises="ValueError TypeError" ¦ raises="(ValueError, TypeError)" ¦ raises="ValueError: x"
raises="numpy.linalg.LinAlgError" ¦ exec ¦ console"""


def test_options_that_are_not_of_the_vocabulary_are_refused(tmp_path: Path) -> None:
    written = OPTIONS.replace("\n", " ¦ ").split(" ¦ ")
    read_marked(tmp_path, "".join(f"⟦⟧```python {options}\nx = 1\n```\n\n" for options in written))


def test_options_are_read_as_they_are_written(tmp_path: Path) -> None:
    allowed = {
        'fold="How this is drawn" alt="a"': {"fold": "How this is drawn", "alt": "a"},
        'title="a.py"  hl_lines="1 2-3"': {"title": "a.py", "hl_lines": "1 2-3"},
        '  hl_lines="1"\ttitle="x"  ': {"hl_lines": "1", "title": "x"},
        'raises="E" title=\'t\' hl_lines="2"': {"raises": "E", "title": "t", "hl_lines": "2"},
        'alt="  spaces around  "': {"alt": "spaces around"},
        'skip="no card" title="t"': {"skip": "no card", "title": "t"},
    }
    page = read_marked(tmp_path, "".join(f"```python {options}\nx = 1\n```\n" for options in allowed))
    assert [block.options for block in page.blocks] == list(allowed.values())


HEALTHY = "# A page\n\n" + block("print(1)", "1")


def test_what_is_no_file_is_a_problem_of_its_own_and_a_folder_with_a_pages_name_is_none(tmp_path: Path) -> None:
    for name in ("page.md", "folder.md/page.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(HEALTHY)
    (tmp_path / "dangling.md").symlink_to(tmp_path / "nowhere.md")
    (tmp_path / "circle.md").symlink_to(tmp_path / "circle.md")
    os.mkfifo(tmp_path / "pipe.md")  # to open it would wait for somebody who writes
    book = read_book(pages_below([tmp_path]))
    assert [Path(problem.path).name for problem in book.problems] == ["circle.md", "dangling.md", "pipe.md"]
    assert {(problem.line, problem.message[:19]) for problem in book.problems} == {(1, "a page must be a fi")}
    assert book.counts()["block run"] == 2


def test_a_page_that_must_not_be_read_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "page.md").write_text(HEALTHY)
    monkeypatch.setattr(Path, "read_text", Mock(side_effect=PermissionError(13, "Permission denied")))
    page = read_page(tmp_path / "page.md")
    assert_said(page.problems, "⟦Permission denied⟧")
    assert page.problems[0].path.endswith("page.md")


def test_bytes_that_are_no_text_are_a_problem_at_their_line(tmp_path: Path) -> None:
    encoded = [
        ("# Café\n\ntext é\n".encode("latin-1"), 1),
        (b"a\n\n```python\nx = '\xe9'\n```\n", 4),
        ("# Page\n".encode("utf-16"), 1),
        ("# Page\n\né".encode()[:-1], 3),
        (b"# Page\n\n\n\0 1 \0\n", 4),
        (b"# Page\n\n```python\nx = 1\n\0\n```\n", 5),
    ]
    for data, line in encoded:
        (tmp_path / "page.md").write_bytes(data)
        assert read_page(tmp_path / "page.md").problems[0].line == line, data


def test_any_line_ends_are_read_alike_may_be_mixed_and_the_last_one_may_be_missing(tmp_path: Path) -> None:
    text = "# Page\n\n⟦⟧[a](gone.md)\n\n```python\nx = 1\nprint(x)\n```\n\n```output\n1\n```\n"
    mixed = (text, text[:-1], text.replace("\n", "\r\n", 6), text.replace("\n", "\r\n"), text.replace("\n", "\r"))
    for each in mixed:
        (tmp_path / "page.md").write_bytes(each.replace("⟦⟧", "").encode())
        page = read_page(tmp_path / "page.md")
        assert_said(page.problems, text)
        assert [block.output and block.output.source for block in page.blocks] == ["1\n"]
