"""What pages name as ``{{ name }}``, and the files that these facts lead to, for a site without hooks."""

from __future__ import annotations

import os
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import yaml
from flit_core.wheel import make_wheel_in

from page_engine.book import Book, Chapter
from page_engine.prerender_config import Config
from page_engine.prose import FRONT_MATTER
from publishing.feed import Entry, atom_feed

FEED = "feed.xml"

_ANNOUNCED = {"chapter", "title", "description", "date"}  # the front matter of a chapter that the feed announces


def plain_facts(book: Book, config: Config, wheel: str) -> dict[str, str]:
    """Return the facts of a site; there are no copies of the whole of it, which hooks would make of what is built."""
    return {
        "date": _build_day().isoformat(),
        "feed": f"{config['site_url']}{FEED}",
        "verified": book.verified(),
        "wheel": f"{config['site_url']}{wheel}",
        "whole series": "a zip or a PDF, which `make` makes",
    }


def fill_in(text: str, facts: dict[str, str]) -> str:
    """Return the text with the facts where it names them."""
    for name, value in facts.items():
        text = text.replace(f"{{{{ {name} }}}}", value)
    return text


def front_matter(chapter: Chapter) -> dict[str, Any]:
    """Return what stands in the front matter of a page."""
    match = FRONT_MATTER.match(chapter.page.text)
    facts: dict[str, Any] = yaml.safe_load(match.group().strip().strip("-.")) if match else {}
    return facts


def is_announced(chapter: Chapter) -> bool:
    """Return whether a page is a chapter of the series, with all that the feed says of one."""
    return front_matter(chapter).keys() >= _ANNOUNCED


def write_wheel(project: Path, docs: Path) -> str:
    """Build the project's wheel and return its address below the site."""
    with tempfile.TemporaryDirectory() as folder:
        made = make_wheel_in(project / "pyproject.toml", Path(folder)).file
        address = f"downloads/{made.name}"
        (docs / "downloads").mkdir(parents=True, exist_ok=True)
        (docs / address).write_bytes(made.read_bytes())
    return address


def write_feed(book: Book, config: Config, docs: Path) -> None:
    """Write the feed of the chapters, if there are any to announce."""
    entries = [_entry(chapter, config) for chapter in book.chapters if is_announced(chapter)]
    if entries:
        site = config["site_url"]
        feed = atom_feed(config["site_name"], config["site_author"], site, f"{site}{FEED}", entries)
        (docs / FEED).write_text(feed, "utf-8")


def _entry(chapter: Chapter, config: Config) -> Entry:
    facts = front_matter(chapter)
    address = f"{config['site_url']}{chapter.address.removesuffix('.md')}/"
    return Entry(address, facts["title"], facts["description"], facts["date"])


def _build_day() -> date:
    """Return the day of the build, which SOURCE_DATE_EPOCH may set (see https://reproducible-builds.org)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    return now.date()
