"""Comparing what a page says with what its blocks do."""

import difflib
import re
from collections.abc import Iterator, Sequence

from page_engine.read.numbers import Number, is_one_value
from page_engine.read.page import Block, Page, Step
from page_engine.read.problem import Problem
from page_engine.run.figures import LARGEST_FIGURE, compressed_size
from page_engine.run.outcome import Outcome, place_of_error
from page_engine.say.alternative_texts import find_broken_record, unread_alternative

ELLIPSIS = "..."  # stands for any text, as in doctest

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


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
    check = _check_number(step, outcome) if isinstance(step, Number) else _check_block(page, step, outcome)
    found = [*check, *_check_warnings(page, step, outcome)] or [*_check_errors(page, step, outcome)]
    return [Problem(page.name, line, message) for line, message in found]


def expected_output(block: Block, outcome: Outcome) -> str:
    """Return what the output block must hold: what was printed, and after it the exception that is wanted."""
    text = outcome.printed if outcome.printed.endswith("\n") or not outcome.printed else outcome.printed + "\n"
    return text + outcome.failure.text + "\n" if outcome.failure and "raises" in block.options else text


def is_as_expected(block: Block, outcome: Outcome) -> bool:
    """Return whether the output block says what was printed; `...` stands for any text."""
    want = block.output.source if block.output else ""
    return matches(want, expected_output(block, outcome))


def is_text(output: str) -> bool:
    """Return whether a page can hold an output: what else than characters and ends of lines is read back otherwise."""
    return not _CONTROL.search(output)


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
    if outcome.death:
        last_words = "".join(f"\n    {line}" for line in outcome.errors.strip().splitlines()[-3:])
        place = f" (the block at {page.name}:{block.line})"
        line = outcome.death_place and page.line_at(outcome.death_place)
        yield line or block.line, f"a block {outcome.death}{place}{last_words}"
        return
    failures = list(_check_exception(page, block, outcome))
    yield from failures
    if not failures and page.is_lab:
        if outcome.figures or outcome.leaves_figure_open:
            yield block.line, "a block of a lab must not draw: its notebook would show no alternative text"
    elif not failures:
        yield from _check_output(block, outcome, page.name)
        yield from _check_figures(page, block, outcome)


def _check_warnings(page: Page, step: Step, outcome: Outcome) -> Iterator[tuple[int, str]]:
    for warning in outcome.warnings:
        yield page.line_at(warning.place) or step.line, f"a page must not warn, got {warning.text}"


def _check_errors(page: Page, step: Step, outcome: Outcome) -> Iterator[tuple[int, str]]:
    """Return what a thread, a destructor or a logger has written, which would stand among a reader's output."""
    if outcome.errors:
        place = place_of_error(outcome.errors)
        lines = outcome.errors.strip().splitlines()
        last_words = "".join(f"\n    {line}" for line in lines[-3:])
        message = f"a page must write nothing to the standard error, where no reader looks, got:{last_words}"
        yield (place and page.line_at(place)) or step.line, message


def _check_exception(page: Page, block: Block, outcome: Outcome) -> Iterator[tuple[int, str]]:
    wanted, failure = block.options.get("raises"), outcome.failure
    if failure is None:
        if wanted:
            yield block.line, f"the block must raise {wanted}, but it ended without an exception"
        return
    line = page.line_at(failure.place) or block.line
    if failure.is_exit:
        yield line, "a block must not call sys.exit: it would end the reader's session"
    elif failure.type == "SyntaxError" or wanted is None:
        yield line, f"{failure.text} (in the block at {page.name}:{block.line})"
    elif failure.type != wanted:
        place = f"(at {page.name}:{line})"
        yield block.line, f"the block must raise {wanted}, but it raised {failure.text} {place}"


def _check_output(block: Block, outcome: Outcome, page_name: str) -> Iterator[tuple[int, str]]:
    got = expected_output(block, outcome)
    if control := _CONTROL.search(got):
        message = f"an output must be text that a page can hold, got {control.group()!r} from the block at"
        yield block.line, f"{message} {page_name}:{block.line}"
        return
    if block.output is None:
        if got:
            printed = "".join(f"\n    {line}" for line in got.splitlines())
            yield block.line, f"the block must have an output block below it with what it prints:{printed}"
        return
    if not got:
        yield block.output.line, "an output block must stand below a block that prints, but this one prints nothing"
    elif not is_as_expected(block, outcome):
        want = block.output.source
        offset, expected, actual = _first_difference(want, got)
        lines = difflib.ndiff(want.split("\n")[:-1], got.split("\n")[:-1])
        diff = "".join(f"    {line}\n" for line in lines if line[0] != "?")
        message = f"expected {expected}, got {actual} from the block at {page_name}:{block.line}\n{diff}"
        yield block.output.line + 1 + offset, message.rstrip()


def matches(want: str, got: str) -> bool:
    """Return whether a text is as wanted: dots stand for any text without dots, or for the dots that it has."""
    *parts, last = want.split(ELLIPSIS)
    if not parts:
        return want == got
    place, end = _end_of(parts, got), len(got) - len(last)
    return 0 <= place <= end and got.endswith(last) and _is_elided(got[place:end])


def _end_of(parts: Sequence[str], got: str) -> int:
    """Return where a beginning ends in a text, given its parts between dots; -1 if the text begins otherwise."""
    place = len(parts[0]) if got.startswith(parts[0]) else -1
    for part in parts[1:]:
        found = got.find(part, place) if place >= 0 else -1
        place = found + len(part) if found >= 0 and _is_elided(got[place:found]) else -1
    return place


def _is_elided(text: str) -> bool:
    return text == ELLIPSIS or ELLIPSIS not in text


def _first_difference(want: str, got: str) -> tuple[int, str, str]:
    """Return index and text of the first expected line that cannot be, and the line that stands there instead."""
    wanted, gotten = want.removesuffix("\n").split("\n"), got.removesuffix("\n").split("\n")
    for index in range(len(wanted)):
        beginning = "\n".join(wanted[: index + 1]) + "\n"
        if _end_of(beginning.split(ELLIPSIS), got) < 0:
            return index, wanted[index], gotten[index] if index < len(gotten) else "nothing"
    return len(wanted) - 1, "nothing more", gotten[min(len(wanted), len(gotten) - 1)]


def _check_figures(page: Page, block: Block, outcome: Outcome) -> Iterator[tuple[int, str]]:
    if outcome.leaves_figure_open:
        yield block.line, "a block that draws must end with plt.show(), but this figure is never shown"
    if len(outcome.figures) > 1:
        yield block.line, f"a block must show one figure at most, got {len(outcome.figures)}; split it"
    if outcome.figures and "alt" not in block.options:
        yield block.line, 'a block that shows a figure must have alt="…", the text for those who cannot see it'
    if not outcome.figures and "alt" in block.options:
        yield block.line, "a block with alt must show a figure with plt.show(), but it shows none"
    large = [svg for svg in outcome.figures if len(svg.encode()) > LARGEST_FIGURE]  # none grows as it is compressed
    for size in filter(LARGEST_FIGURE.__lt__, map(compressed_size, large)):
        advice = "draw fewer points, or dense parts with rasterized=True"
        yield block.line, f"a figure must have at most {LARGEST_FIGURE} bytes gzipped, got {size}; {advice}"
    if "alt" in block.options and len(outcome.figures) == 1:
        complaint = unread_alternative(page, block.options["alt"], outcome.figures[0])
        if complaint:
            yield block.line, complaint
