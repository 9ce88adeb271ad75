"""Blocks run for a reader: what a script would print, and figures as the build draws them."""

import json
import re
import subprocess
import sys
from typing import Any

import pytest
from engine_pages import PYPLOT

PROGRAM = """\
import json, sys
from page_engine.run import reader_session
from page_engine.run.reader_session import run_block, start_page
for source, options in json.load(sys.stdin):
    heard = []
    if options.pop("hear", False):
        reader_session.hear = heard.append
    done = run_block(source, "<block>", **options) if source is not None else json.dumps(start_page())
    print(*([json.dumps(heard)] if heard else []), done, sep="\\n")
"""

EDITED = {"is_edited": True}
DRAW = f"{PYPLOT}plt.figure(figsize=(3, 1.5))\nplt.plot([0, 1])\nplt.show()"
SILENT = ("6 * 7;", "None", "x = 6", "", "# nothing")

# Blocks of a page each, some with options. The first page imports nothing but matplotlib, which another one may follow.
PAGES: dict[str, list[Any]] = {
    "only matplotlib": ["import matplotlib"],
    "names": ["x = 1", "print(x, __name__)"],
    "no names": ["print(x)"],
    "traceback": ["def half(x):\n    return x / 0\n\nhalf(1)"],
    "syntax": ["x = 1\nx = = 2"],
    "errors": [
        "import json\n\ndef read(text):\n    return json.loads(text)\n\nread('{')",
        "try:\n    read('{')\nexcept ValueError as error:\n    raise KeyError('x') from error",
        "def refuse(pairs):\n    return 1 / 0\n\njson.loads('{}', object_hook=refuse)",
    ],
    "values": [("x = 6\nx\nx * 7", EDITED), ("'only a text'", EDITED), "6 * 7", *((each, EDITED) for each in SILENT)],
    "value at fault": [("x = 0\n(1,\n 2 / x)", EDITED)],
    "warning": ["import warnings\nprint(1)\nwarnings.warn('careful')"],
    "exit": ["import sys; sys.exit(3)", "print(1)"],
    "library": ["from no_such_library.part import thing"],
    "keyboard": ["name = input('Name: ')"],
    "figures": [DRAW, DRAW, f"{PYPLOT}plt.rcParams['font.size'] = 40\nplt.plot([1])"],
    "no figures": [f"{PYPLOT}print(plt.get_fignums(), plt.rcParams['font.size'])"],
    "full": ["print('x' * 99_999)\nprint('lost')\nprint('lost, too')"],
    "flood": ["for i in range(100_000):\n    print(i)"],
    "heard": [("print('a', end=''); print('b' * 200_000); print('c')", {"hear": True})],
}


@pytest.fixture(scope="module")
def told() -> dict[str, list[Any]]:
    """Return what the blocks of each page do, one page after the other in a process of their own."""
    calls: list[Any] = []
    for blocks in PAGES.values():
        calls += [(None, {}), *(each if isinstance(each, tuple) else (each, {}) for each in blocks)]
    command = [sys.executable, "-c", PROGRAM]
    process = subprocess.run(command, input=json.dumps(calls), capture_output=True, text=True, check=False)
    assert process.returncode == 0, process.stderr
    lines = [json.loads(line) for line in process.stdout.splitlines()]
    starts = [index for index, line in enumerate(lines) if line is None]
    pages = [lines[start + 1 : end] for start, end in zip(starts, [*starts[1:], None], strict=True)]
    return dict(zip(PAGES, pages, strict=True))


def test_blocks_share_their_names_until_the_page_ends(told: dict[str, list[Any]]) -> None:
    first, second = told["names"]
    assert first == {"printed": "", "figures": [], "error": None}
    assert second["printed"] == "1 __main__\n"
    assert told["no names"][0]["error"]["message"] == "NameError: name 'x' is not defined"
    assert told["only matplotlib"][0]["error"] is None


def test_a_traceback_is_that_of_a_script_and_a_syntax_error_has_its_line_and_none(told: dict[str, list[Any]]) -> None:
    error = told["traceback"][0]["error"]
    lines = error["traceback"].splitlines()
    assert lines[0] == "Traceback (most recent call last):"
    assert lines[1:3] == ['  File "<block>", line 4, in <module>', "    half(1)"]
    assert lines[-1] == error["message"] == "ZeroDivisionError: division by zero"
    error = told["syntax"][0]["error"]
    assert error["traceback"].startswith('  File "<block>", line 2\n    x = = 2\n')
    assert error["message"] == "SyntaxError: invalid syntax"


def test_an_error_ends_in_the_lines_of_the_page(told: dict[str, list[Any]]) -> None:
    for outcome, lines in zip(told["errors"], ([6, 4], [2, 4, 4], [4, 2]), strict=True):
        traceback = outcome["error"]["traceback"]
        assert re.findall(r'File "([^"]*)", line (\d+)', traceback) == [("<block>", str(line)) for line in lines]
    assert "The above exception was the direct cause" in told["errors"][1]["error"]["traceback"]


def test_the_last_expression_of_an_edited_block_shows_its_value(told: dict[str, list[Any]]) -> None:
    assert [each["printed"] for each in told["values"]] == ["42\n", "'only a text'\n", "", *[""] * len(SILENT)]
    traceback = told["value at fault"][0]["error"]["traceback"]
    assert traceback.splitlines()[1:3] == ['  File "<block>", line 3, in <module>', "    2 / x)"]


def test_what_a_reader_misses_or_ends_is_told_and_the_session_goes_on(told: dict[str, list[Any]]) -> None:
    assert told["warning"][0]["printed"].startswith("1\n")
    assert "UserWarning: careful" in told["warning"][0]["printed"]
    assert told["exit"][0]["error"]["message"] == "SystemExit: 3"
    assert told["exit"][1]["printed"] == "1\n"
    assert told["library"][0]["error"]["missing"] == "no_such_library"
    assert told["keyboard"][0]["error"]["message"].startswith("OSError: input() needs a keyboard")


def test_figures_are_those_of_the_build_and_another_page_has_neither_them_nor_their_settings(
    told: dict[str, list[Any]],
) -> None:
    first, second, _ = told["figures"]
    (figure,) = first["figures"]
    assert (figure["width"], figure["height"]) == (288, 144)
    assert "prefers-color-scheme" in figure["svg"]
    assert second["figures"] == [figure]
    assert told["no figures"][0]["printed"] == "[] 10.0\n"


def test_a_flood_is_cut_and_what_is_kept_is_heard_at_once(told: dict[str, list[Any]]) -> None:
    full, flood = told["full"][0]["printed"], told["flood"][0]["printed"]
    assert full.count("… and more") == 1
    assert "lost" not in full
    assert flood.endswith("… and more: only the first 100000 characters are kept\n")
    assert len(flood) < 100_100
    heard, outcome = told["heard"]
    assert heard[0] == "a"
    assert "".join(heard) == outcome["printed"]
