"""What Python for the browser leaves behind when it was fetched, and when it could not be."""

from __future__ import annotations

from pathlib import Path

import pytest

from page_engine.browser import __main__ as fetching


def test_the_exit_code_tells_make_that_it_was_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "fetch", lambda folder, workplace: None)
    assert fetching.main(tmp_path) == 0


@pytest.mark.parametrize(("is_there", "then"), [(True, "keeps the one it has"), (False, "no Run and Edit")])
def test_a_failure_says_what_the_site_will_have(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    is_there: bool,
    then: str,
) -> None:
    def fetch(folder: Path, workplace: Path) -> None:
        raise OSError("no network")

    monkeypatch.setattr(fetching, "fetch", fetch)
    if is_there:
        (tmp_path / "pyodide-lock.json").touch()
    assert fetching.main(tmp_path) == 1
    assert then in capsys.readouterr().out
