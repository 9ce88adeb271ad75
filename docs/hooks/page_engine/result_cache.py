"""What pages did, kept until anything that it depends on changes.

A result depends on the text of the page, on the interpreter, on every installed distribution,
and on every file of the packages that the page has imported from elsewhere: the library, and this engine.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from page_engine.kept_files import keep, kept, kept_path, key_of
from page_engine.outcome import Failure, Outcome
from page_engine.page import Block, Page, Step
from page_engine.sources import digest, digests

_SUFFIX = ".json"

Digest = Callable[[str], str]


def kept_outcomes(page: Page, digest: Digest = digest) -> list[Outcome] | None:
    """Return what the page did when it last ran, or None if it has to run.

    Parameters
    ----------
    page : Page
    digest : callable, optional
        What tells the content of a file or folder, for a caller that asks for many pages, and reads each folder once.
    """
    content = kept(kept_path(Path(page.name), _SUFFIX), key_of(page.text))
    if content is None:
        return None
    entry = json.loads(content)
    is_current = all(digest(package) == content for package, content in entry["packages"].items())
    return [_outcome(fields) for fields in entry["outcomes"]] if is_current else None


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
    if not all(map(_is_wanted, page.steps, outcomes)):
        return
    entry = {"packages": digests(packages), "outcomes": [asdict(outcome) for outcome in outcomes]}
    keep(kept_path(Path(page.name), _SUFFIX), key_of(page.text), json.dumps(entry).encode())


def _is_wanted(step: Step, outcome: Outcome) -> bool:
    return outcome.failure is None or (isinstance(step, Block) and "raises" in step.options)


def _outcome(fields: dict[str, Any]) -> Outcome:
    failure = fields.pop("failure")
    return Outcome(**fields, failure=Failure(**failure) if failure else None)
