"""The page on the quality of a build: what has been run and compared, what the gates have said, which versions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

PAGE = """\
---
title: What was checked
description: The figures of this build, from the blocks that have run to the gates that it has passed.
source: docs/hooks/publishing/quality_page.py
---

# What was checked

Nothing on this page is typed: the build that made the site counted it,
and what took time was measured by a program, on the day that stands with it.

## Run and compared

Every Python block has run, every output shown is what the code above it printed, digit by digit,
every checked number in a sentence is what its expression gave,
and every figure was drawn by the block above it. One difference, and there would be no site.

{pages}

{skips}

## Gates

{gates}

## Speed

{speed}

## Versions

{versions}

[For authors](authors.md) has the rules that pages follow.
"""
NO_GATES = """\
The gates have not been asked for this build.
`make check` asks them: accessibility, valid HTML, links, spelling, privacy, the same bytes from two builds,
the oldest versions, other generators, and the tests.
"""
GATES = """\
Each gate was asked about these pages before they were published. It ends with an error if anything falls short,
and a planted fault shows that it can.

{table}
"""
NO_SPEED = "Nothing has been measured; `make bench` does."
SPEED = """\
How long something takes, where what it is compared with takes 1: below 1, this project is the faster.
Both sides were measured in turn; the figure is the median of the pairs, with their spread behind it.
`make bench` measures again.

{tables}
"""


@dataclass(frozen=True)
class Measurement:
    """Ratios on one subject, with what they were measured on.

    Attributes
    ----------
    subject, day, machine : str
    rows : sequence of sequence of str
        What was measured, beside what, and the median with the spread.
    """

    subject: str
    day: str
    machine: str
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class GateFigure:
    """What a gate has said of a build."""

    gate: str
    figure: str
    holds: bool


def quality_page(
    counts: Mapping[str, Sequence[int]],
    headings: Sequence[str],
    skips: Iterable[str],
    gates: Sequence[GateFigure],
    measurements: Sequence[Measurement],
    versions: Mapping[str, str],
) -> str:
    """Return the page, as Markdown.

    Parameters
    ----------
    counts : mapping of str to sequence of int
        What has been counted on each page, by its link.
    headings : sequence of str
        What each of these counts says.
    skips : iterable of str
        A line for each block that is shown and not run.
    gates : sequence of GateFigure
        What the gates have said; empty where they have not been asked.
    measurements : sequence of Measurement
        How long things take.
    versions : mapping of str to str
        The version of each program that took part.
    """
    total = [sum(column) for column in zip(*counts.values(), strict=True)]
    rows = [[page, *map(str, row)] for page, row in counts.items()]
    skipped = [f"- {line}" for line in skips]
    gate_rows = [[each.gate, "holds" if each.holds else "**falls short**", each.figure] for each in gates]
    return PAGE.format(
        pages=_table(["page", *headings], [*rows, ["**together**", *(f"**{each}**" for each in total)]]),
        skips="\n".join(skipped) or "No block is skipped.",
        gates=GATES.format(table=_table(["gate", "verdict", "figure"], gate_rows)) if gates else NO_GATES,
        speed=SPEED.format(tables="\n\n".join(map(_measurement, measurements))) if measurements else NO_SPEED,
        versions=_table(["program", "version"], [[name, version] for name, version in versions.items()]),
    )


def _measurement(measurement: Measurement) -> str:
    """Return the table of a subject, in Markdown."""
    table = _table(["what", "beside", "time (spread)"], measurement.rows)
    return f"### {measurement.subject}\n\nMeasured on {measurement.day}: {measurement.machine}.\n\n{table}"


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown."""
    lines = [headings, ["---"] * len(headings), *([cell.replace("|", r"\|") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
