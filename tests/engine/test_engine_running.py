"""Running: a page's process is to its blocks what a fresh interpreter is to a reader who pastes them."""

from pathlib import Path

import pytest
from engine_pages import check, check_marked, messages
from small_pages import block

# What a reader sees printed by some code.
PRINTED = {
    "x = 1": None,
    "print('a', end='')": "a",
    "print()": "",
    "print()\nprint('a')\nprint()": "\na\n",
    "print('  a  ')\nprint('   ')": "  a  \n   ",
    "print('a\\tb')": "a\tb",
    "print('σ − × 😀 é e\\u0301')": "σ − × 😀 é e\u0301",
    "import os\n_ = os.write(1, b'a\\xffb\\n')  # no text": "a\ufffdb",
    "import subprocess\n_ = subprocess.run(['echo', 'b'])": "b",
    "import subprocess\nprint('a')\n_ = subprocess.run(['echo', 'b'])\nprint('c')": "a\nb\nc",
    "import os\nprint('a')\n_ = os.write(1, b'b\\n')\nprint('c')": "a\nb\nc",
    "import os\nprint('a')\n_ = os.system('echo b')": "a\nb",
    "print('a', end='', flush=True)\nprint('b')": "ab",
    "import contextlib, io\nwith contextlib.redirect_stdout(io.StringIO()):\n    print('a')": None,
    "import threading\nt = threading.Thread(target=print, args=('a',))\nt.start()\nt.join()": "a",
    "import os\nif not os.fork():\n    print('a')\n    os._exit(0)\n_ = os.wait()": "a",
    "import os\nprint('a')\nif os.fork():\n    _ = os.wait()": "a",
    "import os\nprint('a')\nif not os.fork():\n    os._exit(0)\n_ = os.wait()": "a",
    "print(__name__)\nif __name__ == '__main__':\n    print('main')": "__main__\nmain",
    "import sys\nprint(len(sys.argv))": "1",
    "1 + 1\n'a'": None,
    "for _ in range(50_000):\n    print('a' * 19)": "\n".join(["a" * 19] * 50_000),
    "print('a' * 1_000_000)": "a" * 1_000_000,
    "import pickle\nclass A:\n    x = 1\nprint(pickle.loads(pickle.dumps(A())).x, A.__module__)": "1 __main__",
    "from multiprocessing import get_context\ndef f(x):\n    return 2 * x\n"
    "with get_context('fork').Pool(2) as pool:\n    print(pool.map(f, [1, 2]))": "[2, 4]",
    "from pathlib import Path\nprint(list(Path().iterdir()))": "[]",
    "from pathlib import Path\n_ = Path('a').write_text('b')\nprint(Path('a').read_text())": "b",
    "import typing\ndef f(x: 'A') -> int: ...\nclass A: ...\nprint(typing.get_type_hints(f))": "{'x': ...",
    "def f(x: int): pass\nprint(f.__annotations__['x'])": "<class 'int'>",
    "import sys\nprint(repr(sys.stdin.read()))": "''",
}


def test_what_a_block_prints_is_what_the_reader_would_see(tmp_path: Path) -> None:
    problems = check(tmp_path, "".join(block(*each) for each in PRINTED.items())).problems
    assert not problems, messages(problems)[:2000]


NAMES = "print(sorted(name for name in vars() if not name.startswith('__')))"
SHARED = block("def f():\n    return y") + block("y = 1") + "1<!--= f() -->\n\n" + block("y = 2\nprint(f())", "2")
PAGES = {
    "no names before the first block": block(NAMES, "[]") + block(f"x = 1\n{NAMES}", "['x']"),
    "one namespace": f"{SHARED}2<!--= [f() for _ in range(1)][0] -->\n\n"
    + block("print(all(f() == y for _ in [1]))", "True"),
    "a replaced stream takes what is printed below": block("import io, sys\nsys.stdout = io.StringIO()\nprint('a')")
    + "```python\nprint('b')\n```\n\n⟦prints nothing⟧```output\nb\n```\n",
    "a stream that is none": "⟦⟧" + block("import sys\nsys.stdout = None") + block("print(1)", "1"),
    "blocks below an exception": block("x = 1\n⟦ZeroDivisionError⟧1 / 0") + block("print(x)", "1") + "1<!--= x -->\n",
    "in a function of a block above": block("def f(x):\n⟦page.md:10)⟧    return 1 / x")
    + block("y = 0")
    + block("y = 1\nf(0)"),
    "a name of the engine": block("⟦NameError⟧json.dumps(1)"),
    "a late future": block("x = 1\n⟦SyntaxError⟧from __future__ import annotations"),
    "random numbers from a seed": block("import random\nrandom.seed(1)")
    + block("print(random.random())", "0.13436424411240122"),
}


@pytest.mark.parametrize("name", PAGES)
def test_blocks_run_as_if_pasted_one_after_the_other(tmp_path: Path, name: str) -> None:
    check_marked(tmp_path, PAGES[name])


def test_files_beside_the_page_and_here_change_nothing_but_packages_that_are_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in {"json.py": "1 / 0", "matplotlibrc": "nonsense", "lib/package.py": "value = 1"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", "lib")
    code = "import json, numbers, package\nfrom pathlib import Path\n"
    code += "print(json.dumps(1), Path('json.py').exists(), package.value, numbers.Integral.__name__)"
    check_marked(tmp_path, block(code, "1 False 1 Integral"))


def test_the_authors_settings_of_python_do_not_reach_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = {"OPTIMIZE": "2", "WARNINGS": "ignore", "STARTUP": "2", "UTF8": "0", "VERBOSE": "2"}
    for name, value in {**{f"PYTHON{each}": settings[each] for each in settings}, "LC_ALL": "C"}.items():
        monkeypatch.setenv(name, value)
    text = block("print('é')", "é") + block("⟦AssertionError⟧assert False")
    check_marked(tmp_path, text + block("import warnings\n⟦UserWarning⟧warnings.warn('w')"))


# Code, with what is told of its exception at the line where it is raised.
BAD = "class Bad(Exception):\n    {}\n\n⟦Bad⟧raise Bad"
EXCEPTIONS = [
    "x = 1\n\n⟦ZeroDivisionError: division by zero⟧1 / 0",
    "def f():\n⟦ZeroDivisionError⟧    return 1 / 0\n\nf()",
    "x = [\n    1,\n⟦ZeroDivisionError⟧    1 / 0,\n]",
    "import json\n\n⟦JSONDecodeError⟧json.loads('{')",
    "x = 0\n⟦ZeroDivisionError⟧sorted([1], key=lambda y: y / x)",
    "import numpy as np\n\n⟦LinAlgError⟧np.linalg.inv(np.zeros((2, 2)))",
    "⟦two⟧raise ValueError('one\\ntwo\\n\\nthree')",
    BAD.format("def __str__(self): raise ValueError"),
    BAD.format("__str__ = lambda self: 3"),
    BAD.format("def __str__(self): raise SystemExit"),
    "⟦ExceptionGroup⟧raise ExceptionGroup('g', [ValueError('v')])",
    "x = 1\n⟦KeyboardInterrupt⟧raise KeyboardInterrupt",
    "x = 1\n⟦GeneratorExit⟧raise GeneratorExit",
    "⟦StopIteration⟧next(iter([]))",
    "import sys\n⟦sys.exit⟧sys.exit()",
    "import sys\ndef end():\n⟦sys.exit⟧    sys.exit(0)\n\nend()",
    "x = 1\n⟦EOFError⟧input()",
    "x = 1\n⟦exit⟧exit()",
    "class Quit(SystemExit): pass\n\n⟦sys.exit⟧raise Quit",
    "def f():\n⟦RecursionError⟧    return f()\n\nf()",
    "x = 1\n⟦MemoryError⟧raise MemoryError",
    "x = 1\n⟦AssertionError: x must be 2⟧assert x == 2, 'x must be 2'",
    "x = 1\n⟦UnicodeEncodeError⟧print('\\ud800')",
    "⟦ValueError: \\ud800⟧raise ValueError('\\ud800')",
]
SYNTAX = [
    "x = 1\n⟦⟧y = = 2",
    "x = 1\n⟦⟧y = (2",
    "x = 1\n⟦⟧y = 'a",
    "x = 1\n⟦⟧y = '''a\nb",
    "x = 1\n⟦⟧y = f'{x y}'",
    "x = 1\nif x:\n⟦⟧y = 2",
    "x = 1\n⟦⟧    y = 2",
    "if 1:\n        x = 1\n⟦⟧\ty = 2",
    "x = 1\n⟦⟧return x",
    "x = 1\n⟦⟧await x",
    "x = 1\ndef f():\n⟦⟧    nonlocal z",
    "⟦⟧>>> x = 1",
    "x = 1\n⟦⟧y = 1_",
    "x = 1\n⟦⟧y = " + "(" * 300,
]
WARNINGS = [
    *(
        f"import warnings\n\n⟦{category}: careful⟧warnings.warn('careful', {category})\nx = 1"
        for category in (
            *("UserWarning", "RuntimeWarning", "FutureWarning"),
            *("UnicodeWarning", "DeprecationWarning", "BytesWarning"),
        )
    ),
    "x = 1\n⟦SyntaxWarning⟧x is 1",
    "x = 1\n⟦SyntaxWarning⟧assert (x, 'always')",
    "import numpy as np\n⟦divide by zero⟧_ = np.log(np.zeros(1))",
    "import numpy as np\n⟦divide by zero⟧_ = np.float64(1) / 0",
    "import warnings\nwith warnings.catch_warnings():\n    warnings.simplefilter('ignore')\n    warnings.warn('a')\n"
    "    warnings.simplefilter('error')\n    try:\n        warnings.warn('b')\n    except UserWarning: pass",
    "import warnings\nwith warnings.catch_warnings(record=True) as caught:\n    warnings.simplefilter('always')\n"
    "    warnings.warn('careful')\nassert len(caught) == 1",
]
FRONT = "---\ntitle: T\n---\n\ntext\n\n"


@pytest.mark.parametrize("codes", [EXCEPTIONS, [code.replace("⟦⟧", "⟦SyntaxError⟧") for code in SYNTAX], WARNINGS])
def test_what_goes_wrong_is_a_problem_at_its_line(tmp_path: Path, codes: list[str]) -> None:
    check_marked(tmp_path, FRONT + "".join(block(code) for code in codes) + "1<!--= 1 -->\n")


def test_code_that_is_too_deep_to_be_compiled_is_a_problem(tmp_path: Path) -> None:
    problems = check(tmp_path, block("x = " + "-" * 200_000 + "1") + block("print(1)", "1")).problems
    assert problems[0].line in (1, 2)


def test_a_warning_of_a_library_about_its_caller_is_a_problem_there(tmp_path: Path) -> None:
    (tmp_path / "old_library.py").write_text(
        "import warnings\ndef old(level):\n    warnings.warn('old', DeprecationWarning, stacklevel=level)\n"
    )
    text = block(f"import sys\nsys.path.append({str(tmp_path)!r})\nimport old_library\n\nold_library.old(1)")
    check_marked(tmp_path, text + block("⟦DeprecationWarning⟧old_library.old(2)"))
