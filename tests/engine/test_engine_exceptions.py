"""Exceptions and warnings of a block: each is a problem at the line of the page where it happens."""

from __future__ import annotations

from pathlib import Path

import pytest
from engine_pages import assert_only_problem, block, check, line_of, lines

# name: (code, text at whose line the problem must be, what its message must say)
EXCEPTIONS = {
    "an exception": ("x = 1\n\n1 / 0", "1 / 0", "ZeroDivisionError: division by zero"),
    "in a function": ("def f():\n    return 1 / 0\n\nf()", "1 / 0", "ZeroDivisionError"),
    "in an expression over lines": ("x = [\n    1,\n    1 / 0,\n]", "1 / 0", "ZeroDivisionError"),
    "in a library": ("import json\n\njson.loads('{')", "json.loads", "JSONDecodeError"),
    "in a lambda called by a library": ("x = 0\nsorted([1], key=lambda y: y / x)", "sorted(", "ZeroDivisionError"),
    "of a module": ("import numpy as np\n\nnp.linalg.inv(np.zeros((2, 2)))", "np.linalg", "LinAlgError"),
    "of many lines": ("raise ValueError('one\\ntwo\\n\\nthree')", "raise", "two"),
    "with a broken text": (
        "class Bad(Exception):\n    def __str__(self):\n        raise ValueError\n\nraise Bad",
        "raise Bad",
        "Bad",
    ),
    "with a text that is none": (
        "class Bad(Exception):\n    __str__ = lambda self: 3\n\nraise Bad",
        "raise Bad",
        "Bad",
    ),
    "with an exit in its text": (
        "class Bad(Exception):\n    def __str__(self):\n        raise SystemExit\n\nraise Bad",
        "raise Bad",
        "Bad",
    ),
    "a group": ("raise ExceptionGroup('g', [ValueError('v')])", "raise", "ExceptionGroup"),
    "KeyboardInterrupt": ("x = 1\nraise KeyboardInterrupt", "raise", "KeyboardInterrupt"),
    "GeneratorExit": ("x = 1\nraise GeneratorExit", "raise", "GeneratorExit"),
    "StopIteration": ("next(iter([]))", "next", "StopIteration"),
    "sys.exit": ("import sys\nsys.exit()", "sys.exit", "sys.exit"),
    "sys.exit(0) in a function": ("import sys\ndef end():\n    sys.exit(0)\n\nend()", "sys.exit", "sys.exit"),
    "exit()": ("x = 1\nexit()", "exit()", "exit"),
    "raise SystemExit": ("x = 1\nraise SystemExit", "raise", "sys.exit"),
    "RecursionError": ("def f():\n    return f()\n\nf()", "return f()", "RecursionError"),
    "MemoryError": ("x = 1\nraise MemoryError", "raise", "MemoryError"),
    "input": ("x = 1\ninput()", "input", "EOFError"),
    "a name of the engine": ("x = 1\njson.dumps(x)", "json.dumps", "NameError"),
    "an assertion": ("x = 1\nassert x == 2, 'x must be 2'", "assert", "AssertionError: x must be 2"),
    "text that cannot be encoded": ("x = 1\nprint('\\ud800')", "print", "UnicodeEncodeError"),
}


@pytest.mark.parametrize("name", EXCEPTIONS)
def test_an_exception_is_a_problem_at_its_line(tmp_path: Path, name: str) -> None:
    code, place, words = EXCEPTIONS[name]
    text = "---\ntitle: T\n---\n\ntext\n\n" + block(code) + "1<!--= 1 -->\n"
    assert_only_problem(check(tmp_path, text).problems, line_of(text, place), words)


def test_the_blocks_below_an_exception_still_run(tmp_path: Path) -> None:
    text = block("x = 1\n1 / 0") + block("print(x)", "1") + "1<!--= x -->\n"
    assert lines(check(tmp_path, text).problems) == [3]


def test_an_exception_in_a_function_of_a_block_above_stands_where_it_is_raised(tmp_path: Path) -> None:
    text = block("def f(x):\n    return 1 / x") + block("y = 0") + block("y = 1\nf(0)")
    assert_only_problem(check(tmp_path, text).problems, line_of(text, "return 1 / x"), "page.md:10)")


SYNTAX_ERRORS = {
    "two signs": ("x = 1\ny = = 2", "= = 2"),
    "an open bracket": ("x = 1\ny = (2", "y = (2"),
    "an open string": ("x = 1\ny = 'a", "y = 'a"),
    "an open long string": ("x = 1\ny = '''a\nb", "y = '''a"),
    "a formatted string": ("x = 1\ny = f'{x y}'", "y = f"),
    "no block": ("x = 1\nif x:\ny = 2", "y = 2"),
    "indentation": ("x = 1\n    y = 2", "y = 2"),
    "tabs and spaces": ("if 1:\n        x = 1\n\ty = 2", "y = 2"),
    "return": ("x = 1\nreturn x", "return"),
    "await": ("x = 1\nawait x", "await"),
    "nonlocal": ("x = 1\ndef f():\n    nonlocal z", "nonlocal"),
    "a late future": ("x = 1\nfrom __future__ import annotations", "from"),
    "a session": (">>> x = 1", ">>> x"),
    "a number": ("x = 1\ny = 1_", "1_"),
    "deep brackets": ("x = 1\ny = " + "(" * 300, "((" * 150),
}


@pytest.mark.parametrize("name", SYNTAX_ERRORS)
def test_a_syntax_error_is_a_problem_at_its_line(tmp_path: Path, name: str) -> None:
    code, place = SYNTAX_ERRORS[name]
    text = "---\ntitle: T\n---\n\ntext\n\n" + block(code)
    assert_only_problem(check(tmp_path, text).problems, line_of(text, place), "SyntaxError")


@pytest.mark.parametrize("code", ["x = '\0'", "x = " + "-" * 200_000 + "1"])
def test_code_that_cannot_be_compiled_is_a_problem(tmp_path: Path, code: str) -> None:
    assert lines(check(tmp_path, block(code) + block("print(1)", "1")).problems)[0] in (1, 2)


def test_a_missing_future_is_not_taken_over_from_the_engine(tmp_path: Path) -> None:
    text = block("def f(x: int): pass\nprint(f.__annotations__['x'])", "<class 'int'>")
    assert not check(tmp_path, text).problems


WARNINGS = ["UserWarning", "RuntimeWarning", "FutureWarning", "UnicodeWarning", "DeprecationWarning", "BytesWarning"]


@pytest.mark.parametrize("category", WARNINGS)
def test_a_warning_is_a_problem_at_its_line(tmp_path: Path, category: str) -> None:
    text = block(f"import warnings\n\nwarnings.warn('careful', {category})\nx = 1")
    assert_only_problem(check(tmp_path, text).problems, line_of(text, "warnings.warn"), f"{category}: careful")


def test_a_warning_of_a_library_about_its_caller_is_a_problem_there(tmp_path: Path) -> None:
    (tmp_path / "old_library.py").write_text(
        "import warnings\ndef old(level):\n    warnings.warn('old', DeprecationWarning, stacklevel=level)\n"
    )
    text = block(f"import sys\nsys.path.append({str(tmp_path)!r})\nimport old_library\n\nold_library.old(1)")
    assert not check(tmp_path, text).problems
    text = text.replace("old(1)", "old(2)")
    assert_only_problem(check(tmp_path, text).problems, line_of(text, "old(2)"), "DeprecationWarning")


@pytest.mark.parametrize(
    ("code", "place"),
    [
        ("x = 1\nprint(x is 1)", "is 1"),
        ("x = 1\nassert (x, 'always')", "assert"),
        ("import numpy as np\nnp.log(np.zeros(1))", "np.log"),
        ("import numpy as np\nnp.float64(1) / 0", "/ 0"),
    ],
)
def test_warnings_of_the_compiler_and_of_numpy_are_problems(tmp_path: Path, code: str, place: str) -> None:
    text = block(code)
    assert line_of(text, place) in lines(check(tmp_path, text).problems)


def test_a_warning_that_is_caught_is_none(tmp_path: Path) -> None:
    code = (
        "import warnings\nwith warnings.catch_warnings(record=True) as caught:\n    warnings.simplefilter('always')\n"
    )
    code += "    warnings.warn('careful')\nprint(len(caught), caught[0].message)"
    assert not check(tmp_path, block(code, "1 careful")).problems
    code = "import warnings\nwith warnings.catch_warnings():\n    warnings.simplefilter('ignore')\n"
    code += "    warnings.warn('careful')\n    warnings.simplefilter('error')\n"
    code += "    try:\n        warnings.warn('again')\n    except UserWarning as w:\n        print(w)"
    assert not check(tmp_path, block(code, "again")).problems


def test_a_subclass_of_the_exit_is_one(tmp_path: Path) -> None:
    text = block("class Quit(SystemExit): pass\n\nraise Quit", "Quit", ' raises="Quit"')
    assert line_of(text, "raise Quit") in lines(check(tmp_path, text).problems)
