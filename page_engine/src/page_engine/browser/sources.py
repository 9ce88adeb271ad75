"""Where the files of Pyodide's packages can be had."""

from __future__ import annotations

import http.client
import urllib.request
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

CDN = "https://cdn.jsdelivr.net/pyodide/v{version}/full/{file_name}"
CDN_TIMEOUT = 10  # seconds

Source = Callable[[str], bytes | None]  # from the name of a file to its content, if the source has it


def from_archive(path: Path) -> Source:
    """Return a source that finds files by their names, wherever they are in an archive."""

    def read(file_name: str) -> bytes | None:
        with ZipFile(path) as archive:
            found = [name for name in archive.namelist() if PurePosixPath(name).name == file_name]
            return archive.read(found[0]) if found else None

    return read


def from_cdn(version: str) -> Source:
    """Return a source that asks the CDN on which Pyodide publishes its releases."""

    def read(file_name: str) -> bytes | None:
        try:
            with urllib.request.urlopen(
                CDN.format(version=version, file_name=file_name), timeout=CDN_TIMEOUT
            ) as answer:
                return bytes(answer.read())
        except (OSError, http.client.HTTPException):
            return None

    return read
