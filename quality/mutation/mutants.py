"""The mutants of a module: its source with one small change each, as a slip of the hand would make it.

Not mutated is what no behaviour depends on, or what only people read: docstrings, annotations and type aliases,
protocols, ``__all__``, imports, decorators, and the texts of errors (all that stands in a ``raise``,
which is only taken away as a whole). Two things are left since no change of them can be seen:
the ``strict=`` of a ``zip``, which says what already holds, and the order of the arguments of ``max`` and ``min``.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quality.mutation.operators import Change, changes

Lines = tuple[int, int]  # the first and the last


@dataclass(frozen=True)
class Mutant:
    """One change of a module.

    Attributes
    ----------
    line : int
        Where the change is, from 1.
    start, end : int
        Offsets in bytes of the code that is changed.
    before, after : str
        That code, and what it becomes.
    lines : tuple of int
        The first and last of the lines of which one must run for the change to have an effect.
    changed_line : str
        The line, or the lines of a longer change, as they are with it.
    """

    line: int
    start: int
    end: int
    before: str
    after: str
    lines: Lines
    changed_line: str

    def apply(self, source: str) -> str:
        """Return the source with the change made."""
        raw = source.encode()
        return (raw[: self.start] + self.after.encode() + raw[self.end :]).decode()

    def __str__(self) -> str:
        return f"{' '.join(self.before.split())} → {' '.join(self.after.split())}"


def find_mutants(source: str) -> list[Mutant]:
    """Return every mutant of a module, in the order of its text."""
    lines, raw = source.splitlines(keepends=True), source.encode()
    starts = [len("".join(lines[:index]).encode()) for index in range(len(lines))]
    found = set()
    for anchor, change, span in _changes_of_all(ast.parse(source).body, (1, len(lines)), False):
        start, end = starts[anchor.lineno - 1] + anchor.col_offset, _end(anchor, starts)
        before, after = raw[start:end].decode(), _text(anchor, change)
        whole = raw[starts[anchor.lineno - 1] : start].decode() + after + raw[end:].decode().partition("\n")[0]
        found.add(Mutant(anchor.lineno, start, end, before, after, span, " ".join(whole.split())))
    return sorted(found, key=lambda mutant: (mutant.start, mutant.end, mutant.after))


Anchor = ast.expr | ast.stmt  # a node whose place in the text is known
Found = Iterator[tuple[Anchor, Change, Lines]]


def _changes_of_all(nodes: Sequence[ast.AST], lines: Lines, in_function: bool) -> Found:
    """Return all changes in some nodes, each with the node to be written anew and the lines that must run."""
    for node in nodes:
        if _is_left_out(node):
            continue
        if isinstance(node, ast.FunctionDef | ast.Lambda):
            yield from _changes_of_function(node, lines, in_function)
            continue
        own = _own_lines(node) if in_function and isinstance(node, ast.stmt) else lines
        for old, new in changes(node):
            assert isinstance(old, ast.expr | ast.stmt)
            yield old, (old, new), own
        if isinstance(node, ast.JoinedStr):  # before Python 3.12 only the whole of it has a place in the text
            yield from ((node, change, own) for part in ast.walk(node) for change in changes(part))
        else:
            yield from _changes_of_all(list(_parts(node)), own, in_function)


def _changes_of_function(node: ast.FunctionDef | ast.Lambda, lines: Lines, in_function: bool) -> Found:
    """Return the changes in a function; a default needs that anything of its body runs."""
    body: list[ast.AST] = [*node.body] if isinstance(node, ast.FunctionDef) else [node.body]
    defaults = [default for default in [*node.args.defaults, *node.args.kw_defaults] if default]
    if not in_function:
        first, last = body[0], body[-1]
        assert isinstance(first, ast.expr | ast.stmt)
        assert isinstance(last, ast.expr | ast.stmt)
        lines = first.lineno, last.end_lineno or last.lineno
    yield from _changes_of_all([*defaults, *body], lines, True)


def _own_lines(node: ast.stmt) -> Lines:
    """Return the lines of a statement, without those of the statements in it."""
    body: list[ast.stmt] = getattr(node, "body", [])
    return node.lineno, max(node.lineno, body[0].lineno - 1 if body else node.end_lineno or node.lineno)


def _is_left_out(node: ast.AST) -> bool:
    match node:
        case ast.Import() | ast.ImportFrom() | ast.Expr(value=ast.Constant()) | ast.keyword(arg="strict"):
            return True
        case ast.ClassDef():
            return any(ast.unparse(base) == "Protocol" for base in node.bases)
        case ast.AnnAssign():
            return ast.unparse(node.annotation) == "TypeAlias"
        case ast.Assign(targets=[ast.Name(id="__all__")]) | ast.Subscript(value=ast.Name(id="Literal")):
            return True
    return False


def _parts(node: ast.AST) -> Iterator[ast.AST]:
    """Return what is in a node, without annotations, decorators and what an error says."""
    for name, value in ast.iter_fields(node):
        if name not in ("annotation", "decorator_list", "bases") and not isinstance(node, ast.Raise):
            yield from (part for part in (value if isinstance(value, list) else [value]) if isinstance(part, ast.AST))


def _text(anchor: Anchor, change: Change) -> str:
    """Return the node as text, with the change made."""
    old, new = change
    if anchor is old:
        text = ast.unparse(new)
    else:
        place = list(ast.walk(anchor)).index(old)
        whole = copy.deepcopy(anchor)
        text = ast.unparse(_Replacer(list(ast.walk(whole))[place], new).visit(whole))
    return f"({text})" if isinstance(anchor, ast.expr) else text


class _Replacer(ast.NodeTransformer):
    """Replaces one node of a tree."""

    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        """Return the node, or what stands in its place."""
        replaced: ast.AST = self.new if node is self.old else self.generic_visit(node)
        return replaced


def _end(anchor: Anchor, starts: Sequence[int]) -> int:
    return starts[(anchor.end_lineno or anchor.lineno) - 1] + (anchor.end_col_offset or 0)
