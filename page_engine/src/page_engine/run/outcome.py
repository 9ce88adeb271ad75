"""What the steps of a page did, read from the files that its process left."""

import json
import re
from collections.abc import Iterator
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
    failure, warnings = fields.get("failure"), fields.get("warnings", [])
    return Outcome(**fields | {"failure": failure and _failure(failure), "warnings": list(map(_failure, warnings))})


def _failure(fields: dict[str, Any]) -> Failure:
    return Failure(**fields | {"place": tuple(fields["place"])})


def read_outcomes(folder: Path, n_steps: int, death: str) -> tuple[list[Outcome], list[str] | None]:
    """Return one outcome a step, and where the packages lie that a page has imported, if all of them are known.

    They are not if the page has ended early, for which `death` is the reason, or if it has started programs.
    """
    reports = list(_reports(folder))
    outcomes = list(map(outcome_from, reports[:n_steps]))
    if len(reports) <= n_steps:
        del outcomes[n_steps - 1 :]  # the last step is at fault for what comes after it
        errors = (folder / "stderr").read_text("utf-8", "replace")
        place = _place_of_death((folder / "where").read_text("utf-8", "replace"))
        died = Outcome(errors=errors, death=death, death_place=place)
        return [*outcomes, died, *[Outcome(has_run=False)] * (n_steps - len(outcomes) - 1)], None
    end, last = reports[-1], outcomes[-1]
    late = outcome_from({"warnings": end["warnings"]}).warnings
    said = {name: getattr(last, name) + end[name] for name in ("printed", "errors")}
    outcomes[-1] = replace(last, warnings=last.warnings + late, **said)
    for index in end["never_shown"]:
        outcomes[index] = replace(outcomes[index], leaves_figure_open=True)
    return outcomes, end["packages"]


def _reports(folder: Path) -> Iterator[dict[str, Any]]:
    """Return the complete reports, one a step and one at the end; a process that dies may leave half a one."""
    path = folder / "reports.jsonl"
    lines = path.read_text("utf-8").splitlines(keepends=True) if path.exists() else []
    with (folder / "stdout").open("rb") as printed, (folder / "stderr").open("rb") as errors:
        for report in [json.loads(line) for line in lines if line.endswith("\n")]:
            for name, stream in (("printed", printed), ("errors", errors)):  # of which it says how long they were
                report[name] = stream.read(report[name] - stream.tell()).decode("utf-8", "replace")
            report["figures"] = [prepare_figure(Path(path).read_text("utf-8")) for path in report.get("figures", ())]
            yield report


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
