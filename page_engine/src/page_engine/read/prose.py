"""Prose: what is left of a page without its front matter, fences and inline code."""

import re
from collections.abc import Iterator, Sequence

from page_engine.read.fences import FENCE, Fault, Fence

FRONT_MATTER = re.compile(  # as MkDocs takes it: lines between dashes, if there is a name and a colon among them
    r"\A---[ \t]*\n(?=(?:(?!---|\.\.\.).*\n)*?(?!---|\.\.\.).*:)(?:.*\n)*?(?:---|\.\.\.)[ \t]*$", re.MULTILINE
)
_CODE_SPAN = re.compile(r"(?<![`\\])(`+)(?!`)(.+?)(?<!`)\1(?!`)")  # on one line: a stray backtick hides nothing else
NOTHING = "\u2060"  # stands in prose where a reader sees nothing at all, as behind a checked number
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def blank_out_code(text: str) -> str:
    """Return the text with everything but prose turned into spaces, so that offsets and lines stay."""
    for pattern in (FENCE, FRONT_MATTER, _CODE_SPAN):
        text = blank_out(pattern, text)
    return text


def find_hidden(text: str, prose: str, fences: Sequence[Fence], number: str) -> Iterator[Fault]:
    """Return line and message of what no reader sees: a fence in a comment, or, in the front matter, also a number."""
    front_matter = FRONT_MATTER.match(text)
    end = front_matter.end() if front_matter else 0
    for match in re.finditer(re.escape(number), text[:end]):
        yield line_of(text, match.start()), "a checked number must stand in prose, got it in the front matter"
    seen = blank_out(_COMMENT, prose, NOTHING)
    for fence in fences:
        if fence.start < end or seen[fence.start] == NOTHING:
            yield fence.line, "a block must not stand where no reader sees it, in a comment or in the front matter"
        if number in fence.info:
            yield fence.line, "a checked number must stand in prose, got it in the opening line of a fence"


def blank_out(pattern: re.Pattern[str], text: str, filler: str = " ") -> str:
    """Return the text with the characters of what a pattern finds turned into spaces or other ones."""
    return pattern.sub(lambda match: re.sub(r"[^\n]", filler, match.group()), text)


def line_of(text: str, offset: int) -> int:
    """Return the line, from 1, in which an offset lies."""
    return text.count("\n", 0, offset) + 1
