"""Fences and options that are not of the vocabulary are refused at their line; those that are, are understood."""

from __future__ import annotations

from pathlib import Path

import pytest
from engine_pages import assert_only_problem, line_of, lines, messages, read
from pygments.lexers import get_all_lexers

NAMES = """py pycon Python PYTHON pYthon python2 python3 python3.12 ipython ipython3 ipy Py PY pyi pytb py3tb
    python-repl python:main.py python,linenums python{1} python{.x} python; python= #python .python .py language-python
    {.python} {.py} {.pycon} {.python3} {.Python} {python} {.language-python}"""

REFUSED = [
    *NAMES.split(),
    " python",
    "  python",
    "\tpython",
    "\u00a0python",
    "python\u00a0title='x'",
    '{ .python title="x" }',
    "{ .python .annotate }",
    "{ .text .python }",
    "{ .annotate .python }",
    "{python, echo=False}",
    " py",
    "text python",
    "exec python",
    "jupyter python",
]


@pytest.mark.parametrize("info", REFUSED)
def test_python_that_is_not_written_as_such_is_refused(tmp_path: Path, info: str) -> None:
    page = read(tmp_path, f"text\n\n```{info}\nx = 1\n```\n")
    assert_only_problem(page.problems, 3)
    assert not page.blocks


@pytest.mark.parametrize("prefix", ["    ", "> ", "\t", "    > "])
@pytest.mark.parametrize("info", ["py", " python", "{.python}", ""])
def test_it_is_refused_wherever_it_is_nested(tmp_path: Path, prefix: str, info: str) -> None:
    page = read(tmp_path, f"- a\n\n{prefix}```{info}\n{prefix}x = 1\n{prefix}```\n")
    assert_only_problem(page.problems, 3)


@pytest.mark.parametrize("info", ["python", "py", " python", "{.python}", "pycon", "output", "", " "])
def test_tildes_do_not_make_it_right(tmp_path: Path, info: str) -> None:
    page = read(tmp_path, f"text\n\n~~~{info}\nx = 1\n~~~\n")
    assert_only_problem(page.problems, 3)
    assert not page.blocks


def test_every_name_that_the_highlighter_takes_for_python_is_refused(tmp_path: Path) -> None:
    names = [alias for name, aliases, *_ in get_all_lexers() if "Python" in name for alias in aliases]
    assert {"py", "python3", "pycon", "sage"} <= set(names)
    names.remove("python")
    page = read(tmp_path, "".join(f"```{name}\nx = 1\n```\n" for name in names))
    assert lines(page.problems) == [1 + 3 * index for index in range(len(names))], names


@pytest.mark.parametrize("info", ["", " ", "{}", "{ }", "{.}"])
def test_a_fence_without_a_language_is_refused(tmp_path: Path, info: str) -> None:
    assert_only_problem(read(tmp_path, f"text\n\n```{info}\nx = 1\n```\n").problems, 3)


@pytest.mark.parametrize("info", ["text", "console", "sh", "{ .text }"])
@pytest.mark.parametrize("code", [">>> x = 1\n", "a\n>>> x = 1\n", "    >>> x = 1\n", "$ python\n>>> x\n"])
def test_a_session_in_a_fence_of_another_language_is_refused(tmp_path: Path, info: str, code: str) -> None:
    assert_only_problem(read(tmp_path, f"text\n\n```{info}\n{code}```\n").problems, 3)


@pytest.mark.parametrize(
    "fence",
    [
        "```text\nx = 1\n```",
        "```sh\npython main.py\n```",
        '```text title="main.py"\nx\n```',
        "~~~text\nx\n~~~",
        "```toml\n[tool.python]\n```",
        "```{ .sh }\nls\n```",
        "```text\na >>> b\n```",
        "````markdown\n```py\nx\n```\n````",
        "````markdown\n>>> x\n````",
    ],
)
def test_other_languages_are_left_alone(tmp_path: Path, fence: str) -> None:
    page = read(tmp_path, f"text\n\n{fence}\n")
    assert not page.problems, messages(page.problems)
    assert not page.blocks


@pytest.mark.parametrize(
    "info", ["Output", "OUTPUT", "output x", 'output title="x"', "output {.x}", " output", "output:"]
)
def test_an_output_block_that_is_not_written_as_such_is_refused(tmp_path: Path, info: str) -> None:
    text = f"```python\nprint(1)\n```\n\n```{info}\n1\n```\n"
    assert_only_problem(read(tmp_path, text).problems, 5)


OUTPUTS_OUT_OF_PLACE = {
    "without any block": "text\n\n```output\n1\n```\n",
    "behind prose": "```python\nx\n```\n\ntext\n\n```output\n1\n```\n",
    "behind a heading": "```python\nx\n```\n# H\n```output\n1\n```\n",
    "behind a number": "```python\nx\n```\n\n1<!--= x -->\n\n```output\n1\n```\n",
    "behind a comment": "```python\nx\n```\n<!-- c -->\n```output\n1\n```\n",
    "behind another fence": "```python\nx\n```\n\n```text\nx\n```\n\n```output\n1\n```\n",
    "nested otherwise": "- a\n\n    ```python\n    x\n    ```\n\n```output\n1\n```\n",
    "in a quote below": "```python\nx\n```\n\n> ```output\n> 1\n> ```\n",
    "nested alike, in another item": "- a\n\n    ```python\n    x\n    ```\n\n- b\n\n    ```output\n    1\n    ```\n",
    "in another tab": '=== "A"\n\n    ```python\n    x\n    ```\n\n=== "B"\n\n    ```output\n    1\n    ```\n',
    "below a skipped block": '```python skip="r"\nx\n```\n\n```output\n1\n```\n',
    "of only dots": "```python\nx\n```\n\n```output\n...\n```\n",
    "of only dots and spaces": "```python\nx\n```\n\n```output\n\n  ...  \n\n```\n",
    "of only dots, twice": "```python\nx\n```\n\n```output\n...\n...\n```\n",
    "of only dots, in one line": "```python\nx\n```\n\n```output\n......\n```\n",
}


@pytest.mark.parametrize("name", OUTPUTS_OUT_OF_PLACE)
def test_an_output_block_out_of_place_is_refused(tmp_path: Path, name: str) -> None:
    text = OUTPUTS_OUT_OF_PLACE[name]
    assert_only_problem(read(tmp_path, text).problems, line_of(text, "```output"))


def test_a_second_output_block_is_refused(tmp_path: Path) -> None:
    page = read(tmp_path, "```python\nx\n```\n\n```output\n1\n```\n\n```output\n2\n```\n")
    assert_only_problem(page.problems, 9)
    assert page.blocks[0].output is not None
    assert page.blocks[0].output.source == "1\n"


@pytest.mark.parametrize("between", ["", "\n", "\n\n\n", "  \n", "\t\n"])
def test_only_empty_lines_may_stand_between_a_block_and_its_output(tmp_path: Path, between: str) -> None:
    page = read(tmp_path, f"```python\nx\n```\n{between}```output\n1\n```\n")
    assert not page.problems, messages(page.problems)
    assert page.blocks[0].output is not None
