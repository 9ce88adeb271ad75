"""Prose: what is left of a page without its front matter, fences and inline code."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from page_engine.read.fences import Fence

FRONT_MATTER = re.compile(  # as MkDocs takes it: lines between dashes, if there is a name and a colon among them
    r"\A---[ \t]*\n(?=(?:(?!---|\.\.\.).*\n)*?(?!---|\.\.\.).*:)(?:.*\n)*?(?:---|\.\.\.)[ \t]*$", re.MULTILINE
)
_CODE_SPAN = re.compile(
    r"(?<![`\\])(`+)(?!`)(.+?)(?<!`)\1(?!`)"
)  # on one line: a stray backtick must not hide the rest
NOTHING = "\u2060"  # stands in prose where a reader sees nothing at all, as behind a checked number
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def blank_out_code(text: str, fences: Sequence[Fence]) -> str:
    """Return the text with everything but prose turned into spaces, so that offsets and lines stay."""
    parts, place = [], 0
    for fence in fences:
        parts += [text[place : fence.start], blank(text[fence.start : fence.end], 0, fence.end)]
        place = fence.end
    text = "".join([*parts, text[place:]])
    front_matter = FRONT_MATTER.match(text)
    if front_matter:
        text = blank(text, *front_matter.span())
    return _CODE_SPAN.sub(lambda span: " " * len(span.group()), text)


def find_hidden(text: str, prose: str, fences: Sequence[Fence], number: str) -> Iterator[tuple[int, str]]:
    """Return line and message of what no reader sees: a fence in a comment, or, in the front matter, also a number."""
    front_matter = FRONT_MATTER.match(text)
    spans = [front_matter.span()] if front_matter else []
    for match in re.finditer(re.escape(number), front_matter.group() if front_matter else ""):
        yield line_of(text, match.start()), "a checked number must stand in prose, got it in the front matter"
    spans += [comment.span() for comment in _COMMENT.finditer(prose)]
    starts = [start for start, _ in spans]
    for fence in fences:
        index = bisect_right(starts, fence.start) - 1
        if index >= 0 and fence.start < spans[index][1]:
            yield fence.line, "a block must not stand where no reader sees it, in a comment or in the front matter"
        if number in fence.info:
            yield fence.line, "a checked number must stand in prose, got it in the opening line of a fence"


def blank(text: str, start: int, end: int, filler: str = " ") -> str:
    """Return the text with the characters of a stretch of it turned into spaces or other ones."""
    return text[:start] + re.sub(r"[^\n]", filler, text[start:end]) + text[end:]


def line_of(text: str, offset: int) -> int:
    """Return the line, from 1, in which an offset lies."""
    return text.count("\n", 0, offset) + 1
