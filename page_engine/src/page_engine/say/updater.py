"""Mending a page: stale outputs and numbers are rewritten, and nothing else is touched."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path

from page_engine.files import replace_file
from page_engine.read.numbers import Number, rewritten
from page_engine.read.page import Block, Page, is_only_dots, read_page
from page_engine.run.outcome import Outcome
from page_engine.run.runner import run_page
from page_engine.say.alternative_texts import record_alternatives
from page_engine.say.checker import CONTROL, ELLIPSIS, expected_output, matches
from page_engine.say.edits import Edit, behind, with_edits


def update_page(path: Path | str) -> int:
    """Mend a page in place and return how many outputs, numbers and pairs of a figure and its text have changed.

    Blocks that fail, outputs of blocks that print nothing or only dots, and a record of alternative texts
    that cannot be read are left for the author. A page that cannot be read or written raises an OSError.
    """
    path = Path(path)
    if not path.is_file():  # to open a pipe would wait for ever
        raise FileNotFoundError(f"a page must be a file, but {path} is none")
    before = path.read_bytes()
    page = read_page(path)
    outcomes = run_page(page)
    edits = find_edits(page, outcomes)
    if path.read_bytes() != before:  # saved by the author while it ran
        return update_page(path)
    if edits:
        replace_file(path.resolve(), apply_edits(before.decode("utf-8"), edits).encode())
    return len(edits) + record_alternatives(page, outcomes)


def find_edits(page: Page, outcomes: Sequence[Outcome]) -> list[Edit]:
    """Return the edits that make a page say what its steps did."""
    edits = [
        _number_edit(page, step, outcome) if isinstance(step, Number) else _block_edit(page, step, outcome)
        for step, outcome in zip(page.steps, outcomes, strict=True)
    ]
    return [edit for edit in edits if edit]


def apply_edits(raw: str, edits: Sequence[Edit]) -> str:
    """Return a file's text with the edits made, its byte order mark and line endings kept.

    The edits count in the text as the engine reads it: without the mark, and with plain newlines.
    """
    mark = "\ufeff" if raw.startswith("\ufeff") else ""
    newline = "\r\n" if "\r\n" in raw else "\n"
    characters = re.findall(r"\r\n|.", raw.removeprefix(mark), re.DOTALL)  # as many as the engine reads
    return mark + with_edits(characters, [(start, end, new.replace("\n", newline)) for start, end, new in edits])


def _number_edit(page: Page, number: Number, outcome: Outcome) -> Edit | None:
    before = page.text[: number.value_start].rpartition("\n")[2]
    text = None if number.fits(outcome.value) else rewritten(before, number.value, outcome.value or "")
    return (number.value_start, number.value_end, text) if text else None


def _block_edit(page: Page, block: Block, outcome: Outcome) -> Edit | None:
    text, fence = expected_output(block, outcome), block.output or block
    raised = outcome.failure.type if outcome.failure else None
    if not outcome.has_run or outcome.death or raised != block.options.get("raises"):
        return None
    if page.is_lab or not text or is_only_dots(text) or CONTROL.search(text):
        return None
    if (block.output and matches(block.output.source, text)) or block.faults or fence.faults:
        return None
    prefix, marker = block.prefix, block.output.marker if block.output else "```"
    while re.search(rf"^[ \t]*{marker}", text, re.MULTILINE):  # which would close it
        marker += "`"
    new = behind(prefix, "\n".join([f"{marker}output", *_with_dots(block, text), marker]))
    if block.output:
        return fence.start, fence.end, new
    return fence.end, fence.end, f"\n{prefix.rstrip()}\n{new}"


def _with_dots(block: Block, text: str) -> list[str]:
    """Return the lines of a new output, with those of the old one whose dots still stand for what they stood for."""
    new = text.removesuffix("\n").split("\n")
    old = block.output.source.removesuffix("\n").split("\n") if block.output else []
    kept = []
    for _, i, end_of_old, j, end_of_new in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        was, now = old[i:end_of_old], new[j:end_of_new]
        dotted = [line for line in was if ELLIPSIS in line and line != ELLIPSIS]
        if was == [ELLIPSIS] and now:
            kept += was
        else:
            kept += [next((line for line in dotted if matches(line, each)), each) for each in now]
    return kept if matches("\n".join(kept), "\n".join(new)) else new
