"""The weekly commands: ``python -m quality.mutation library`` and ``… pages``, with names to limit them to."""

from __future__ import annotations

import argparse
import importlib
import logging
import sys
from collections.abc import Collection, Sequence
from pathlib import Path

from page_engine.read.page import read_page
from page_engine.run.runner import run_page
from quality.mutation.equivalents import EQUIVALENTS
from quality.mutation.library import Library
from quality.mutation.pages import judge_page
from quality.mutation.report import Report, report_on_library, report_on_pages

IMPORTED_ONCE = ["hypothesis.extra.numpy", "pytest", "sklearn.linear_model"]  # so that no copy of this process has to
REPORTS = Path(".cache/quality")
PAGES = [Path("README.md"), *sorted(Path("docs").rglob("*.md"))]
TESTS = [path for folder in ("tests/library", "tests/labs") for path in sorted(Path(folder).glob("test_*.py"))]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m quality.mutation", description=__doc__)
    parser.add_argument("what", choices=["library", "pages"])
    parser.add_argument("names", nargs="*", help="modules or pages, by their names without suffix; default all")
    options = parser.parse_args(arguments)
    report = _library(options.names) if options.what == "library" else _pages(options.names)
    return _end(options.what, report)


def _library(names: Collection[str]) -> Report:
    for module in IMPORTED_ONCE:
        importlib.import_module(module)
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    results = []
    for result in Library(Path("neuronlib"), PAGES, TESTS).judge(names):
        results.append(result)
        if not result.judgement.killer:
            print(f"neuronlib/{result.module}:{result.mutant.line}: not noticed: {result.mutant}", flush=True)
    return report_on_library(results, EQUIVALENTS)


def _pages(names: Collection[str]) -> Report:
    pages = [read_page(path) for path in PAGES if not names or path.stem in names]
    pages = [page for page in pages if page.steps and not page.is_lab]
    return report_on_pages([result for page in pages for result in judge_page(page, run_page(page))])


def _end(what: str, report: Report) -> int:
    """Print a report, keep it, and return the exit code."""
    REPORTS.mkdir(parents=True, exist_ok=True)
    (REPORTS / f"mutation-{what}.md").write_text(report.text, "utf-8")
    print(report.text)
    for fault in report.faults:
        print(fault, file=sys.stderr)
    return 1 if report.faults else 0
