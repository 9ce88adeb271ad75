"""What one node of a syntax tree may become: the mutation operators."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from itertools import pairwise

Change = tuple[ast.AST, ast.AST]  # a node of the tree, and what stands in its place

_BINARY: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_SYMMETRIC = {"max", "min", "maximum", "minimum"}


def changes(node: ast.AST) -> Iterator[Change]:
    """Return each small change of a node, itself or its condition; what is in it has changes of its own."""
    match node:
        case ast.BinOp(op=ast.MatMult()):
            yield node, ast.BinOp(node.right, node.op, node.left)
        case ast.BinOp() if type(node.op) in _BINARY:
            yield node, ast.BinOp(node.left, _BINARY[type(node.op)](), node.right)
        case ast.AugAssign() if type(node.op) in _BINARY:
            yield node, ast.AugAssign(node.target, _BINARY[type(node.op)](), node.value)
            yield node, ast.Pass()
        case ast.UnaryOp(op=ast.USub() | ast.Not() | ast.Invert()):
            yield node, node.operand
        case ast.BoolOp():
            yield node, ast.BoolOp(ast.And() if isinstance(node.op, ast.Or) else ast.Or(), node.values)
        case ast.Compare():
            yield from _comparisons(node)
        case ast.Constant():
            yield from ((node, ast.Constant(value)) for value in _other_values(node.value))
        case ast.Call():
            yield from _calls_with_swapped_arguments(node)
        case ast.If() | ast.While() | ast.IfExp() if not isinstance(node.test, ast.Compare | ast.BoolOp | ast.UnaryOp):
            yield node.test, ast.UnaryOp(ast.Not(), node.test)
        case ast.Return(value=ast.expr()) if ast.unparse(node) != "return None":
            yield node, ast.Return(ast.Constant(None))
        case ast.Break():
            yield node, ast.Continue()
        case ast.Continue():
            yield node, ast.Break()
        case ast.Raise() | ast.Expr(value=ast.Call()):
            yield node, ast.Pass()
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield node, ast.Pass()


def _comparisons(node: ast.Compare) -> Iterator[Change]:
    for index, operator in enumerate(node.ops):
        for other in _COMPARISONS[type(operator)]:
            operators = [*node.ops[:index], other(), *node.ops[index + 1 :]]
            yield node, ast.Compare(node.left, operators, node.comparators)


def _other_values(value: object) -> list[bool | int | float | str]:
    """Return what a constant may be instead; nothing instead of None, bytes or the dots."""
    match value:
        case bool():
            return [not value]
        case int():
            return [value + 1]
        case float():
            return [2 * value, -value] if value else [1.0]
        case str():
            return ["XX" + value]
    return []


def _calls_with_swapped_arguments(node: ast.Call) -> Iterator[Change]:
    """Return the call with each two neighbouring arguments exchanged."""
    if ast.unparse(node.func).rpartition(".")[2] in _SYMMETRIC:
        return
    for index, (left, right) in enumerate(pairwise(node.args)):
        if ast.dump(left) != ast.dump(right):
            call = copy.copy(node)
            call.args = [*node.args[:index], right, left, *node.args[index + 2 :]]
            yield node, call
