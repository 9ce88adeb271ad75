"""Alternative texts beside their figures: each pair that an author has looked at is kept in a record.

What a text says of a figure only a reader can judge. So that a change of either does not pass unread,
the record holds for each text a digest of its figure, and a text or a figure that is not in it is a problem
until the page is updated, which shows the author the pair as a difference of the record.

A folder of pages asks for that by holding a record, ``{}`` at first. It counts for all pages below it.
Digests are compared if the same Matplotlib drew the figures. Where a figure is another on another computer,
since a chaotic training ends elsewhere there, an author writes ``varies`` in place of its digest.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from page_engine.outcome import Outcome
from page_engine.page import Block, Page

RECORD = ".alternative_texts.json"
VARIES = "varies"

_NUMBER = re.compile(r"(\d+\.\d+)")
_MADE_UP_NAME = re.compile(r'[0-9a-f]{10}(?=[")])')  # Matplotlib makes them from numbers with all their digits
_PICTURE = re.compile(r"base64,[^\"]*")


def unread_alternative(page: Page, text: str, figure: str) -> str:
    """Return what is wrong with a text and its figure, if there is a record; nothing if it has the pair."""
    path = record_of(page)
    if path is None:
        return ""
    if sum(block.options.get("alt") == text for block in page.blocks) > 1:
        return "two figures of a page must not have the same alternative text"
    record = _read(path)
    known = record["pages"].get(_key(page, path), {})
    advice = "look at the figure and its alternative text, and update the page"
    if text not in known:
        return f"the alternative text must be one that was recorded with its figure: {advice}"
    if record["matplotlib"] == version("matplotlib") and known[text] not in (VARIES, digest(figure)):
        return f"the figure must be the one that its alternative text was recorded with: {advice}"
    return ""


def record_alternatives(page: Page, outcomes: Sequence[Outcome]) -> int:
    """Record the texts and figures of a page, and return how many of the pairs were not in the record."""
    path = record_of(page)
    if path is None:
        return 0
    record = _read(path)
    pairs = {
        step.options["alt"]: digest(outcome.figures[0])
        for step, outcome in zip(page.steps, outcomes, strict=True)
        if isinstance(step, Block) and "alt" in step.options and outcome.figures
    }
    before = record["pages"].get(_key(page, path), {})
    pairs |= {text: VARIES for text in pairs if before.get(text) == VARIES}
    if before == pairs and record["matplotlib"] == version("matplotlib"):
        return 0
    record["matplotlib"] = version("matplotlib")
    record["pages"][_key(page, path)] = pairs
    record["pages"] = {
        name: kept for name, kept in sorted(record["pages"].items()) if kept and (path.parent / name).exists()
    }
    path.write_text(json.dumps(record, indent=2, ensure_ascii=False) + "\n", "utf-8")
    return len(pairs.items() - before.items())


def digest(figure: str) -> str:
    """Return a digest of what a figure shows; what is smaller than half a point does not change it."""
    parts = _NUMBER.split(_MADE_UP_NAME.sub("", figure))
    parts[1::2] = [str(round(float(number))) for number in parts[1::2]]
    return hashlib.sha256("".join(parts).encode("utf-8")).hexdigest()[:12]


def record_of(page: Page) -> Path | None:
    """Return the nearest record in the folders around a page."""
    folders = Path(page.name).resolve().parents
    return next((folder / RECORD for folder in folders if (folder / RECORD).is_file()), None)


def _read(path: Path) -> dict[str, Any]:
    record: dict[str, Any] = {"matplotlib": "", "pages": {}}
    record |= json.loads(path.read_text("utf-8"))
    return record


def _key(page: Page, path: Path) -> str:
    return Path(page.name).resolve().relative_to(path.parent).as_posix()
