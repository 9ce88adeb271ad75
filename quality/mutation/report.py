"""What a run of mutation testing says: how many changes were noticed, and which were not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from quality.mutation.equivalents import Equivalent
from quality.mutation.library import Result
from quality.mutation.pages import PageResult

LEAST_BY_PAGES = 0.80
LEAST_BY_ALL = 0.95


@dataclass(frozen=True)
class Report:
    """The text of a report, and a line for each thing that must not be."""

    text: str
    faults: Sequence[str]


def report_on_library(results: Sequence[Result], equivalents: Sequence[Equivalent]) -> Report:
    """Return the report on changes of the library; those that nothing can notice are told apart and not counted."""
    listed = [each for each in results if any(equivalent.fits(each) for equivalent in equivalents)]
    counted = [each for each in results if each not in listed]
    modules = sorted({each.module for each in results})
    lines = [
        "# What notices a change of the library",
        "",
        "| module | changes | noticed by pages and docstrings, at least | and with the tests |",
        "|---|---|---|---|",
        *(_row(module, [each for each in counted if each.module == module]) for module in modules),
        _row("all", counted),
        "",
        f"Besides, {len(listed)} changes leave the behaviour as it is; their reasons stand in equivalents.py.",
        *_section("Not noticed", [each for each in counted if not each.judgement.killer]),
        *_section("Noticed by tests only", [e for e in counted if e.judgement.killer and not e.is_seen_by_pages]),
    ]
    return Report("\n".join([*lines, ""]), [*_faults_of_rates(counted), *_faults_of_list(results, equivalents)])


def report_on_pages(results: Sequence[PageResult]) -> Report:
    """Return the report on changes of pages."""
    changes = Counter(each.mutant.kind for each in results)
    noticed = Counter(each.mutant.kind for each in results if each.complaint)
    lines = ["# What notices a change of a page", "", "| what | changes | noticed |", "|---|---|---|"]
    lines += [f"| {kind} | {changes[kind]} | {noticed[kind]} |" for kind in sorted(changes)]
    faults = [
        f"{each.page}:{each.mutant.line}: nothing notices another character in this {each.mutant.kind}"
        for each in results
        if not each.complaint
    ]
    return Report("\n".join([*lines, "", *(f"- {fault}" for fault in faults), ""]), faults)


def rates(results: Sequence[Result]) -> tuple[float, float]:
    """Return the share of the changes that pages and docstrings notice, and the share that anything notices."""
    by_pages = sum(each.is_seen_by_pages for each in results)
    by_all = sum(bool(each.judgement.killer) for each in results)
    return by_pages / max(len(results), 1), by_all / max(len(results), 1)


def _row(name: str, results: Sequence[Result]) -> str:
    by_pages, by_all = rates(results)
    return f"| {name} | {len(results)} | {by_pages:.1%} | {by_all:.1%} |"


def _section(title: str, results: Sequence[Result]) -> list[str]:
    return ["", f"## {title}", "", *(f"- {each.module}:{each.mutant.line}: {each.mutant}" for each in results)]


def _faults_of_rates(results: Sequence[Result]) -> list[str]:
    by_pages, by_all = rates(results)
    found = []
    if by_pages < LEAST_BY_PAGES:
        found.append(f"pages and docstrings must notice {LEAST_BY_PAGES:.0%} of the changes, got {by_pages:.1%}")
    if by_all < LEAST_BY_ALL:
        found.append(f"all together must notice {LEAST_BY_ALL:.0%} of the changes, got {by_all:.1%}")
    return found


def _faults_of_list(results: Sequence[Result], equivalents: Sequence[Equivalent]) -> list[str]:
    """Return what is listed as equivalent but does not exist any more, or is noticed."""
    found = []
    for equivalent in equivalents:
        fitting = [each for each in results if equivalent.fits(each)]
        if not fitting and equivalent.module in {each.module for each in results}:
            found.append(
                f"{equivalent.module}: no change gives {equivalent.changed_line!r}, which is listed as equivalent"
            )
        for each in fitting:
            if each.judgement.killer:
                place = f"{each.module}:{each.mutant.line}"
                found.append(f"{place}: {each.mutant} is listed as equivalent, but {each.judgement.killer} notices it")
    return found
