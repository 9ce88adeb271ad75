"""The series as one page of HTML, to be printed: title page, table of contents, and the articles of the built site."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from page_engine.say.book import Chapter
from publishing.site import address_of, change_links, front_matter
from publishing.templates import template

_ARTICLE = re.compile(r"<article\b[^>]*>(.*?)</article>", re.DOTALL)
_STYLE_SHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)"')
_IMAGE = re.compile(r'(<img\b[^>]*?\ssrc=")([^"]+)"')


def series_page(
    site: Path, config: Mapping[str, Any], chapters: Sequence[Chapter], pages: Mapping[str, int] | None = None
) -> str:
    """Return chapters of a built site as one page of HTML; given their pages, only the numbers in its contents show."""
    addresses = [address_of(chapter.address) for chapter in chapters]
    names = {address: address.rstrip("/").rpartition("/")[2] for address in addresses}
    first = site / addresses[0] / "index.html"
    sheets = [urljoin(first.as_uri(), address) for address in _STYLE_SHEET.findall(first.read_text("utf-8"))]
    shown = [
        front_matter(chapter.page.text) | {"name": name, "article": _article(site, address, config["site_url"], names)}
        for chapter, (address, name) in zip(chapters, names.items(), strict=True)
    ]
    fonts = Path(__file__).with_name("figures").as_uri()
    return template("series.html").render(config=config, sheets=sheets, fonts=fonts, chapters=shown, pages=pages)


def _article(site: Path, address: str, url: str, names: Mapping[str, str]) -> str:
    """Return a chapter's article for the one page: its anchors its own, its links and images found from there.

    Anchors begin with the name of their chapter, since two chapters may have headings alike.
    """
    path = site / address / "index.html"
    article = _ARTICLE.search(path.read_text("utf-8"))
    if article is None:
        raise ValueError(f"a page must have an article to print, but {path} has none")

    def printed_link(target: str) -> str:
        location, _, anchor = urljoin(url + address, target).partition("#")
        name = names.get(location.removeprefix(url))
        if name is None:
            return urljoin(url + address, target)
        return f"#{name}--{anchor}" if anchor else f"#{name}"

    html = change_links(article[1], printed_link)
    html = re.sub(r'(?<=\sid=")', f"{names[address]}--", html)
    html = _IMAGE.sub(lambda image: f'{image[1]}{urljoin(path.as_uri(), image[2])}"', html)
    return html.replace(' loading="lazy"', "").replace("<details", "<details open")  # nobody unfolds paper
