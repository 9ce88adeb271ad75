"""Marks ⟦words⟧ in the lines of a small page where a problem must be told, with words of it."""

from __future__ import annotations

import re

MARK = re.compile(r"⟦(.*?)⟧")


def without_marks(text: str) -> str:
    """Return a page as its author would write it."""
    return MARK.sub("", text)


def marked(text: str) -> list[tuple[int, str]]:
    """Return the line and the words of each mark."""
    return [(text.count("\n", 0, mark.start()) + 1, mark[1]) for mark in MARK.finditer(text)]
