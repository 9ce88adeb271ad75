"""The vocabulary of fences: which ones run, with which options, and which are refused.

A lab is a notebook kept as Markdown, in which the reader solves an exercise and a check tells how it went.
"""

import re

from page_engine.read.fences import Fence
from page_engine.read.prose import FRONT_MATTER

OPTIONS = ("alt", "raises", "skip", "title", "hl_lines", "fold")
TAGS = ("exercise", "solution", "check")  # what a block of a lab may be marked as
SHOWN_OPTIONS = ("title", "hl_lines")  # handed on to the site; the others are for the engine

_KERNEL = re.compile(r"^jupyter:.*^\s+kernelspec:.*^\s+language:\s*python\s*$", re.DOTALL | re.MULTILINE)
_HIGHLIGHTED_LINES = re.compile(r"\d+(-\d+)?([ \t]+\d+(-\d+)?)*")
OPTION = re.compile(r"""[ \t]+(?P<name>[\w-]+)=(?P<quote>["'])(?P<value>.*?)(?P=quote)""")
_TAGGED = re.compile(rf"""python(?:[ \t]+tags=\["(?P<tag>{"|".join(TAGS)})"\])?[ \t]*""")
_QUOTED = re.compile(r"""(["']).*?\1""")
_PYTHON_WORD = re.compile(r"i?py|(numpy|sage|jupyter|doctest|starlark|bazel)$", re.IGNORECASE)


class VocabularyError(Exception):
    """A fence is not of the vocabulary; the message says what it must be."""


def is_lab(text: str) -> bool:
    """Return whether a page is a lab: its front matter names a Python kernel."""
    front_matter = FRONT_MATTER.match(text)
    return front_matter is not None and _KERNEL.search(front_matter.group()) is not None


def is_python(fence: Fence) -> bool:
    """Return whether the fence is written as Python that runs."""
    if fence.marker.startswith("`") and re.match(r"python([ \t]|$)", fence.info):
        return True
    words = re.findall(r"\w+", _QUOTED.sub("", fence.info))
    written = f"{fence.marker}{fence.info}"
    if any(_PYTHON_WORD.match(word) for word in words):
        raise VocabularyError(f"Python must stand in a fence that starts with ```python, got {written!r}")
    if not words:
        raise VocabularyError(
            "a fence must name its language: python for code that runs, output for what it prints, text for the rest"
        )
    if words[0] not in ("markdown", "md") and re.search(r"^\s*>>> ", fence.source, re.MULTILINE):
        raise VocabularyError(f"a session with >>> must be a ```python block and its output, got it in {written!r}")
    return False


def is_output(fence: Fence) -> bool:
    """Return whether the fence holds the expected output of the block above it."""
    if not re.match(r"\W*output(?!\w)", fence.info, re.IGNORECASE):
        return False
    if fence.info.rstrip() != "output" or not fence.marker.startswith("`"):
        raise VocabularyError(f"an output block must start with ```output and no more, got {fence.marker}{fence.info}")
    return True


def read_options(fence: Fence, is_lab: bool) -> dict[str, str]:
    """Return the options of a Python fence, or its tag, if it has one, in a lab."""
    if is_lab:
        tagged = _TAGGED.fullmatch(fence.info)
        if tagged is None:
            tags = ", ".join(TAGS)
            raise VocabularyError(f'a block of a lab may have tags=["…"] with one of {tags}, got {fence.info!r}')
        return {"tag": tagged["tag"]} if tagged["tag"] else {}
    written = fence.info.removeprefix("python")
    if rest := OPTION.sub("", written).strip():
        raise VocabularyError(f'an option must be written as name="value", got {rest!r}')
    options: dict[str, str] = {}
    for match in OPTION.finditer(written):
        name, value = match["name"], match["value"].strip()
        if name not in OPTIONS:
            raise VocabularyError(f"an option must be one of {', '.join(OPTIONS)}, got {name!r}")
        if name in options:
            raise VocabularyError(f"the option {name} must be given once, got it twice")
        if not value:
            raise VocabularyError(f"the option {name} must not be empty")
        options[name] = value
    _check_values(options)
    return options


def _check_values(options: dict[str, str]) -> None:
    for other in ("alt", "raises"):
        if "skip" in options and other in options:
            raise VocabularyError(f"a skipped block must not have the option {other}: nothing would check it")
    if "hl_lines" in options and not _HIGHLIGHTED_LINES.fullmatch(options["hl_lines"]):
        raise VocabularyError(f"the option hl_lines must be lines such as 2 4-5, got {options['hl_lines']!r}")
    if "raises" in options and not options["raises"].isidentifier():
        raise VocabularyError(f"the option raises must name one exception, got {options['raises']!r}")
