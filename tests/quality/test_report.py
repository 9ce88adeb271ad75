"""The report: one line a gate, an end with an error if any falls short or is not asked, and a record for the site."""

import json

import pytest

from quality import conftest, report
from quality.report import GATES, PUBLISHED, TESTS
from quality.verdict import Verdict

pytest_plugins = "pytester"

GATE = """
@pytest.mark.gate("{name}")
def test_{number}({fixtures}):
    {does}
"""
HEALTHY = ("say", "say('3 of 3')")
# gate: (the fixtures of its test, what that does, what the screen shows)
FAULTS = {
    "accessible": ("say", "say('2 of 3', ['page.md:3: wrong', 'page.md:4: wrong'])", "2 of 3"),
    "by keyboard": ("say", "raise OSError('no disk')", "it could not be asked"),
    "valid HTML": ("say", "pytest.skip('no Java')", "it could not be asked"),
    "connected": ("say", "pass", "it was not asked"),
    "spelling": ("say, gone", "say('3 of 3')", "it could not be asked"),
}
WELL, ILL = "def test_well(): pass", "def test_ill(): assert 1 == 2"
SKIPPED, BROKEN = "def test_left(): pytest.skip('no Chromium')", "def test_broken(gone): pass"

# name: (the gates as they should not be, the other tests, what the verdict on these says, which gates fall short)
RUNS = {
    "all hold": ({}, [WELL], ": 1 passed", []),
    "faults": (FAULTS, [WELL], ": 1 passed", [*FAULTS]),
    "other faults": ({}, [WELL, ILL, SKIPPED, BROKEN], ": 1 errors, 1 failed, 1 passed, 1 skipped", [TESTS]),
    "a skip where none may be": ({}, [WELL, SKIPPED], ": 1 passed, 1 skipped", [TESTS]),
    "no test": ({}, [], ": ", [TESTS]),
    "a file that cannot be read": ({}, ["import gone"], ": 1 errors", list(GATES)),
    "no pages": ({"pages": ("say", "1 / 0")}, [WELL], ": 1 passed", ["pages", PUBLISHED]),
}


def suite(planted: dict[str, tuple[str, ...]], others: list[str]) -> str:
    """Return the text of the tests of all gates, some of them as planted, and of other tests."""
    gates = [
        GATE.format(name=name, number=number, fixtures=fixtures, does=does)
        for number, name in enumerate(GATES)
        if name not in (TESTS, PUBLISHED)
        for fixtures, does, *_ in [planted.get(name, HEALTHY)]
    ]
    return "\n".join(["import pytest", *gates, *others])


@pytest.fixture
def asked(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> report.Report:
    """Return a report that only seems to publish."""
    monkeypatch.setenv("BROWSER_TESTS", "required")
    monkeypatch.setattr(report, "publish", lambda record: Verdict(f"{len(json.loads(record.read_text()))} figures"))
    return report.Report(pytester.path)


def run(pytester: pytest.Pytester, asked: report.Report, source: str) -> list[str]:
    """Run tests, and return the gates that fall short by the record of it, which ends with an error if any does."""
    pytester.makepyfile(source)
    code = pytester.inline_run(plugins=[asked, conftest]).ret
    record = json.loads((pytester.path / "gates.json").read_text())
    assert [each["gate"] for each in record] == list(GATES)
    short = [each["gate"] for each in record if not each["holds"]]
    assert (code != 0) == bool(short)
    return short


def test_a_block_that_its_author_skips_is_no_fault(asked: report.Report) -> None:
    for place in ("docs/page.md::line:3,column:1", "tests/test_a.py::test_left"):
        asked.pytest_runtest_logreport(pytest.TestReport(place, (place, 0, ""), {}, "skipped", None, "setup"))
    assert asked.faults == ["tests/test_a.py::test_left"]


@pytest.mark.parametrize("name", RUNS)
def test_whatever_falls_short_is_told(
    pytester: pytest.Pytester, asked: report.Report, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    planted, others, tests, short = RUNS[name]
    assert run(pytester, asked, suite(planted, others)) == short
    assert asked.verdicts[TESTS].figure.endswith(tests)
    lines = capsys.readouterr().out.splitlines()
    assert (f"{len(short)} of 19 gates fall short" if short else "all 19 gates hold") in lines
    for gate, (*_, shown) in FAULTS.items() if short == [*FAULTS] else []:
        assert f"FAILS  {gate:<20} {shown}" in lines


def test_a_gate_without_a_test_was_not_asked(pytester: pytest.Pytester, asked: report.Report) -> None:
    assert run(pytester, asked, suite({}, [WELL]).replace('@pytest.mark.gate("workflows")', "")) == ["workflows"]


def test_a_gate_that_nothing_shows_is_an_error(pytester: pytest.Pytester, asked: report.Report) -> None:
    assert run(pytester, asked, suite({}, [WELL]).replace('gate("workflows")', 'gate("gone")')) == list(GATES)


def test_a_site_that_is_published_otherwise_than_checked_falls_short(
    pytester: pytest.Pytester, asked: report.Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "publish", lambda _: Verdict("9 files", ["a.html: must be the same"]))
    assert run(pytester, asked, suite({}, [WELL])) == [PUBLISHED]
