"""What the gates have said: on the screen, in a file each, and for the site's page on its quality."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from quality.verdict import Verdict

MOST_LINES = 12  # of one gate's faults on the screen; all are in its file


def screen(verdicts: Mapping[str, Verdict]) -> Iterator[str]:
    """Yield the lines of one screen: the faults first, then each gate with its figure and its verdict."""
    for name, verdict in verdicts.items():
        if not verdict.holds:
            yield f"\n{name}:"
            yield from verdict.faults[:MOST_LINES]
            if len(verdict.faults) > MOST_LINES:
                yield f"... and {len(verdict.faults) - MOST_LINES} more"
    yield ""
    for name, verdict in verdicts.items():
        yield line(name, verdict)
    n_failed = sum(not verdict.holds for verdict in verdicts.values())
    yield f"\n{n_failed} of {len(verdicts)} gates fall short" if n_failed else f"\nall {len(verdicts)} gates hold"


def line(name: str, verdict: Verdict) -> str:
    """Return a gate, its verdict and its figure in one line."""
    return f"{'holds' if verdict.holds else 'FAILS'}  {name:<20} {verdict.figure}"


def keep(verdicts: Mapping[str, Verdict], folder: Path) -> Path:
    """Write the faults of each gate to a file of its own, and all figures to one, whose path is returned."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, verdict in verdicts.items():
        file = folder / f"{re.sub(r'[^a-z]+', '-', name.lower())}.txt"
        file.write_text("".join(f"{each}\n" for each in (verdict.figure, *verdict.faults)), "utf-8")
    figures = [{"gate": name, "figure": each.figure, "holds": each.holds} for name, each in verdicts.items()]
    path = folder / "gates.json"
    path.write_text(json.dumps(figures, indent=1), "utf-8")
    return path
