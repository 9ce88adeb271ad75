"""The series as one page of HTML, to be printed: title page, table of contents, and the articles of the built site."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import urljoin

from publishing.anchors import change_links

STYLE_SHEET = Path(__file__).with_suffix(".css")

_ARTICLE = re.compile(r"<article\b[^>]*>(.*?)</article>", re.DOTALL)
_STYLE_SHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)"')
_IMAGE = re.compile(r'(<img\b[^>]*?\ssrc=")([^"]+)"')


@dataclass(frozen=True)
class PrintedChapter:
    """A chapter of the series.

    Attributes
    ----------
    address : str
        Below the site's root, ending with a slash.
    title : str
    place : str
        The author's file and line of the title.
    """

    address: str
    title: str
    place: str

    @property
    def name(self) -> str:
        """What its anchors begin with, since two chapters may have headings alike."""
        return self.address.rstrip("/").rpartition("/")[2]


@dataclass(frozen=True)
class Series:
    """The series: its titles, where it is, the day that stands on it, and its chapters."""

    title: str
    subtitle: str
    author: str
    licence: str
    site_url: str
    day: str
    chapters: Sequence[PrintedChapter]


def series_page(site: Path, series: Series, pages: Mapping[str, int]) -> str:
    """Return the whole series as one page of HTML, given the page numbers for its table of contents."""
    first = (site / series.chapters[0].address / "index.html").as_uri()
    head = (site / series.chapters[0].address / "index.html").read_text("utf-8")
    sheets = [urljoin(first, address) for address in _STYLE_SHEET.findall(head)]
    sheets.append(STYLE_SHEET.as_uri())
    links = "".join(f'<link rel="stylesheet" href="{sheet}">' for sheet in sheets)
    chapters = "".join(_chapter(site, series, chapter) for chapter in series.chapters)
    return (
        f'<!doctype html><html lang="en" dir="ltr"><head><meta charset="utf-8"><title>{escape(series.title)}</title>'
        f'{links}</head><body class="md-typeset" data-md-color-scheme="default">'
        f"{_front(series, pages)}{chapters}</body></html>"
    )


def _front(series: Series, pages: Mapping[str, int]) -> str:
    """Return title page and table of contents."""
    rows = [
        f'<li><a href="#{chapter.name}">{number}. {escape(chapter.title)}</a>'
        f'<span class="page-number">{pages.get(chapter.title, "")}</span></li>'
        for number, chapter in enumerate(series.chapters, start=1)
    ]
    address = escape(series.site_url)
    return (
        f'<section class="title-page"><h1>{escape(series.title)}</h1><p class="lead">{escape(series.subtitle)}</p>'
        f"<p>{escape(series.author)}</p><p>As of {escape(series.day)}</p>"
        f'<p><a href="{address}">{address}</a></p><p>{escape(series.licence)}</p></section>'
        f'<section class="contents"><h1>Contents</h1><ol>{"".join(rows)}</ol></section>'
    )


def _chapter(site: Path, series: Series, chapter: PrintedChapter) -> str:
    """Return a chapter's article for the one page: its anchors its own, its links and images found from there."""
    path = site / chapter.address / "index.html"
    article = _ARTICLE.search(path.read_text("utf-8"))
    if article is None:
        raise ValueError(f"a page must have an article to print, but {path} has none")
    names = {each.address: each.name for each in series.chapters}

    def printed_link(target: str) -> str:
        location, _, anchor = urljoin(series.site_url + chapter.address, target).partition("#")
        name = names.get(location.removeprefix(series.site_url))
        if name is None:
            return urljoin(series.site_url + chapter.address, target)
        return f"#{name}--{anchor}" if anchor else f"#{name}"

    html = change_links(article[1], printed_link)
    html = re.sub(r'(?<=\sid=")', f"{chapter.name}--", html)
    html = _IMAGE.sub(lambda image: f'{image[1]}{urljoin(path.as_uri(), image[2])}"', html)
    html = html.replace(' loading="lazy"', "").replace("<details", "<details open")  # nobody unfolds paper
    return f'<section class="chapter" id="{chapter.name}">{html}</section>'
