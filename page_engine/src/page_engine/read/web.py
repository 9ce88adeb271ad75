"""A page as Markdown readers get it: the fences that come out as code, and the places to which links may lead.

The engine reads fences with a lexer of its own, which knows their lines; the site is made by Python-Markdown.
Here the two are compared, so that nothing runs that readers do not see, and nothing is shown that did not run.
"""

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser
from itertools import zip_longest
from typing import Any

import markdown

from page_engine.read.fences import FENCE, Fault, Fence
from page_engine.read.formulas import FormulaExtension
from page_engine.read.mathml import find_formulas, latex_of, to_mathml
from page_engine.read.numbers import COMMENT
from page_engine.read.prose import FRONT_MATTER, line_of

EXTENSIONS = (
    *("attr_list", "md_in_html", "admonition", "tables", "footnotes", "def_list", "toc"),
    *("pymdownx.details", "pymdownx.highlight", "pymdownx.superfences", "pymdownx.tabbed"),
)

_LABEL = "page-block"
_LABELLED = rf"\g<prefix>\g<marker>{_LABEL}\g<lines>\g<closing>"
_PREFORMATTED = re.compile(r"<pre\b[^>]*>(.*?)</pre>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


def _shown(source: str, *_: object, **__: object) -> str:
    return f'<pre class="{_LABEL}">' + html.escape(source.rstrip("\n")) + "</pre>"


class _NotedFormulas(FormulaExtension):
    """Writes beside each formula what its LaTeX was."""

    @staticmethod
    def write(latex: str, is_block: bool) -> str:
        """Return the formula in an element that notes its LaTeX."""
        return f'<data value="{html.escape(latex)}">{to_mathml(latex, is_block)}</data>'


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
    formulas: list[str] = field(default_factory=list)  # their LaTeX
    anchors: set[str] = field(default_factory=set)  # the identifiers of elements
    is_in_fence: bool = False
    hidden: list[str] = field(default_factory=list)  # the open elements of which readers see nothing

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element's identifier, and whether it is a fence or a formula."""
        self.anchors |= {value for name, value in attrs if name == "id" and value}
        if tag == "data":
            self.formulas += [value or "" for _, value in attrs]
        if self.hidden or tag in ("template", "textarea") or ("hidden", None) in attrs or ("hidden", "") in attrs:
            self.hidden += [] if tag in _VOID else [tag]
        elif ("class", _LABEL) in attrs:
            self.is_in_fence = True
            self.fences.append("")

    def handle_endtag(self, tag: str) -> None:
        """Leave a fence, or what is hidden."""
        self.is_in_fence = self.is_in_fence and tag != "pre"
        while tag in self.hidden and self.hidden.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Keep what a fence holds."""
        if self.is_in_fence:
            self.fences[-1] += data


@lru_cache(maxsize=256)
def web_view(text: str) -> WebView:
    """Return what Python-Markdown makes of a page's text."""
    body, place = "", 0
    for fence in FENCE.finditer(text):
        body += COMMENT.sub("", text[place : fence.start()]) + fence.expand(_LABELLED)
        place = fence.end()
    body = FRONT_MATTER.sub("", body + COMMENT.sub("", text[place:]))
    view = WebView()
    view.feed(markdown.markdown(body, extensions=[*EXTENSIONS, _NotedFormulas()], extension_configs=_SETTINGS))
    return view


def find_differences(text: str, prose: str, fences: Sequence[Fence]) -> Iterator[Fault]:
    """Return the fences and formulas that readers would not get as they stand, given a page's text and prose."""
    view = web_view(text)
    if len(view.fences) != len(fences):
        unseen = next((fence for fence in fences if fence.source.rstrip("\n") not in view.fences), fences[0])
        yield unseen.line, "this fence must come out as code, but readers would get it as other text"
    for fence, shown in zip(fences, view.fences, strict=False):
        pairs = zip_longest(fence.source.rstrip("\n").split("\n"), shown.split("\n"))
        for number, (written, read) in enumerate(pairs, start=fence.line + 1):
            if written != read:
                yield number, f"readers must get a line of code as it stands, {written!r}, but would get {read!r}"
    others = Counter(view.formulas)
    for formula in find_formulas(prose):
        latex = latex_of(formula)[0]
        others[latex] -= 1
        is_in_code = text[: formula.start()].rpartition("\n")[2].startswith("    ")  # or in a box, where it may be
        if others[latex] < 0 and not is_in_code:
            message = f"this formula must come out as one, but readers would get {formula.group()!r} otherwise"
            yield line_of(prose, formula.start()), message
    for latex in +others:
        line = line_of(text, max(0, text.find(latex)))
        yield line, f"a dollar sign that is no formula must be \\$, got {latex!r} as one"


def find_unseen(page_html: str, sources: Sequence[tuple[int, str]]) -> int | None:
    """Return the line of the first code, given lines and sources, that is not in the HTML of its page to the letter."""
    shown = (html.unescape(_TAG.sub("", each)) for each in _PREFORMATTED.findall(page_html))
    for line, source in sources:
        if not any(each.strip("\n") == source.strip("\n") for each in shown):
            return line
    return None
