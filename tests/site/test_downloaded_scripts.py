"""Each chapter as a script: a plain Python with the wheel of the site prints what the page shows."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from built_site import SITE_URL, BuiltSite
from fresh_python import FreshPython

from page_engine.read.page import read_page
from page_engine.run.runner import run_page
from page_engine.say.scripts import as_script

PROJECT = Path(__file__).parents[2]
CHAPTERS = sorted(PROJECT.glob("docs/series/*.md"))
FIRST, *BETWEEN, LAST = (pytest.param(path, id=path.stem) for path in CHAPTERS)
WEEKLY = [pytest.param(*each.values, id=each.id, marks=pytest.mark.weekly) for each in BETWEEN]
FENCE = re.compile(r"^(?P<indent> *)```(?P<info>.*)\n(?P<text>(?:.*\n)*?)(?P=indent)```$", re.MULTILINE)


def outputs_shown(page: str) -> str:
    """Return all that a page shows as output, found without the engine."""
    outputs = [fence for fence in FENCE.finditer(page) if fence["info"] == "output"]
    return "".join(line.removeprefix(o["indent"]) for o in outputs for line in o["text"].splitlines(keepends=True))


# Every warning that a reader would see is an error; of what packages call by old names, Python tells nobody.
WARNINGS = [
    "error",
    "ignore::DeprecationWarning",
    "error::DeprecationWarning:__main__",
    "ignore:FigureCanvasAgg is non-interactive",
]


def run_script(python: FreshPython, script: str) -> str:
    """Return what a script prints; figures are drawn and not shown."""
    path = python.folder / "script.py"
    path.write_text(script, "utf-8")
    python.environment["MPLBACKEND"] = "agg"
    options = [part for each in WARNINGS for part in ("-W", each)]
    return python.run([sys.executable, *options, str(path)])


def is_shown(printed: str, page: str) -> bool:
    """Return whether a page shows just what was printed; `...` stands for any text."""
    pattern = ".*".join(re.escape(part) for part in outputs_shown(page).split("..."))
    return re.fullmatch(pattern, printed, re.DOTALL) is not None


@pytest.mark.parametrize("path", [FIRST, *WEEKLY, LAST])
def test_the_script_of_a_chapter_prints_what_the_page_shows(
    site: BuiltSite, fresh_python: FreshPython, path: Path
) -> None:
    script = (site.folder / "series" / f"{path.stem}.py").read_text("utf-8")
    assert is_shown(run_script(fresh_python, script), path.read_text("utf-8"))


def test_the_blocks_of_the_readme_print_what_it_shows(fresh_python: FreshPython) -> None:
    path = PROJECT / "README.md"
    script = as_script(read_page(path), "", "https://example.org/README.md")
    assert is_shown(run_script(fresh_python, script), path.read_text("utf-8"))


RAISING = {  # what a page shows of each, as the worker that runs pages writes it
    "an exception of a package": ("import numpy as np\nraise np.linalg.LinAlgError('odd')", "LinAlgError"),
    "a message of two lines": ("raise ValueError('one\\n  two')", "ValueError"),
    "no message": ("raise KeyboardInterrupt", "KeyboardInterrupt"),
    "a string of several lines": ('raise ValueError("""one\n  two\nthree""")', "ValueError"),
    "code from text": ("eval('1 +')", "SyntaxError"),
    "an import for its block": ("from __future__ import annotations\n1 / 0", "ZeroDivisionError"),
}


@pytest.mark.parametrize("name", RAISING)
def test_a_script_says_what_went_wrong_as_the_page_does(fresh_python: FreshPython, tmp_path: Path, name: str) -> None:
    code, exception = RAISING[name]
    path = tmp_path / "page.md"
    path.write_text(f'```python\nerror = 1\n```\n```python raises="{exception}"\n{code}\n```\n```python\nerror\n```\n')
    page = read_page(path)
    shown = run_page(page)[1].failure
    assert shown is not None
    assert run_script(fresh_python, as_script(page, "", "https://example.org/page.md")) == f"{shown.text}\n"


def test_code_that_is_no_python_leaves_the_rest_of_the_script_alone(fresh_python: FreshPython, tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text('```python raises="SyntaxError"\nx = 1 +\n```\n```python\nprint(2)\n```\n')
    printed = run_script(fresh_python, as_script(read_page(path), "", "https://example.org/page.md"))
    assert printed.endswith("SyntaxError: invalid syntax\n2\n")


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_a_script_says_where_it_is_from_and_what_to_install(site: BuiltSite, path: Path) -> None:
    script = (site.folder / "series" / f"{path.stem}.py").read_text("utf-8")
    top = script.split("\n")[1]
    assert f"{SITE_URL}series/{path.stem}/" in top
    assert re.search(r"pip install \"deep-learning-simplified\[plotting\] @ https://\S+\.whl\"", top)


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_nothing_that_only_the_site_understands_is_in_a_script(site: BuiltSite, path: Path) -> None:
    script = (site.folder / "series" / f"{path.stem}.py").read_text("utf-8")
    comments = "\n".join(line for line in script.splitlines() if line.startswith("#"))
    assert not re.search(
        r"<!--|\{\{|\0|^# (!!!|\?\?\?|</?(p|div)\b)|\[\^|\]\((?!https?:)|JavaScript", comments, re.MULTILINE
    )


FAULTS = {
    "a block that needs another page": ("```python\nprint(neuron)\n```\n", "NameError"),
    "a complaint": ("```python\nimport warnings\nwarnings.warn('old')\n```\n", "UserWarning"),
    "an old name of its own": (
        "```python\nimport warnings\nwarnings.warn('old', DeprecationWarning)\n```\n",
        "DeprecationWarning",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_script_that_fails_is_seen(fresh_python: FreshPython, tmp_path: Path, name: str) -> None:
    text, message = FAULTS[name]
    path = tmp_path / "page.md"
    path.write_text(text)
    with pytest.raises(AssertionError, match=message):
        run_script(fresh_python, as_script(read_page(path), "", "https://example.org/page.md"))


def test_an_output_in_the_wrong_place_is_seen() -> None:
    page = "```output\n1\n```\n\n```output\n2 ... 4\n```\n"
    assert is_shown("1\n2 3 4\n", page)
    assert not is_shown("2 3 4\n1\n", page)
