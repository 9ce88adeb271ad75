"""Internal links: every one must lead to a file, and every anchor to a place in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import markdown
from sybil import Document

from page_engine.fences import find_fences
from page_engine.kept_files import kept_path, key_of, remember
from page_engine.numbers import without_comments
from page_engine.prose import blank, line_of

_INLINE = re.compile(r"(?<!\\)\]\(\s*(?:<(?P<bracketed>[^>\n]+)>|(?P<target>(?:[^()\s]|\([^()\s]*\))+))")
_DEFINITION = re.compile(r"^[ \t>]*\[[^\]^]+\]:[ \t]*(?:<(?P<bracketed>[^>\n]+)>|(?P<target>\S+))", re.MULTILINE)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|\{\{", re.IGNORECASE)
_EXTENSIONS = [
    *("toc", "attr_list", "md_in_html", "meta", "admonition", "tables", "footnotes"),
    *("pymdownx.superfences", "pymdownx.details", "pymdownx.tabbed"),
]
_FIGURE = re.compile(r"figure-\d+\.svg")
_API_PAGE = re.compile(r"^::: (?P<name>[\w.]+)", re.MULTILINE)


def find_broken_links(path: Path, text: str, prose: str) -> Iterator[tuple[int, str]]:
    """Return line and message of each internal link of a page that leads nowhere.

    Links to other hosts are left alone, and so are anchors into the API of a reference page,
    which only the site knows.
    """
    for start, target in _internal_links(prose):
        fault = _fault(path, text, target)
        if fault:
            yield line_of(text, start), f"the link {target!r} {fault}"


def linked_places(path: Path, prose: str) -> dict[str, list[str]]:
    """Return all on which it depends whether a link of a page leads nowhere: the files that are there, and anchors."""
    destinations = {_destination(path, target.partition("#")[0]) for _, target in _internal_links(prose)}
    return {str(each): _places(each) for each in sorted(filter(None, destinations))}


def _places(destination: Path) -> list[str]:
    if destination.suffix != ".md":
        return []
    content = destination.read_text("utf-8-sig", "replace")
    return [*sorted(_anchors(destination, content)), *_API_PAGE.findall(content)]


def _internal_links(prose: str) -> Iterator[tuple[int, str]]:
    """Return start and target of each link to this site."""
    for pattern in (_INLINE, _DEFINITION):
        for match in pattern.finditer(prose):
            target = match["bracketed"] or match["target"]
            if not _ELSEWHERE.match(target):
                yield match.start(), target


def _fault(path: Path, text: str, target: str) -> str | None:
    location, _, anchor = target.partition("#")
    if location.startswith("/"):
        return "must be relative to the page"
    destination = _destination(path, location)
    if destination is None:
        return f"must lead to a file, but there is no {location}"
    if not anchor or destination.suffix != ".md":
        return None
    content = destination.read_text("utf-8-sig", "replace") if location else text
    if anchor in _anchors(destination, content) or _is_in_api(content, anchor):
        return None
    return f"must lead to a heading, but {destination.name} has no #{anchor}"


def _destination(path: Path, location: str) -> Path | None:
    """Return the file at a location that a page names, if there is one, or if it is a figure, which the build draws."""
    try:
        destination = (path.parent / unquote(location.partition("?")[0])).resolve() if location else path
        is_figure = _FIGURE.fullmatch(destination.name) and _page_around(destination).is_file()
        return destination if is_figure or destination.is_file() else None
    except (OSError, ValueError):  # a name that no file can have
        return None


def _page_around(figure: Path) -> Path:
    """Return the page that draws a figure."""
    return figure.parent.with_name(f"{figure.parent.name}.md")


@lru_cache(maxsize=256)
def _anchors(path: Path, content: str) -> frozenset[str]:
    """Return the identifiers that the page at a path has, or those that are kept of it."""
    kept_at = kept_path(path, ".anchors")
    return frozenset(json.loads(remember(kept_at, key_of(content), lambda: json.dumps(_identifiers(content)).encode())))


def _identifiers(content: str) -> list[str]:
    """Return the identifiers that a page has once it is HTML."""
    for fence in find_fences(Document(content, "")):  # headings are never in one, and the parser knows no options
        content = blank(content, fence.start, fence.end)
    collector = _IdentifierCollector()
    collector.feed(markdown.markdown(without_comments(content), extensions=_EXTENSIONS))
    return sorted(collector.identifiers)


class _IdentifierCollector(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.identifiers: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element's identifier."""
        self.identifiers |= {value for name, value in attrs if name == "id" and value}


def _is_in_api(content: str, anchor: str) -> bool:
    return any(anchor == name or anchor.startswith(f"{name}.") for name in _API_PAGE.findall(content))
