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
OUTPUT = re.compile(r"^(?P<indent> *)```output\n(?P<text>(?:.*\n)*?)(?P=indent)```$", re.MULTILINE)
UNKNOWN = r"<!--|\{\{|\0|^(?:# )?(!!!|\?\?\?|</?(p|div)\b)|\[\^|\]\((?!https?:)|JavaScript"  # to plain Markdown
# Every warning that a reader would see is an error; of what packages call by old names, Python tells nobody.
WARNINGS = [
    "error",
    "ignore::DeprecationWarning",
    "error::DeprecationWarning:__main__",
    "ignore:FigureCanvasAgg is non-interactive",
]


@dataclass(frozen=True)
class FreshPython:
    """A folder to work in, and the environment in which Python finds the wheel's library first."""

    folder: Path
    environment: dict[str, str]

    def run(self, *command: str, **variables: str) -> str:
        """Return what a command prints, which must not fail or complain."""
        process = subprocess.run(
            command, cwd=self.folder, env=self.environment | variables, capture_output=True, text=True, check=False
        )
        assert process.returncode == 0, process.stderr
        return process.stdout

    def run_script(self, script: str) -> str:
        """Return what a script prints; figures are drawn and not shown."""
        (self.folder / "script.py").write_text(script, "utf-8")
        return self.run(sys.executable, *(f"-W{each}" for each in WARNINGS), "script.py", MPLBACKEND="agg")

    def run_notebook(self, notebook: Notebook) -> Notebook:
        """Return a notebook as a reader's Jupyter would leave it."""
        (self.folder / "before.ipynb").write_text(json.dumps(notebook), "utf-8")
        self.run(str(Path(sys.executable).with_name("jupyter-execute")), "--output=after.ipynb", "before.ipynb")
        return read_notebook(self.folder / "after.ipynb")


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
    assert python.run(sys.executable, "-c", PROBE) == f"{library / 'neuronlib' / '__init__.py'} (1797, 64)\n"
    return python


def to_run(*always: str) -> list[Any]:
    """Return the names of the chapters, of which some are run weekly only, since it takes long."""
    return [pytest.param(name, marks=[] if name[:2] in always else [pytest.mark.weekly]) for name in CHAPTERS]


@pytest.mark.parametrize("name", to_run("01", "02"))
def test_the_script_of_a_chapter_prints_what_the_page_shows(
    site: BuiltSite, fresh_python: FreshPython, name: str
) -> None:
    outputs = OUTPUT.finditer(CHAPTERS[name].read_text("utf-8"))  # found without the engine
    shown = "".join(line.removeprefix(o["indent"]) for o in outputs for line in o["text"].splitlines(keepends=True))
    pattern = ".*".join(map(re.escape, shown.split("...")))
    printed = fresh_python.run_script((site.folder / f"series/{name}.py").read_text("utf-8"))
    assert re.fullmatch(pattern, printed, re.DOTALL), (printed, shown)


# What a page shows of each exception, as the worker that runs pages writes it, its script prints, and goes on
RAISING = {
    "from __future__ import annotations\n1 / 0": "ZeroDivisionError",  # an import for its block only
    "import numpy as np\nraise np.linalg.LinAlgError('odd')": "LinAlgError",
    "raise ValueError('one\\n  two')": "ValueError",
    "raise KeyboardInterrupt": "KeyboardInterrupt",
    'raise ValueError("""one\n  two\nthree""")': "ValueError",
    "eval('1 +')": "SyntaxError",
}
NO_PYTHON = '```python raises="SyntaxError"\nx = 1 +\n```\n```python\nprint(2)\n```\n'


def test_a_script_says_what_went_wrong_as_the_page_does(fresh_python: FreshPython) -> None:
    blocks = [f'```python raises="{exception}"\n{code}\n```\n' for code, exception in RAISING.items()]
    page = parse_page("".join([*blocks, NO_PYTHON]), Path("page.md"))
    said = [f"{outcome.failure.text}\n" for outcome in run_page(page) if outcome.failure]
    printed = fresh_python.run_script(as_script(page, "", "https://example.org/page.md"))
    assert printed.startswith("".join(said[:-1]))
    assert printed.endswith(f"{said[-1]}2\n")


def read_notebook(path: Path) -> Notebook:
    loaded: Notebook = json.loads(path.read_text("utf-8"))
    return loaded


def results(notebook: Notebook) -> list[dict[str, Any]]:
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


@pytest.mark.parametrize("name", to_run("02"))  # which has prints, figures and an exception
def test_a_notebook_run_anew_has_the_outputs_that_it_came_with(
    site: BuiltSite, fresh_python: FreshPython, name: str
) -> None:
    notebook = read_notebook(site.folder / f"series/{name}.ipynb")
    assert results(fresh_python.run_notebook(notebook)) == results(notebook)


@pytest.mark.parametrize("name", CHAPTERS)
def test_what_is_taken_away_shows_what_the_page_shows_and_says_where_it_is_from(site: BuiltSite, name: str) -> None:
    notebook = read_notebook(site.folder / f"series/{name}.ipynb")
    html = (site.folder / f"series/{name}/index.html").read_text("utf-8")
    nbformat.validate(notebook)
    answers = results(notebook)
    assert len(answers) == html.count('<div class="language-python') - html.count('class="not-run"')
    n_outputs = html.count('class="language-text output')
    assert sum(bool(answer["stdout"] or answer["errors"]) for answer in answers) == n_outputs
    assert sum(answer["figures"] for answer in answers) == html.count('class="figure"')
    for output in (output for cell in notebook["cells"] for output in cell.get("outputs", ())):
        if output["output_type"] == "display_data":
            alt = output["metadata"]["image/svg+xml"]["alt"]
            assert output["data"]["text/plain"] == alt
            assert len(alt) > 40
    script = (site.folder / f"series/{name}.py").read_text("utf-8")
    compile(script, name, "exec")
    lines = script.splitlines()
    assert f"{SITE_URL}series/{name}/" in lines[1]
    assert re.search(r"pip install \"deep-learning-simplified\[plotting\] @ https://\S+\.whl\"", lines[1])
    comments = "\n".join(line for line in lines if line.startswith("#"))
    for prose in [comments, *(cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "markdown")]:
        assert not re.search(UNKNOWN, prose, re.MULTILINE), prose
