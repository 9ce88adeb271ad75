"""The cache: what took long to make, kept in files until anything that it depends on changes.

What a page did depends on its code, its figures' style, the interpreter, every installed distribution,
and every file of the packages in use that were not installed, such as this engine in a checkout, or the library.
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

from page_engine.files import digest, replace_file
from page_engine.read.page import Block, Page
from page_engine.run.outcome import Outcome, outcome_from
from page_engine.settings import Settings

Digest = Callable[[str], str]


def kept_outcomes(page: Page, digest: Digest = digest) -> list[Outcome] | None:
    """Return what the page did when it last ran, or None if it has to run."""
    entry = json.loads(kept(*_place_and_key(page)) or "null")
    is_current = entry and all(digest(package) == content for package, content in entry["packages"].items())
    return [outcome_from(fields) for fields in entry["outcomes"]] if is_current else None


def keep_outcomes(page: Page, outcomes: Sequence[Outcome], packages: Sequence[str]) -> None:
    """Keep what a page did, if it went as its author wants."""
    for step, outcome in zip(page.steps, outcomes, strict=True):
        is_failure_meant = isinstance(step, Block) and "raises" in step.options
        if outcome.warnings or outcome.errors or (outcome.failure and not is_failure_meant):
            return
    digests = {package: digest(package) for package in packages}
    entry = {"packages": digests, "outcomes": [asdict(outcome) for outcome in outcomes]}
    keep(*_place_and_key(page), json.dumps(entry).encode())


def _place_and_key(page: Page) -> tuple[Path | None, str]:
    """Return where it is kept, and the key of all that a page runs, wherever on the page it stands."""
    style = page.settings.path("style")
    code = [(type(step).__name__, step.source) for step in page.steps]
    key = key_of(code, style and digest(style.parent))
    return kept_path(page.settings, Path(page.name), ".json"), key


def remember(path: Path | None, key: str, make: Callable[[], bytes]) -> bytes:
    """Return the content that was kept for a key, or make and keep it."""
    content = kept(path, key)
    if content is None:
        content = make()
        keep(path, key, content)
    return content


def kept(path: Path | None, key: str) -> bytes | None:
    """Return the content that was kept for a key, or None if there is none, or something else has written to it."""
    entry = path.read_bytes() if path and path.is_file() else b""
    content = entry.partition(b"\n")[2]
    return content if entry == _sealed(key, content) else None


def keep(path: Path | None, key: str, content: bytes) -> None:
    """Keep a content for a key; where that cannot be done, it costs time, not the result."""
    if path is not None:
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_file(path, _sealed(key, content))


def _sealed(key: str, content: bytes) -> bytes:
    return hashlib.sha256(key.encode() + b"\0" + content).hexdigest().encode() + b"\n" + content


def key_of(*facts: object) -> str:
    """Return a key of some facts, of the interpreter and of all that it can import."""
    folders = [str(Path(name).resolve()) for name in os.environ.get("PYTHONPATH", "").split(os.pathsep) if name]
    return hashlib.sha256(json.dumps([facts, _interpreter(), folders]).encode()).hexdigest()


def kept_path(settings: Settings, path: Path, suffix: str) -> Path | None:
    """Return where something about a file is kept in its project, or None if nothing is."""
    folder = settings.path("cache")
    name = re.sub(r"\W+", "-", os.path.relpath(path.resolve(), settings.folder.resolve()))
    environment = hashlib.sha256(sys.prefix.encode()).hexdigest()[:8]  # each keeps its own, as .venv does
    return folder and folder / environment / f"{name}{suffix}"


@cache
def _interpreter() -> list[str]:
    """Return what tells this interpreter, and all that is installed for it, from another.

    The folders of distributions have their versions in their names; to read what is in them would take long.
    What names the folders of those that are not installed, such as another checkout, is read.
    """
    installed = [path.name for place in sys.path for path in Path(place or ".").glob("*.dist-info")]
    named = [path.read_text("utf-8", "replace") for path in Path(sysconfig.get_path("purelib")).glob("*.pth")]
    return [sys.version, *sorted(installed), *sorted(named)]
