"""A series for tests: a configuration and chapters."""

from datetime import date
from pathlib import Path

from page_engine.read.page import parse_page
from page_engine.say.book import Chapter

SITE = "https://example.org/course/"
CONFIG = {
    "site_name": "Course",
    "site_description": "On it",
    "site_author": "Somebody",
    "copyright": "Free",
    "site_url": SITE,
    "extra": {"date": "2026-11-24"},
}


def chapter(address: str, title: str, description: str = "", day: date = date(2026, 1, 2)) -> Chapter:
    """Return a chapter without blocks."""
    text = f"---\ntitle: {title}\ndescription: {description}\nchapter: 1\ndate: {day}\n---\n\n# {title}\n"
    return Chapter(address, parse_page(text, Path("docs", address)), [], [])
