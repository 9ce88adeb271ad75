"""A page: its Python blocks with their outputs, its checked numbers, and what is wrong at first sight."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from page_engine.read.fences import Fault, Fence, find_fences
from page_engine.read.links import find_broken_links
from page_engine.read.mathml import blank_out_formulas, find_broken_formulas
from page_engine.read.numbers import COMMENT, OPENING, Number, find_numbers
from page_engine.read.problem import Problem
from page_engine.read.prose import NOTHING, blank_out, blank_out_code, find_hidden, line_of
from page_engine.read.vocabulary import VocabularyError, is_lab, is_output, is_python, read_options
from page_engine.read.web import find_differences
from page_engine.settings import Settings, settings_for


@dataclass(frozen=True)
class Block(Fence):
    """A Python block and the output block below it, if there is one, at whose end it ends."""

    options: dict[str, str] = field(default_factory=dict)
    output: Fence | None = None


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
    is_lab: bool = False  # its outputs are the notebook's own

    @cached_property
    def problems(self) -> list[Problem]:
        """What is wrong whatever the blocks do."""
        found = [*self.faults, *find_broken_formulas(self.prose)]
        found += find_broken_links(Path(self.name), self.text, blank_out_formulas(self.prose))
        if not found:  # which says more than the first difference that it makes
            found += list(find_differences(self.text, self.prose, self.fences))[:1]
        return [Problem(self.name, line, message) for line, message in found]

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

    def line_at(self, place: tuple[str, int] | None, otherwise: int) -> int:
        """Return the line at a place of the page: a step's name, and a line of its code from 1, or 0 for its first."""
        name, line = place or ("", 0)
        step = dict(zip(self.step_names, self.steps, strict=True)).get(name)
        if step is None:
            return otherwise
        return step.line + (line if isinstance(step, Block) else max(line - 1, 0))  # a block begins with its fence


def read_page(path: Path | str, settings: Settings | None = None) -> Page:
    """Return the page in a file; one that cannot be read, or is not UTF-8, is an empty page with that problem.

    Settings that are given take the place of those of the project around the page.
    """
    path = Path(path)
    fault = (1, "a page must be a file, but there is none to read")
    try:
        if path.is_file():  # to open a pipe would wait for ever
            return parse_page(path.read_text("utf-8"), path, settings)
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        fault = (line, f"a page must be UTF-8, got byte 0x{error.object[error.start]:02x}")
    except OSError as error:
        fault = (1, f"a page must be a file that can be read, got: {error.strerror}")
    return replace(parse_page("", path, settings), faults=[fault])


def parse_page(text: str, path: Path, settings: Settings | None = None) -> Page:
    """Return the page with a text, which may begin with a byte order mark, as if it were in a file."""
    text = text.removeprefix("\ufeff")
    fences = find_fences(text)
    prose = blank_out_code(text)
    numbers = list(find_numbers(text, prose))
    found = [fault for fence in fences for fault in fence.faults]
    found += [(line_of(text, nul.start()), "a page must not hold a NUL character") for nul in re.finditer("\0", text)]
    found += find_hidden(text, prose, fences, OPENING)
    found += [(number.line, number.fault) for number in numbers if number.fault]
    in_lab = is_lab(text)
    blocks = _blocks(text, fences, in_lab, found)
    found += _find_late_futures(blocks)
    numbers = [number for number in numbers if not number.fault]
    prose = blank_out(COMMENT, prose, NOTHING)
    is_below = Path(os.path.realpath(path)).is_relative_to(Path.cwd())
    name = os.path.relpath(path) if is_below else str(path)
    return Page(name, settings or settings_for(path), text, prose, fences, blocks, numbers, found, in_lab)


def _blocks(text: str, fences: list[Fence], in_lab: bool, found: list[Fault]) -> list[Block]:
    """Return the Python blocks, each with its output; add to what is found what is not of the vocabulary."""
    blocks: list[Block] = []
    for fence in fences:
        try:
            if is_output(fence):
                _attach(text, fence, in_lab, blocks)
            elif is_python(fence):
                blocks.append(Block(**vars(fence)))
                blocks[-1].options.update(read_options(fence, in_lab))
        except VocabularyError as error:
            found.append((fence.line, str(error)))
    return blocks


def _attach(text: str, output: Fence, in_lab: bool, blocks: list[Block]) -> None:
    """Give the last block its output block, if it stands right below."""
    if in_lab:
        raise VocabularyError("a lab must not have output blocks: its outputs are the notebook's own")
    block = blocks[-1] if blocks else None
    is_below = block and not block.output and not text[block.end : output.start].strip(" \t\n>")
    if block is None or not is_below or block.prefix != output.prefix:
        raise VocabularyError("an output block must stand right below the Python block that prints it, nested alike")
    if "skip" in block.options:
        raise VocabularyError("a skipped block must not have an output block: nothing would check it")
    if is_only_dots(output.source):
        raise VocabularyError("an output block must check something, got only ...")
    blocks[-1] = replace(block, end=output.end, output=output)


def is_only_dots(text: str) -> bool:
    """Return whether a text, as an output block, would agree with anything."""
    return bool(text.strip()) and not text.replace("...", "").strip()


def _find_late_futures(blocks: list[Block]) -> Iterator[Fault]:
    """Return each ``from __future__`` that a script made of the page could not have where it stands."""
    running = [block for block in blocks if "skip" not in block.options]
    for index, block in enumerate(running):
        if index or "raises" in block.options:
            for match in re.finditer(r"^from\s+__future__\s+import\b", block.source, re.MULTILINE):
                line = block.line + line_of(block.source, match.start())
                yield line, "an import from __future__ must stand in the page's first block"
