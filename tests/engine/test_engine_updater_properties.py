"""Mending brings any page back to what its code gives, and once is enough."""

from __future__ import annotations

import tempfile
from pathlib import Path

from engine_pages import check, messages, write
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from page_engine.read.page import Page, is_only_dots, parse_page, read_page
from page_engine.run.outcome import Outcome
from page_engine.say.checker import check_page, check_step
from page_engine.say.updater import apply_edits, find_edits, update_page

PREFIXES = ["", "    ", "\t", "> ", "    > "]
WORDS = st.text("ab 0.−é`~>-*_'\"\\$|<&", min_size=1, max_size=8)
LINES = st.lists(WORDS | st.just(""), min_size=1, max_size=4)
SETTINGS = settings(deadline=None, derandomize=True, database=None)


def parse(text: str) -> Page:
    return parse_page(text, Path(__file__).with_name("page.md"))


def nested(prefix: str, lines: list[str]) -> str:
    return "".join(f"{prefix}{line}\n" if line else f"{prefix.rstrip()}\n" for line in lines)


def page_of(printed: list[tuple[str, list[str], list[str] | None]]) -> str:
    """Return a page of blocks, given the prefix, what each prints and what its output block says."""
    parts = ["# Page\n\nlist:\n\n- item\n"]
    for prefix, lines, output in printed:
        code = ["```python", *[f"print({line!r})" for line in lines], "```"]
        shown = ["", "``````output", *output, "``````"] if output is not None else []
        parts.append("\n" + nested(prefix, [*code, *shown]) + "\n- next\n")
    return "".join(parts)


@st.composite
def pages(draw: st.DrawFn) -> list[tuple[str, list[str], list[str] | None]]:
    block = st.tuples(st.sampled_from(PREFIXES), LINES, st.none() | LINES)
    return draw(st.lists(block, min_size=1, max_size=3))


@given(pages(), st.sampled_from(["\n", "\r\n"]), st.sampled_from(["", "\ufeff"]))
@settings(SETTINGS, max_examples=15)
def test_pages_with_corrupted_outputs_come_back(printed: list, newline: str, mark: str) -> None:
    right = page_of([(prefix, lines, lines) for prefix, lines, _ in printed])
    stale = page_of([(prefix, lines, output or ["old"]) for prefix, lines, output in printed])
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder), mark + stale.replace("\n", newline))
        update_page(path)
        mended = path.read_bytes().decode()
        checked = check(Path(folder), mended)
    assert not checked.problems, messages(checked.problems)
    if "..." not in stale:
        assert mended == mark + right.replace("\n", newline)


@given(pages())
@example([("", ["```"], None)])
@example([("> ", ["> ```", ""], None)])
@example([("    ", ["", "`````` output", "``````"], ["a"])])
@settings(SETTINGS, max_examples=300)
def test_a_mended_page_is_right_and_stays_as_it_is(printed: list) -> None:
    page = parse(page_of(printed))
    assume(not page.problems)
    assume(not any(is_only_dots("\n".join(lines)) for _, lines, _ in printed))  # left for the author
    outcomes = [Outcome(printed="".join(f"{line}\n" for line in lines)) for _, lines, _ in printed]
    mended = parse(apply_edits(page.text, find_edits(page, outcomes)))
    assert not check_page(mended, outcomes), mended.text
    assert find_edits(mended, outcomes) == []
    assert [block.source for block in mended.blocks] == [block.source for block in page.blocks]


VALUES = st.text("01.9,-−+e%ab()[]{}'\"`*_$ :\n\\<>&|/", min_size=0, max_size=6)


@given(st.sampled_from(["0.25", "−3", "relu", "**0.5**", "`a`", "$x = 1", "(2", "1-0.25", "25 %"]), VALUES)
@example("relu", "leaky_relu")
@example("0.25", "(1,)")
@example("0.25", "[1]")
@example("0.25", "    0.25")
@example("0.25", "a*")
@example("0.25", "'a'")
@example("24%", "25 %")
@settings(SETTINGS, max_examples=500)
def test_a_mended_number_is_right_and_stays_as_it_is(written: str, value: str) -> None:
    """Or it is left alone, and the problem says why: what is written must never grow from run to run."""
    page = parse(f"It is {written}<!--= x -->.\n")
    outcomes = [Outcome(value=value)]
    mended = parse(apply_edits(page.text, find_edits(page, outcomes)))
    assert find_edits(mended, outcomes) == []
    assert mended.text == page.text or check_step(mended, outcomes, 0) == []


@given(st.text("a\r\né\ufeff", max_size=12))
@example("\r\r\n")
@settings(SETTINGS, max_examples=300)
def test_whatever_its_line_ends_a_page_keeps_them(text: str) -> None:
    raw = f"{text}\n\n5<!--= 6 -->{text}"
    with tempfile.TemporaryDirectory() as folder:
        page = read_page(write(Path(folder), raw))
    edits = find_edits(page, [Outcome(value="6")])
    assert apply_edits(raw, edits) == raw.replace("5<!", "6<!")
