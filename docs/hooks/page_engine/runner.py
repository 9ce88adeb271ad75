"""Running pages: each whole, in a fresh process, with a time limit."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from page_engine.numbers import Number
from page_engine.outcome import Outcome, read_outcomes, read_packages
from page_engine.page import Page
from page_engine.result_cache import keep_outcomes, kept_outcomes

DEFAULT_TIME_LIMIT = 60.0  # seconds a page
TIME_LIMIT_VARIABLE = "PAGE_TIME_LIMIT"

LARGEST_MEMORY = 4 * 1024**3  # bytes of addresses a page, so that one that fills the memory harms nobody else

_PACKAGE = Path(__file__).parent
_GRACE = 5.0  # seconds in which a page that is over its limit may still say where it was


def run_pages(pages: Sequence[Page]) -> list[list[Outcome]]:
    """Run several pages, as many at once as there are processors."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return list(pool.map(run_page, pages))


def run_page(page: Page) -> list[Outcome]:
    """Run a page and return one outcome a step, in the order of `page.steps`.

    If the project has a cache, and nothing has changed since the page last ran, it need not run again.
    """
    if not page.steps:
        return []
    kept = kept_outcomes(page)
    if kept is not None:
        return kept
    with tempfile.TemporaryDirectory(prefix="page-") as name:
        folder = Path(name)
        limit = time_limit()
        death = _execute(page, folder, limit)
        outcomes = read_outcomes(folder, len(page.steps), death)
        if all(outcome.has_run and not outcome.death for outcome in outcomes):
            keep_outcomes(page, outcomes, read_packages(folder))
        return outcomes


def time_limit() -> float:
    """Return the seconds that a page may take.

    Raises
    ------
    ValueError
        If the environment asks for something that is not a number of seconds.
    """
    text = os.environ.get(TIME_LIMIT_VARIABLE, str(DEFAULT_TIME_LIMIT))
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not seconds > 0:
        raise ValueError(f"{TIME_LIMIT_VARIABLE} must be a number of seconds greater than 0, got {text!r}")
    return seconds


def _execute(page: Page, folder: Path, limit: float) -> str:
    """Run the worker to its end and return what the page must not have done, if it has ended early."""
    steps = [{"source": s.source, "line": s.line, "is_number": isinstance(s, Number)} for s in page.steps]
    job = {"steps": steps, "time_limit": limit, "memory_limit": LARGEST_MEMORY}
    (folder / "job.json").write_text(json.dumps(job), "utf-8")
    for subfolder in ("figures", "cwd"):
        (folder / subfolder).mkdir()
    with (folder / "stdout").open("ab") as stdout, (folder / "stderr").open("ab") as stderr:
        process = subprocess.Popen(
            [sys.executable, "-P", "-u", "-X", "utf8", "-m", "page_engine.worker", str(folder)],
            cwd=folder / "cwd",
            env=_environment(folder),
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=stderr,
            start_new_session=True,
        )
        is_overdue = False
        try:
            process.wait(limit + _GRACE)
        except subprocess.TimeoutExpired:
            is_overdue = True
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # and whatever the page has started
            code = process.wait()
            _kill_daemons(folder)
    where = folder / "where"
    if is_overdue or (where.exists() and where.read_text("utf-8", "replace").startswith("Timeout (")):
        return f"must end within {limit:g} seconds, but the page was still running"
    if code < 0:
        return f"must not end the interpreter, but it died of signal {signal.Signals(-code).name}"
    return f"must not end the interpreter, but it ended with exit code {code}"


def _kill_daemons(folder: Path) -> None:
    """End what the page has started in sessions of its own, known by an environment that names the page's folder."""
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # it may be another user's, or have ended
            if os.fsencode(folder) in (process / "environ").read_bytes():
                os.kill(int(process.name), signal.SIGKILL)


def _environment(folder: Path) -> dict[str, str]:
    paths = [str(_PACKAGE.parent), os.environ.get("PYTHONPATH", "")]
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("PYTHON")},
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
        "PYTHONDONTWRITEBYTECODE": "1",
        "MATPLOTLIBRC": str(_PACKAGE / "matplotlibrc"),
        "MPLBACKEND": "module://page_engine.figure_backend",
        "PAGE_ENGINE_FIGURES": str(folder / "figures"),
        # Pages already run side by side, and one thread gives the same bits on every machine.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
