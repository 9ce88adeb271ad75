"""Comparing what a page says with what its blocks do."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence

from page_engine.alternative_texts import unread_alternative
from page_engine.figures import LARGEST_FIGURE, compressed_size
from page_engine.numbers import Number, is_one_value, is_written_as
from page_engine.outcome import Outcome
from page_engine.page import Block, Page
from page_engine.problem import Problem

ELLIPSIS = "..."  # stands for any text, as in doctest


def check_page(page: Page, outcomes: Sequence[Outcome]) -> list[Problem]:
    """Return everything that is wrong with a page, in the order of its lines."""
    found = list(page.problems)
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
    return [Problem(page.name, line, message) for line, message in check]


def expected_output(block: Block, outcome: Outcome) -> str:
    """Return what the output block must hold: what was printed, and after it the exception that is wanted."""
    text = outcome.printed if outcome.printed.endswith("\n") or not outcome.printed else outcome.printed + "\n"
    return text + outcome.failure.text + "\n" if outcome.failure and "raises" in block.options else text


def is_as_expected(block: Block, outcome: Outcome) -> bool:
    """Return whether the output block says what was printed; `...` stands for any text."""
    want = block.output.source if block.output else ""
    return _matches(want, expected_output(block, outcome))


def value_fits(number: Number, outcome: Outcome) -> bool:
    """Return whether the value on the page is the one computed."""
    return outcome.value is not None and is_written_as(number.value, outcome.value)


def _check_number(number: Number, outcome: Outcome) -> Iterator[tuple[int, str]]:
    if outcome.death:
        yield number.line, f"the expression {number.source} {outcome.death}"
    elif outcome.failure:
        yield number.line, f"the expression {number.source} must have a value, but it raised {outcome.failure.text}"
    elif not is_one_value(outcome.value or ""):
        yield number.line, f"a checked value must be one word; check each on its own, got {outcome.value!r}"
    elif not value_fits(number, outcome):
        yield number.line, f"expected {number.value}, got {outcome.value} from {number.source}"


def _check_block(page: Page, block: Block, outcome: Outcome) -> Iterator[tuple[int, str]]:
    if outcome.death:
        last_words = "".join(f"\n    {line}" for line in outcome.errors.strip().splitlines()[-3:])
        place = f" (the block at {page.name}:{block.line})"
        yield outcome.death_line or block.line, f"a block {outcome.death}{place}{last_words}"
        return
    failures = list(_check_exception(block, outcome, page.name))
    yield from failures
    if not failures and page.is_lab:
        yield from _check_lab(block, outcome)
    elif not failures:
        yield from _check_output(block, outcome, page.name)
        yield from _check_figures(block, outcome)
        yield from _check_alternative(page, block, outcome)


def _check_exception(block: Block, outcome: Outcome, page_name: str) -> Iterator[tuple[int, str]]:
    wanted, failure = block.options.get("raises"), outcome.failure
    if failure is None:
        if wanted:
            yield block.line, f"the block must raise {wanted}, but it ended without an exception"
    elif failure.is_exit:
        yield failure.line, "a block must not call sys.exit: it would end the reader's session"
    elif failure.type == "SyntaxError" or wanted is None:
        yield failure.line, f"{failure.text} (in the block at {page_name}:{block.line})"
    elif failure.type != wanted:
        place = f"(at {page_name}:{failure.line})"
        yield block.line, f"the block must raise {wanted}, but it raised {failure.text} {place}"


def _check_output(block: Block, outcome: Outcome, page_name: str) -> Iterator[tuple[int, str]]:
    got = expected_output(block, outcome)
    if block.output is None:
        if got:
            yield block.line, f"the block must have an output block below it with what it prints:{_indented(got)}"
        return
    if not got:
        yield block.output.line, "an output block must stand below a block that prints, but this one prints nothing"
    elif not is_as_expected(block, outcome):
        want = block.output.source
        offset, expected, actual = _first_difference(want, got)
        diff = "".join(
            f"    {line}\n" for line in difflib.ndiff(want.split("\n")[:-1], got.split("\n")[:-1]) if line[0] != "?"
        )
        message = f"expected {expected}, got {actual} from the block at {page_name}:{block.line}\n{diff}"
        yield block.output.line + 1 + offset, message.rstrip()


def _check_lab(block: Block, outcome: Outcome) -> Iterator[tuple[int, str]]:
    if outcome.figures or outcome.leaves_figure_open:
        yield block.line, "a block of a lab must not draw: the notebook would show its figure without alternative text"


def _matches(want: str, got: str) -> bool:
    first, *others = want.split(ELLIPSIS)
    if not others:
        return want == got
    *middle, last = others
    if not got.startswith(first):
        return False
    place = len(first)
    for part in middle:
        place = got.find(part, place)
        if place < 0:
            return False
        place += len(part)
    return got.endswith(last) and place + len(last) <= len(got)


def _first_difference(want: str, got: str) -> tuple[int, str, str]:
    """Return index and text of the first expected line that cannot be, and the line that stands there instead."""
    wanted, gotten = want.removesuffix("\n").split("\n"), got.removesuffix("\n").split("\n")
    for index in range(len(wanted)):
        beginning = "\n".join(wanted[: index + 1]) + "\n"
        if not _matches(beginning + ELLIPSIS, got):
            return index, wanted[index], gotten[index] if index < len(gotten) else "nothing"
    return len(wanted) - 1, "nothing more", gotten[min(len(wanted), len(gotten) - 1)]


def _check_figures(block: Block, outcome: Outcome) -> Iterator[tuple[int, str]]:
    if outcome.leaves_figure_open:
        yield block.line, "a block that draws must end with plt.show(), but this figure is never shown"
    if len(outcome.figures) > 1:
        yield block.line, f"a block must show one figure at most, got {len(outcome.figures)}; split it"
    if outcome.figures and "alt" not in block.options:
        yield block.line, 'a block that shows a figure must have alt="…", the text for those who cannot see it'
    if not outcome.figures and "alt" in block.options:
        yield block.line, "a block with alt must show a figure with plt.show(), but it shows none"
    for figure in outcome.figures:
        size = compressed_size(figure)
        if size > LARGEST_FIGURE:
            yield (
                block.line,
                (
                    f"a figure must have at most {LARGEST_FIGURE} bytes gzipped, got {size}; "
                    "draw fewer points, or dense parts with rasterized=True"
                ),
            )


def _check_alternative(page: Page, block: Block, outcome: Outcome) -> Iterator[tuple[int, str]]:
    if "alt" in block.options and len(outcome.figures) == 1:
        complaint = unread_alternative(page, block.options["alt"], outcome.figures[0])
        if complaint:
            yield block.line, complaint


def _indented(text: str) -> str:
    return "".join(f"\n    {line}" for line in text.splitlines())
