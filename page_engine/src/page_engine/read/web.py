"""A page as Markdown readers get it: the fences that come out as code, and the places to which links may lead.

The engine reads fences with a lexer of its own, which knows their lines; the site is made by Python-Markdown.
Here the two are compared, so that nothing runs that readers do not see, and nothing is shown that did not run.
"""

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser
from itertools import zip_longest
from typing import Any

import markdown

from page_engine.read.fences import Fault, Fence, find_fences
from page_engine.read.formulas import FormulaExtension
from page_engine.read.numbers import without_comments
from page_engine.read.prose import FRONT_MATTER

_LABEL = "page-block"


def _shown(source: str, *_: object, **__: object) -> str:
    return f'<pre class="{_LABEL}">{html.escape(source)}</pre>'


_EXTENSIONS: list[Any] = [
    *("toc", "attr_list", "md_in_html", "admonition", "tables", "footnotes", "def_list"),
    *("pymdownx.superfences", "pymdownx.details", "pymdownx.tabbed"),
    FormulaExtension(),
]
_SETTINGS: dict[str, dict[str, Any]] = {
    "pymdownx.superfences": {
        "preserve_tabs": True,
        "custom_fences": [{"name": _LABEL, "class": _LABEL, "format": _shown}],
    },
    "pymdownx.tabbed": {"alternate_style": True},
}


@dataclass
class WebView(HTMLParser):
    """What Python-Markdown makes of a page."""

    fences: list[str] = field(default_factory=list)  # the content of each that has come out as code
    anchors: set[str] = field(default_factory=set)  # the identifiers of elements
    is_in_fence: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element's identifier, and whether it is a fence."""
        self.anchors |= {value for name, value in attrs if name == "id" and value}
        if ("class", _LABEL) in attrs:
            self.is_in_fence = True
            self.fences.append("")

    def handle_endtag(self, tag: str) -> None:
        """Leave a fence."""
        self.is_in_fence = self.is_in_fence and tag != "pre"

    def handle_data(self, data: str) -> None:
        """Keep what a fence holds."""
        if self.is_in_fence:
            self.fences[-1] += data


@lru_cache(maxsize=256)
def web_view(text: str) -> WebView:
    """Return what Python-Markdown makes of a page's text."""
    parts, place = [], 0
    for fence in find_fences(text):
        _, newline, rest = text[fence.start : fence.end].partition("\n")
        prose = without_comments(text[place : fence.start])
        parts += [prose, f"{fence.prefix}{fence.marker}{_LABEL}{newline}{rest}"]
        place = fence.end
    body = FRONT_MATTER.sub("", "".join([*parts, without_comments(text[place:])]), count=1)
    view = WebView()
    view.feed(markdown.markdown(body, extensions=_EXTENSIONS, extension_configs=_SETTINGS))
    return view


def find_differences(text: str, fences: Sequence[Fence]) -> Iterator[Fault]:
    """Return the first line of a fence that readers would not get as it stands, given a page's text and its fences."""
    seen = web_view(text).fences
    for fence, shown in zip_longest(fences, seen):
        if fence is None or shown is None or len(seen) != len(fences):
            differing = fence or fences[-1]
            yield differing.line, "this fence must come out as code, but readers would get it as other text"
            return
        pairs = zip_longest(fence.source.rstrip("\n").split("\n"), shown.rstrip("\n").split("\n"))
        for number, (written, read) in enumerate(pairs, start=fence.line + 1):
            if written != read:
                yield number, f"readers must get a line of code as it stands, {written!r}, but would get {read!r}"
                return
