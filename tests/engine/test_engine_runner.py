"""A page can end, hang or flood its process in any way: that is a problem at the line, and harms nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest
from engine_pages import assert_only_problem, block, check, has_ended, line_of, lines, messages, run_pages, write

from page_engine.read.page import read_page
from page_engine.settings import settings_for

# name: (code, text at whose line the problem must be, what its message must say)
DEATHS = {
    "os._exit(0)": ("x = 1\nimport os; os._exit(0)", "os._exit", "exit code 0"),
    "os._exit(3) in a function": ("import os\ndef end():\n    os._exit(3)\n\nend()", "os._exit", "exit code 3"),
    "SIGKILL": ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "the block", "SIGKILL"),
    "SIGTERM": ("import os, signal\nos.kill(os.getpid(), signal.SIGTERM)", "the block", "SIGTERM"),
    "SIGSEGV": ("import faulthandler\nx = 1\nfaulthandler._sigsegv()", "_sigsegv", "SIGSEGV"),
    "a null pointer": ("import ctypes\nctypes.string_at(0)", "string_at", "SIGSEGV"),
    "abort": ("import os\nos.abort()", "os.abort", "SIGABRT"),
    "a closed file descriptor": ("import os\nos.close(1)", "the block", "Bad file descriptor"),
    "a closed standard output": ("import sys\nsys.stdout.close()", "the block", "closed file"),
    "exec": ("import os\nos.execv('/bin/sh', ['sh', '-c', 'exit 5'])", "the block", "exit code 5"),
}


@pytest.mark.parametrize("name", DEATHS)
def test_a_dead_interpreter_is_a_problem_at_its_line(tmp_path: Path, name: str) -> None:
    code, place, words = DEATHS[name]
    page = "1<!--= 1 -->\n\n" + block(code) + block("never", "never", ' title="2"') + "2<!--= 1 -->\n"
    assert_only_problem(check(tmp_path, page).problems, 3 if place == "the block" else line_of(page, place), words)


def test_a_thread_that_ends_the_interpreter_is_a_problem_of_the_block_that_waits(tmp_path: Path) -> None:
    code = "import os, threading\nend = threading.Thread(target=os._exit, args=(4,))\nend.start()\nend.join()"
    problems = check(tmp_path, "text\n\n" + block(code)).problems
    assert [line in range(3, 8) for line in lines(problems)] == [True]
    assert "exit code 4" in messages(problems)


def test_steps_behind_a_dead_interpreter_are_consequences(tmp_path: Path) -> None:
    page = block("import os\nos._exit(0)") + block("print(1)", "2") + "2<!--= 1 -->\n"
    first, *others = check(tmp_path, page).problems
    assert not first.is_consequence
    assert [(problem.line, problem.is_consequence) for problem in others] == [(6, True), (14, True)]


def test_what_came_before_the_end_is_still_compared(tmp_path: Path) -> None:
    page = block("print(1)", "2") + block("import os\nos._exit(0)")
    assert lines(check(tmp_path, page).problems) == [6, line_of(page, "os._exit")]


def test_a_traceback_printed_before_does_not_move_the_line(tmp_path: Path) -> None:
    code = "import traceback\ntry:\n    1 / 0\nexcept ZeroDivisionError:\n    traceback.print_exc(limit=0)"
    page = (
        block("import sys\nsys.stderr = sys.stdout")
        + block(code, "ZeroDivisionError: division by zero")
        + block("import os\n\nos.abort()")
        + block("print(1)", "1")
    )
    assert_only_problem(check(tmp_path, page).problems, line_of(page, "os.abort"), "SIGABRT")


def test_a_copy_of_the_process_does_not_move_the_line(tmp_path: Path) -> None:
    page = block("import os\nif not os.fork():\n    os._exit(0)\n\n_ = os.wait()") + block("os.abort()")
    assert_only_problem(check(tmp_path, page).problems, line_of(page, "os.abort"))


def test_words_about_a_timeout_do_not_make_it_one(tmp_path: Path) -> None:
    page = block("import os, sys\nprint('Timeout (3 s)', file=sys.stderr)\nos._exit(3)")
    assert_only_problem(check(tmp_path, page).problems, line_of(page, "os._exit(3)"), "exit code 3")


# name: (code, text at whose line the problem must be)
HANGS = {
    "an endless loop": ("x = 1\nwhile True:\n    x += 1", "x += 1"),
    "a sleep": ("import time\ntime.sleep(100)", "time.sleep"),
    "a regular expression": ("import re\nre.match(r'(a+)+$', 'a' * 40 + 'b')", "re.match"),
    "a loop that catches everything": (
        "import time\nwhile True:\n    try:\n        time.sleep(9)\n    except BaseException:\n        pass",
        "time.sleep",
    ),
    "a loop above a thread": (
        "from threading import Thread\nimport time\nThread(target=lambda: time.sleep(9), daemon=True).start()\n"
        "while True:\n    x = 1",
        "x = 1",
    ),
}


@pytest.mark.parametrize("name", HANGS)
def test_a_block_that_hangs_is_a_problem_at_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("PAGE_TIME_LIMIT", "0.9")
    code, place = HANGS[name]
    page = "---\ntitle: T\n---\n\n" + block("print('before')", "before") + block(code) + block("print()", "")
    problems = check(tmp_path, page).problems
    found = lines(problems)
    assert len(found) == 1, messages(problems)
    assert found[0] in (line_of(page, place), line_of(page, place) - 1)  # a loop is caught at its head or in its body
    assert "0.9 seconds" in problems[0].message


def test_a_hang_is_found_on_a_page_with_any_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGE_TIME_LIMIT", "0.9")
    text = block("import time\n\ntime.sleep(100)")
    assert_only_problem(check(tmp_path, text, 'Übung σ "1" (a+b).md').problems, line_of(text, "time.sleep"))


def test_a_number_that_hangs_is_a_problem_at_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGE_TIME_LIMIT", "0.9")
    text = "1<!--= 1 -->\n\n3<!--= sum(iter(int, 1)) -->\n"
    assert_only_problem(check(tmp_path, text).problems, 3, "0.9 seconds")


@pytest.mark.parametrize("text", ["0", "-1", "nan", "", "soon", "1 s"])
def test_a_time_limit_that_is_none_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("PAGE_TIME_LIMIT", text)
    with pytest.raises(ValueError, match="PAGE_TIME_LIMIT"):
        settings_for(tmp_path / "page.md")


def test_an_endless_stream_of_output_is_stopped(tmp_path: Path) -> None:
    text = block("line = 'x' * 1_000_000\nwhile True:\n    print(line)")
    assert lines(check(tmp_path, text).problems)[0] in range(1, 5)


LEFT_BEHIND = {
    "a daemon": "import threading, time\nthreading.Thread(target=time.sleep, args=(99,), daemon=True).start()",
    "a thread": "import threading, time\nthreading.Thread(target=time.sleep, args=(99,)).start()",
    "a process": "import subprocess\nchild = subprocess.Popen(['sleep', '99'])",
    "an exit handler": "import atexit, time\n_ = atexit.register(time.sleep, 99)",
    "a file": "from pathlib import Path\n_ = Path('left.txt').write_text('x')",
    "a folder": "import os\nos.mkdir('left')\nos.chdir('left')",
    "a lost folder": "import os\nos.mkdir('left')\nos.chdir('left')\nos.rmdir('../left')",
}


def test_what_a_page_leaves_behind_does_not_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = "".join(block(code) for code in LEFT_BEHIND.values()) + block("print(child.poll(), child.pid)", "None ...")
    checked = check(tmp_path, text)
    assert not checked.problems, messages(checked.problems)
    assert [path.name for path in tmp_path.iterdir()] == ["page.md"]
    process = int(checked.outcomes[-1].printed.split()[1])
    assert has_ended(process)


def test_pages_run_each_on_its_own_and_come_back_in_order(tmp_path: Path) -> None:
    code = "import os\nprint('shared' in os.environ, 'name' in vars(), NUMBER)\nname = os.environ['shared'] = '1'"
    paths = [write(tmp_path, block(f"NUMBER = {i}\n{code}"), f"{i}.md") for i in range(5)]
    outcomes = run_pages([read_page(path) for path in paths])
    assert [each[0].printed for each in outcomes] == [f"False False {i}\n" for i in range(5)]
    assert run_pages([]) == []


def test_a_page_that_dies_does_not_harm_the_others(tmp_path: Path) -> None:
    texts = [block("print(1)"), block("import os\nos.abort()"), "no blocks\n", block("print(2)")]
    paths = [write(tmp_path, text, f"{index}.md") for index, text in enumerate(texts)]
    first, second, third, fourth = run_pages([read_page(path) for path in paths])
    assert (first[0].printed, third, fourth[0].printed) == ("1\n", [], "2\n")
    assert second[0].death is not None


def test_the_random_state_is_fresh_on_every_page(tmp_path: Path) -> None:
    text = block("import random\nrandom.seed(1)") + block("print(random.random())", "0.13436424411240122")
    assert not check(tmp_path, text).problems
    assert not check(tmp_path, text).problems
