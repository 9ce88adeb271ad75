"""Updating: stale outputs and numbers are written anew, once is enough, and every other byte of the page stays."""

import stat
from collections.abc import Sequence
from pathlib import Path
from unittest.mock import Mock

import pytest
from engine_pages import PAGES, check_marked, write
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from small_pages import block, without_marks

from page_engine.read.page import Page, is_only_dots, parse_page, read_page
from page_engine.run.outcome import Outcome
from page_engine.run.runner import run_page
from page_engine.say import updater
from page_engine.say.checker import check_page, check_step
from page_engine.say.updater import apply_edits, find_edits, update_page
from page_engine.settings import Settings


@pytest.mark.parametrize(("mark", "newline", "end"), [("", "\n", ""), ("\ufeff", "\r\n", "\n"), ("", "\r\n", "\n\n  ")])
def test_what_is_stale_is_mended_and_nothing_else(tmp_path: Path, mark: str, newline: str, end: str) -> None:
    stale, mended = (
        mark + ((PAGES / "stale" / name).read_text("utf-8").removesuffix("\n") + end).replace("\n", newline)
        for name in ("page.md", "mended.md")
    )
    path = write(tmp_path, stale)
    assert update_page(path) == 8
    assert path.read_bytes().decode() == mended
    assert update_page(path) == 0
    check_marked(tmp_path, mended)


LEFT_ALONE = {
    "what pages/left-alone.md has": without_marks((PAGES / "left-alone.md").read_text("utf-8")),
    "a dead interpreter": block("print(1, flush=True)\nimport os\nos._exit(0)", "2") + "3<!--= 4 -->\n",
    "a block never closed": "text\n\n```python\nprint(1)\n",
    "an output never closed": block("print(1)") + "```output\n2\n\nThe rest of the page.\n",
    "an empty page": "",
    "no UTF-8": b"```python\nprint('\xe9')\n```\n",
}


@pytest.mark.parametrize("name", LEFT_ALONE)
def test_what_cannot_be_mended_is_left_alone(tmp_path: Path, name: str) -> None:
    content = LEFT_ALONE[name].encode() if isinstance(LEFT_ALONE[name], str) else LEFT_ALONE[name]
    (tmp_path / "page.md").write_bytes(content)
    assert update_page(tmp_path / "page.md") == 0
    assert (tmp_path / "page.md").read_bytes() == content


TWO_ENDS = "a\r\nb\nc\r\n\r\n```python\nprint('x')\n```\n\n{}\n\nd\r\ne\n"
MENDED_PAGES = {
    "a longer fence": ("```python\nprint(1)\n```\n\n`````output\n{}\n`````\n", "2", "1"),
    "two kinds of line ends": (TWO_ENDS, "```output\ny\n```", "```output\r\nx\r\n```"),
    "strange line ends": ("a\r\r\r\né\r\n\n\ufeff\r\n\n{}<!--= 6 -->\ufeff\r\r", "5", "6"),
    "a wildcard of a line that stays": (block("print('a\\ntime 1.5 s\\nc')", "a\ntime ... s\n{}"), "b", "c"),
    "a wildcard of a line that moves": (block("print('a\\nnew\\ntime 1.5')", "a{}\ntime ..."), "", "\nnew"),
    "a wildcard of many lines": (block("print('a\\n1\\n2\\nc\\ne')", "a\n...\nc\n{}"), "d", "e"),
    "what stands around a failing block": (block("print(1)", "{}") + block("1 / 0", "2") + "4<!--= 4 -->\n", "2", "1"),
}


@pytest.mark.parametrize("name", MENDED_PAGES)
def test_what_is_mended_keeps_the_form_that_it_has(tmp_path: Path, name: str) -> None:
    page, stale, right = MENDED_PAGES[name]
    path = write(tmp_path, page.replace("{}", stale))
    assert [update_page(path) for _ in range(2)] == [1, 0]
    assert path.read_bytes().decode() == page.replace("{}", right)


def test_the_rights_of_the_file_its_link_and_other_files_stay(tmp_path: Path) -> None:
    target = write(tmp_path, block("print(1)", "2"), "real/page.md")
    target.chmod(0o640)
    (tmp_path / "page.md").symlink_to(target)
    others = ["page.md.new", "page.md.tmp", "page.md~", "page.new"]
    for name in others:
        write(tmp_path, name, f"real/{name}")
    update_page(tmp_path / "page.md")
    assert (tmp_path / "page.md").is_symlink()
    assert target.read_text() == block("print(1)", "1")
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert [target.with_name(name).read_text() for name in others] == others
    assert sorted(path.name for path in target.parent.iterdir()) == sorted(["page.md", *others])


def test_a_folder_that_cannot_be_written_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, block("print(1)", "2"))
    monkeypatch.setattr(Path, "replace", Mock(side_effect=PermissionError("read only")))
    with pytest.raises(PermissionError, match="read only"):
        update_page(path)
    assert path.read_text() == block("print(1)", "2")
    assert [each.name for each in tmp_path.iterdir()] == ["page.md"]


def test_what_the_author_saves_meanwhile_is_not_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, block("print(1)", "2"))
    saved = "A new beginning.\n\n" + block("print(1)", "2") + "A new end.\n"

    def run_while_the_author_saves(page: object) -> object:
        outcomes = run_page(read_page(path))
        path.write_text(saved)
        return outcomes

    monkeypatch.setattr(updater, "run_page", run_while_the_author_saves)
    update_page(path)
    assert path.read_text() in (saved, saved.replace("output\n2", "output\n1"))


WORDS = st.text("ab 0.−é`~>-*_'\"\\$|<&", min_size=1, max_size=8)
LINES = st.lists(WORDS | st.just(""), min_size=1, max_size=4)
SETTINGS = settings(deadline=None, derandomize=True, database=None)


def parse(text: str) -> Page:
    return parse_page(text, Path(__file__).with_name("page.md"), Settings(Path()))


def nested(prefix: str, lines: Sequence[str]) -> str:
    """Return lines behind a prefix, of which an empty one has no spaces at its end."""
    return "".join(f"{prefix}{line}".rstrip(" \t" if not line else "") + "\n" for line in lines)


def page_of(printed: list[tuple[str, list[str], list[str] | None]]) -> str:
    """Return a page of blocks, given the prefix, what each prints and what its output block says."""
    parts = ["# Page\n\nlist:\n\n- item\n"]
    for prefix, lines, output in printed:
        code = ["```python", *[f"print({line!r})" for line in lines], "```"]
        shown = ["", "``````output", *output, "``````"] if output is not None else []
        parts.append("\n" + nested(prefix, [*code, *shown]) + "\n- next\n")
    return "".join(parts)


FENCES = [
    *(["```"], ["````", "`````"], ["  ```"], ["> ```", ""], ["- ```"], ["```python", "x", "```"]),
    *(["~~~"], ["a ``` b"], ["```output"], ["\t```"]),
]
PARTS = st.tuples(st.sampled_from(["", "    ", "\t", "> ", "    > "]), LINES, st.none() | LINES)


@given(st.lists(PARTS, min_size=1, max_size=3))
@example([(prefix, lines, output) for prefix in ("", "    ", "> ") for lines in FENCES for output in (["a"], None)])
@example([("    ", ["", "`````` output", "``````"], ["a"])])
@settings(SETTINGS, max_examples=150)
def test_a_mended_page_is_right_and_stays_as_it_is(printed: list) -> None:
    page = parse(page_of(printed))
    assume(not page.problems)
    assume(not any(is_only_dots("\n".join(lines)) for _, lines, _ in printed))  # left for the author
    outcomes = [Outcome(printed="".join(f"{line}\n" for line in lines)) for _, lines, _ in printed]
    mended = parse(apply_edits(page.text, find_edits(page, outcomes)))
    assert not check_page(mended, outcomes), mended.text
    assert find_edits(mended, outcomes) == []
    assert [each.source for each in mended.blocks] == [each.source for each in page.blocks]


VALUES = st.text("01.9,-−+e%ab()[]{}'\"`*_$ :\n\\<>&|/", min_size=0, max_size=6)


@given(st.sampled_from(["0.25", "−3", "relu", "**0.5**", "`a`", "$x = 1", "(2", "1-0.25", "25 %"]), VALUES)
@example("relu", "leaky_relu")
@example("0.25", "(1,)")
@example("0.25", "[1]")
@example("0.25", "    0.25")
@example("0.25", "a*")
@example("0.25", "'a'")
@example("24%", "25 %")
@settings(SETTINGS, max_examples=150)
def test_a_mended_number_is_right_and_stays_as_it_is(written: str, value: str) -> None:
    """Or it is left alone, and the problem says why: what is written must never grow from run to run."""
    page = parse(f"It is {written}<!--= x -->.\n")
    outcomes = [Outcome(value=value)]
    mended = parse(apply_edits(page.text, find_edits(page, outcomes)))
    assert find_edits(mended, outcomes) == []
    assert mended.text == page.text or check_step(mended, outcomes, 0) == []
