"""Comparing what a page says with what its blocks do."""

import difflib
import gzip
import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from itertools import accumulate

from page_engine.read.numbers import Number, is_one_value
from page_engine.read.page import Block, Page
from page_engine.read.problem import Problem
from page_engine.run.figures import LARGEST_FIGURE
from page_engine.run.outcome import Outcome, place_of_error
from page_engine.say.alternative_texts import find_broken_record, unread_alternative

ELLIPSIS = "..."  # stands for any text, as in doctest

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")  # no page can hold it, or it is read back otherwise

_ANY = r"(?:\.{3}|(?:.(?<!\.{3}))*?)"  # what dots stand for


def check_page(page: Page, outcomes: Sequence[Outcome]) -> list[Problem]:
    """Return everything that is wrong with a page, in the order of its lines."""
    found = [*page.problems, *find_broken_record(page)]
    for index in range(len(page.steps)):
        found += check_step(page, outcomes, index)
    return sorted(found, key=lambda problem: problem.line)


def check_step(page: Page, outcomes: Sequence[Outcome], index: int) -> list[Problem]:
    """Return what is wrong with one step of a page."""
    step, outcome = page.steps[index], outcomes[index]
    if not outcome.has_run:
        cause = next(i for i, other in enumerate(outcomes) if other.death)
        message = f"not run, since {page.name}:{page.steps[cause].line} ended the page"
        return [Problem(page.name, step.line, message, is_consequence=True)]
    found = list(_check_number(step, outcome) if isinstance(step, Number) else _check_block(page, step, outcome))
    for warning in outcome.warnings:
        found.append((page.line_at(warning.place, step.line), f"a page must not warn, got {warning.text}"))
    if outcome.errors and not found:  # of a thread, a destructor or a logger, among what a reader's block prints
        message = "a page must write nothing to the standard error, where no reader looks, got:"
        line = page.line_at(place_of_error(outcome.errors), step.line)
        found.append((line, f"{message}{_last_words(outcome)}"))
    return [Problem(page.name, line, message) for line, message in found]


def expected_output(block: Block, outcome: Outcome) -> str:
    """Return what the output block must hold: what was printed, and after it the exception that is wanted."""
    text = outcome.printed if outcome.printed.endswith("\n") or not outcome.printed else outcome.printed + "\n"
    return text + outcome.failure.text + "\n" if outcome.failure and "raises" in block.options else text


def _check_number(number: Number, outcome: Outcome) -> Iterator[tuple[int, str]]:
    if outcome.death:
        yield number.line, f"the expression {number.source} {outcome.death}"
    elif outcome.failure:
        yield number.line, f"the expression {number.source} must have a value, but it raised {outcome.failure.text}"
    elif not is_one_value(outcome.value or ""):
        yield number.line, f"a checked value must be one word; check each on its own, got {outcome.value!r}"
    elif not number.fits(outcome.value):
        yield number.line, f"expected {number.value}, got {outcome.value} from {number.source}"


def _check_block(page: Page, block: Block, outcome: Outcome) -> Iterator[tuple[int, str]]:
    wanted, failure, where = block.options.get("raises"), outcome.failure, f"the block at {page.name}:{block.line}"
    line = page.line_at(failure.place if failure else outcome.death_place, block.line)
    if outcome.death:
        yield line, f"a block {outcome.death} ({where}){_last_words(outcome)}"
    elif failure and failure.is_exit:
        yield line, "a block must not call sys.exit: it would end the reader's session"
    elif failure and (failure.type == "SyntaxError" or not wanted):
        yield line, f"{failure.text} (in {where})"
    elif failure and failure.type != wanted:
        yield block.line, f"the block must raise {wanted}, but it raised {failure.text} (at {page.name}:{line})"
    elif wanted and not failure:
        yield block.line, f"the block must raise {wanted}, but it ended without an exception"
    elif not page.is_lab:
        yield from _check_output(page, block, outcome)
        yield from _check_figures(page, block, outcome)
    elif outcome.figures or outcome.leaves_figure_open:
        yield block.line, "a block of a lab must not draw: its notebook would show no alternative text"


def _last_words(outcome: Outcome) -> str:
    return "".join(f"\n    {line}" for line in outcome.errors.strip().splitlines()[-3:])


def _check_output(page: Page, block: Block, outcome: Outcome) -> Iterator[tuple[int, str]]:
    got, where = expected_output(block, outcome), f"from the block at {page.name}:{block.line}"
    if control := CONTROL.search(got):
        yield block.line, f"an output must be text that a page can hold, got {control.group()!r} {where}"
    elif got and not block.output:
        printed = "".join(f"\n    {line}" for line in got.splitlines())
        yield block.line, f"the block must have an output block below it with what it prints:{printed}"
    elif block.output and not got:
        yield block.output.line, "an output block must stand below a block that prints, but this one prints nothing"
    elif block.output and not matches(block.output.source, got):
        want = block.output.source
        offset, expected, actual = _first_difference(want, got)
        lines = difflib.ndiff(want.split("\n")[:-1], got.split("\n")[:-1])
        diff = "".join(f"    {line}\n" for line in lines if line[0] != "?")
        yield block.output.line + 1 + offset, f"expected {expected}, got {actual} {where}\n{diff}".rstrip()


def matches(want: str, got: str) -> bool:
    """Return whether a text is as wanted: dots stand for any text without dots, or for the dots that it has."""
    return want == got or _begins(f"{want}\0", f"{got}\0")  # which stands for the end, since neither can hold it


def _begins(want: str, got: str) -> bool:
    """Return whether a text begins as wanted; what stands behind dots is taken where it first comes."""
    first, *others = map(re.escape, want.split(ELLIPSIS))
    return re.match(first + "".join(f"(?>{_ANY}{part})" for part in others), got, re.DOTALL) is not None


def _first_difference(want: str, got: str) -> tuple[int, str, str]:
    """Return index and text of the first expected line that cannot be, and the line that stands there instead."""
    wanted, gotten = want.removesuffix("\n").split("\n"), got.removesuffix("\n").split("\n")
    beginnings = list(accumulate(f"{line}\n" for line in wanted))
    index = bisect(beginnings, False, key=lambda beginning: not _begins(beginning, got))
    if index < len(wanted):
        return index, wanted[index], gotten[index] if index < len(gotten) else "nothing"
    return len(wanted) - 1, "nothing more", gotten[min(len(wanted), len(gotten) - 1)]


def _check_figures(page: Page, block: Block, outcome: Outcome) -> Iterator[tuple[int, str]]:
    if outcome.leaves_figure_open:
        yield block.line, "a block that draws must end with plt.show(), but this figure is never shown"
    if len(outcome.figures) > 1:
        yield block.line, f"a block must show one figure at most, got {len(outcome.figures)}; split it"
    if outcome.figures and "alt=" not in block.info:  # where an option is misspelt, none is read
        yield block.line, 'a block that shows a figure must have alt="…", the text for those who cannot see it'
    if not outcome.figures and "alt" in block.options:
        yield block.line, "a block with alt must show a figure with plt.show(), but it shows none"
    sizes = [len(gzip.compress(svg.encode())) for svg in outcome.figures if len(svg.encode()) > LARGEST_FIGURE]
    for size in filter(LARGEST_FIGURE.__lt__, sizes):
        advice = "draw fewer points, or dense parts with rasterized=True"
        yield block.line, f"a figure must have at most {LARGEST_FIGURE} bytes gzipped, got {size}; {advice}"
    text, is_one = block.options.get("alt"), len(outcome.figures) == 1
    if text and is_one and (complaint := unread_alternative(page, text, outcome.figures[0])):
        yield block.line, complaint
