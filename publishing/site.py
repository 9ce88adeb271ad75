"""The site as a whole: which chapters it announces, and what its pages say of themselves."""

import re
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

import yaml

from page_engine.read.prose import FRONT_MATTER
from page_engine.say.book import Book, Chapter

ANNOUNCED = {"chapter", "title", "description", "date"}  # the front matter of a chapter of the series


def announced_chapters(book: Book) -> list[Chapter]:
    """Return the chapters of the series in their order."""
    return [chapter for chapter in book.chapters if front_matter(chapter.page.text).keys() >= ANNOUNCED]


def labs(book: Book) -> list[Chapter]:
    """Return the labs in their order."""
    return [chapter for chapter in book.chapters if chapter.page.is_lab]


@lru_cache(maxsize=256)
def front_matter(text: str) -> dict[str, Any]:
    """Return what stands in the front matter of a page."""
    match = FRONT_MATTER.match(text)
    facts: dict[str, Any] = yaml.safe_load(match.group().strip().strip("-.")) if match else {}
    return facts


def title_of(text: str, otherwise: str) -> str:
    """Return the title of a page: that of its front matter, or its heading, or what it is called otherwise."""
    heading = re.search(r"^# +(.+)", text, re.MULTILINE)
    return str(front_matter(text).get("title") or (heading[1] if heading else otherwise))


def address_of(page: str) -> str:
    """Return the address of a page below the site's root, given that of its Markdown."""
    path = PurePosixPath(page).with_suffix("")
    return "" if str(path) == "index" else f"{path.parent if path.name == 'index' else path}/"
