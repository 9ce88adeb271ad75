"""A page's process is to its blocks what a fresh interpreter is to a reader who pastes them."""

from __future__ import annotations

from pathlib import Path

import pytest
from engine_pages import assert_only_problem, block, check, line_of, lines, messages

# name: (code, what a reader sees printed)
PRINTED = {
    "nothing": ("x = 1", None),
    "no newline at the end": ("print('a', end='')", "a"),
    "an empty line": ("print()", ""),
    "empty lines around": ("print()\nprint('a')\nprint()", "\na\n"),
    "spaces": ("print('  a  ')\nprint('   ')", "  a  \n   "),
    "a tab": ("print('a\\tb')", "a\tb"),
    "letters of the world": ("print('σ − × 😀 é e\\u0301')", "σ − × 😀 é e\u0301"),
    "bytes that are no text": ("import os\n_ = os.write(1, b'a\\xffb\\n')", "a\ufffdb"),
    "by a child": ("import subprocess\n_ = subprocess.run(['echo', 'b'])", "b"),
    "around a child": ("import subprocess\nprint('a')\n_ = subprocess.run(['echo', 'b'])\nprint('c')", "a\nb\nc"),
    "around a write to the descriptor": ("import os\nprint('a')\n_ = os.write(1, b'b\\n')\nprint('c')", "a\nb\nc"),
    "by system": ("import os\nprint('a')\n_ = os.system('echo b')", "a\nb"),
    "with a flush": ("print('a', end='', flush=True)\nprint('b')", "ab"),
    "into a buffer": ("import contextlib, io\nwith contextlib.redirect_stdout(io.StringIO()):\n    print('a')", None),
    "in a thread": ("import threading\nt = threading.Thread(target=print, args=('a',))\nt.start()\nt.join()", "a"),
    "by a copy of the process": ("import os\nif not os.fork():\n    print('a')\n    os._exit(0)\n_ = os.wait()", "a"),
    "before a copy that goes on": ("import os\nprint('a')\nif os.fork():\n    _ = os.wait()", "a"),
    "before a copy of the process": ("import os\nprint('a')\nif not os.fork():\n    os._exit(0)\n_ = os.wait()", "a"),
    "its name": ("print(__name__)\nif __name__ == '__main__':\n    print('main')", "__main__\nmain"),
    "no arguments": ("import sys\nprint(len(sys.argv))", "1"),
    "the values of expressions": ("1 + 1\n'a'", None),
    "many lines": ("for _ in range(50_000):\n    print('a' * 19)", "\n".join(["a" * 19] * 50_000)),
    "a very long line": ("print('a' * 1_000_000)", "a" * 1_000_000),
    "a class of its own": (
        "import pickle\nclass A:\n    x = 1\nprint(pickle.loads(pickle.dumps(A())).x, A.__module__)",
        "1 __main__",
    ),
    "by a pool": (
        "from multiprocessing import get_context\ndef f(x):\n    return 2 * x\n"
        "with get_context('fork').Pool(2) as pool:\n    print(pool.map(f, [1, 2]))",
        "[2, 4]",
    ),
    "a file": ("from pathlib import Path\n_ = Path('a').write_text('b')\nprint(Path('a').read_text())", "b"),
    "an empty folder": ("from pathlib import Path\nprint(list(Path().iterdir()))", "[]"),
    "type hints": (
        "import typing\ndef f(x: 'A') -> int: ...\nclass A: ...\nprint(typing.get_type_hints(f))",
        "{'x': ...",
    ),
    "an end of input": ("import sys\nprint(repr(sys.stdin.read()))", "''"),
}


@pytest.mark.parametrize("name", PRINTED)
def test_what_a_block_prints_is_what_the_reader_would_see(tmp_path: Path, name: str) -> None:
    code, output = PRINTED[name]
    checked = check(tmp_path, block("print('first')", "first") + block(code, output) + block("print('last')", "last"))
    assert not checked.problems, messages(checked.problems)[:2000]


def test_no_name_is_there_before_the_first_block(tmp_path: Path) -> None:
    code = "print(sorted(name for name in vars() if not name.startswith('__')))"
    assert not check(tmp_path, block(code, "[]") + block("x = 1\n" + code, "['x']")).problems


def test_all_blocks_and_numbers_share_one_namespace(tmp_path: Path) -> None:
    text = block("def f():\n    return y") + block("y = 1") + "1<!--= f() -->\n\n" + block("y = 2\nprint(f())", "2")
    text += "2<!--= [f() for _ in range(1)][0] -->\n\n" + block("print(all(f() == y for _ in [1]))", "True")
    assert not check(tmp_path, text).problems


def test_a_stream_that_a_block_replaces_takes_what_is_printed_below(tmp_path: Path) -> None:
    text = block("import io, sys\nsys.stdout = io.StringIO()\nprint('a')") + block("print('b')", "b")
    assert_only_problem(check(tmp_path, text).problems, line_of(text, "```output"), "prints nothing")


def test_the_folder_of_the_page_is_not_the_one_it_runs_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "json.py").write_text("1 / 0")
    (tmp_path / "matplotlibrc").write_text("nonsense")
    monkeypatch.chdir(tmp_path)
    text = block("import json\nfrom pathlib import Path\nprint(json.dumps(1), Path('json.py').exists())", "1 False")
    assert not check(tmp_path, text).problems


def test_a_folder_of_packages_that_is_named_from_here_is_the_one_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "package.py").write_text("value = 1")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", ".")
    text = block("import numbers, package\nprint(package.value, numbers.Integral.__name__)", "1 Integral")
    assert not check(tmp_path, text).problems


@pytest.mark.parametrize("name", ["PYTHONOPTIMIZE", "PYTHONWARNINGS", "PYTHONSTARTUP", "PYTHONUTF8", "PYTHONVERBOSE"])
def test_the_authors_settings_of_python_do_not_reach_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "ignore" if name == "PYTHONWARNINGS" else "0" if name == "PYTHONUTF8" else "2")
    monkeypatch.setenv("LC_ALL", "C")
    text = block("print('é')", "é") + block("assert False") + block("import warnings\nwarnings.warn('w')")
    assert lines(check(tmp_path, text).problems) == [line_of(text, "assert"), line_of(text, ".warn")]
