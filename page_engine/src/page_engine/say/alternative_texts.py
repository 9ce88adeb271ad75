"""Alternative texts beside their figures: each pair that an author has looked at is kept in a record.

What a text says of a figure only a reader can judge. So that a change of either does not pass unread,
the record holds for each text a digest of its figure, and a text or a figure that is not in it is a problem
until the page is updated, which shows the author the pair as a difference of the record.

A project asks for that in its settings, and by holding a record, which counts for all pages below its folder.
Digests are compared if the same Matplotlib drew the figures. Where a figure is another on another computer,
since a chaotic training ends elsewhere there, an author writes ``varies`` in place of its digest.
"""

import hashlib
import json
import os
import re
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

from page_engine.files import replace_file
from page_engine.read.page import Block, Page
from page_engine.read.problem import Problem
from page_engine.run.outcome import Outcome

VARIES = "varies"

_NUMBER = re.compile(r"(\d+\.\d+)")
_MADE_UP_NAME = re.compile(r'[0-9a-f]{10}(?=[")])')  # Matplotlib makes them from numbers with all their digits


def find_broken_record(page: Page) -> list[Problem]:
    """Return the problem of a page's record, if it has one that cannot be read."""
    found = _read(page)
    return [found] if isinstance(found, Problem) else []


def unread_alternative(page: Page, text: str, figure: str) -> str:
    """Return what is wrong with a text and its figure, if there is a record; nothing if it has the pair."""
    found = _read(page)
    if not isinstance(found, tuple):  # a problem is told of once, for the page
        return ""
    if sum(block.options.get("alt") == text for block in page.blocks) > 1:
        return "two figures of a page must not have the same alternative text"
    _, name, record = found
    known = record["pages"].get(name, {})
    advice = "look at the figure and its alternative text, and update the page, which records them"
    if text not in known:
        return f"the alternative text must be one that was recorded with its figure: {advice}"
    if known[text] not in (VARIES, digest(figure)) and record["matplotlib"] == metadata.version("matplotlib"):
        return f"the figure must be the one that its alternative text was recorded with: {advice}"
    return ""


def record_alternatives(page: Page, outcomes: Sequence[Outcome]) -> int:
    """Record the texts and figures of a page, and return how many of the pairs were not in the record."""
    found = _read(page)
    if not isinstance(found, tuple):
        return 0
    path, name, record = found
    old = record["pages"].get(name, {})
    pairs = {
        step.options["alt"]: digest(outcome.figures[0])
        for step, outcome in zip(page.steps, outcomes, strict=True)
        if isinstance(step, Block) and "alt" in step.options and outcome.figures
    }
    # What varies, or could not be drawn this time, stays as it was.
    pairs |= {text: was for text, was in old.items() if (was == VARIES if text in pairs else f'"{text}"' in page.text)}
    pages = sorted((record["pages"] | {name: pairs}).items())
    new = record | {
        "matplotlib": metadata.version("matplotlib") if pairs else record["matplotlib"],
        "pages": {each: kept for each, kept in pages if kept and (path.parent / each).exists()},
    }
    if new != record:
        replace_file(path, (json.dumps(new, indent=2, ensure_ascii=False) + "\n").encode())
    return len(pairs.items() - old.items())


def digest(figure: str) -> str:
    """Return a digest of what a figure shows; what is smaller than half a point does not change it."""
    parts = _NUMBER.split(_MADE_UP_NAME.sub("", figure))
    parts[1::2] = [str(round(float(number))) for number in parts[1::2]]
    return hashlib.sha256("".join(parts).encode("utf-8")).hexdigest()[:12]


def _read(page: Page) -> tuple[Path, str, dict[str, Any]] | Problem | None:
    """Return the record that counts for a page: its path, the page's name in it and its content, or what is wrong."""
    path, place = page.settings.path("alternative_texts"), Path(os.path.realpath(page.name))
    if path is None or not path.is_file() or not place.is_relative_to(path.parent.resolve()):
        return None
    try:
        record: dict[str, Any] = {"matplotlib": "", "pages": {}} | json.loads(path.read_text("utf-8"))
        if not all(isinstance(pairs, dict) for pairs in record["pages"].values()):
            raise TypeError
    except (TypeError, ValueError, AttributeError) as error:
        line = getattr(error, "lineno", 1)  # where it is no JSON
        return Problem(str(path), line, "the record must be JSON, and hold pages with their texts, {} at first")
    return path, place.relative_to(path.parent.resolve()).as_posix(), record
