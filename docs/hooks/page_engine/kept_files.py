"""What took long to make, kept in files until anything that it depends on changes.

A project asks for this in its ``pyproject.toml``: ``[tool.page_engine]`` with ``cache = "folder"``.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import sys
import sysconfig
import tomllib
from collections.abc import Callable
from functools import cache
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from page_engine.sources import digest
from page_engine.whole_file import replace_file

_OWN_FOLDER = str(Path(__file__).resolve().parents[1])  # where the engine is imported from, whoever runs it
_LENGTH = 64  # of a digest in hexadecimal digits


def kept(path: Path | None, key: str) -> bytes | None:
    """Return the content that was kept for a key, or None if there is none, or something else has written to it."""
    if path is None:
        return None
    try:
        entry = path.read_bytes()
    except OSError:
        return None
    content = entry[_LENGTH:]
    return content if entry[:_LENGTH] == _seal(key, content) else None


def keep(path: Path | None, key: str, content: bytes) -> None:
    """Keep a content for a key; where that cannot be done, it costs time, not the result."""
    if path is None:
        return
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, _seal(key, content) + content)


def remember(path: Path | None, key: str, make: Callable[[], bytes]) -> bytes:
    """Return the content that was kept for a key, or make and keep it."""
    content = kept(path, key)
    if content is None:
        content = make()
        keep(path, key, content)
    return content


def key_of(*facts: object) -> str:
    """Return a key of some facts, of this engine, of the interpreter and of all that it can import."""
    everything = [facts, _engine(), sys.version, _installed(), _import_places()]
    return hashlib.sha256(json.dumps(everything).encode()).hexdigest()


def kept_path(path: Path, suffix: str) -> Path | None:
    """Return where something about a file is kept in the project around it, or None if nothing is."""
    path = path.resolve()
    for folder in path.parents:
        settings = _settings(folder / "pyproject.toml")
        if "cache" in settings:
            name = re.sub(r"\W+", "-", path.relative_to(folder).as_posix())
            environment = hashlib.sha256(sys.prefix.encode()).hexdigest()[:8]  # each keeps its own, as .venv does
            return folder / settings["cache"] / environment / f"{name}{suffix}"
    return None


@cache
def _settings(project: Path) -> dict[str, str]:
    if not project.is_file():
        return {}
    tools: dict[str, Any] = tomllib.loads(project.read_text("utf-8")).get("tool", {})
    return dict(tools.get("page_engine", {}))


@cache
def _engine() -> str:
    """Return a digest of the engine as it was imported."""
    return digest(Path(__file__).parent)


@cache
def _installed() -> list[str]:
    return sorted(f"{each.name}=={each.version}" for each in distributions())


def _import_places() -> list[str]:
    """Return what names the folders of packages that are not installed, such as another checkout."""
    folders = [str(Path(name).resolve()) for name in os.environ.get("PYTHONPATH", "").split(os.pathsep) if name]
    named = [path.read_text("utf-8", "replace") for path in sorted(Path(sysconfig.get_path("purelib")).glob("*.pth"))]
    return [folder for folder in folders if folder != _OWN_FOLDER] + named


def _seal(key: str, content: bytes) -> bytes:
    return hashlib.sha256(key.encode() + b"\0" + content).hexdigest().encode()
