"""The mutants of a module: each slip of the hand once, and nothing that nobody could notice."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from quality.mutation.mutants import find_mutants

PROJECT = Path(__file__).parents[2]

EACH_OPERATOR = {
    "a + b": ["a - b"],
    "a * b": ["a / b"],
    "a / b": ["a * b"],
    "a // b": ["a * b"],
    "a ** b": ["a * b"],
    "a @ b": ["b @ a"],
    "a & b": ["a | b"],
    "-a": ["a"],
    "not a": ["a"],
    "~a": ["a"],
    "a and b": ["a or b"],
    "a < b": ["a <= b", "a >= b"],
    "a >= b": ["a > b", "a < b"],
    "a == b": ["a != b"],
    "a is not b": ["a is b"],
    "a in b": ["a not in b"],
    "a < b <= c": ["a <= b <= c", "a >= b <= c", "a < b < c", "a < b > c"],
    "7": ["8"],
    "0.5": ["1.0", "-0.5"],
    "True": ["False"],
    "'low'": ["'XXlow'"],
    "None": [],
    "f(a, b, c)": ["f(b, a, c)", "f(a, c, b)"],
    "f(a, a)": [],
    "max(a, b)": [],
    "b if a else c": ["b if not a else c"],
    "zip(a, strict=True)": [],
    'f"{a + b}"': ["f'{a - b}'"],
}


@pytest.mark.parametrize("code", EACH_OPERATOR)
def test_an_expression_has_the_mutants_of_its_operators(code: str) -> None:
    found = {ast.unparse(ast.parse(mutant.apply(f"x = {code}"))) for mutant in find_mutants(f"x = {code}")}
    assert found == {f"x = {after}" for after in EACH_OPERATOR[code]}


EACH_STATEMENT = {
    "return a": ["return None"],
    "return None": [],
    "f()": ["pass"],
    "raise ValueError('too low' + a)": ["pass"],
    "a += b": ["a -= b", "pass"],
    "a.b = c": ["pass"],
    "a[b] = c": ["pass"],
    "a = b": [],
    "for a in b: break": ["for a in b:\n        continue"],
    "while a: f": ["while not a:\n        f"],
}


@pytest.mark.parametrize("code", EACH_STATEMENT)
def test_a_statement_has_the_mutants_of_its_kind(code: str) -> None:
    source = f"def function():\n    {code}\n"
    found = {ast.unparse(ast.parse(mutant.apply(source))) for mutant in find_mutants(source)}
    assert found == {f"def function():\n    {after}" for after in EACH_STATEMENT[code]}


NOT_MUTATED = '''
"""A docstring with 1."""
from __future__ import annotations
from typing import Literal, Protocol, TypeAlias
__all__ = ["a"]
Number: TypeAlias = "int"
Kind = Literal["input", "bias"]
class Model(Protocol):
    def step(self, size: int = 1) -> None: ...
@decorated(1)
def function(a: Literal["b"]) -> Literal["c"]:
    """Another docstring."""
'''


def test_what_nobody_could_notice_is_not_mutated() -> None:
    assert find_mutants(NOT_MUTATED) == []


def test_a_default_is_mutated_and_needs_that_the_function_runs() -> None:
    (mutant,) = find_mutants("x = None\ndef function(a=1):\n    a\n    a\n")
    assert (str(mutant), mutant.line, mutant.lines) == ("1 → (2)", 2, (3, 4))


def test_a_condition_needs_its_own_line_and_not_those_of_its_branches() -> None:
    source = "def function(a):\n    if a:\n        g()\n    else:\n        h()\n"
    assert [(mutant.line, mutant.lines) for mutant in find_mutants(source)] == [
        (2, (2, 2)),
        (3, (3, 3)),
        (5, (5, 5)),
    ]


def test_offsets_count_letters_of_several_bytes() -> None:
    (mutant,) = (mutant for mutant in find_mutants("σ = 'ü'; x = 1\n") if mutant.before == "1")
    assert mutant.apply("σ = 'ü'; x = 1\n") == "σ = 'ü'; x = (2)\n"
    assert mutant.changed_line == "σ = 'ü'; x = (2)"


@pytest.mark.parametrize("path", sorted(PROJECT.glob("neuronlib/*.py")), ids=lambda path: path.stem)
def test_a_mutant_of_the_library_is_python_and_another_program(path: Path) -> None:
    source = path.read_text("utf-8")
    original = ast.dump(ast.parse(source))
    for mutant in find_mutants(source)[::25]:  # all of them would take a minute
        assert ast.dump(ast.parse(mutant.apply(source))) != original, mutant
