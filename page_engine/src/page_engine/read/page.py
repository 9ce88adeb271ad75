"""A page: its Python blocks with their outputs, its checked numbers, and what is wrong at first sight."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from page_engine.read.fences import Fault, Fence, find_fences, find_fences_behind_bullets
from page_engine.read.links import find_broken_links
from page_engine.read.mathml import blank_out_formulas, find_broken_formulas
from page_engine.read.numbers import OPENING, Number, find_almost, find_numbers
from page_engine.read.problem import Problem
from page_engine.read.prose import NOTHING, blank, blank_out_code, find_hidden, line_of
from page_engine.read.vocabulary import (
    VocabularyError,
    is_lab,
    is_output,
    is_python,
    read_lab_options,
    read_options,
)
from page_engine.read.web import find_differences
from page_engine.settings import Settings, settings_for

_BYTE_ORDER_MARK = "\ufeff"


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
    def end(self) -> int:
        """Offset at which the block ends, its output included."""
        return (self.output or self.fence).end

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
    """A page as read, before anything has run."""

    name: str  # its path as the author would name it
    settings: Settings  # what its project wants
    text: str = ""  # with plain newlines
    prose: str = ""  # the text with code and checked expressions blanked out
    fences: list[Fence] = field(default_factory=list)  # whatever they hold
    blocks: list[Block] = field(default_factory=list)
    numbers: list[Number] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)  # as Markdown, and in its blocks and numbers

    @cached_property
    def problems(self) -> list[Problem]:
        """What is wrong whatever the blocks do."""
        found = [*self.faults, *find_broken_formulas(self.prose)]
        found += find_broken_links(Path(self.name), self.text, blank_out_formulas(self.prose))
        if not found:  # which says more than the difference that it makes
            found += find_differences(self.text, self.prose, self.fences)
        return [Problem(self.name, line, message) for line, message in found]

    @property
    def is_lab(self) -> bool:
        """Whether this is a lab: its outputs are the notebook's own."""
        return is_lab(self.text)

    @cached_property
    def steps(self) -> list[Step]:
        """What has to run, in the page's order: blocks that are not skipped, and numbers."""
        running: list[Step] = [block for block in self.blocks if "skip" not in block.options]
        return sorted([*running, *self.numbers], key=lambda step: step.start)

    @cached_property
    def step_names(self) -> list[str]:
        """What tracebacks call the steps: blocks and numbers, each counted from 1."""
        kinds = [type(step).__name__.lower() for step in self.steps]
        return [f"<{kind} {kinds[: index + 1].count(kind)}>" for index, kind in enumerate(kinds)]

    def line_at(self, place: tuple[str, int]) -> int | None:
        """Return the line of the page at a place: a step's name, and a line of its code from 1, or 0 for its first."""
        name, line = place
        if name not in self.step_names:
            return None
        step = self.steps[self.step_names.index(name)]
        return step.line + (line if isinstance(step, Block) else max(line - 1, 0))  # a block begins with its fence


def read_page(path: Path | str, settings: Settings | None = None) -> Page:
    """Return the page in a file; one that cannot be read, or is not UTF-8, is an empty page with that problem.

    Parameters
    ----------
    path : Path or str
    settings : Settings, optional
        Other ones than those of the project around the page.
    """
    path = Path(path)
    settings = settings or settings_for(path)
    if not path.is_file():  # to open a pipe would wait for ever
        return _unreadable(path, settings, 1, "a page must be a file, but there is none to read")
    try:
        return parse_page(path.read_text("utf-8"), path, settings)
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return _unreadable(path, settings, line, f"a page must be UTF-8, got byte 0x{error.object[error.start]:02x}")
    except OSError as error:
        return _unreadable(path, settings, 1, f"a page must be a file that can be read, got: {error.strerror}")


def _unreadable(path: Path, settings: Settings, line: int, message: str) -> Page:
    return Page(_display_name(path), settings, faults=[(line, message)])


def parse_page(text: str, path: Path, settings: Settings | None = None) -> Page:
    """Return the page with a text, which may begin with a byte order mark, as if it were in a file."""
    text = text.removeprefix(_BYTE_ORDER_MARK)
    fences = find_fences(text)
    prose = blank_out_code(text, fences)
    numbers = list(find_numbers(text, prose))
    found = [fault for fence in fences for fault in fence.faults]
    found += [(line_of(text, nul.start()), "a page must not hold a NUL character") for nul in re.finditer("\0", text)]
    found += find_fences_behind_bullets(text, fences)
    found += [*find_hidden(text, prose, fences, OPENING), *find_almost(prose)]
    blocks = _blocks(text, fences, found)
    found += _find_late_futures(blocks)
    for number in numbers:
        prose = blank(prose, number.start, number.end, NOTHING)
        if number.fault:
            found.append((number.line, number.fault))
    numbers = [number for number in numbers if not number.fault]
    return Page(_display_name(path), settings or settings_for(path), text, prose, fences, blocks, numbers, found)


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


def _find_late_futures(blocks: list[Block]) -> Iterator[Fault]:
    """Return each ``from __future__`` that a script made of the page could not have where it stands."""
    running = [block for block in blocks if "skip" not in block.options]
    for block in running:
        if block is running[0] and "raises" not in block.options:
            continue
        for match in re.finditer(r"^from\s+__future__\s+import\b", block.source, re.MULTILINE):
            line = line_of(block.source, match.start())
            yield block.line + line, "an import from __future__ must stand in the page's first block"


def skipped(page: Page) -> Iterator[tuple[int, str]]:
    """Return line and reason of each skipped block."""
    for block in page.blocks:
        if "skip" in block.options:
            yield block.line, block.options["skip"]


def _display_name(path: Path) -> str:
    """Return the path as seen from the working directory, if it is below it."""
    return os.path.relpath(path) if Path(os.path.realpath(path)).is_relative_to(Path.cwd()) else str(path)
