"""The site as a whole: its chapters, and the addresses and links of its pages."""

import re
from collections.abc import Callable
from functools import lru_cache
from html import escape, unescape
from pathlib import PurePosixPath
from typing import Any

import yaml

from page_engine.read.prose import FRONT_MATTER
from page_engine.say.book import Book, Chapter

ANNOUNCED = {"chapter", "title", "description", "date"}  # the front matter of a chapter of the series

_LINK = re.compile(r'(<a\b[^>]*?\shref=")([^"]*)(?=")')


def announced_chapters(book: Book) -> list[Chapter]:
    """Return the chapters of the series in their order."""
    return [chapter for chapter in book.chapters if front_matter(chapter.page.text).keys() >= ANNOUNCED]


@lru_cache(maxsize=256)
def front_matter(text: str) -> dict[str, Any]:
    """Return what stands in the front matter of a page."""
    match = FRONT_MATTER.match(text)
    return dict(yaml.safe_load(match.group().strip().strip("-."))) if match else {}


def title_of(text: str, otherwise: str) -> str:
    """Return the title of a page: that of its front matter, or its heading, or what it is called otherwise."""
    heading = re.search(r"^# +(.+)", text, re.MULTILINE)
    return str(front_matter(text).get("title") or (heading[1] if heading else otherwise))


def address_of(page: str) -> str:
    """Return the address of a page below the site's root, given that of its Markdown."""
    path = PurePosixPath(page).with_suffix("")
    return "" if str(path) == "index" else f"{path.parent if path.name == 'index' else path}/"


def change_links(html: str, change: Callable[[str], str]) -> str:
    """Return a page in which every link leads where a function says."""
    return _LINK.sub(lambda link: link[1] + escape(change(unescape(link[2]))), html)
