"""Every operation of tensors: functions that use it, the same formula for arrays, and shapes of their operands.

The operations themselves are found in the class and its module; `untested` tells which of them have no case here.
"""

import inspect
from collections import namedtuple

import numpy as np
from library_calls import defined_in

from neuronlib import autodiff
from neuronlib.autodiff import Tensor, concatenate

Case = namedtuple("Case", ["function", "formula", "shapes"])

ONE = [[(), (1,), (3, 2), (2, 3, 2), (0,), (2, 0, 3)][i : i + 1] for i in range(6)]  # lists of one operand
FULL = [shapes for shapes in ONE if np.prod(shapes[0])]
TWO = [
    *[[(), ()], [(1,), (1,)], [(3, 2), (3, 2)], [(3, 2), (2,)], [(2,), (3, 2)], [(3, 1), (1, 2)], [(3, 2), (3, 1)]],
    *[[(), (3, 2)], [(3, 2), ()], [(1, 1), (2, 3)], [(2, 2, 3), (2, 1, 3)], [(2,), (2, 3, 1)], [(0, 2), (2,)]],
    *[[(1,), (0,)], [(3, 1), (0,)]],
]
PRODUCTS = [
    *[[(3, 2), (2, 4)], [(1, 1), (1, 1)], [(2,), (2, 3)], [(3, 2), (2,)], [(2,), (2,)], [(0, 2), (2, 3)]],
    *[[(3, 0), (0, 2)], [(0,), (0,)], [(2, 3, 2), (2, 2)], [(2, 3, 2), (2,)], [(2,), (3, 2, 2)]],
    *[[(2, 3), (5, 3, 2)], [(4, 1, 3, 2), (5, 2, 3)]],
]
BESIDE, PAGES = [[(2, 3)], [(3, 1)], [()], [(0, 3)]], [[(3, 2, 4)], [(2, 0, 3)]]
PLACES = [0, -1, (1, 0), slice(1, None), (slice(None), 1), (..., None, 0), [0, 2, 0], ([2, 2, 0], [1, 1, 0]), [], None]
PLACES += [np.array([[0, 1], [1, 1]]), np.array([True, False, True]), slice(None, None, -2)]
ROW, MATRIX = np.array([0.5, 3.0, -2.0], np.float32), np.arange(6, dtype=np.float32).reshape(2, 3)


def alike(shapes, *functions):
    """Return cases of functions that are written alike for tensors and for arrays."""
    return [Case(function, function, shapes) for function in functions]


def along(name, of_each):
    """Return cases of a sum or a mean along any axes, with and without what is left of these."""
    cases = []
    for (shape,) in of_each:
        for axis in [None, (), *[0, -1] * (len(shape) > 0), *[(0, -1)] * (len(shape) > 1)]:
            for keep in (False, True):
                cases += alike([[shape]], lambda a, axis=axis, keep=keep: getattr(a, name)(axis, keepdims=keep))
    return cases


def joined(axis, *shapes):
    """Return a case of arrays that are joined along an axis."""
    return Case(lambda *each: concatenate(each, axis), lambda *each: np.concatenate(each, axis), shapes)


CASES = {
    "__add__": alike(TWO, lambda a, b: a + b),
    "__sub__": alike(TWO, lambda a, b: a - b),
    "__mul__": alike(TWO, lambda a, b: a * b),
    "__truediv__": alike(TWO, lambda a, b: a / b),
    "__matmul__": alike(PRODUCTS, lambda a, b: a @ b),
    "__neg__": alike(ONE, lambda a: -a),
    "__radd__": [*alike(ONE, lambda a: 2 + a), *alike(BESIDE, lambda a: ROW + a)],
    "__rsub__": [*alike(ONE, lambda a: 2 - a), *alike(BESIDE, lambda a: ROW - a)],
    "__rmul__": [*alike(ONE, lambda a: 2 * a), *alike(BESIDE, lambda a: ROW * a)],
    "__rtruediv__": [*alike(ONE, lambda a: 2 / a), *alike(BESIDE, lambda a: ROW / a)],
    "__rmatmul__": alike([[(3,)], [(3, 2)], [(4, 3, 1)], [(3, 0)]], lambda a: MATRIX @ a),
    "__pow__": alike(ONE, *[lambda a, n=n: a**n for n in (2, 3, 0.5, -1, 1, 0, np.int64(2))]),
    "__getitem__": [
        *alike([[(3, 2)], [(3, 2, 2)]], *[lambda a, place=place: a[place] for place in PLACES]),
        *alike(ONE, lambda a: a[()]),
        *alike([[(2, 3, 2)], [(0, 2)]], lambda a: a[..., [1, 1]]),
    ],
    "exp": [Case(lambda a: a.exp(), np.exp, ONE)],
    "log": [Case(lambda a: a.log(), np.log, ONE)],
    "tanh": [Case(lambda a: a.tanh(), np.tanh, ONE)],
    "sigmoid": [Case(lambda a: a.sigmoid(), lambda a: 1 / (1 + np.exp(-a)), ONE)],
    "relu": [Case(lambda a: (a - 1).relu(), lambda a: (a - 1) * (a > 1), ONE)],
    "maximum": [
        Case(lambda a, b: a.maximum(b), np.maximum, TWO),
        Case(lambda a: a.maximum(ROW), lambda a: np.maximum(a, ROW), BESIDE),
    ],
    "sum": along("sum", ONE),
    "mean": [*along("mean", FULL), *alike([[(0, 3)]], lambda a: a.mean(axis=1))],
    "reshape": [
        *alike([[(3, 2)]], *[lambda a, to=to: a.reshape(*to) for to in [(6,), (2, 3), (-1, 1), ((2, 3),), (1, -1, 2)]]),
        *alike(FULL, lambda a: a.reshape(-1)),
        *alike([[(0,)], [(2, 0, 3)]], lambda a: a.reshape(0, 5)),
    ],
    "transpose": [
        *alike(ONE, lambda a: a.transpose()),
        *alike(PAGES, *[lambda a, to=to: a.transpose(*to) for to in [(2, 0, 1), (0, 2, 1), (-1, 0, 1), (1, -1, -3)]]),
    ],
    "T": alike(ONE, lambda a: a.T),
    "concatenate": [
        joined(0, [(2,), (3,)], [(1,)], [(0,), (2,), (1,)], [(2, 3), (1, 3)]),
        joined(1, [(2, 3), (2, 1)], [(2, 0), (2, 1), (2, 3)], [(0, 2), (0, 1)]),
        joined(-2, [(2, 3), (1, 3)], [(2, 2, 1), (2, 1, 1)]),
    ],
}
ALL = {
    f"{name} {i}: {shapes}": Case(case.function, case.formula, shapes)
    for name, cases in CASES.items()
    for i, case in enumerate(cases)
    for shapes in case.shapes
}
NO_OPERATIONS = {"__init__", "__repr__", "backward", "shape"}


def operations():
    """Return the names of all operations of tensors: methods, properties and functions that make one."""
    members = {name for name, value in vars(Tensor).items() if inspect.isfunction(value) or isinstance(value, property)}
    functions = {name for name, value in defined_in(autodiff).items() if inspect.isfunction(value)}
    return (members - NO_OPERATIONS) | functions


def untested():
    """Return the operations that have no case, and the cases of what is none."""
    return operations() ^ set(CASES)
