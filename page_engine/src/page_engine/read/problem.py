"""A problem on a page, at the author's line."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """Something on a page that must not be published."""

    path: str  # the page, as the author would name it
    line: int  # of the file, from 1, front matter included
    message: str  # what it was and what it must be
    is_consequence: bool = False  # only follows from another problem of the page

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"
