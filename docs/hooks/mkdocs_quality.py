"""MkDocs events: add the page on the quality of the build, as `publishing.quality_page` writes it."""

from __future__ import annotations

import json
import os
import platform
import re
from importlib.metadata import version
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from current_build import build
from page_engine.book import Book, Chapter
from publishing.quality_page import GateFigure, Measurement, quality_page

ADDRESS = "quality.md"
BENCHMARKS = Path(__file__).parents[2] / "benchmarks" / "results.json"
PROGRAMS = ("NumPy", "matplotlib", "scikit-learn", "MkDocs", "mkdocs-material", "mkdocs-jupyter", "Sybil")


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the page, if the site has a place for it."""
    if ADDRESS in str(config.nav):
        files.append(File.generated(config, ADDRESS, content=_page(build.book)))
    return files


def _page(book: Book) -> str:
    pages = [chapter for chapter in book.chapters if chapter.page.blocks and not chapter.page.is_lab]
    counts = {f"[{_title(chapter)}]({chapter.address})": _counts([chapter]) for chapter in pages}
    labs = list(build.labs.values())
    if labs:
        counts[f"the {len(labs)} [labs]({labs[0].address}), whose outputs Jupyter makes"] = _counts(labs)
    headings = [f"{what.split()[0]}s {what.split()[1]}" for what in list(book.counts())[:4]]
    versions = {"Python": platform.python_version()} | {name: version(name) for name in PROGRAMS}
    return quality_page(counts, headings, book.skips(), _gates(), _measurements(), versions)


def _counts(chapters: list[Chapter]) -> list[int]:
    """Return how much these pages have run, compared, checked and drawn."""
    return list(Book(chapters).counts().values())[:4]


def _title(chapter: Chapter) -> str:
    """Return the first title or heading of a page."""
    found = re.search(r"^(?:title:|#) *(.+)$", chapter.page.text, re.MULTILINE)
    return found[1] if found else chapter.address


def _gates() -> list[GateFigure]:
    """Return what the gates have said of this very build, which only the one who asked them can tell."""
    record = os.environ.get("GATES")
    return [GateFigure(**each) for each in json.loads(Path(record).read_text("utf-8"))] if record else []


def _measurements() -> list[Measurement]:
    """Return what `make bench` has measured last."""
    if not BENCHMARKS.exists():
        return []
    results = json.loads(BENCHMARKS.read_text("utf-8"))
    return [
        Measurement(subject, result["day"], result["machine"], [_row(**ratio) for ratio in result["ratios"]])
        for subject, result in results.items()
    ]


def _row(what: str, beside: str, median: float, low: float, high: float) -> list[str]:
    return [what, beside, f"{median:.2f} ({low:.2f} to {high:.2f})"]
