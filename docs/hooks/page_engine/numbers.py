"""Numbers in prose: a value, and behind it, in a comment, the expression that it must equal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from page_engine.prose import line_of

_COMMENT = re.compile(r"<!--=(?P<expression>.*?)-->", re.DOTALL)
_CLOSING_MARKUP = "`*_"
_NUMBER = re.compile(r"(?<![\w.,])[-+−]?\d[\d,_]*(?:\.\d+)?(?:[eE][-+−]?\d+)?[ \u00a0\u202f]?%?$")
_WORD = re.compile(r"[^\s(\[{\"'`*_$]+$")


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


def find_numbers(text: str, prose: str) -> Iterator[Number]:
    """Return the checked numbers of a page, given its text and its prose (the text with code blanked out)."""
    for comment in _COMMENT.finditer(prose):
        line_start = text.rfind("\n", 0, comment.start()) + 1
        before = text[line_start : comment.start()].rstrip(_CLOSING_MARKUP)
        value = _NUMBER.search(before) or _WORD.search(before)
        start, end = value.span() if value else (len(before), len(before))
        yield Number(
            start=comment.start(),
            end=comment.end(),
            line=line_of(text, comment.start()),
            value_start=line_start + start,
            value_end=line_start + end,
            value=before[start:end],
            source=text[slice(*comment.span("expression"))].strip(),
        )


def is_one_value(computed: str) -> bool:
    """Return whether a computed value is something that can stand left of a comment: one word, or a percentage."""
    return bool(re.fullmatch(r"\S+([ \u00a0\u202f]%)?", computed))


def is_written_as(value: str, computed: str) -> bool:
    """Return whether a value on the page is the computed one; a typographic minus counts as a hyphen."""
    return value.replace("−", "-") == computed.replace("−", "-")


def write_like(value: str, computed: str) -> str:
    """Return the computed value in the style of the one that it replaces."""
    return computed.replace("-", "−") if "−" in value else computed
