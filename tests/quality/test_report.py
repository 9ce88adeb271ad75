"""The report: one line a gate, an end with an error if any falls short or is not asked, and a record for the site."""

import json
from pathlib import Path

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
FAULTS: dict[str, tuple[str, ...]] = {
    "accessible": ("say", "say('2 of 3', ['page.md:3: wrong', 'page.md:4: wrong'])", "2 of 3"),
    "by keyboard": ("say", "raise OSError('no disk')", "it could not be asked"),
    "valid HTML": ("say", "pytest.skip('no Java')", "it could not be asked"),
    "connected": ("say", "pass", "it was not asked"),
    "spelling": ("say, gone", "say('3 of 3')", "it could not be asked"),
}
WELL, ILL = "def test_well(): pass", "def test_ill(): assert 1 == 2"
SKIPPED, BROKEN = "def test_left(): pytest.skip('no Chromium')", "def test_broken(gone): pass"


def suite(planted: dict[str, tuple[str, ...]], *others: str) -> str:
    """Return the text of the tests of all gates, some of them as planted, and of other tests."""
    gates = [
        GATE.format(name=name, number=number, fixtures=fixtures, does=does)
        for number, name in enumerate(GATES)
        if name not in (TESTS, PUBLISHED)
        for fixtures, does, *_ in [planted.get(name, HEALTHY)]
    ]
    return "\n".join(["import pytest", *gates, *others])


# name: (all tests, what the verdict on those that are no gates says, which gates fall short)
RUNS = {
    "all hold": (suite({}, WELL), ": 1 passed", []),
    "faults": (suite(FAULTS, WELL), ": 1 passed", [*FAULTS]),
    "other faults": (suite({}, WELL, ILL, SKIPPED, BROKEN), ": 1 errors, 1 failed, 1 passed, 1 skipped", [TESTS]),
    "a skip where none may be": (suite({}, WELL, SKIPPED), ": 1 passed, 1 skipped", [TESTS]),
    "no test": (suite({}), ": ", [TESTS]),
    "a file that cannot be read": (suite({}, "import gone"), ": 1 errors", [*GATES]),
    "no pages": (suite({"pages": ("say", "1 / 0")}, WELL), ": 1 passed", ["pages", PUBLISHED]),
    "a gate without a test": (suite({}).replace('@pytest.mark.gate("workflows")', ""), ": 1 passed", ["workflows"]),
    "a gate that nothing shows": (suite({}, WELL).replace('"workflows"', '"gone"'), ": ", [*GATES]),
    "a site that is published otherwise": (suite({}, WELL), ": 1 passed", [PUBLISHED]),
}


@pytest.mark.parametrize("name", RUNS)
def test_whatever_falls_short_is_told_on_the_screen_and_in_the_record(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    source, tests, short = RUNS[name]
    faults = ["a.html: must be the same"] if "otherwise" in name else []
    monkeypatch.setattr(report, "publish", lambda record: Verdict(f"{len(json.loads(record.read_text()))}", faults))
    monkeypatch.setenv("BROWSER_TESTS", "required")
    pytester.makepyfile(source)
    asked = report.Report(pytester.path)
    ended = pytester.inline_run(
        "-p", "no:hypothesispytest", plugins=[asked, conftest]
    ).ret  # which takes long to import
    record = json.loads((pytester.path / "gates.json").read_text())
    assert [each["gate"] for each in record] == list(GATES)
    assert [each["gate"] for each in record if not each["holds"]] == short
    assert (ended != 0) == bool(short)
    assert asked.verdicts[TESTS].figure.endswith(tests)
    lines = capsys.readouterr().out.splitlines()
    assert (f"{len(short)} of 19 gates fall short" if short else "all 19 gates hold") in lines
    for gate, (*_, shown) in FAULTS.items() if name == "faults" else []:
        assert f"FAILS  {gate:<20} {shown}" in lines


def test_a_block_that_its_author_skips_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSER_TESTS", "required")
    asked = report.Report(tmp_path)
    for place in ("docs/page.md::line:3,column:1", "tests/test_a.py::test_left"):
        asked.pytest_runtest_logreport(pytest.TestReport(place, (place, 0, ""), {}, "skipped", None, "setup"))
    assert asked.faults == ["tests/test_a.py::test_left"]
