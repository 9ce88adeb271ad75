"""Assembling Python for the browser: from the parts that were fetched, one folder that is either whole or not there.

Pyodide's lock file says which files a library needs, and the hash that each must have; a source is asked for a file
by its name, and is believed only if that hash is right.
"""

import hashlib
import http.client
import json
import shutil
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath
from typing import Any
from zipfile import ZipFile

ESSENTIAL = ("numpy", "matplotlib")
OPTIONAL = ("scikit-learn",)  # what needs it says so to the reader when it is missing
CORE = ("pyodide.asm.js", "pyodide.asm.wasm", "pyodide.mjs", "python_stdlib.zip")
LOCK = "pyodide-lock.json"
CDN = "https://cdn.jsdelivr.net/pyodide/v{version}/full/{file_name}"  # on which Pyodide publishes its releases
CDN_TIMEOUT = 10  # seconds

Source = Callable[[str], bytes | None]  # from the name of a file to its content, if the source has it
Packages = dict[str, dict[str, Any]]


class MissingFileError(Exception):
    """No source has a file with the hash that the lock file wants."""


def assemble(folder: Path, core: Path, sources: Sequence[Source], others: Sequence[Path] = ()) -> list[str]:
    """Put Pyodide's npm package, its wheels and other files into a folder in place of what was there.

    Each source is asked in turn for a file; the libraries that had to be left out are returned.
    """
    lock = json.loads((core / LOCK).read_text("utf-8"))
    contents: dict[str, bytes] = {}
    left_out = []
    for library in ESSENTIAL + OPTIONAL:
        try:
            contents |= {
                name: _official(lock["packages"][name], sources) for name in _needed(lock["packages"], library)
            }
        except MissingFileError:
            if library in ESSENTIAL:
                raise
            left_out.append(library)
    new = folder.with_name(f"{folder.name}.new")
    _write(new, lock, contents, [*(core / name for name in CORE), *others])
    shutil.rmtree(folder, ignore_errors=True)
    new.rename(folder)
    return left_out


def _needed(packages: Packages, library: str) -> list[str]:
    """Return the names of a library and of all that it depends on, directly or not."""
    needed = [library]
    for name in needed:
        needed += [other for other in packages[name]["depends"] if other not in needed]
    return needed


def _official(package: dict[str, Any], sources: Sequence[Source]) -> bytes:
    for source in sources:
        content = source(package["file_name"])
        if content is not None and hashlib.sha256(content).hexdigest() == package["sha256"]:
            return content
    raise MissingFileError(f"no source has {package['file_name']} with the hash that Pyodide's lock file wants")


def _write(folder: Path, lock: dict[str, Any], contents: dict[str, bytes], others: Sequence[Path]) -> None:
    """Write files and a lock file that names only the packages that are there, with their sizes to show progress by."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for path in others:
        shutil.copyfile(path, folder / path.name)
    for name, content in contents.items():
        (folder / lock["packages"][name]["file_name"]).write_bytes(content)
    packages = {name: lock["packages"][name] | {"size": len(content)} for name, content in contents.items()}
    (folder / LOCK).write_text(json.dumps({"info": lock["info"], "packages": packages}), "utf-8")


def from_archive(path: Path) -> Source:
    """Return a source that finds files by their names, wherever they are in an archive."""

    def read(file_name: str) -> bytes | None:
        with ZipFile(path) as archive:
            found = [name for name in archive.namelist() if PurePosixPath(name).name == file_name]
            return archive.read(found[0]) if found else None

    return read


def from_cdn(version: str) -> Source:
    """Return a source that asks the CDN for a release of Pyodide."""

    def read(file_name: str) -> bytes | None:
        address = CDN.format(version=version, file_name=file_name)
        try:
            with urllib.request.urlopen(address, timeout=CDN_TIMEOUT) as answer:
                return bytes(answer.read())
        except (OSError, http.client.HTTPException):
            return None

    return read
