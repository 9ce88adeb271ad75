"""The weekly command: every part runs, and one that fails is seen."""

from __future__ import annotations

import sys

import pytest

from quality import weekly


def part(code: str, **variables: str) -> tuple[dict[str, str], tuple[str, ...]]:
    return variables, (sys.executable, "-c", code)


def test_every_part_runs_and_one_that_fails_is_told(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    parts = {"first": part("raise SystemExit(3)"), "second": part("import os; print(os.environ['SAID'])", SAID="here")}
    monkeypatch.setattr(weekly, "PARTS", parts)
    assert weekly.main() == 1
    said = capfd.readouterr().out
    assert "FAILS after 0 min: first" in said
    assert "here\nholds after 0 min: second" in said
    assert said.endswith("1 of 2 parts hold\n")


def test_if_every_part_holds_so_does_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weekly, "PARTS", {"only": part("")})
    assert weekly.main() == 0
