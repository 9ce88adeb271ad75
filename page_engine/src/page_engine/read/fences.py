"""Fences: the blocks between lines of backticks or tildes, wherever they are nested."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

FENCE = re.compile(  # an opening line, and the lines up to the first that closes it, or else to the end of the page
    r"^(?P<prefix>[ \t>]*(?P<bullet>(?:[-*+]|\d+[.)])[ \t][ \t>]*)*)"
    r"(?P<marker>(?P<sign>[`~])(?P=sign){2,})(?P<info>.*)(?P<lines>(?:\n.*)*?)"
    r"(?:(?P<closing>\n(?(bullet)[ \t>]*|(?P=prefix))(?P=marker)(?P=sign)*[ \t]*)|\Z)$",
    re.MULTILINE,
)

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
    for match in FENCE.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        prefix = re.sub(r"[^ \t>]", " ", match["prefix"])  # of the lines below, which have space where a bullet was
        contents = [_without_prefix(content, prefix) for content in match["lines"].split("\n")[1:]]
        source = "".join(f"{content or ''}\n" for content in contents)
        faults = tuple(_faults(match, line, prefix, contents))
        fences.append(Fence(*match.span(), line, prefix, match["marker"], match["info"], source, faults))
    return fences


def _without_prefix(line: str, prefix: str) -> str | None:
    """Return the line's content, or None if it lacks the prefix of its fence."""
    if line.startswith(prefix):
        return line[len(prefix) :]
    is_blank = not line.strip(" \t>") and line.count(">") == prefix.count(">")
    return "" if is_blank else None


def _faults(match: re.Match[str], line: int, prefix: str, contents: Sequence[str | None]) -> Iterator[Fault]:
    marker, info, closing = match.group("marker", "info", "closing")
    if match["bullet"]:
        yield line, "a fence must start on a line of its own, not behind a bullet"
    if "`" in info and marker.startswith("`"):
        yield line, f"the opening line of a fence must not contain a backtick, got {marker}{info}"
    if closing is None:
        yield line, f"this fence is never closed; it needs a line with {prefix}{marker}"
        return  # for what stands below is no code
    if closing.strip("\n \t>") != marker:
        wanted = f"{prefix}{marker}"
        yield line + len(contents) + 1, f"the closing fence must be {wanted!r} like its opening, got {closing[1:]!r}"
    for number, content in enumerate(contents, start=line + 1):
        if content is None:
            yield number, f"this line must start with {prefix!r} like the fence that it is in"
        elif not info.startswith("python") and content.lstrip().startswith(marker):
            yield line, f"this fence must be closed before line {number}, or be longer than the fence that it shows"
