"""A page as Markdown readers get it: the fences that come out as code, and the places to which links may lead.

The engine reads fences with a pattern of its own, which knows their lines; the site is made by Python-Markdown.
Here the two are compared, so that nothing runs that readers do not see, and nothing is shown that did not run.
"""

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html.parser import HTMLParser
from itertools import zip_longest
from typing import Any

import markdown
from markdown.extensions import Extension

from page_engine.read.fences import FENCE, Fault, Fence
from page_engine.read.formulas import FormulaExtension
from page_engine.read.mathml import find_formulas, latex_of
from page_engine.read.numbers import COMMENT
from page_engine.read.prose import FRONT_MATTER, line_of

EXTENSIONS = (
    *("attr_list", "md_in_html", "admonition", "tables", "footnotes", "def_list", "toc"),
    *("pymdownx.details", "pymdownx.highlight", "pymdownx.superfences", "pymdownx.tabbed"),
)
SETTINGS: dict[str, dict[str, Any]] = {  # so that readers get fences to the letter
    "pymdownx.highlight": {"stripnl": False, "pygments_lang_class": True},  # by the second *Run* knows Python
    "pymdownx.superfences": {"preserve_tabs": True},
    "pymdownx.tabbed": {"alternate_style": True},
}

_FENCE, _FORMULA = "page-fence", "page-formula"  # the classes of what a view takes note of
_LABELLED = rf"\g<prefix>\g<marker>{_FENCE}\g<lines>\g<closing>"
_PREFORMATTED = re.compile(r"<pre\b[^>]*>(.*?)</pre>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


def _noted(source: str, label: str, *_: object, **__: object) -> str:
    """Return an element of which a view takes note; as a format of fences it is given more than it needs."""
    return f'<data class="{label}" value="{html.escape(source)}"></data>'


_FENCES = {"custom_fences": [{"name": _FENCE, "class": _FENCE, "format": _noted}]}


class WebView(HTMLParser):
    """What Python-Markdown makes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.fences: list[str] = []  # the content of each that has come out as code
        self.formulas: list[str] = []  # their LaTeX
        self.anchors: set[str] = set()  # the identifiers of elements
        self.hidden: list[str] = []  # the open elements of which readers see nothing

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element's identifier, and whether it is a fence or a formula."""
        attributes = {name: value or "" for name, value in attrs}
        self.anchors.add(attributes.get("id", ""))
        if attributes.get("class") == _FORMULA:
            self.formulas.append(attributes.get("value", ""))
        if self.hidden or tag in ("template", "textarea") or attributes.get("hidden") == "":
            self.hidden += [] if tag in _VOID else [tag]
        elif attributes.get("class") == _FENCE:
            self.fences.append(attributes.get("value", "").rstrip("\n"))

    def handle_endtag(self, tag: str) -> None:
        """Leave what is hidden."""
        while tag in self.hidden and self.hidden.pop() != tag:
            pass


@lru_cache(maxsize=256)
def web_view(text: str) -> WebView:
    """Return what Python-Markdown makes of a page's text."""
    body, place = "", 0
    for fence in FENCE.finditer(text):
        body += COMMENT.sub("", text[place : fence.start()]) + fence.expand(_LABELLED)
        place = fence.end()
    body = FRONT_MATTER.sub("", body + COMMENT.sub("", text[place:]))
    extensions: list[str | Extension] = [*EXTENSIONS, FormulaExtension(lambda latex, _: _noted(latex, _FORMULA))]
    settings = SETTINGS | {"pymdownx.superfences": SETTINGS["pymdownx.superfences"] | _FENCES}
    view = WebView()
    view.feed(markdown.markdown(body, extensions=extensions, extension_configs=settings))
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
    # Looking into it takes from it, so each is found once, and in order.
    shown = (html.unescape(_TAG.sub("", each)).strip("\n") for each in _PREFORMATTED.findall(page_html))
    return next((line for line, source in sources if source.strip("\n") not in shown), None)
