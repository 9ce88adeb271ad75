"""What a page of a built site shows, whatever theme it has: its blocks, outputs, figures, formulas and words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import zip_longest
from pathlib import Path
from urllib.parse import unquote

Attributes = list[tuple[str, str | None]]

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_BESIDE = {"script", "style", "nav", "button", "aside"}  # elements that the theme adds to what the page says
_WITHIN_WORDS = {"a", "abbr", "b", "code", "em", "i", "kbd", "span", "strong", "sub", "sup"}
_BESIDE_CLASSES = {"headerlink", "screen-only"}


@dataclass
class PageContent:
    """What a page shows.

    Attributes
    ----------
    blocks, outputs, formulas : list of str
        Their texts.
    figures : list of (str, bytes)
        Their alternative texts and their files; one that is not there has no bytes.
    words : list of str
        Of the prose.
    """

    blocks: list[str] = field(default_factory=list)
    outputs: list[str] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    figures: list[tuple[str, bytes]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """Return how many there are of each kind but words."""
        return {name: len(value) for name, value in vars(self).items() if name != "words"}


def read_content(path: Path) -> PageContent:
    """Return what the page in a file shows between the tags of its article."""
    reader = _ArticleReader(path.parent)
    reader.feed(path.read_text("utf-8"))
    reader.content.words = reader.prose.split()
    return reader.content


def find_differences(expected: PageContent, found: PageContent) -> Iterator[str]:
    """Return a line for each kind of content that is not the same: how much there is, and the first that differs."""
    for kind, wanted in vars(expected).items():
        there = getattr(found, kind)
        if wanted != there:
            pairs = enumerate(zip_longest(wanted, there), start=1)
            number, (want, got) = next((number, pair) for number, pair in pairs if pair[0] != pair[1])
            yield (
                f"{len(wanted)} {kind} must be there and be the same, got {len(there)};"
                f" number {number} must be {_shown(want)}, got {_shown(got)}"
            )


def _shown(item: object) -> str:
    text = repr(item)
    return text if len(text) <= 80 else f"{text[:77]}…"


class _ArticleReader(HTMLParser):
    """Sorts the text of an article by the elements that it stands in."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.content = PageContent()
        self.prose = ""
        self._folder = folder
        self._open: list[tuple[str, str]] = []  # tag and role of each element that is not closed

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        """Note what begins here."""
        if tag == "img" and self._is_in("article") and not self._is_in("beside"):
            self._add_figure(dict(attrs))
        self._end_word(tag)
        if tag in _VOID:
            return
        role = self._role(tag, set((dict(attrs).get("class") or "").split()))
        self._open.append((tag, role))
        if role in ("blocks", "outputs", "formulas") and not self._is_in("beside"):
            getattr(self.content, role).append("")

    def handle_endtag(self, tag: str) -> None:
        """Leave an element, and those in it that HTML lets end without a tag."""
        self._end_word(tag)
        if any(tag == opened for opened, _ in self._open):
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Sort a text."""
        if not self._is_in("article") or self._is_in("beside"):
            return
        roles = [role for _, role in self._open if role]
        if roles[-1] in ("blocks", "outputs", "formulas"):
            getattr(self.content, roles[-1])[-1] += data
        else:
            self.prose += data

    def _end_word(self, tag: str) -> None:
        """Keep the words before and behind an element apart, if it is one that they do not go through."""
        if tag not in _WITHIN_WORDS:
            self.prose += " "

    def _role(self, tag: str, classes: set[str]) -> str:
        if tag in _BESIDE or classes & _BESIDE_CLASSES:
            return "beside"
        if tag == "math":
            return "formulas"
        if tag == "div" and "highlight" in classes:
            return "output card" if "output" in classes else "block card"
        if tag == "code" and self._is_in("output card"):
            return "outputs"
        if tag == "code" and self._is_in("block card"):
            return "blocks"
        return "article" if tag == "article" else ""

    def _is_in(self, role: str) -> bool:
        return any(role == opened for _, opened in self._open)

    def _add_figure(self, attributes: dict[str, str | None]) -> None:
        path = self._folder / unquote(attributes.get("src") or "")
        self.content.figures.append((attributes.get("alt") or "", path.read_bytes() if path.is_file() else b""))
