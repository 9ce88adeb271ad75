"""Each chapter as a script and as a notebook: run anew, with the wheel of the site, they do what the page shows."""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import pytest
from built_site import PROJECT, SITE_URL, BuiltSite

from page_engine.read.page import parse_page
from page_engine.run.runner import run_page
from page_engine.say.scripts import as_script

Notebook = dict[str, Any]

PROBE = "import neuronlib; print(neuronlib.__file__, neuronlib.load_digits()[0].shape)"
CHAPTERS = {path.stem: path for path in sorted(PROJECT.glob("docs/series/*.md"))}
ADDRESS = "https://example.org/page.md"
# Run anew each time: plain prints and figures, an exception, and the last one. All of them weekly, since it takes long.
NOTEBOOKS = {"01-how-does-a-neuron-work", "02-one-neuron-many-examples"}
SCRIPTS = {min(CHAPTERS), max(CHAPTERS)}
FENCE = re.compile(r"^(?P<indent> *)```(?P<info>.*)\n(?P<text>(?:.*\n)*?)(?P=indent)```$", re.MULTILINE)
UNKNOWN = r"<!--|\{\{|\0|^(?:# )?(!!!|\?\?\?|</?(p|div)\b)|\[\^|\]\((?!https?:)|JavaScript"  # to plain Markdown


@dataclass(frozen=True)
class FreshPython:
    """A folder to work in, and the environment in which Python finds the wheel's library first."""

    folder: Path
    environment: dict[str, str]

    def run(self, command: list[str], **variables: str) -> str:
        """Return what a command prints, which must not fail or complain."""
        process = subprocess.run(
            command, cwd=self.folder, env=self.environment | variables, capture_output=True, text=True, check=False
        )
        assert process.returncode == 0, process.stderr
        return process.stdout


@pytest.fixture(scope="module")
def fresh_python(site: BuiltSite, tmp_path_factory: pytest.TempPathFactory) -> FreshPython:
    """Return a Python into which the wheel of the site has been installed."""
    folder = tmp_path_factory.mktemp("fresh")
    (wheel,) = (site.folder / "downloads").glob("*.whl")
    library = folder / "library"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(library)]
    subprocess.run([*pip, str(wheel)], check=True)
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "MPL"))}
    python = FreshPython(folder, {**variables, "PYTHONPATH": str(library)})
    assert python.run([sys.executable, "-c", PROBE]) == f"{library / 'neuronlib' / '__init__.py'} (1797, 64)\n"
    return python


def to_run(always: set[str]) -> list[Any]:
    """Return the names of the chapters, of which some are run weekly only."""
    assert always <= CHAPTERS.keys()
    return [pytest.param(name, marks=[] if name in always else [pytest.mark.weekly]) for name in CHAPTERS]


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
    options = [part for each in WARNINGS for part in ("-W", each)]
    return python.run([sys.executable, *options, str(path)], MPLBACKEND="agg")


def is_shown(printed: str, page: str) -> bool:
    """Return whether a page shows just what was printed; `...` stands for any text."""
    pattern = ".*".join(re.escape(part) for part in outputs_shown(page).split("..."))
    return re.fullmatch(pattern, printed, re.DOTALL) is not None


def script_of(site: BuiltSite, name: str) -> str:
    return (site.folder / "series" / f"{name}.py").read_text("utf-8")


def script(page: str) -> str:
    return as_script(parse_page(page, Path("page.md")), "", ADDRESS)


@pytest.mark.parametrize("name", to_run(SCRIPTS))
def test_the_script_of_a_chapter_prints_what_the_page_shows(
    site: BuiltSite, fresh_python: FreshPython, name: str
) -> None:
    assert is_shown(run_script(fresh_python, script_of(site, name)), CHAPTERS[name].read_text("utf-8"))


def test_the_blocks_of_the_readme_print_what_it_shows(fresh_python: FreshPython) -> None:
    text = (PROJECT / "README.md").read_text("utf-8")
    assert is_shown(run_script(fresh_python, script(text)), text)


RAISING = {  # what a page shows of each, as the worker that runs pages writes it
    "an exception of a package": ("import numpy as np\nraise np.linalg.LinAlgError('odd')", "LinAlgError"),
    "a message of two lines": ("raise ValueError('one\\n  two')", "ValueError"),
    "no message": ("raise KeyboardInterrupt", "KeyboardInterrupt"),
    "a string of several lines": ('raise ValueError("""one\n  two\nthree""")', "ValueError"),
    "code from text": ("eval('1 +')", "SyntaxError"),
    "an import for its block": ("from __future__ import annotations\n1 / 0", "ZeroDivisionError"),
}


@pytest.mark.parametrize("name", RAISING)
def test_a_script_says_what_went_wrong_as_the_page_does(fresh_python: FreshPython, name: str) -> None:
    code, exception = RAISING[name]
    text = f'```python\nerror = 1\n```\n```python raises="{exception}"\n{code}\n```\n```python\nerror\n```\n'
    shown = run_page(parse_page(text, Path("page.md")))[1].failure
    assert shown is not None
    assert run_script(fresh_python, script(text)) == f"{shown.text}\n"


def test_code_that_is_no_python_leaves_the_rest_of_the_script_alone(fresh_python: FreshPython) -> None:
    text = '```python raises="SyntaxError"\nx = 1 +\n```\n```python\nprint(2)\n```\n'
    assert run_script(fresh_python, script(text)).endswith("SyntaxError: invalid syntax\n2\n")


# Code of a page whose script fails, and with what
FAULTS = {
    "print(neuron)": "NameError",
    "import warnings\nwarnings.warn('old')": "UserWarning",
    "import warnings\nwarnings.warn('old', DeprecationWarning)": "DeprecationWarning",
}


@pytest.mark.parametrize("code", FAULTS)
def test_a_script_that_fails_is_seen(fresh_python: FreshPython, code: str) -> None:
    with pytest.raises(AssertionError, match=FAULTS[code]):
        run_script(fresh_python, script(f"```python\n{code}\n```\n"))


def test_an_output_in_the_wrong_place_is_seen() -> None:
    page = "```output\n1\n```\n\n```output\n2 ... 4\n```\n"
    assert is_shown("1\n2 3 4\n", page)
    assert not is_shown("2 3 4\n1\n", page)


def notebook_of(site: BuiltSite, name: str) -> Notebook:
    loaded: Notebook = json.loads((site.folder / "series" / f"{name}.ipynb").read_text("utf-8"))
    return loaded


def run_notebook(python: FreshPython, notebook: Notebook) -> Notebook:
    """Return a notebook as a reader's Jupyter would leave it."""
    before, after = python.folder / "before.ipynb", python.folder / "after.ipynb"
    before.write_text(json.dumps(notebook), "utf-8")
    python.run([str(Path(sys.executable).with_name("jupyter-execute")), f"--output={after}", str(before)])
    loaded: Notebook = json.loads(after.read_text("utf-8"))
    return loaded


def results(notebook: Notebook) -> list[dict[str, object]]:
    """Return what each code cell has answered: its count, its text by stream, its figures, its exception."""
    return [
        {
            "count": cell["execution_count"],
            "stdout": text_of(cell, "stdout"),
            "stderr": text_of(cell, "stderr"),
            "figures": sum(output["output_type"] == "display_data" for output in cell["outputs"]),
            "values": [output["data"] for output in cell["outputs"] if output["output_type"] == "execute_result"],
            "errors": [(o["ename"], o["evalue"].strip()) for o in cell["outputs"] if o["output_type"] == "error"],
        }
        for cell in notebook["cells"]
        if cell["cell_type"] == "code"
    ]


def text_of(cell: dict[str, Any], stream: str) -> str:
    return "".join("".join(output["text"]) for output in cell["outputs"] if output.get("name") == stream)


@pytest.mark.parametrize("name", to_run(NOTEBOOKS))
def test_a_notebook_run_anew_has_the_outputs_that_it_came_with(
    site: BuiltSite, fresh_python: FreshPython, name: str
) -> None:
    notebook = notebook_of(site, name)
    assert results(run_notebook(fresh_python, notebook)) == results(notebook)


def test_a_notebook_that_prints_something_else_is_seen(site: BuiltSite, fresh_python: FreshPython) -> None:
    notebook = notebook_of(site, min(CHAPTERS))
    notebook["cells"] = [next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")]
    before = results(notebook)
    notebook["cells"][0]["source"] += "\nprint('more')"
    [after] = results(run_notebook(fresh_python, notebook))
    assert after == before[0] | {"stdout": f"{before[0]['stdout']}more\n"}


@pytest.mark.parametrize("name", CHAPTERS)
def test_what_is_taken_away_shows_what_the_page_shows_and_says_where_it_is_from(site: BuiltSite, name: str) -> None:
    notebook, html = notebook_of(site, name), site.pages()[f"series/{name}/index.html"]
    nbformat.validate(notebook)
    answers = results(notebook)
    assert len(answers) == html.count('<div class="language-python') - html.count('class="not-run"')
    n_outputs = html.count('class="language-text output')
    assert sum(bool(answer["stdout"] or answer["errors"]) for answer in answers) == n_outputs
    assert sum(int(str(answer["figures"])) for answer in answers) == html.count('class="figure"') > 0
    outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", ())]
    for output in outputs:
        if output["output_type"] == "display_data":
            alt = output["metadata"]["image/svg+xml"]["alt"]
            assert output["data"]["text/plain"] == alt
            assert len(alt) > 40
    for cell in notebook["cells"]:
        assert cell["cell_type"] == "code" or not re.search(UNKNOWN, cell["source"], re.MULTILINE), cell["source"]
    lines = script_of(site, name).splitlines()
    assert f"{SITE_URL}series/{name}/" in lines[1]
    assert re.search(r"pip install \"deep-learning-simplified\[plotting\] @ https://\S+\.whl\"", lines[1])
    comments = "\n".join(line for line in lines if line.startswith("#"))
    assert not re.search(UNKNOWN, comments, re.MULTILINE)
