"""A problem on a page, at the author's line."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """Something on a page that must not be published.

    Attributes
    ----------
    path : str
        The page, as the author would name it.
    line : int
        Line of the file, counted from 1, front matter included.
    message : str
        What it was and what it must be.
    is_consequence : bool
        Whether it only follows from another problem of the page.
    """

    path: str
    line: int
    message: str
    is_consequence: bool = False

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"
