"""What pages did, kept until anything that it depends on changes.

A result depends on the text of the page, on the interpreter, on every installed distribution,
and on every file of the packages that the page has imported from elsewhere: the library, and this engine.
A project asks for a cache in its ``pyproject.toml``: ``[tool.page_engine]`` with ``cache = "folder"``.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from page_engine.outcome import Failure, Outcome
from page_engine.page import Block, Page, Step


def kept_outcomes(page: Page) -> list[Outcome] | None:
    """Return what the page did when it last ran, or None if it has to run."""
    path = _path(page)
    if path is None or not path.exists():
        return None
    try:
        entry = json.loads(path.read_text("utf-8"))
        is_whole = entry["digest"] == _digest_of_text(json.dumps(entry["outcomes"]))
        if is_whole and entry["key"] == _key(page) and entry["packages"] == _digests(entry["packages"]):
            return [_outcome(fields) for fields in entry["outcomes"]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError):
        pass  # a file that something else has written to is as good as none
    return None


def keep_outcomes(page: Page, outcomes: Sequence[Outcome], packages: Sequence[str]) -> None:
    """Keep what a page did, if it went as its author wants.

    Parameters
    ----------
    page : Page
    outcomes : list of Outcome
        One a step of the page.
    packages : list of str
        The folders of the packages, and the files of the modules, that the page has imported
        and that belong to no installed distribution.
    """
    path = _path(page)
    if path is None or not all(map(_is_wanted, page.steps, outcomes)):
        return
    kept = [asdict(outcome) for outcome in outcomes]
    with contextlib.suppress(OSError):  # a full disk costs time, not the result
        digest = _digest_of_text(json.dumps(kept))
        entry = {"key": _key(page), "packages": _digests(packages), "digest": digest, "outcomes": kept}
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace_file(path, json.dumps(entry))


def _replace_file(path: Path, text: str) -> None:
    """Write the file in one move, so that nobody ever reads half of it, and leave nothing else behind."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as file:
        temporary = Path(file.name)
    try:
        temporary.write_text(text, "utf-8")
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _is_wanted(step: Step, outcome: Outcome) -> bool:
    return outcome.failure is None or (isinstance(step, Block) and "raises" in step.options)


def _path(page: Page) -> Path | None:
    """Return where the results of a page are kept, in the cache of the project around it."""
    page_path = Path(page.name).resolve()
    for folder in page_path.parents:
        settings = _settings(folder / "pyproject.toml")
        if "cache" in settings:
            name = re.sub(r"\W+", "-", page_path.relative_to(folder).as_posix())
            return folder / settings["cache"] / f"{name}.json"
    return None


@cache
def _settings(project: Path) -> dict[str, str]:
    if not project.is_file():
        return {}
    tools: dict[str, Any] = tomllib.loads(project.read_text("utf-8")).get("tool", {})
    return dict(tools.get("page_engine", {}))


def _key(page: Page) -> str:
    return _digest_of_text(json.dumps([page.text, sys.version, *_installed()]))


@cache
def _installed() -> list[str]:
    return sorted(f"{each.name}=={each.version}" for each in distributions())


def _digests(paths: Sequence[str] | dict[str, str]) -> dict[str, str]:
    """Return for each file or folder a digest of all that is in it."""
    return {path: _digest_of_path(Path(path)) for path in paths}


def _digest_of_path(path: Path) -> str:
    files = [path] if path.is_file() else [file for file in sorted(path.rglob("*")) if file.is_file()]
    digest = hashlib.sha256()
    for file in files:
        if "__pycache__" not in file.parts:
            digest.update(f"{file}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _digest_of_text(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _outcome(fields: dict[str, Any]) -> Outcome:
    failure = fields.pop("failure")
    return Outcome(**fields, failure=Failure(**failure) if failure else None)
