"""The chapters of the series that a build can announce, by what stands in their front matter."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from mkdocs.utils.meta import get_data

from current_build import build
from page_engine.book import Chapter

FACTS = {"chapter", "title", "description", "date"}


def announced_chapters() -> list[Chapter]:
    """Return the chapters that have all facts, in their order."""
    return [chapter for chapter in build.book.chapters if facts_of(chapter).keys() >= FACTS]


def facts_of(chapter: Chapter) -> dict[str, Any]:
    """Return what stands in the front matter of a chapter."""
    return dict(get_data(chapter.page.text)[1])


def site_address(chapter: Chapter) -> str:
    """Return the address of a chapter below the site's root."""
    return f"{PurePosixPath(chapter.address).with_suffix('')}/"


def place_of_title(chapter: Chapter) -> str:
    """Return the author's file and line at which the title of a chapter stands in its front matter."""
    lines = chapter.page.text.split("\n")
    line = next((number for number, line in enumerate(lines, start=1) if line.startswith("title:")), 1)
    return f"{chapter.page.name}:{line}"
