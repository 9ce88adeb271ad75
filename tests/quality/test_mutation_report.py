"""The report: too few noticed is a fault, and so is an excuse that is not true."""

from __future__ import annotations

from pathlib import Path

import pytest

from quality.mutation.equivalents import EQUIVALENTS, Equivalent
from quality.mutation.judge import Judgement
from quality.mutation.library import Result
from quality.mutation.mutants import Mutant, find_mutants
from quality.mutation.report import report_on_library

PROJECT = Path(__file__).parents[2]


def result(line: int, killer: str = "", by_pages: bool = False) -> Result:
    return Result("a.py", Mutant(line, 4, 5, "1", f"({line})", (1, 9), f"x = ({line})"), Judgement(killer), by_pages)


def results(n_by_pages: int, n_by_tests: int, n_survivors: int) -> list[Result]:
    killers = [("page.md", True)] * n_by_pages + [("test_a", False)] * n_by_tests + [("", False)] * n_survivors
    return [result(line, *killer) for line, killer in enumerate(killers)]


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((80, 15, 5), []),
        ((79, 16, 5), ["pages and docstrings must notice 80% of the changes, got 79.0%"]),
        ((80, 14, 6), ["all together must notice 95% of the changes, got 94.0%"]),
    ],
)
def test_too_few_noticed_are_a_fault(numbers: tuple[int, int, int], words: list[str]) -> None:
    assert report_on_library(results(*numbers), []).faults == words


def test_the_report_counts_by_module_and_lists_what_survives() -> None:
    text = report_on_library(results(8, 1, 1), []).text
    assert "| a.py | 10 | 80.0% | 90.0% |" in text
    assert "## Not noticed\n\n- a.py:9: 1 → (9)\n" in text
    assert "## Noticed by tests only\n\n- a.py:8: 1 → (8)\n" in text


def test_an_equivalent_change_does_not_count() -> None:
    report = report_on_library(results(80, 15, 6), [Equivalent("a.py", "x = (100)", "it is never read")])
    assert not report.faults
    assert "Besides, 1 changes" in report.text
    assert "(100)" not in report.text


def test_an_equivalent_change_that_is_noticed_is_a_fault() -> None:
    (fault,) = report_on_library(results(90, 10, 0), [Equivalent("a.py", "x = (0)", "wrong")]).faults
    assert fault == "a.py:0: 1 → (0) is listed as equivalent, but page.md notices it"


def test_an_equivalent_change_that_does_not_exist_is_a_fault() -> None:
    (fault,) = report_on_library(results(80, 15, 5), [Equivalent("a.py", "y = (3)", "gone")]).faults
    assert fault == "a.py: no change gives 'y = (3)', which is listed as equivalent"


def test_an_equivalent_change_of_a_module_that_was_not_judged_is_left_alone() -> None:
    assert not report_on_library(results(80, 15, 5), [Equivalent("b.py", "y = (3)", "elsewhere")]).faults


def test_every_equivalent_change_has_a_reason() -> None:
    assert all(len(equivalent.reason.split()) >= 4 for equivalent in EQUIVALENTS)


def test_every_equivalent_change_exists() -> None:
    for equivalent in EQUIVALENTS:
        source = (PROJECT / "neuronlib" / equivalent.module).read_text("utf-8")
        assert [each for each in find_mutants(source) if each.changed_line == equivalent.changed_line], equivalent
