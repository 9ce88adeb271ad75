"""Blocks run for a reader: what a script would print, and figures as the build draws them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import Any

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

Step = str | tuple[str, dict[str, bool]] | None


def run(*steps: Step) -> list[Any]:
    """Return what blocks do in a process of their own, each perhaps with options; None begins another page."""
    calls = [step if isinstance(step, tuple) else (step, {}) for step in steps]
    command = [sys.executable, "-c", PROGRAM]
    process = subprocess.run(command, input=json.dumps(calls), capture_output=True, text=True, check=False)
    assert process.returncode == 0, process.stderr
    return [json.loads(line) for line in process.stdout.splitlines()]


def printed(step: Step) -> str:
    (outcome,) = run(step)
    text: str = outcome["printed"]
    return text


def test_blocks_share_their_names_until_the_page_ends() -> None:
    first, second, _, third = run("x = 1", "print(x, __name__)", None, "print(x)")
    assert first == {"printed": "", "figures": [], "error": None}
    assert second["printed"] == "1 __main__\n"
    assert third["error"]["message"] == "NameError: name 'x' is not defined"


def test_a_traceback_is_that_of_a_script() -> None:
    (outcome,) = run("def half(x):\n    return x / 0\n\nhalf(1)")
    lines = outcome["error"]["traceback"].splitlines()
    assert lines[0] == "Traceback (most recent call last):"
    assert lines[1:3] == ['  File "<block>", line 4, in <module>', "    half(1)"]
    assert lines[-1] == outcome["error"]["message"] == "ZeroDivisionError: division by zero"


def test_a_syntax_error_has_its_line_and_no_traceback() -> None:
    (outcome,) = run("x = 1\nx = = 2")
    assert outcome["error"]["traceback"].startswith('  File "<block>", line 2\n    x = = 2\n')
    assert outcome["error"]["message"] == "SyntaxError: invalid syntax"


def test_an_error_ends_in_the_lines_of_the_page() -> None:
    first, second, third = run(
        "import json\n\ndef read(text):\n    return json.loads(text)\n\nread('{')",
        "try:\n    read('{')\nexcept ValueError as error:\n    raise KeyError('x') from error",
        "def refuse(pairs):\n    return 1 / 0\n\njson.loads('{}', object_hook=refuse)",
    )
    for outcome, lines in ((first, [6, 4]), (second, [2, 4, 4]), (third, [4, 2])):
        traceback = outcome["error"]["traceback"]
        assert re.findall(r'File "([^"]*)", line (\d+)', traceback) == [("<block>", str(line)) for line in lines]
    assert "The above exception was the direct cause" in second["error"]["traceback"]


def test_the_last_expression_of_an_edited_block_shows_its_value() -> None:
    edited = {"is_edited": True}
    assert printed(("x = 6\nx\nx * 7", edited)) == "42\n"
    assert printed(("'only a text'", edited)) == "'only a text'\n"
    for silent in ("6 * 7;", "None", "x = 6", "", "# nothing"):
        assert printed((silent, edited)) == ""
    assert printed(("6 * 7", {})) == ""


def test_an_error_in_an_expression_that_would_show_its_value_has_its_line() -> None:
    (outcome,) = run(("x = 0\n(1,\n 2 / x)", {"is_edited": True}))
    assert outcome["error"]["traceback"].splitlines()[1:3] == ['  File "<block>", line 3, in <module>', "    2 / x)"]


def test_what_is_printed_is_heard_at_once_and_no_more_than_is_kept() -> None:
    command = "print('a', end=''); print('b' * 200_000); print('c')"
    heard, told = run((command, {"hear": True}))
    assert heard[0] == "a"
    assert "".join(heard) == told["printed"]


def test_warnings_and_errors_stand_with_the_output() -> None:
    (outcome,) = run("import warnings\nprint(1)\nwarnings.warn('careful')")
    assert outcome["printed"].startswith("1\n")
    assert "UserWarning: careful" in outcome["printed"]


def test_sys_exit_ends_the_block_and_not_the_session() -> None:
    first, second = run("import sys; sys.exit(3)", "print(1)")
    assert first["error"]["message"] == "SystemExit: 3"
    assert second["printed"] == "1\n"


def test_a_missing_library_is_named() -> None:
    (outcome,) = run("from no_such_library.part import thing")
    assert outcome["error"]["missing"] == "no_such_library"


def test_figures_are_those_of_the_build() -> None:
    draw = "import matplotlib.pyplot as plt\nplt.figure(figsize=(3, 1.5))\nplt.plot([0, 1])\nplt.show()"
    first, second = run(draw, draw)
    (figure,) = first["figures"]
    assert (figure["width"], figure["height"]) == (288, 144)
    assert "prefers-color-scheme" in figure["svg"]
    assert second["figures"] == [figure]


def test_another_page_has_neither_the_figure_nor_the_settings_of_the_last() -> None:
    imports = "import matplotlib.pyplot as plt\n"
    results = run(
        f"{imports}plt.rcParams['font.size'] = 40\nplt.plot([1])",
        None,
        f"{imports}print(plt.get_fignums(), plt.rcParams['font.size'])",
    )
    assert results[2]["printed"] == "[] 10.0\n"


def test_another_page_may_follow_one_that_has_only_imported_matplotlib() -> None:
    first, _, second = run("import matplotlib", None, "print(1)")
    assert first["error"] is None
    assert second["printed"] == "1\n"


def test_a_keyboard_is_missed_in_words() -> None:
    (outcome,) = run("name = input('Name: ')")
    assert outcome["error"]["message"].startswith("OSError: input() needs a keyboard")


def test_what_follows_a_full_output_is_told_to_be_cut() -> None:
    (outcome,) = run("print('x' * 99_999)\nprint('lost')\nprint('lost, too')")
    assert outcome["printed"].count("… and more") == 1
    assert "lost" not in outcome["printed"]


def test_a_flood_is_cut() -> None:
    (outcome,) = run("for i in range(100_000):\n    print(i)")
    assert outcome["printed"].endswith("… and more: only the first 100000 characters are kept\n")
    assert len(outcome["printed"]) < 100_100
