"""Edits of a text: stretches of it, and what is to stand there instead."""

from collections.abc import Iterable, Sequence

Edit = tuple[int, int, str]  # where the stretch begins and ends, and the new text


def with_edits(characters: Sequence[str], edits: Iterable[Edit]) -> str:
    """Return a text, which may be given as a list of its characters, with edits made that do not overlap."""
    parts, place = [], 0
    for start, end, text in sorted(edits):
        parts += [*characters[place:start], text]
        place = end
    return "".join([*parts, *characters[place:]])


def behind(prefix: str, text: str) -> str:
    """Return a text whose lines stand behind a prefix, such as indentation or quote marks."""
    return "\n".join(f"{prefix}{line}" if line else prefix.rstrip() for line in text.split("\n"))
