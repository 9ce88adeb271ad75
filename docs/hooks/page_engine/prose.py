"""Prose: what is left of a page without its front matter, fences and inline code."""

from __future__ import annotations

import re
from collections.abc import Sequence

from page_engine.fences import Fence

FRONT_MATTER = re.compile(r"\A---[ \t]*\n.*?^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
_CODE_SPAN = re.compile(r"(?<![`\\])(`+)(?!`)((?:(?!\n[ \t]*\n).)+?)(?<!`)\1(?!`)", re.DOTALL)


def blank_out_code(text: str, fences: Sequence[Fence]) -> str:
    """Return the text with everything but prose turned into spaces, so that offsets and lines stay."""
    for fence in fences:
        text = _blank(text, fence.start, fence.end)
    front_matter = FRONT_MATTER.match(text)
    if front_matter:
        text = _blank(text, *front_matter.span())
    return _CODE_SPAN.sub(lambda span: _spaces(span.group()), text)


def line_of(text: str, offset: int) -> int:
    """Return the line, from 1, in which an offset lies."""
    return text.count("\n", 0, offset) + 1


def _blank(text: str, start: int, end: int) -> str:
    return text[:start] + _spaces(text[start:end]) + text[end:]


def _spaces(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)
