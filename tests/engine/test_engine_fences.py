"""Reading: fences are found wherever they are nested; what cannot be read is a problem at its line."""

import os
from pathlib import Path
from unittest.mock import Mock

import pytest
from engine_pages import assert_said, check_marked, nested, read_marked
from pygments.lexers import get_all_lexers
from small_pages import block

from page_engine.read.page import read_page
from page_engine.say.book import pages_below, read_book

X = "x = 1\n"

# name: (page, line and code of each block)
FOUND = {
    "front matter counts": ("---\ntitle: T\nother: O\n---\n\n```python\nx = 1\n```\n", [(6, X)]),
    "in an admonition": ("!!! note\n\n    ```python\n    if 1:\n        x\n    ```\n", [(3, "if 1:\n    x\n")]),
    "in a quote": ("> text\n>\n> ```python\n> x = 1\n>\n> y = 2\n> ```\n", [(3, "x = 1\n\ny = 2\n")]),
    "in a quote of a quote": ("> > ```python\n> > x = 1\n> > ```\n", [(1, X)]),
    "in a quote without spaces": (">```python\n>x = 1\n>```\n", [(1, X)]),
    "in a quote in a list": ("- a\n\n    > ```python\n    > x = 1\n    > ```\n", [(3, X)]),
    "behind tabs": ("- a\n\n\t```python\n\tif 1:\n\t\tx = 1\n\t```\n", [(3, "if 1:\n\tx = 1\n")]),
    "with options": ('\n```python title="a.py" hl_lines="1"\nx = 1\n```\n', [(2, X)]),
    "with spaces behind": ("```python  \nx = 1\n```  \n", [(1, X)]),
    "with four backticks": ('````python\nx = """\n```\n"""\n````\n', [(1, 'x = """\n```\n"""\n')]),
    "with a fence in a string": ("```python\nx = '''\n    ```text\n'''\n```\n", [(1, "x = '''\n    ```text\n'''\n")]),
    "Windows line endings": ("a\r\n\r\n```python\r\nx = 1\r\n\r\ny = 2\r\n```\r\n", [(3, "x = 1\n\ny = 2\n")]),
    "a byte order mark before it": ("\ufeff```python\nx = 1\n```\n", [(1, X)]),
    "empty": ("```python\n```\n", [(1, "")]),
    "the last line, without newline": ("a\n\n```python\nx = 1\n```", [(3, X)]),
    "two in a row": ("```python\nx = 1\n```\n```python\ny = 2\n```\n", [(1, X), (4, "y = 2\n")]),
    "right below text": ("text\n```python\nx = 1\n```\ntext\n", [(2, X)]),
    "blank lines without indentation": ("- a\n\n    ```python\n    x\n\n\n    y\n    ```\n", [(3, "x\n\n\ny\n")]),
    "blank lines with indentation": ("- a\n\n    ```python\n    x\n    \n  \n    y\n    ```\n", [(3, "x\n\n\ny\n")]),
    "blank lines at both ends": ("```python\n\nx = 1\n\n```\n", [(1, "\nx = 1\n\n")]),
    "every line indented": ("```python\n    x = 1\n    y = 2\n```\n", [(1, "    x = 1\n    y = 2\n")]),
    "spaces at line ends": ('```python\nx = """a  \n"""\n```\n', [(1, 'x = """a  \n"""\n')]),
    "a quote mark in the code": ("```python\n> x\n```\n", [(1, "> x\n")]),
    "a list mark and backticks in the code": ('```python\nx = """\n- ```\n"""\n```\n', [(1, 'x = """\n- ```\n"""\n')]),
    "strange line separators": ("a\u2028b\x0c\x85c\n\n```python\nx = 1\n```\n", [(3, X)]),
    "in a longer fence, only text": ("````text\n```python\n1 / 0\n```\n````\n\n```python\nx = 1\n```\n", [(7, X)]),
    "in a fence of tildes, only text": ("~~~text\n```python\n1 / 0\n```\n~~~\n", []),
    "inside a code span, only text": ("text `` ```python `` text\n", []),
}


@pytest.mark.parametrize("name", FOUND)
def test_a_fence_is_found_with_its_line_and_code(tmp_path: Path, name: str) -> None:
    text, expected = FOUND[name]
    assert [(found.line, found.source) for found in read_marked(tmp_path, text).blocks] == expected


@pytest.mark.parametrize("prefix", ["", "    ", "\t", "> ", "    > "])
@pytest.mark.parametrize("output", ["  right", "  a\n    b", "a\n\n\n  b", "a  ", "   ", "", "\ta", "> a"])
def test_spaces_of_an_output_are_kept(tmp_path: Path, prefix: str, output: str) -> None:
    fences = nested(prefix, ["```python", "x", "```", "", "```output", *output.split("\n"), "```"])
    page = read_marked(tmp_path, f"- item\n\n{fences}")
    assert page.blocks[0].output is not None
    assert page.blocks[0].output.source == f"{output}\n"


FAULTS = {
    "never closed": "a\n\n⟦is never closed⟧```python\nx = 1\n",
    "never closed, without newline": "a\n\n⟦is never closed⟧```python",
    "text never closed": "a\n\n⟦is never closed⟧```text\nx\n",
    "tildes never closed": "a\n\n⟦is never closed⟧~~~text\nx\n",
    "never closed in a list": "- a\n\n⟦is never closed⟧    ```python\n    x = 1\n\ntext\n",
    "closed by fewer backticks": "a\n\n⟦is never closed⟧````python\nx = 1\n```\n",
    "closed by tildes": "a\n\n⟦is never closed⟧```python\nx = 1\n~~~\n",
    "closed by more backticks": "a\n\n```python\nx = 1\n⟦like its opening⟧`````\n",
    "closed with less indentation": "- a\n\n⟦is never closed⟧    ```python\n    x = 1\n```\n",
    "closed with more indentation": "a\n\n⟦is never closed⟧```python\nx = 1\n  ```\n",
    "a quote closed outside": "⟦is never closed⟧> ```python\n> x = 1\n```\n",
    "code with less indentation": "- a\n\n    ```python\n    x = 1\n⟦must start with⟧  y = 2\n    ```\n",
    "code outside its quote": "> ```python\n> x = 1\n⟦must start with⟧y = 2\n> ```\n",
    "a quote mark with less indentation": "- a\n\n    ```python\n    x = 1\n⟦must start with⟧  >\n    ```\n",
    "spaces where the fence has a tab": "- a\n\n\t```python\n⟦must start with⟧    x = 1\n\t```\n",
    "output with less indentation": "- a\n\n    ```python\n    b\n    ```\n\n    ```output\n⟦must start⟧  b\n    ```\n",
    "behind a bullet": "⟦behind a bullet⟧- ```python\n  x = 1\n  ```\n",
    "behind a number": "⟦behind a bullet⟧1. ```python\n   x = 1\n   ```\n",
    "behind two bullets": "⟦behind a bullet⟧- - ```python\n    x = 1\n    ```\n",
    "behind a bullet in a quote": "⟦behind a bullet⟧> - ```python\n>   x = 1\n>   ```\n",
    "behind a quote mark in a list": "⟦behind a bullet⟧- > ```python\n  > x = 1\n  > ```\n",
    "a backtick in the opening line": 'a\n\n⟦must not contain a backtick⟧```python title="`a`"\nx = 1\n```\n',
    "py in a list": "- a\n\n⟦⟧    ```py\n    x = 1\n    ```\n",
    "text left open above Python": "⟦be longer than the fence⟧```text\nx\n\n```python\n1 / 0\n```\n\ntext\n",
    "in a comment": "<!--\n\n⟦where no reader sees it⟧```python\nsecret = 1\n```\n\n-->\n",
    "in a comment right above": "<!-- a\n⟦where no reader sees it⟧```python\nsecret = 1\n```\n-->\n",
    "in the front matter": "---\ntitle: |\n⟦no reader sees⟧  ```python\n  secret = 1\n  ```\n---\n\ntext\n",
    "each at its line": '⟦⟧```python ignore="1"\nx\n```\n\n⟦⟧```python skip\nx\n```\n\n⟦⟧```py\nx\n```\n',
    "an output without any block": "text\n\n⟦right below⟧```output\n1\n```\n",
    "an output behind prose": "```python\nx\n```\n\ntext\n\n⟦right below⟧```output\n1\n```\n",
    "an output behind a number": "```python\nx\n```\n\n1<!--= x -->\n\n⟦right below⟧```output\n1\n```\n",
    "an output behind a comment": "```python\nx\n```\n<!-- c -->\n⟦right below⟧```output\n1\n```\n",
    "an output behind another fence": "```python\nx\n```\n\n```text\nx\n```\n\n⟦right below⟧```output\n1\n```\n",
    "an output nested otherwise": "- a\n\n    ```python\n    x\n    ```\n\n⟦nested alike⟧```output\n1\n```\n",
    "an output in a quote below": "```python\nx\n```\n\n⟦nested alike⟧> ```output\n> 1\n> ```\n",
    "an output in another item": "- a\n\n    ```python\n    x\n    ```\n\n- b\n\n⟦⟧    ```output\n    1\n    ```\n",
    "an output below a skipped block": '```python skip="r"\nx\n```\n\n⟦a skipped block⟧```output\n1\n```\n',
    "an output of only dots": "```python\nx\n```\n\n⟦only ...⟧```output\n...\n```\n",
    "an output of only dots and spaces": "```python\nx\n```\n\n⟦only ...⟧```output\n\n  ...  \n\n```\n",
    "an output of only dots, twice": "```python\nx\n```\n\n⟦only ...⟧```output\n...\n...\n```\n",
    "an output of only dots, in one line": "```python\nx\n```\n\n⟦only ...⟧```output\n......\n```\n",
    "a second output": "```python\nx\n```\n\n```output\n1\n```\n\n⟦right below⟧```output\n2\n```\n",
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fence_that_cannot_be_read_is_a_problem_at_its_line(tmp_path: Path, name: str) -> None:
    read_marked(tmp_path, FAULTS[name])


def test_a_block_left_open_before_another_is_a_syntax_error_there(tmp_path: Path) -> None:
    check_marked(tmp_path, "```python\nx = 1\n\n⟦SyntaxError⟧```python title='2'\ny = 2\n```\n")


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
    *(f"```{info}\nx = 1\n```\n" for info in [*NAMES.split(), *PHRASES.replace("\n", "|").split("|")]),
    *(f"~~~{info}\nx = 1\n~~~\n" for info in OTHERS),
    *(f"```{info}\n{code}```\n" for info in ("text", "console", "sh", "{ .text }") for code in SESSIONS),
    *(f"```{info}\n1\n```\n" for info in OUTPUTS.split("|")),
]


@pytest.mark.parametrize("fence", REFUSED)
def test_a_fence_that_is_almost_of_the_vocabulary_is_refused(tmp_path: Path, fence: str) -> None:
    page = read_marked(tmp_path, f"{block('x')}⟦⟧{fence}")
    assert [found.line for found in page.blocks] == [1]


def test_every_name_that_the_highlighter_takes_for_python_is_refused(tmp_path: Path) -> None:
    names = [alias for name, aliases, *_ in get_all_lexers() if "Python" in name for alias in aliases]
    assert {"py", "python3", "pycon", "sage"} <= set(names)
    names.remove("python")
    read_marked(tmp_path, "".join(f"⟦⟧```{name}\nx = 1\n```\n" for name in names))


LEFT_ALONE = [
    "```text\nx = 1\n```",
    "```sh\npython main.py\n```",
    '```text title="main.py"\nx\n```',
    "~~~text\nx\n~~~",
    "```toml\n[tool.python]\n```",
    "```{ .sh }\nls\n```",
    "```text\na >>> b\n```",
    "````markdown\n```py\nx\n```\n````",
    "````markdown\n>>> x\n````",
]


@pytest.mark.parametrize("fence", LEFT_ALONE)
def test_other_languages_are_left_alone(tmp_path: Path, fence: str) -> None:
    assert not read_marked(tmp_path, f"text\n\n{fence}\n").blocks


@pytest.mark.parametrize("between", ["", "\n", "\n\n\n", "  \n", "\t\n"])
def test_only_empty_lines_may_stand_between_a_block_and_its_output(tmp_path: Path, between: str) -> None:
    assert read_marked(tmp_path, f"```python\nx\n```\n{between}```output\n1\n```\n").blocks[0].output is not None


ALLOWED = {
    'title="a.py"': {"title": "a.py"},
    "title='a.py'": {"title": "a.py"},
    'fold="How this is drawn" alt="a"': {"fold": "How this is drawn", "alt": "a"},
    'title="a.py"  hl_lines="1 2-3"': {"title": "a.py", "hl_lines": "1 2-3"},
    '  hl_lines="1"\ttitle="x"  ': {"hl_lines": "1", "title": "x"},
    'raises="E" title=\'t\' hl_lines="2"': {"raises": "E", "title": "t", "hl_lines": "2"},
    'alt="a" raises="ValueError"': {"alt": "a", "raises": "ValueError"},
    'alt="x < 1, y > 2 & it\'s 3 = 2 + 1; a, b"': {"alt": "x < 1, y > 2 & it's 3 = 2 + 1; a, b"},
    "alt='the \"best\" one'": {"alt": 'the "best" one'},
    'alt="title= skip= raises="': {"alt": "title= skip= raises="},
    'alt="{.python} py pycon"': {"alt": "{.python} py pycon"},
    'alt="  spaces around  "': {"alt": "spaces around"},
    'alt="σ(z) − ½ × 😀"': {"alt": "σ(z) − ½ × 😀"},
    'skip="no card" title="t"': {"skip": "no card", "title": "t"},
    'skip="it\'s >1 & <2 h, a=b"': {"skip": "it's >1 & <2 h, a=b"},
}


@pytest.mark.parametrize("options", ALLOWED)
def test_options_are_read_as_they_are_written(tmp_path: Path, options: str) -> None:
    page = read_marked(tmp_path, f"```python {options}\nx = 1\n```\n")
    assert page.blocks[0].options == ALLOWED[options]


OPTIONS = """ignore="yes" ¦ Alt="a" ¦ ALT="a" ¦ alt ="a" ¦ alt= "a" ¦ alt=a ¦ alt ¦ alt="a ¦ alt='a" ¦ alt="" ¦ alt=''
alt="  " ¦ title="" ¦ skip="" ¦ skip='' ¦ skip="  " ¦ skip ¦ raises="" ¦ raises ¦ alt="a" alt="b" ¦ alt="a" alt="a"
skip="a" title='t' skip='b' ¦ alt="a"title="b" ¦ alt="a" "b" ¦ alt="a"; ¦ alt="it"s" ¦ alt="a", title="b"
title="t" {.x} ¦ {title="t"} ¦ linenums ¦ linenums="1" ¦ hl_lines=1 ¦ hl_lines="" ¦ hl_lines="all" ¦ hl_lines="1,2"
hl_lines="1-" ¦ hl-lines="1" ¦ raises="ValueError" skip="r" ¦ skip="r" raises="ValueError" ¦ alt="a" skip="r"
raises="ValueError TypeError" ¦ raises="(ValueError, TypeError)" ¦ raises="ValueError: x"
raises="numpy.linalg.LinAlgError" ¦ exec ¦ console"""


@pytest.mark.parametrize("options", OPTIONS.replace("\n", " ¦ ").split(" ¦ "))
def test_options_that_are_not_of_the_vocabulary_are_refused(tmp_path: Path, options: str) -> None:
    read_marked(tmp_path, f"text\n\n⟦⟧```python {options}\nx = 1\n```\n")


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


# name: (bytes, line of the problem)
ENCODED = {
    "Latin 1": ("# Café\n\ntext é\n".encode("latin-1"), 1),
    "Latin 1 in code": (b"a\n\n```python\nx = '\xe9'\n```\n", 4),
    "UTF-16, little end first": ("# Page\n".encode("utf-16"), 1),
    "UTF-16, big end first": (b"\xfe\xff" + "# Page\n".encode("utf-16-be"), 1),
    "UTF-32": ("# Page\n".encode("utf-32"), 1),
    "half of a letter": ("# Page\n\né".encode()[:-1], 3),
    "a lone surrogate": (b"# Page\n\n\xed\xa0\x80\n", 3),
    "a letter written too long": (b"# Page\n\xc0\xaf\n", 2),
    "a NUL character": (b"# Page\n\n\n\0 1 \0\n", 4),
    "a NUL character in code": (b"# Page\n\n```python\nx = 1\n\0\n```\n", 5),
}


@pytest.mark.parametrize("name", ENCODED)
def test_bytes_that_are_no_text_are_a_problem_at_their_line(tmp_path: Path, name: str) -> None:
    data, line = ENCODED[name]
    (tmp_path / "page.md").write_bytes(data)
    assert read_page(tmp_path / "page.md").problems[0].line == line


def test_any_line_ends_are_read_alike_and_may_be_mixed(tmp_path: Path) -> None:
    text = "# Page\n\n```python\nx = 1\nprint(x)\n```\n\n```output\n1\n```\n⟦⟧[a](gone.md)\n"
    for each in (text, text.replace("\n", "\r\n", 6), text.replace("\n", "\r\n"), text.replace("\n", "\r")):
        (tmp_path / "page.md").write_bytes(each.replace("⟦⟧", "").encode())
        assert_said(read_page(tmp_path / "page.md").problems, text)
