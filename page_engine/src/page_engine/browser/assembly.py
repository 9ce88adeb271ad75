"""Assembling: from the parts that were fetched, one folder that is either whole or not there."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from page_engine.browser.lockfile import Lock, is_official, needed_packages, shortened_lock
from page_engine.browser.sources import Source

ESSENTIAL = ("numpy", "matplotlib")
OPTIONAL = ("scikit-learn",)  # for one comparison; what needs it says so to the reader when it is missing
CORE = ("pyodide.asm.js", "pyodide.asm.wasm", "pyodide.mjs", "python_stdlib.zip")
LOCK = "pyodide-lock.json"


class MissingFileError(Exception):
    """No source has a file with the hash that the lock file wants."""


def assemble(folder: Path, core: Path, sources: Sequence[Source], others: Sequence[Path] = ()) -> list[str]:
    """Fill a folder with Python for the browser.

    Parameters
    ----------
    folder : Path
        What was in it before is replaced, once all is there.
    core : Path
        The folder of Pyodide's npm package.
    sources : list of Source
        Asked one after the other for each file.
    others : list of Path
        Files to be put beside them.

    Returns
    -------
    list of str
        The libraries that had to be left out.

    Raises
    ------
    MissingFileError
        If one is missing that cannot be left out.
    """
    lock = json.loads((core / LOCK).read_text("utf-8"))
    contents: dict[str, bytes] = {}
    left_out = []
    for library in ESSENTIAL + OPTIONAL:
        try:
            contents |= _collect(lock, library, sources)
        except MissingFileError:
            if library in ESSENTIAL:
                raise
            left_out.append(library)
    new = folder.with_name(f"{folder.name}.new")
    _write(new, lock, contents, [*(core / name for name in CORE), *others])
    shutil.rmtree(folder, ignore_errors=True)
    new.rename(folder)
    return left_out


def _collect(lock: Lock, library: str, sources: Sequence[Source]) -> dict[str, bytes]:
    return {name: _official_file(lock, name, sources) for name in needed_packages(lock, library)}


def _official_file(lock: Lock, name: str, sources: Sequence[Source]) -> bytes:
    file_name = lock["packages"][name]["file_name"]
    for source in sources:
        content = source(file_name)
        if content is not None and is_official(lock, name, content):
            return content
    raise MissingFileError(f"no source has {file_name} with the hash that Pyodide's lock file wants")


def _write(folder: Path, lock: Lock, contents: dict[str, bytes], others: Sequence[Path]) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for path in others:
        shutil.copyfile(path, folder / path.name)
    for name, content in contents.items():
        (folder / lock["packages"][name]["file_name"]).write_bytes(content)
    (folder / LOCK).write_text(json.dumps(shortened_lock(lock, contents)), "utf-8")
