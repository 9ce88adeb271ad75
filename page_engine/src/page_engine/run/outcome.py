"""What the steps of a page did, read from the files that its process left."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from page_engine.run.figures import prepare_figure

Place = tuple[str, int]  # name of a step, and a line of its code from 1, or 0 if it is not known


@dataclass(frozen=True)
class Failure:
    """An exception that a step ended with, or a warning that it gave."""

    type: str
    text: str
    place: Place
    is_exit: bool = False


@dataclass(frozen=True)
class Outcome:
    """What one step did."""

    printed: str = ""  # to the standard output
    errors: str = ""  # what stands on the standard error
    figures: list[str] = field(default_factory=list)  # as SVG in two shades
    value: str | None = None  # of a number's expression
    failure: Failure | None = None  # the exception that it ended with
    warnings: list[Failure] = field(default_factory=list)  # those that a reader would see
    death: str | None = None  # how it ended the whole process, if it did
    death_place: Place | None = None
    has_run: bool = True  # False for steps behind one that ended the process
    leaves_figure_open: bool = False
    seconds: float = 0.0


def outcome_from(fields: dict[str, Any]) -> Outcome:
    """Return an outcome made of plain values, as `dataclasses.asdict` and JSON leave them."""
    failure, warnings = fields["failure"], fields["warnings"]
    return Outcome(**fields | {"failure": failure and _failure(failure), "warnings": list(map(_failure, warnings))})


def _failure(fields: dict[str, Any]) -> Failure:
    return Failure(**fields | {"place": tuple(fields["place"])})


def read_outcomes(folder: Path, n_steps: int, death: str) -> list[Outcome]:
    """Return one outcome a step, given where the worker left its reports, and what to say of a step that ended it."""
    outcomes = [Outcome(has_run=False) for _ in range(n_steps)]
    last_begun: dict[str, Any] = {"begin": 0, "printed": [0, None], "errors": [0, None]}
    for report in _reports(folder):
        if "begin" in report:
            last_begun = report
        elif "end" in report:
            outcomes[report["end"]] = Outcome(
                **_said(folder, report),
                figures=read_figures(report["figures"]),
                value=report.get("value"),
                failure=_failure(report["error"]) if "error" in report else None,
                warnings=list(map(_failure, report["warnings"])),
                seconds=report["seconds"],
            )
        else:
            for index in report["never_shown"]:
                outcomes[index] = replace(outcomes[index], leaves_figure_open=True)
            last, late = outcomes[-1], _said(folder, report)
            said = {name: getattr(last, name) + text for name, text in late.items()}
            outcomes[-1] = replace(last, warnings=last.warnings + list(map(_failure, report["warnings"])), **said)
            return outcomes
    place = _place_of_death((folder / "where").read_text("utf-8", "replace"))
    outcomes[last_begun["begin"]] = Outcome(**_said(folder, last_begun), death=death, death_place=place)
    return outcomes


def read_packages(folder: Path) -> list[str] | None:
    """Return where the packages lie that a page has imported; None if it has started programs, which import others.

    The last report of a page that has ended well tells them.
    """
    *_, last = _reports(folder)
    packages: list[str] = last["packages"]
    return None if last["has_started_programs"] else packages


def _reports(folder: Path) -> Iterator[dict[str, Any]]:
    """Return the complete reports; a process that dies may leave half a one."""
    path = folder / "reports.jsonl"
    if path.exists():
        for line in path.read_text("utf-8").splitlines(keepends=True):
            if line.endswith("\n"):
                yield json.loads(line)


def _said(folder: Path, report: dict[str, Any]) -> dict[str, Any]:
    """Return what a report says was written meanwhile, from one byte to another of each file."""
    said = {}
    for name, file in (("printed", "stdout"), ("errors", "stderr")):
        start, end = report.get(name, (0, 0))
        with (folder / file).open("rb") as stream:
            stream.seek(start)
            said[name] = stream.read(-1 if end is None else end - start).decode("utf-8", "replace")
    return said


def read_figures(paths: Iterable[str]) -> list[str]:
    """Return figures that a page has shown, as readers get them."""
    return [prepare_figure(Path(path).read_text("utf-8")) for path in paths]


def _place_of_death(traces: str) -> Place | None:
    """Return the place in the last trace of faulthandler.

    A trace has a section a thread, that of the thread at fault marked, or else the main thread's last;
    within it the most recent call comes first.
    """
    sections = re.split(r"^(?=(?:Current thread|Thread) 0x)", traces, flags=re.MULTILINE)
    current = [section for section in sections if section.startswith("Current thread")]
    return next(_places((current or sections)[-1]), None)


def place_of_error(text: str) -> Place | None:
    """Return the place in the last traceback of a text, in which the most recent call comes last."""
    return next(iter([*_places(text)][-1:]), None)


def _places(text: str) -> Iterator[Place]:
    for match in re.finditer(r'File "(<(?:block|number) \d+>)", line (\d+)', text):
        yield match[1], int(match[2])
