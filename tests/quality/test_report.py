"""The report of the gates: one screen, and an end with an error if any falls short."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from quality import __main__ as command
from quality.gates import Gate, gates_for
from quality.report import screen
from quality.verdict import Verdict

HOLDS, FAILS = Verdict("3 of 3"), Verdict("2 of 3", ("page.md:3: wrong",))


def refuse() -> Verdict:
    raise OSError("no disk")


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the command build nothing, and write elsewhere."""
    monkeypatch.setattr(command, "RECORDS", tmp_path)
    monkeypatch.setattr(command, "build", lambda *_: HOLDS)
    monkeypatch.setattr(command, "contents", lambda _: {})
    for name in ("SITE_URL", "SOURCE_DATE_EPOCH"):
        monkeypatch.setenv(name, "1")
    return tmp_path


@pytest.mark.parametrize(
    ("gate", "code"),
    [(lambda: HOLDS, 0), (lambda: FAILS, 1), (refuse, 1)],
    ids=["one that holds", "one that falls short", "one that cannot be asked"],
)
@pytest.mark.parametrize("begins", ["at once", "with the site", "alone"])
def test_one_gate_that_falls_short_is_enough(
    records: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    gate: object,
    code: int,
    begins: str,
) -> None:
    gates = [Gate("first", lambda: HOLDS), Gate("second", gate, begins), Gate("third", lambda: HOLDS)]
    monkeypatch.setattr(command, "gates_for", lambda _: gates)
    assert command.main() == code
    shown = capsys.readouterr().out.splitlines()
    assert "holds  third                3 of 3" in shown
    assert shown[-1] == ("1 of 5 gates fall short" if code else "all 5 gates hold")
    kept = json.loads((records / "gates.json").read_text())
    assert {each["gate"]: each["holds"] for each in kept} == {
        "pages": True,
        "first": True,
        "second": not code,
        "third": True,
        "published": True,
    }


def test_a_site_that_cannot_be_built_is_not_asked_about(records: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "build", lambda *_: FAILS)
    asked: list[str] = []

    def gate(begins: str) -> Gate:
        return Gate(begins, lambda: asked.append(begins) or HOLDS, begins)

    monkeypatch.setattr(command, "gates_for", lambda _: [*map(gate, ("at once", "with the site", "alone"))])
    assert command.main() == 1
    assert asked == ["at once"]


def test_a_site_that_is_published_otherwise_than_checked_falls_short(
    records: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sites = {command.CHECKED: {"a.html": b"1", "quality/index.html": b"1"}, command.PUBLISHED: {"a.html": b"2"}}
    monkeypatch.setattr(command, "contents", sites.get)
    assert [fault.split(":")[0] for fault in command.publish({}).faults] == ["a.html"]


def test_the_screen_has_the_faults_and_a_line_for_each_gate() -> None:
    many = Verdict("none of 40", tuple(f"page.md:{line}: wrong" for line in range(40)))
    shown = list(screen({"good": HOLDS, "bad": FAILS, "worse": many}))
    assert "page.md:3: wrong" in shown
    assert "... and 28 more" in shown
    assert [line[:5] for line in shown[-4:-1]] == ["holds", "FAILS", "FAILS"]
    assert len(shown) < 50


def test_every_gate_has_a_name_of_its_own(tmp_path: Path) -> None:
    names = [gate.name for gate in gates_for(tmp_path)]
    assert len(set(names)) == len(names) == 17
