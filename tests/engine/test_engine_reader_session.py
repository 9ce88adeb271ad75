"""Blocks run for a reader: pages/reader/page.md has what each says; its figures are as the build draws them."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from engine_pages import PAGES

from page_engine.read.page import parse_page, read_page
from page_engine.say.checker import matches

PROGRAM = """\
import json, sys
from page_engine.run import reader_session
from page_engine.run.reader_session import run_block, start_page
for source, name, is_edited in json.load(sys.stdin):
    heard = []
    reader_session.hear = heard.append
    done = json.loads(run_block(source, name, is_edited=is_edited)) if source is not None else start_page()
    print(json.dumps(done and done | {"heard": heard}))
"""
PAGE = read_page(PAGES / "reader" / "page.md")
FLOODS = ["print('x' * 99_999)\nprint('lost')\nprint('lost, too')", "for i in range(100_000):\n    print(i)"]
HEARD = "print('a', end=''); print('b' * 200_000); print('c')"


@pytest.fixture(scope="module")
def told() -> list[dict[str, Any]]:
    """Return what the blocks of the page do, and what more of them do, in one process."""
    calls: list[tuple[str | None, str, bool]] = []
    for section in PAGE.text.split("\n## ")[1:]:
        blocks = parse_page(f"## {section}", Path("page.md")).blocks
        calls.append((None, "", False))
        calls += [(each.source, f"<block {n}>", "title" in each.options) for n, each in enumerate(blocks, start=1)]
    calls += [(source, "<block>", False) for source in (*FLOODS, HEARD)]
    command = [sys.executable, "-c", PROGRAM]
    process = subprocess.run(command, input=json.dumps(calls), capture_output=True, text=True, check=False)
    assert process.returncode == 0, process.stderr
    return list(filter(None, map(json.loads, process.stdout.splitlines())))


def test_a_block_prints_and_fails_as_in_a_script_and_the_session_goes_on(told: list[dict[str, Any]]) -> None:
    for block, outcome in zip(PAGE.blocks, told, strict=False):
        error = outcome["error"] or {"traceback": "", "message": "", "missing": None}
        said = outcome["printed"] + error["traceback"]
        expected = block.output.source if block.output else ""
        assert matches(expected, said), (block.line, said)
        assert re.findall(r'File ".*', said) == [
            found.removesuffix("...") for found in re.findall(r'File ".*', expected)
        ]
        assert said.endswith(error["message"] + "\n" * bool(error["message"]))
        assert error["missing"] == ("no_such_library" if "no_such_library" in said else None)


def test_figures_are_those_of_the_build(told: list[dict[str, Any]]) -> None:
    figures = [outcome["figures"] for outcome in told if outcome["figures"]]
    (figure,) = figures[0]
    assert figures == [[figure], [figure]]
    assert (figure["width"], figure["height"]) == (288, 144)
    assert "prefers-color-scheme" in figure["svg"]


def test_a_flood_is_cut_and_what_is_kept_is_heard_at_once(told: list[dict[str, Any]]) -> None:
    full, flood, heard = told[-3:]
    assert full["printed"].count("… and more") == 1
    assert "lost" not in full["printed"]
    assert flood["printed"].endswith("… and more: only the first 100000 characters are kept\n")
    assert len(flood["printed"]) < 100_100
    assert heard["heard"][0] == "a"
    assert "".join(heard["heard"]) == heard["printed"]
