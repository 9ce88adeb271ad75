"""Assembling Python for the browser: whole and official, or not at all. With small files, and no network."""

from __future__ import annotations

import hashlib
import json
from functools import partial
from pathlib import Path
from zipfile import ZipFile

import pytest

from page_engine.browser.assembly import CORE, Source, assemble, from_archive

DEPENDS = {
    "numpy": [],
    "six": [],
    "dateutil": ["six"],
    "matplotlib": ["numpy", "dateutil"],
    "scikit-learn": ["numpy"],
    "pandas": ["numpy"],
}


def content_of(name: str) -> bytes:
    return f"the wheel of {name}".encode()


def file_of(name: str) -> str:
    return f"{name}-1.0.whl"


@pytest.fixture
def core(tmp_path: Path) -> Path:
    """Return a folder such as that of Pyodide's npm package."""
    folder = tmp_path / "core"
    folder.mkdir()
    for name in CORE:
        (folder / name).write_text(name)
    packages = {
        name: {"file_name": file_of(name), "sha256": hashlib.sha256(content_of(name)).hexdigest(), "depends": depends}
        for name, depends in DEPENDS.items()
    }
    (folder / "pyodide-lock.json").write_text(json.dumps({"info": {"version": "1.0"}, "packages": packages}))
    return folder


def source(without: str = "", wrong: str = "") -> Source:
    """Return a source of all files but one, or with a wrong one."""
    files = {file_of(name): content_of(name) for name in DEPENDS if name != without}
    if wrong:
        files[file_of(wrong)] = b"something else"
    return files.get


def test_what_is_needed_is_there_and_no_more(tmp_path: Path, core: Path) -> None:
    folder = tmp_path / "browser"
    assemble(folder, core, [source()])
    wheels = [file_of(name) for name in DEPENDS if name != "pandas"]
    assert {path.name for path in folder.iterdir()} == {*CORE, *wheels, "pyodide-lock.json"}
    lock = json.loads((folder / "pyodide-lock.json").read_text())
    assert set(lock["packages"]) == set(DEPENDS) - {"pandas"}
    assert lock["packages"]["six"]["size"] == len(content_of("six"))


def test_a_file_with_a_wrong_hash_is_refused(tmp_path: Path, core: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"no source has six-1\.0\.whl with the hash"):
        assemble(tmp_path / "browser", core, [source(wrong="six")])
    assert not (tmp_path / "browser").exists()


@pytest.mark.parametrize("first", [source(without="six"), source(wrong="six")])
def test_what_one_source_does_not_have_is_taken_from_the_next(tmp_path: Path, core: Path, first: Source) -> None:
    assemble(tmp_path / "browser", core, [first, source()])
    assert (tmp_path / "browser" / file_of("six")).read_bytes() == content_of("six")


def test_a_failure_leaves_what_was_there(tmp_path: Path, core: Path) -> None:
    folder = tmp_path / "browser"
    assemble(folder, core, [source()])
    (core / "pyodide.mjs").unlink()
    with pytest.raises(FileNotFoundError):
        assemble(folder, core, [source()])
    assert (folder / "pyodide.mjs").exists()


def test_what_was_there_is_replaced_and_what_half_a_try_has_left_is_not_kept(tmp_path: Path, core: Path) -> None:
    folder = tmp_path / "browser"
    for old in (folder, tmp_path / "browser.new"):
        old.mkdir()
        (old / "old.whl").touch()
    assemble(folder, core, [source()])
    assert (folder / "pyodide.mjs").exists()
    assert not (folder / "old.whl").exists()
    assert not (tmp_path / "browser.new").exists()


def test_half_a_folder_is_not_taken_for_a_whole_one(tmp_path: Path, core: Path) -> None:
    (core / "python_stdlib.zip").unlink()
    with pytest.raises(FileNotFoundError):
        assemble(tmp_path / "browser", core, [source()])
    assert not (tmp_path / "browser").exists()


def test_an_archive_is_a_source(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "carrier.whl", "w") as archive:
        archive.writestr("carrier/assets/not-six-1.0.whl", b"another")
        archive.writestr("carrier/assets/six-1.0.whl", content_of("six"))
    read = partial(from_archive, tmp_path / "carrier.whl")
    assert read("six-1.0.whl") == content_of("six")
    assert read("1.0.whl") is None
    assert read("numpy-1.0.whl") is None
