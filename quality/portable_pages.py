"""What a page of a built site shows, whatever theme it has: its blocks, outputs, figures, formulas and words."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from urllib.parse import unquote

from lxml import html

_WITHIN_WORDS = {"a", "abbr", "b", "code", "em", "i", "kbd", "span", "strong", "sub", "sup"}
_CLASS = "contains(concat(' ', @class, ' '), ' {} ')"
_HIGHLIGHT, _OUTPUT = _CLASS.format("highlight"), _CLASS.format("output")
_OF_THE_THEME = (_CLASS.format("headerlink"), _CLASS.format("screen-only"))
_BESIDE = f".//*[self::script|self::style|self::nav|self::button|self::aside or {' or '.join(_OF_THE_THEME)}]"
_APART = {  # from the prose
    "formulas": ".//math",
    "outputs": f".//div[{_HIGHLIGHT} and {_OUTPUT}]//code",
    "blocks": f".//div[{_HIGHLIGHT} and not({_OUTPUT})]//code",
}


@dataclass
class PageContent:
    """What a page shows; of figures the alternative texts and the bytes, of which one that is not there has none."""

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
    content = PageContent()
    for article in html.fromstring(path.read_bytes()).iter("article"):
        for element in article.xpath(_BESIDE):
            element.drop_tree()
        for image in article.iter("img"):
            file = path.parent / unquote(image.get("src", ""))
            content.figures.append((image.get("alt", ""), file.read_bytes() if file.is_file() else b""))
        for kind, place in _APART.items():
            for element in article.xpath(place):
                getattr(content, kind).append(element.text_content())
                element.clear(keep_tail=True)
        content.words += _words(article)
    return content


def _words(article: html.HtmlElement) -> list[str]:
    """Return the words of an article, which no element joins but those that words may go through."""
    for element in article.iterdescendants():
        if element.tag not in _WITHIN_WORDS:
            element.text, element.tail = f" {element.text or ''}", f" {element.tail or ''}"
    return str(article.text_content()).split()


def find_differences(expected: PageContent, found: PageContent) -> Iterator[str]:
    """Return a line for each kind of content that is not the same: how much there is, and the first that differs."""
    for kind, wanted in vars(expected).items():
        there = getattr(found, kind)
        if wanted != there:
            pairs = enumerate(zip_longest(wanted, there), start=1)
            number, (want, got) = next((number, pair) for number, pair in pairs if pair[0] != pair[1])
            yield (
                f"{len(wanted)} {kind} must be there and be the same, got {len(there)};"
                f" number {number} must be {want!r:.80}, got {got!r:.80}"
            )
