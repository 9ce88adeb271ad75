"""Internal links: every one must lead to a file, and every anchor to a place in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import markdown
from sybil import Document

from page_engine.fences import find_fences
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
    for pattern in (_INLINE, _DEFINITION):
        for match in pattern.finditer(prose):
            target = match["bracketed"] or match["target"]
            if not _ELSEWHERE.match(target):
                fault = _fault(path, text, target)
                if fault:
                    yield line_of(text, match.start()), f"the link {target!r} {fault}"


def _fault(path: Path, text: str, target: str) -> str | None:
    location, _, anchor = target.partition("#")
    if location.startswith("/"):
        return "must be relative to the page"
    try:
        destination = (path.parent / unquote(location.partition("?")[0])).resolve() if location else path
        exists = destination.is_file() or _is_figure(destination)
    except (OSError, ValueError):  # a name that no file can have
        exists = False
    if not exists:
        return f"must lead to a file, but there is no {location}"
    if not anchor or destination.suffix != ".md":
        return None
    content = destination.read_text("utf-8-sig", "replace") if location else text
    if anchor in _anchors(content) or _is_in_api(content, anchor):
        return None
    return f"must lead to a heading, but {destination.name} has no #{anchor}"


def _is_figure(destination: Path) -> bool:
    """Return whether the file is a figure of another page, which the build draws."""
    page = destination.parent.with_name(f"{destination.parent.name}.md")
    return bool(_FIGURE.fullmatch(destination.name)) and page.is_file()


@lru_cache(maxsize=256)
def _anchors(content: str) -> frozenset[str]:
    """Return the identifiers that the page has once it is HTML."""
    for fence in find_fences(Document(content, "")):  # headings are never in one, and the parser knows no options
        content = blank(content, fence.start, fence.end)
    collector = _IdentifierCollector()
    collector.feed(markdown.markdown(without_comments(content), extensions=_EXTENSIONS))
    return frozenset(collector.identifiers)


class _IdentifierCollector(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.identifiers: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element's identifier."""
        self.identifiers |= {value for name, value in attrs if name == "id" and value}


def _is_in_api(content: str, anchor: str) -> bool:
    return any(anchor == name or anchor.startswith(f"{name}.") for name in _API_PAGE.findall(content))
