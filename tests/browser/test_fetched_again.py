"""When make fetches Python for the browser again, and what a failure to do so leaves."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from page_engine.browser import __main__ as fetching

PROJECT = Path(__file__).parents[2]
DAY = 24 * 3600  # seconds


@pytest.mark.parametrize(("left_out", "mark"), [([], ""), (["scikit-learn"], "scikit-learn")])
def test_what_was_left_out_is_named_in_the_mark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, left_out: list[str], mark: str
) -> None:
    monkeypatch.setattr(fetching, "fetch", lambda folder, workplace: left_out)
    assert fetching.main(tmp_path) == 0
    assert (tmp_path / ".fetched").read_text() == mark


@pytest.mark.parametrize(("is_there", "then"), [(True, "keeps the one it has"), (False, "no Run and Edit")])
def test_a_failure_says_what_the_site_will_have(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    is_there: bool,
    then: str,
) -> None:
    def fetch(folder: Path, workplace: Path) -> list[str]:
        raise OSError("no network")

    monkeypatch.setattr(fetching, "fetch", fetch)
    if is_there:
        (tmp_path / "pyodide-lock.json").touch()
    assert fetching.main(tmp_path) == 1
    assert then in capsys.readouterr().out
    assert not (tmp_path / ".fetched").exists()


@pytest.mark.parametrize(
    ("mark", "age", "is_asked"),
    [("", 2 * DAY, False), ("scikit-learn", DAY // 2, False), ("scikit-learn", 2 * DAY, True), (None, 0, True)],
)
def test_make_asks_again_a_day_after_something_was_left_out(
    tmp_path: Path, mark: str | None, age: int, is_asked: bool
) -> None:
    shutil.copy(PROJECT / "Makefile", tmp_path)
    now = time.time()
    for name in (
        "package-lock.json",
        ".venv/.installed",
        "requirements.lock",
        "pyproject.toml",
        "page_engine/pyproject.toml",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (now - 9 * DAY,) * 2)
    if mark is not None:
        path = tmp_path / ".cache/browser/.fetched"
        path.parent.mkdir(parents=True)
        path.write_text(mark)
        os.utime(path, (now - age,) * 2)
    for expected in (is_asked, is_asked and mark is None):  # the second time on the same day
        process = subprocess.run(
            ["make", "--dry-run", ".cache/browser/.fetched"], cwd=tmp_path, capture_output=True, text=True, check=True
        )
        assert ("-m page_engine.browser .cache/browser" in process.stdout) == expected, process.stdout
