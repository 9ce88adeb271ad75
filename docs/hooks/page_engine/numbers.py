"""Numbers in prose: a value, and behind it, in a comment, the expression that it must equal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from page_engine.prose import line_of

_COMMENT = re.compile(r"<!--=(?P<expression>.*?)(?:-->|\Z)", re.DOTALL)
_CLOSING_MARKUP = "`*_"
_OPENING_MARKUP = "([{\"'`*_$|>"
_THOUSANDS = "\u2009\u202f'’"
_NUMBER = re.compile(
    rf"(?<![\w.,])[-+−]?\d(?:[\d,_]|[{_THOUSANDS}](?=\d{{3}}))*(?:\.\d+)?(?:[eE][-+−]?\d+)?(?:[ \u00a0\u202f]?%)?$"
)
_SIGN = re.compile(r"(?<!\w)(?<!\w[`*_])(?:[-+−–‑]|&minus;)[`*_]*$")


@dataclass(frozen=True)
class Number:
    """A checked number.

    Attributes
    ----------
    start, end : int
        Offsets of the comment.
    line : int
        Line of the comment, from 1.
    value_start, value_end : int
        Offsets of the value left of it.
    value : str
        The value, as written.
    source : str
        The expression.
    """

    start: int
    end: int
    line: int
    value_start: int
    value_end: int
    value: str
    source: str

    @property
    def is_complete(self) -> bool:
        """Whether there is a value, an expression, and an end to it."""
        return bool(self.value and self.source)


def find_numbers(text: str, prose: str) -> Iterator[Number]:
    """Return the checked numbers of a page, given its text and its prose (the text with code blanked out)."""
    for comment in _COMMENT.finditer(prose):
        line_start = text.rfind("\n", 0, comment.start()) + 1
        start, end = _value_span(text[line_start : comment.start()])
        is_closed = comment.group().endswith("-->")
        yield Number(
            start=comment.start(),
            end=comment.end(),
            line=line_of(text, comment.start()),
            value_start=line_start + start,
            value_end=line_start + end,
            value=text[line_start + start : line_start + end],
            source=text[slice(*comment.span("expression"))].strip() if is_closed else "",
        )


def without_comments(text: str) -> str:
    """Return text without the comments behind its numbers."""
    return _COMMENT.sub("", text)


def is_one_value(computed: str) -> bool:
    """Return whether a computed value, written into a page, is read as just that value again."""
    return bool(computed) and "\n" not in computed and is_read_back("", computed)


def is_written_as(value: str, computed: str) -> bool:
    """Return whether a value on the page is the computed one; a typographic minus counts as a hyphen."""
    return value.replace("−", "-") == computed.replace("−", "-")


def is_read_back(before: str, computed: str) -> bool:
    """Return whether a computed value is read as just that value behind the text that stands before it on its line."""
    return _value_span(before + computed) == (len(before), len(before + computed))


def write_like(value: str, computed: str) -> str:
    """Return the computed value in the style of the one that it replaces."""
    return computed.replace("-", "−") if "−" in value else computed


def _value_span(before: str) -> tuple[int, int]:
    """Return where the value stands in the text left of its comment: a number with its sign, or the last word."""
    before = before.rstrip(_CLOSING_MARKUP)
    number = _NUMBER.search(before)
    if number:
        sign = _SIGN.search(before[: number.start()])  # one that is not part of the number to us, but to the reader
        return (sign.start() if sign else number.start()), number.end()
    word = re.split(r"\s", before)[-1].lstrip(_OPENING_MARKUP)
    return len(before) - len(word), len(before)
