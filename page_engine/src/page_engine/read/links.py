"""Internal links: every one must lead to a file, and every anchor to a place in it."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from page_engine.read.prose import line_of
from page_engine.read.web import web_view

IN_LINE = r"(?<!\\)\]\(\s*"  # what stands before a target, which is on this site
TARGET = r"(?!<?(?:[a-zA-Z][\w+.-]*:|//|\{\{))(?:<(?P<bracketed>[^>\n]+)>|(?P<target>(?:[^()\s]|\([^()\s]*\))+))"
_LINK = re.compile(rf"(?:{IN_LINE}|^[ \t>]*\[[^\]^]+\]:[ \t]*){TARGET}", re.MULTILINE)  # or as a definition
_FIGURE = re.compile(r"figure-\d+\.svg")
_API_PAGE = re.compile(r"^::: (?P<name>[\w.]+)", re.MULTILINE)


def find_broken_links(path: Path, text: str, prose: str) -> Iterator[tuple[int, str]]:
    """Return line and message of each internal link of a page that leads nowhere.

    Links to other hosts are left alone, and so are anchors into the API of a reference page,
    which only the site knows.
    """
    for link in _LINK.finditer(prose):
        target = link["bracketed"] or link["target"]
        if fault := _fault(path, text, target):
            yield line_of(text, link.start()), f"the link {target!r} {fault}"


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
    is_in_api = any(anchor == name or anchor.startswith(f"{name}.") for name in _API_PAGE.findall(content))
    if is_in_api or anchor in web_view(content).anchors:
        return None
    return f"must lead to a heading, but {destination.name} has no #{anchor}"


def _destination(path: Path, location: str) -> Path | None:
    """Return the file at a location that a page names, if there is one, or if it is a figure, which the build draws."""
    try:
        destination = (path.parent / unquote(location.partition("?")[0])).resolve() if location else path
        page_around = destination.parent.with_name(f"{destination.parent.name}.md")
        is_figure = _FIGURE.fullmatch(destination.name) and page_around.is_file()
        return destination if is_figure or destination.is_file() else None
    except (OSError, ValueError):  # a name that no file can have
        return None
