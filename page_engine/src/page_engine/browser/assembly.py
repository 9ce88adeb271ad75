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

LIBRARIES = ("numpy", "matplotlib", "scikit-learn")
CORE = ("pyodide.asm.js", "pyodide.asm.wasm", "pyodide.mjs", "python_stdlib.zip")
LOCK = "pyodide-lock.json"
CDN = "https://cdn.jsdelivr.net/pyodide/v{version}/full/{file_name}"  # on which Pyodide publishes its releases

Source = Callable[[str], bytes | None]  # from the name of a file to its content, if the source has it


def assemble(folder: Path, core: Path, sources: Sequence[Source], others: Sequence[Path] = ()) -> None:
    """Put Pyodide's npm package, its wheels and other files into a folder in place of what was there.

    Each source is asked in turn for a file. The new lock file names only the packages that are there,
    with their sizes to show progress by.
    """
    lock = json.loads((core / LOCK).read_text("utf-8"))
    needed = list(LIBRARIES)
    for library in needed:
        needed += [name for name in lock["packages"][library]["depends"] if name not in needed]
    lock["packages"] = {name: lock["packages"][name] for name in needed}
    contents = {package["file_name"]: _official(package, sources) for package in lock["packages"].values()}
    for package in lock["packages"].values():
        package["size"] = len(contents[package["file_name"]])
    contents |= {path.name: path.read_bytes() for path in [*(core / name for name in CORE), *others]}
    contents[LOCK] = json.dumps({"info": lock["info"], "packages": lock["packages"]}).encode()
    new = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    for name, content in contents.items():
        (new / name).write_bytes(content)
    shutil.rmtree(folder, ignore_errors=True)
    new.rename(folder)


def _official(package: dict[str, Any], sources: Sequence[Source]) -> bytes:
    """Return the file of a package that has the hash which the lock file wants."""
    for source in sources:
        if (content := source(package["file_name"])) and hashlib.sha256(content).hexdigest() == package["sha256"]:
            return content
    raise FileNotFoundError(f"no source has {package['file_name']} with the hash that Pyodide's lock file wants")


def from_archive(path: Path, file_name: str) -> bytes | None:
    """Return the file of a name, wherever it is in an archive."""
    with ZipFile(path) as archive:
        return next((archive.read(name) for name in archive.namelist() if PurePosixPath(name).name == file_name), None)


def from_cdn(version: str, file_name: str) -> bytes | None:
    """Return a file of a release of Pyodide, if the CDN answers."""
    try:
        with urllib.request.urlopen(CDN.format(version=version, file_name=file_name), timeout=10) as answer:
            return bytes(answer.read())
    except (OSError, http.client.HTTPException):
        return None
