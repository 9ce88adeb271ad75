"""What is there to notice a change: the examples in docstrings and the pages, each run in this process.

They are what ``make test`` runs, pages by the code of the page engine that runs them there;
only that all share a process that has already imported NumPy and matplotlib, which saves seconds for each.
"""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from doctest import DocTest, DocTestParser, DocTestRunner
from functools import partial
from pathlib import Path

import matplotlib
import matplotlib.pyplot as plt
from sybil.document import PythonDocStringDocument

from page_engine.read.page import Page
from page_engine.read.prose import line_of
from page_engine.run import worker
from page_engine.run.figure_backend import FOLDER_VARIABLE
from page_engine.run.outcome import Outcome, outcome_from, read_figures
from page_engine.run.runner import DEFAULT_STYLE, jobs
from page_engine.say.checker import check_step

UNSEEN_WARNINGS = (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning)


@dataclass(frozen=True)
class Check:
    """Something that notices changes.

    Attributes
    ----------
    name : str
        What it is called in a report.
    run : callable
        Returns what is wrong, or nothing.
    """

    name: str
    run: Callable[[], str]


def docstring_checks(paths: Sequence[Path]) -> list[Check]:
    """Return a check for each docstring of some modules that has examples."""
    checks = []
    for path in paths:
        source = path.read_text("utf-8")
        for start, _, text in PythonDocStringDocument.extract_docstrings(source):
            line = line_of(source, start)
            test = DocTestParser().get_doctest(text, {}, f"{path}:{line}", str(path), line - 1)
            if test.examples:
                checks.append(Check(test.name, partial(_run_docstring, test)))
    return checks


def page_check(page: Page) -> Check:
    """Return the check of a page, whose name must hold in the folder in which it runs, too."""
    return Check(page.name, partial(_run_page, replace(page, name=str(Path(page.name).resolve()))))


def _run_docstring(test: DocTest) -> str:
    """Run the examples of a docstring with names of their own, which are forgotten afterwards."""
    said: list[str] = []
    with plain_matplotlib(), warnings.catch_warnings(action="error"):
        test.globs = {"__name__": "__main__"}
        DocTestRunner(verbose=False).run(test, out=said.append)
    return "".join(said)


def _run_page(page: Page) -> str:
    """Run a page up to the first thing that is wrong with it, and return that."""
    problems = [str(problem) for problem in page.problems]
    if problems:
        return problems[0]
    outcomes = [Outcome() for _ in page.steps]
    with _reader_session(page.settings.path("style") or DEFAULT_STYLE):
        steps = jobs(page)
        session = worker.Worker(Path(), steps)
        for index, step in enumerate(steps):
            outcomes[index] = _run_step(step, session)
            found = check_step(page, outcomes, index)
            if found:
                return str(found[0])
        return "a figure is never shown" if worker.drawn()[1] else ""


def _run_step(step: worker.Report, session: worker.Worker) -> Outcome:
    """Do what the worker of the engine does with a step; expressions of numbers share the page's process."""
    with contextlib.redirect_stdout(io.StringIO()) as printed, contextlib.redirect_stderr(io.StringIO()) as errors:
        report = session.run_step(step)
    figures, given = read_figures(worker.drawn()[0]), session.warnings
    session.warnings = []
    texts = {"printed": printed.getvalue(), "errors": errors.getvalue()}
    return outcome_from({**report, **texts, "figures": figures, "warnings": given})


@contextlib.contextmanager
def _reader_session(style: Path) -> Iterator[None]:
    """Be as a reader's fresh interpreter, with the figures of the engine, in an empty folder."""
    home = Path.cwd()
    with tempfile.TemporaryDirectory() as figures, tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        os.environ[FOLDER_VARIABLE] = figures
        plt.close("all")
        plt.switch_backend("module://page_engine.run.figure_backend")
        matplotlib.rc_file(style)
        warnings.simplefilter("always")  # else each would be given once, whichever change gives it
        for category in UNSEEN_WARNINGS:
            warnings.simplefilter("ignore", category)
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(home)


@contextlib.contextmanager
def plain_matplotlib() -> Iterator[None]:
    """Draw as without the engine: nothing is shown, and matplotlib's own style holds."""
    plt.switch_backend("agg")
    matplotlib.rcdefaults()
    yield
    plt.close("all")
