"""The cache: what took long to make, kept in files until anything that it depends on changes.

What a page did depends on its code, its figures' style, the interpreter, every installed distribution, this engine,
and every file of the packages that it has imported from elsewhere, such as the library that it is about.
"""

import contextlib
import hashlib
import json
import os
import re
import sys
import sysconfig
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path

from page_engine.files import digest, digests, replace_file
from page_engine.read.page import Block, Page, Step
from page_engine.run.outcome import Outcome, outcome_from
from page_engine.settings import Settings

Digest = Callable[[str], str]

_LENGTH = 64  # of a digest in hexadecimal digits


def kept_outcomes(page: Page, digest: Digest = digest) -> list[Outcome] | None:
    """Return what the page did when it last ran, or None if it has to run."""
    content = kept(_path(page), _key(page))
    if content is None:
        return None
    entry = json.loads(content)
    is_current = all(digest(package) == content for package, content in entry["packages"].items())
    return [outcome_from(fields) for fields in entry["outcomes"]] if is_current else None


def keep_outcomes(page: Page, outcomes: Sequence[Outcome], packages: Sequence[str]) -> None:
    """Keep what a page did, if it went as its author wants."""
    if all(map(_is_wanted, page.steps, outcomes)):
        entry = {"packages": digests(packages), "outcomes": [asdict(outcome) for outcome in outcomes]}
        keep(_path(page), _key(page), json.dumps(entry).encode())


def _is_wanted(step: Step, outcome: Outcome) -> bool:
    is_failure_meant = isinstance(step, Block) and "raises" in step.options
    return not outcome.warnings and not outcome.errors and (outcome.failure is None or is_failure_meant)


def _path(page: Page) -> Path | None:
    return kept_path(page.settings, Path(page.name), ".json")


def _key(page: Page) -> str:
    """Return the key of all that a page runs, wherever on the page it stands."""
    style = page.settings.path("style")
    return key_of([(type(step).__name__, step.source) for step in page.steps], style and digest(style.parent))


def remember(path: Path | None, key: str, make: Callable[[], bytes]) -> bytes:
    """Return the content that was kept for a key, or make and keep it."""
    content = kept(path, key)
    if content is None:
        content = make()
        keep(path, key, content)
    return content


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


def key_of(*facts: object) -> str:
    """Return a key of some facts, of this engine, of the interpreter and of all that it can import."""
    everything = [facts, _engine(), sys.version, _installed(), _import_places()]
    return hashlib.sha256(json.dumps(everything).encode()).hexdigest()


def kept_path(settings: Settings, path: Path, suffix: str) -> Path | None:
    """Return where something about a file is kept in its project, or None if nothing is."""
    folder = settings.path("cache")
    if folder is None:
        return None
    name = re.sub(r"\W+", "-", os.path.relpath(path.resolve(), settings.folder.resolve()))
    environment = hashlib.sha256(sys.prefix.encode()).hexdigest()[:8]  # each keeps its own, as .venv does
    return folder / environment / f"{name}{suffix}"


@cache
def _engine() -> str:
    """Return a digest of the engine as it was imported."""
    return digest(Path(__file__).parents[1])


@cache
def _installed() -> list[str]:
    """Return the folders that say which distributions are there, in which versions; to read them would take long."""
    return sorted(path.name for place in sys.path for path in Path(place or ".").glob("*.dist-info"))


def _import_places() -> list[str]:
    """Return what names the folders of packages that are not installed, such as another checkout."""
    folders = [str(Path(name).resolve()) for name in os.environ.get("PYTHONPATH", "").split(os.pathsep) if name]
    named = [path.read_text("utf-8", "replace") for path in sorted(Path(sysconfig.get_path("purelib")).glob("*.pth"))]
    return folders + named


def _seal(key: str, content: bytes) -> bytes:
    return hashlib.sha256(key.encode() + b"\0" + content).hexdigest().encode()
