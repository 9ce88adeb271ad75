"""What the steps of a page did, read from the files that its process left."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from page_engine.figures import prepare_figure
from page_engine.worker import PAGE


@dataclass(frozen=True)
class Failure:
    """An exception that a step ended with."""

    type: str
    text: str
    line: int
    is_exit: bool


@dataclass(frozen=True)
class Outcome:
    """What one step did.

    Attributes
    ----------
    printed : str
        Everything written to the standard output.
    figures : list of str
        The figures shown, as SVG in two shades.
    value : str or None
        The value of a number's expression.
    failure : Failure or None
        The exception, if the step ended with one.
    death : str or None
        How the step ended the whole process, if it did.
    death_line : int or None
        The line at which that happened, if known.
    errors : str
        What the process had written to its standard error by then.
    has_run : bool
        False for steps behind one that ended the process.
    leaves_figure_open : bool
        Whether it drew a figure that was never shown.
    seconds : float
        How long it took.
    """

    printed: str = ""
    figures: list[str] = field(default_factory=list)
    value: str | None = None
    failure: Failure | None = None
    death: str | None = None
    death_line: int | None = None
    errors: str = ""
    has_run: bool = True
    leaves_figure_open: bool = False
    seconds: float = 0.0


def read_outcomes(folder: Path, n_steps: int, death: str) -> list[Outcome]:
    """Return one outcome a step.

    Parameters
    ----------
    folder : Path
        Where the worker left its reports.
    n_steps : int
        How many steps there were.
    death : str
        What to say of the step that ended the process, if one did.
    """
    outcomes = [Outcome(has_run=False) for _ in range(n_steps)]
    printed, errors = (folder / "stdout").read_bytes(), (folder / "stderr").read_text("utf-8", "replace")
    last_begun, start = 0, 0
    for report in _reports(folder):
        if "begin" in report:
            last_begun, start = report["begin"], report["printed"]
        elif "end" in report:
            outcomes[report["end"]] = _outcome(report, printed[start : report["printed"]])
        else:
            for index in report["never_shown"]:
                outcomes[index] = replace(outcomes[index], leaves_figure_open=True)
            return outcomes
    outcomes[last_begun] = Outcome(
        printed=printed[start:].decode("utf-8", "replace"),
        death=death,
        death_line=_line_of_death((folder / "where").read_text("utf-8", "replace")),
        errors=errors,
    )
    return outcomes


def read_packages(folder: Path) -> list[str]:
    """Return where the packages lie that a page has imported, as the last report of a page that ended well says."""
    *_, last = _reports(folder)
    packages: list[str] = last["packages"]
    return packages


def _reports(folder: Path) -> Iterator[dict[str, Any]]:
    """Return the complete reports; a process that dies may leave half a one."""
    path = folder / "reports.jsonl"
    if path.exists():
        for line in path.read_text("utf-8").splitlines(keepends=True):
            if line.endswith("\n"):
                yield json.loads(line)


def _outcome(report: dict[str, Any], printed: bytes) -> Outcome:
    failure = report.get("error")
    return Outcome(
        printed=printed.decode("utf-8", "replace"),
        figures=read_figures(report["figures"]),
        value=report.get("value"),
        failure=Failure(**failure) if failure else None,
        seconds=report["seconds"],
    )


def read_figures(paths: Iterable[str]) -> list[str]:
    """Return figures that a page has shown, as readers get them."""
    return [prepare_figure(Path(path).read_text("utf-8")) for path in paths]


def _line_of_death(traces: str) -> int | None:
    """Return the line of the page in the last trace of faulthandler.

    A trace has a section a thread, that of the thread at fault marked, or else the main thread's last;
    within it the most recent call comes first.
    """
    sections = re.split(r"^(?=(?:Current thread|Thread) 0x)", traces, flags=re.MULTILINE)
    current = [section for section in sections if section.startswith("Current thread")]
    match = re.search(rf'File "{PAGE}", line (\d+)', (current or sections)[-1])
    return int(match.group(1)) if match else None
