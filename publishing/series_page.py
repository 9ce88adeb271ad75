"""The series as one page of HTML, to be printed: title page, table of contents, and the articles of the built site."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Self
from urllib.parse import urljoin

from page_engine.say.book import Chapter
from publishing.anchors import change_links
from publishing.site import Site, address_of, build_day, front_matter, place_of_title

STYLE_SHEET = Path(__file__).with_suffix(".css")

_ARTICLE = re.compile(r"<article\b[^>]*>(.*?)</article>", re.DOTALL)
_STYLE_SHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)"')
_IMAGE = re.compile(r'(<img\b[^>]*?\ssrc=")([^"]+)"')


@dataclass(frozen=True)
class PrintedChapter:
    """A chapter of the series."""

    address: str  # below the site's root, ending with a slash
    title: str
    place: str  # the author's file and line of the title

    @property
    def name(self) -> str:
        """What its anchors begin with, since two chapters may have headings alike."""
        return self.address.rstrip("/").rpartition("/")[2]


@dataclass(frozen=True)
class Series:
    """The series: the site that it is of, the day that stands on it, and its chapters."""

    site: Site
    day: str
    chapters: Sequence[PrintedChapter]

    @classmethod
    def of(cls, site: Site, chapters: Sequence[Chapter]) -> Self:
        """Return the series of a site on the day of the build."""
        printed = [
            PrintedChapter(address_of(chapter.address), front_matter(chapter)["title"], place_of_title(chapter))
            for chapter in chapters
        ]
        return cls(site, build_day().isoformat(), printed)


def series_page(site: Path, series: Series, pages: Mapping[str, int]) -> str:
    """Return the whole series as one page of HTML, given the page numbers for its table of contents."""
    first = (site / series.chapters[0].address / "index.html").as_uri()
    head = (site / series.chapters[0].address / "index.html").read_text("utf-8")
    sheets = [urljoin(first, address) for address in _STYLE_SHEET.findall(head)]
    sheets.append(STYLE_SHEET.as_uri())
    links = "".join(f'<link rel="stylesheet" href="{sheet}">' for sheet in sheets)
    chapters = "".join(_chapter(site, series, chapter) for chapter in series.chapters)
    return (
        f'<!doctype html><html lang="en" dir="ltr"><head><meta charset="utf-8">'
        f"<title>{escape(series.site.title)}</title>"
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
    site, address = series.site, escape(series.site.url)
    return (
        f'<section class="title-page"><h1>{escape(site.title)}</h1><p class="lead">{escape(site.subtitle)}</p>'
        f"<p>{escape(site.author)}</p><p>As of {escape(series.day)}</p>"
        f'<p><a href="{address}">{address}</a></p><p>{escape(site.licence)}</p></section>'
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
        location, _, anchor = urljoin(series.site.url + chapter.address, target).partition("#")
        name = names.get(location.removeprefix(series.site.url))
        if name is None:
            return urljoin(series.site.url + chapter.address, target)
        return f"#{name}--{anchor}" if anchor else f"#{name}"

    html = change_links(article[1], printed_link)
    html = re.sub(r'(?<=\sid=")', f"{chapter.name}--", html)
    html = _IMAGE.sub(lambda image: f'{image[1]}{urljoin(path.as_uri(), image[2])}"', html)
    html = html.replace(' loading="lazy"', "").replace("<details", "<details open")  # nobody unfolds paper
    return f'<section class="chapter" id="{chapter.name}">{html}</section>'
