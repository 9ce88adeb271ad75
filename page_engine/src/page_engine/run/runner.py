"""Running pages: each whole, in a fresh process, with a time limit."""

from __future__ import annotations

import json
import os
import re
import signal
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from pathlib import Path
from time import time
from typing import TypeVar

from page_engine.read.numbers import Number
from page_engine.read.page import Page
from page_engine.run.cache import Digest, keep_outcomes, kept_outcomes
from page_engine.run.fork_server import OVERDUE
from page_engine.run.outcome import Outcome, read_outcomes, read_packages
from page_engine.run.page_processes import run_page_process
from page_engine.run.sources import changed_since, digest
from page_engine.settings import Settings

Report = Callable[[Page, int], None]
Result = TypeVar("Result")

LARGEST_MEMORY = 4 * 1024**3  # bytes of addresses a page, so that one that fills the memory harms nobody else

DEFAULT_STYLE = Path(__file__).parent / "style" / "matplotlibrc"

_BACKEND = "page_engine.run.figure_backend"
_IMPORTS_OF_PYPLOT = ("import matplotlib.pyplot", "from matplotlib import pyplot")
_PATIENCE = 5  # times its limit of processor time that a page may take by the clock, since others run beside it


def run_pages(pages: Iterable[Page]) -> list[list[Outcome]]:
    """Run several pages, as many at once as there are processors, and return their outcomes in the same order."""
    return map_pages(lambda page, outcomes: outcomes, pages)


def map_pages(
    work: Callable[[Page, list[Outcome]], Result], pages: Iterable[Page], report: Report | None = None
) -> list[Result]:
    """Run several pages, as many at once as there are processors, and return what is made of each.

    Parameters
    ----------
    work : callable
        What makes something of a page and its outcomes, while others still run.
    pages : iterable of Page
        Each begins to run as soon as it is there.
    report : callable, optional
        Told of each page that has run, and how many are left; not of one whose outcomes were kept.
    """
    digest_once = cache(digest)
    begun: list[Future[Result]] = []
    done: list[Page] = []

    def run(page: Page) -> Result:
        kept = _kept(page, digest_once)
        outcomes = _run(page) if kept is None else kept
        done.append(page)
        if report is not None and kept is None:
            report(page, len(begun) - len(done))
        return work(page, outcomes)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for page in pages:
            begun.append(pool.submit(run, page))
        return [each.result() for each in begun]


def run_page(page: Page) -> list[Outcome]:
    """Run a page and return one outcome a step, in the order of `page.steps`.

    If the project has a cache, and nothing has changed since the page last ran, it need not run again.
    """
    kept = _kept(page)
    return _run(page) if kept is None else kept


def _kept(page: Page, digest: Digest = digest) -> list[Outcome] | None:
    return kept_outcomes(page, digest) if page.steps else []


def _run(page: Page) -> list[Outcome]:
    with tempfile.TemporaryDirectory(prefix="page-") as name:
        folder, start = Path(name), time()
        death = _execute(page, folder)
        outcomes = read_outcomes(folder, len(page.steps), death)
        if all(outcome.has_run and not outcome.death for outcome in outcomes):
            packages = read_packages(folder)
            if packages is not None and not changed_since(start, packages):
                keep_outcomes(page, outcomes, packages)
        return outcomes


def _execute(page: Page, folder: Path) -> str:
    """Run the page to its end and return what it must not have done, if it has ended early."""
    limit = page.settings.time_limit
    steps = [
        {"source": step.source, "name": name, "is_number": isinstance(step, Number)}
        for name, step in zip(page.step_names, page.steps, strict=True)
    ]
    job = {"steps": steps, "time_limit": limit, "patience": _PATIENCE * limit, "memory_limit": LARGEST_MEMORY}
    (folder / "job.json").write_text(json.dumps(job), "utf-8")
    for subfolder in ("figures", "cwd"):
        (folder / subfolder).mkdir()
    end = run_page_process(folder, _modules(page), _environment(page.settings))
    if end in (OVERDUE, str(-signal.SIGXCPU)):
        limits = f"{limit:g} seconds of processor time, and {_PATIENCE * limit:g} seconds in all"
        return f"must end within {limits}, but the page was still running"
    if end.startswith("-"):
        return f"must not end the interpreter, but it died of signal {signal.Signals(-int(end)).name}"
    if not end:
        return "must not end what waits for the page, but it did"
    return f"must not end the interpreter, but it ended with exit code {end}"


def _modules(page: Page) -> tuple[str, ...]:
    """Return what may be in memory before a page runs: what takes long, and only what its own first import brings."""
    code = "\n".join(step.source for step in page.steps)
    first = {name: re.search(rf"^.*\b{name}\b.*$", code, re.MULTILINE) for name in ("numpy", "matplotlib")}
    if first["matplotlib"] and first["matplotlib"].group().startswith(_IMPORTS_OF_PYPLOT):
        return "numpy", "matplotlib.pyplot", _BACKEND
    if first["numpy"] and first["numpy"].group().startswith("import numpy"):
        return ("numpy",)
    return ()


def _environment(settings: Settings) -> dict[str, str]:
    callers = [str(Path(path).absolute()) for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path]
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PYTEST"))},
        "PYTHONPATH": os.pathsep.join(callers),
        "PYTHONDONTWRITEBYTECODE": "1",
        "MATPLOTLIBRC": str(settings.path("style") or DEFAULT_STYLE),
        "MPLBACKEND": f"module://{_BACKEND}",
        # Pages already run side by side, and one thread gives the same bits on every machine.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
