"""The site as a whole: what `mkdocs.yml` says of it, and which chapters it announces."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any, Self

import yaml

from page_engine.read.prose import FRONT_MATTER
from page_engine.say.book import Book, Chapter

ANNOUNCED = {"chapter", "title", "description", "date"}  # the front matter of a chapter of the series


@dataclass(frozen=True)
class Site:
    """What the configuration says of the site."""

    title: str
    subtitle: str
    author: str
    licence: str
    repository: str
    url: str  # with a slash at the end

    @classmethod
    def of(cls, config: Mapping[str, Any]) -> Self:
        """Return what a configuration of MkDocs says."""
        return cls(
            title=config["site_name"],
            subtitle=config.get("site_description") or "",
            author=config.get("site_author") or config["site_name"],
            licence=config.get("copyright") or "",
            repository=config.get("extra", {}).get("repository", ""),
            url=f"{(config.get('site_url') or '').rstrip('/')}/",
        )


def announced_chapters(book: Book) -> list[Chapter]:
    """Return the chapters of the series in their order."""
    return [chapter for chapter in book.chapters if front_matter(chapter).keys() >= ANNOUNCED]


def labs(book: Book) -> list[Chapter]:
    """Return the labs in their order."""
    return [chapter for chapter in book.chapters if chapter.page.is_lab]


def front_matter(chapter: Chapter) -> dict[str, Any]:
    """Return what stands in the front matter of a page."""
    return parsed_front_matter(chapter.page.text)


@lru_cache(maxsize=256)
def parsed_front_matter(text: str) -> dict[str, Any]:
    """Return what stands in the front matter of a text."""
    match = FRONT_MATTER.match(text)
    facts: dict[str, Any] = yaml.safe_load(match.group().strip().strip("-.")) if match else {}
    return facts


def address_of(page: str) -> str:
    """Return the address of a page below the site's root, given that of its Markdown."""
    path = PurePosixPath(page).with_suffix("")
    return "" if str(path) == "index" else f"{path.parent if path.name == 'index' else path}/"


def place_of_title(chapter: Chapter) -> str:
    """Return the author's file and line at which the title of a chapter stands in its front matter."""
    lines = chapter.page.text.split("\n")
    line = next((number for number, line in enumerate(lines, start=1) if line.startswith("title:")), 1)
    return f"{chapter.page.name}:{line}"


def build_day() -> date:
    """Return the day of the build, which SOURCE_DATE_EPOCH may set (see https://reproducible-builds.org)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return (datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)).date()
