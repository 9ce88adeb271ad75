"""A page: its Python blocks with their outputs, its checked numbers, and what is wrong at first sight."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from sybil import Document

from page_engine.fences import Fault, Fence, find_fences, find_fences_behind_bullets
from page_engine.labs import is_lab
from page_engine.links import find_broken_links, linked_places
from page_engine.mathml import blank_out_formulas, find_broken_formulas
from page_engine.numbers import Number, find_numbers
from page_engine.problem import Problem
from page_engine.prose import blank, blank_out_code, find_hidden_fences, line_of
from page_engine.vocabulary import VocabularyError, is_output, is_python, read_lab_options, read_options


@dataclass(frozen=True)
class Block:
    """A Python block and the output block below it, if there is one."""

    fence: Fence
    options: dict[str, str]
    output: Fence | None = None

    @property
    def start(self) -> int:
        """Offset of the opening fence in the page's text."""
        return self.fence.start

    @property
    def line(self) -> int:
        """Line of the opening fence, from 1."""
        return self.fence.line

    @property
    def source(self) -> str:
        """The code."""
        return self.fence.source


Step = Block | Number


@dataclass(frozen=True)
class Page:
    """A page as read, before anything has run.

    Attributes
    ----------
    name : str
        The page's path as the author would name it.
    text : str
        Its text, with plain newlines.
    prose : str
        The text with code and checked expressions blanked out.
    blocks : list of Block
    numbers : list of Number
    faults : list of Fault
        What is wrong with it as Markdown, and in its blocks and numbers.
    """

    name: str
    text: str = ""
    prose: str = ""
    blocks: list[Block] = field(default_factory=list)
    numbers: list[Number] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @cached_property
    def problems(self) -> list[Problem]:
        """What is wrong whatever the blocks do."""
        found = [*self.faults, *find_broken_formulas(self.prose)]
        found += find_broken_links(Path(self.name), self.text, blank_out_formulas(self.prose))
        return [Problem(self.name, line, message) for line, message in found]

    @property
    def linked_places(self) -> dict[str, list[str]]:
        """The files of the project to which it links, and the anchors in them."""
        return linked_places(Path(self.name), blank_out_formulas(self.prose))

    @property
    def is_lab(self) -> bool:
        """Whether this is a lab: its outputs are the notebook's own."""
        return is_lab(self.text)

    @cached_property
    def steps(self) -> list[Step]:
        """What has to run, in the page's order: blocks that are not skipped, and numbers."""
        running: list[Step] = [block for block in self.blocks if "skip" not in block.options]
        return sorted([*running, *self.numbers], key=lambda step: step.start)


def read_page(path: Path) -> Page:
    """Return the page in a file; one that cannot be read, or is not UTF-8, is an empty page with that problem."""
    if not path.is_file():  # to open a pipe would wait for ever
        return _unreadable(path, 1, "a page must be a file, but there is none to read")
    try:
        return parse_page(Document(path.read_text("utf-8-sig"), str(path)))
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return _unreadable(path, line, f"a page must be UTF-8, got byte 0x{error.object[error.start]:02x}")
    except OSError as error:
        return _unreadable(path, 1, f"a page must be a file that can be read, got: {error.strerror}")


def _unreadable(path: Path, line: int, message: str) -> Page:
    return Page(_display_name(path), faults=[(line, message)])


def parse_page(document: Document) -> Page:
    """Return the page in a Sybil document."""
    text, fences = document.text, find_fences(document)
    prose = blank_out_code(text, fences)
    numbers = list(find_numbers(text, prose))
    found = [fault for fence in fences for fault in fence.faults]
    found += [(line_of(text, nul.start()), "a page must not hold a NUL character") for nul in re.finditer("\0", text)]
    found += find_fences_behind_bullets(text, fences)
    found += find_hidden_fences(text, prose, fences)
    blocks = _blocks(text, fences, found)
    for number in numbers:
        prose = blank(prose, number.start, number.end)
        if not number.is_complete:
            found.append((number.line, "a checked number must be a value, then <!--= with an expression and -->"))
    numbers = [number for number in numbers if number.is_complete]
    return Page(_display_name(Path(document.path)), text, prose, blocks, numbers, found)


def _blocks(text: str, fences: list[Fence], found: list[Fault]) -> list[Block]:
    """Return the Python blocks, each with its output; add to what is found what is not of the vocabulary."""
    blocks: list[Block] = []
    previous: Fence | None = None
    read = read_lab_options if is_lab(text) else read_options
    for fence in fences:
        try:
            if is_output(fence):
                _attach(text, fence, previous, blocks)
            elif is_python(fence):
                blocks.append(Block(fence, {}))
                blocks[-1].options.update(read(fence))
        except VocabularyError as error:
            found.append((fence.line, str(error)))
        previous = fence
    return blocks


def _attach(text: str, output: Fence, previous: Fence | None, blocks: list[Block]) -> None:
    """Give the last block its output block, if it stands right below."""
    if is_lab(text):
        raise VocabularyError("a lab must not have output blocks: its outputs are the notebook's own")
    is_below = blocks and previous is blocks[-1].fence and not text[previous.end : output.start].strip(" \t\n>")
    if not is_below or (previous is not None and previous.prefix != output.prefix):
        raise VocabularyError("an output block must stand right below the Python block that prints it, nested alike")
    if "skip" in blocks[-1].options:
        raise VocabularyError("a skipped block must not have an output block: nothing would check it")
    if is_only_dots(output.source):
        raise VocabularyError("an output block must check something, got only ...")
    blocks[-1] = Block(blocks[-1].fence, blocks[-1].options, output)


def is_only_dots(text: str) -> bool:
    """Return whether a text, as an output block, would agree with anything."""
    return bool(text.strip()) and not text.replace("...", "").strip()


def skipped(page: Page) -> Iterator[tuple[int, str]]:
    """Return line and reason of each skipped block."""
    for block in page.blocks:
        if "skip" in block.options:
            yield block.line, block.options["skip"]


def _display_name(path: Path) -> str:
    """Return the path as seen from the working directory, if it is below it."""
    return os.path.relpath(path) if Path(os.path.realpath(path)).is_relative_to(Path.cwd()) else str(path)
