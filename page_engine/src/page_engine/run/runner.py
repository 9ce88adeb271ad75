"""Running pages: each whole, in a fresh process, with a time limit."""

import json
import os
import re
import signal
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import time

from page_engine.files import changed_since, digest
from page_engine.read.numbers import Number
from page_engine.read.page import Page
from page_engine.run.cache import Digest, keep_outcomes, kept_outcomes
from page_engine.run.fork_server import BACKEND, OVERDUE
from page_engine.run.outcome import Outcome, read_outcomes
from page_engine.run.page_processes import run_page_process
from page_engine.settings import Settings

LARGEST_MEMORY = 4 * 1024**3  # bytes of addresses a page, so that one that fills the memory harms nobody else
DEFAULT_STYLE = Path(__file__).parent / "style" / "matplotlibrc"

_IMPORTS_OF_PYPLOT = ("import matplotlib.pyplot", "from matplotlib import pyplot")
_PATIENCE = 5  # times its limit of processor time that a page may take by the clock, since others run beside it


def run_page(page: Page, digest: Digest = digest, has_run: Callable[[Page], None] = lambda page: None) -> list[Outcome]:
    """Run a page and return one outcome a step, in the order of `page.steps`.

    If the project has a cache, and nothing has changed since the page last ran, it need not run again;
    `has_run` is told if it had to. Who runs many pages may give a `digest` that reads each folder once.
    """
    outcomes = kept_outcomes(page, digest) if page.steps else []
    if outcomes is None:
        with tempfile.TemporaryDirectory(prefix="page-") as name:
            folder, start = Path(name), time()
            outcomes, packages = read_outcomes(folder, len(page.steps), _execute(page, folder))
        with suppress(FileNotFoundError):  # one that has gone meanwhile
            if packages is not None and not changed_since(start, packages):
                keep_outcomes(page, outcomes, packages)
        has_run(page)
    return outcomes


def _execute(page: Page, folder: Path) -> str:
    """Run the page to its end and return what it must not have done, if it has ended early."""
    limit = page.settings.time_limit
    named = zip(page.step_names, page.steps, strict=True)
    steps = [{"source": step.source, "name": name, "is_number": isinstance(step, Number)} for name, step in named]
    job = {"steps": steps, "time_limit": limit, "patience": _PATIENCE * limit, "memory_limit": LARGEST_MEMORY}
    (folder / "job.json").write_text(json.dumps(job), "utf-8")
    (folder / "figures").mkdir()
    (folder / "cwd").mkdir()
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
        return "numpy", "matplotlib.pyplot", BACKEND
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
        "MPLBACKEND": f"module://{BACKEND}",
        # Pages already run side by side, and one thread gives the same bits on every machine.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
