"""Fences: the blocks between lines of backticks or tildes, wherever they are nested."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sybil import Document
from sybil.parsers.markdown.lexers import FENCE, RawFencedCodeBlockLexer

_LEXER = RawFencedCodeBlockLexer(re.compile(r"(?P<info>[^\n]*)"))
_BEHIND_A_BULLET = re.compile(r"^[ \t>]*(?:[-*+]|\d+[.)])[ \t>*+\d.)-]*(?:`{3,}|~{3,})[^`\n]*$", re.MULTILINE)

Fault = tuple[int, str]


@dataclass(frozen=True)
class Fence:
    """One fenced block of a page."""

    start: int  # offsets of the opening line's start and of the closing line's end in the page's text
    end: int
    line: int  # of the opening fence, from 1
    prefix: str  # what stands before the fence on each of its lines: indentation, quote marks
    marker: str  # the run of backticks or tildes
    info: str  # the rest of the opening line, as written
    source: str  # the content without the prefix; ends with a newline unless empty
    faults: tuple[Fault, ...] = ()  # why the fence cannot be read as it stands


def find_fences(text: str) -> list[Fence]:
    """Return the outermost fences of a text in their order; one shown inside a longer one is its text."""
    fences: list[Fence] = []
    line, place = 1, 0
    for region in sorted(_LEXER(Document(text, "")), key=lambda region: region.start):
        if not fences or region.start >= fences[-1].end:
            line, place = line + text.count("\n", place, region.start), region.start
            fences.append(_fence(text, region.start, region.end, line))
    return fences


def find_fences_behind_bullets(text: str, fences: Sequence[Fence]) -> Iterator[Fault]:
    """Return each line that opens a fence behind a list marker, where Markdown does not see it."""
    for match in _BEHIND_A_BULLET.finditer(text):
        if not any(fence.start <= match.start() < fence.end for fence in fences):
            yield text.count("\n", 0, match.start()) + 1, "a fence must start on a line of its own, not behind a bullet"


def _fence(text: str, start: int, end: int, line: int) -> Fence:
    opening, *lines = text[start:end].split("\n")
    match = FENCE.match(opening)
    assert match is not None, "the lexer starts a region at a fence"
    prefix, marker, info = match.group("prefix", "fence", "trailing")
    closing = lines.pop() if lines and _is_closing(lines[-1], prefix, marker) else None
    contents = [_without_prefix(content, prefix) for content in lines]
    source = "".join(f"{content or ''}\n" for content in contents)
    faults = tuple(_faults(line, prefix, marker, info, closing, contents))
    return Fence(start, end, line, prefix, marker, info, source, faults)


def _faults(
    line: int, prefix: str, marker: str, info: str, closing: str | None, contents: list[str | None]
) -> Iterator[Fault]:
    if "`" in info and marker.startswith("`"):
        yield line, f"the opening line of a fence must not contain a backtick, got {marker}{info}"
    if closing is None:
        yield line, f"this fence is never closed; it needs a line with {prefix}{marker}"
    elif closing.rstrip()[len(prefix) :] != marker:
        wanted = f"{prefix}{marker}"
        yield line + len(contents) + 1, f"the closing fence must be {wanted!r} like its opening, got {closing!r}"
    if prefix.strip(" \t>"):
        yield line, f"a fence must start on a line of its own, got it behind {prefix.strip()!r}"
    for number, content in enumerate(contents, start=line + 1):
        if content is None:
            yield number, f"this line must start with {prefix!r} like the fence that it is in"
        elif not info.startswith("python") and re.match(rf"\s*{re.escape(marker)}", content):
            yield line, f"this fence must be closed before line {number}, or be longer than the fence that it shows"


def _is_closing(line: str, prefix: str, marker: str) -> bool:
    match = FENCE.match(line)
    return (
        match is not None
        and match["prefix"] == _indent(prefix)
        and match["fence"].startswith(marker)
        and not match["trailing"].strip()
    )


def _without_prefix(line: str, prefix: str) -> str | None:
    """Return the line's content, or None if it lacks the prefix of its fence."""
    indent = _indent(prefix)
    if line.startswith(indent):
        return line[len(indent) :]
    is_blank = not line.strip(" \t>") and line.count(">") == indent.count(">")
    return "" if is_blank else None


def _indent(prefix: str) -> str:
    """Return what stands before the lines below a fence; below a bullet, that is space."""
    return " " * len(prefix) if prefix.strip(" \t>") else prefix
