"""Internal links: every one must lead to a file, and every anchor to a place in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

import markdown

from page_engine.prose import line_of

_INLINE = re.compile(r"\]\(\s*<?(?P<target>[^)\s>]+)")
_DEFINITION = re.compile(r"^[ \t]{0,3}\[[^\]^]+\]:[ \t]*<?(?P<target>[^\s>]+)", re.MULTILINE)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|\{\{", re.IGNORECASE)
_IDENTIFIERS = re.compile(r"""\bid=["']([^"']+)["']""")
_FIGURE = re.compile(r"figure-\d+\.svg")
_API_PAGE = re.compile(r"^::: (?P<name>[\w.]+)", re.MULTILINE)


def find_broken_links(path: Path, text: str, prose: str) -> Iterator[tuple[int, str]]:
    """Return line and message of each internal link of a page that leads nowhere.

    Links to other hosts are left alone, and so are anchors into the API of a reference page,
    which only the site knows.
    """
    for pattern in (_INLINE, _DEFINITION):
        for match in pattern.finditer(prose):
            target = match["target"]
            if not _ELSEWHERE.match(target):
                fault = _fault(path, text, target)
                if fault:
                    yield line_of(text, match.start("target")), f"the link {target!r} {fault}"


def _fault(path: Path, text: str, target: str) -> str | None:
    location, _, anchor = target.partition("#")
    if location.startswith("/"):
        return "must be relative to the page"
    destination = (path.parent / unquote(location.partition("?")[0])).resolve() if location else path
    if not (destination.is_file() or _is_figure(destination)):
        return f"must lead to a file, but there is no {location}"
    if not anchor or destination.suffix != ".md":
        return None
    content = destination.read_text("utf-8") if location else text
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
    html = markdown.markdown(content, extensions=["toc", "attr_list", "md_in_html", "meta", "pymdownx.superfences"])
    return frozenset(_IDENTIFIERS.findall(html))


def _is_in_api(content: str, anchor: str) -> bool:
    return any(anchor == name or anchor.startswith(f"{name}.") for name in _API_PAGE.findall(content))
