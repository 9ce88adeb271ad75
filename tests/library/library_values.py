"""What callers may pass in: numbers of every size, type and layout, and what is no number at all."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

LARGEST = float(np.finfo(float).max)
EDGES = [0.0, -0.0, 5e-324, -5e-324, 2.2250738585072014e-308, 1e-308, -1e308, LARGEST, -LARGEST, 1e-160, 1e155, 1.0]
FINITE = st.sampled_from(EDGES) | st.floats(-50, 50) | st.floats(allow_nan=False, allow_infinity=False)
MOSTLY_FINITE = st.one_of(FINITE, FINITE, FINITE, st.sampled_from([np.nan, np.inf, -np.inf]))
PROBABILITY = st.sampled_from([0.0, 1.0, 5e-324, 1 - 2**-53]) | st.floats(0, 1)
LABEL = st.sampled_from([0.0, 1.0])
POSITIVE = st.sampled_from([0.1, 1e-8, 5e-324, LARGEST]) | st.floats(0, exclude_min=True, allow_infinity=False)
SHARE = st.sampled_from([0.0, 0.9, 1 - 2**-53]) | st.floats(0, 1, exclude_max=True)
TYPES = ["float32", "float16", "longdouble", "int8", "int64", "uint64", "bool", ">f4", ">f8"]
LAYOUTS = {
    "as it is": lambda values: values,
    "Fortran order": np.asfortranarray,
    "every other element": lambda values: np.repeat(values, 2, axis=-1)[..., ::2] if values.ndim else values,
    "backwards": lambda values: np.flip(np.ascontiguousarray(np.flip(values))),
    "read-only": lambda values: np.frombuffer(values.tobytes(), values.dtype).reshape(values.shape),
    "a list": lambda values: values.tolist(),
}


def of_type(values, name):
    """Return finite numbers in another type, clipped to what it can hold; NaN and infinity stay float64."""
    kind = np.dtype(name)
    if not np.isfinite(values).all():
        return values
    with np.errstate(all="ignore"):
        if kind.kind == "f" and kind.itemsize < 8:
            return np.clip(values, np.finfo(kind).min, np.finfo(kind).max).astype(kind)
        if kind.kind in "iu":
            return np.clip(values, np.iinfo(kind).min / 2, np.iinfo(kind).max / 2).astype(kind)
        return values.astype(kind)


@st.composite
def numbers(draw, *shape, elements=MOSTLY_FINITE):
    """Draw an array of a shape, most often of float64 as it is, else of another type or layout."""
    values = draw(arrays(float, shape, elements=elements))
    if draw(st.booleans()):
        values = of_type(values, draw(st.sampled_from(TYPES)))
    if draw(st.booleans()):
        values = LAYOUTS[draw(st.sampled_from(sorted(LAYOUTS)))](values)
    return values


def of_shapes_or_any(*shapes, elements=MOSTLY_FINITE):
    """Draw arrays of one of these shapes, or now and then of another one, such as one of many numbers."""
    fitting = st.one_of(*(numbers(*shape, elements=elements) for shape in shapes))
    others = array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3)
    any_shape = others.flatmap(lambda shape: numbers(*shape, elements=elements)) | st.just(np.linspace(-9, 9, 1_001))
    return st.one_of(fitting, fitting, fitting, fitting, any_shape)


class Unwilling:
    """An object that can be turned into no array, and cannot even be shown."""

    def __array__(self, dtype=None, copy=None):
        raise ValueError("no array")

    def __repr__(self):
        raise RuntimeError("no text")


def endless_list():
    values = [1.0]
    values.append(values)
    return values


TEXTS = {"text": lambda: "one", "digits": lambda: "1.5", "no text": lambda: ""}
GIANTS = {
    "a giant": lambda: 10**400,
    "a giant too long to show": lambda: 10**5000,
    "more than an array can hold": lambda: 2**70,
}
NO_NUMBERS = {
    **TEXTS,
    **GIANTS,
    "None": lambda: None,
    "bytes": lambda: b"\x01",
    "a complex number": lambda: 1j,
    "complex numbers": lambda: np.array([1j, 2.0]),
    "a negative giant": lambda: -(10**5000),
    "giants": lambda: [10**5000],
    "a fraction": lambda: Fraction(1, 2),
    "a decimal": lambda: Decimal("0.5"),
    "objects": lambda: np.array([1.0, None], dtype=object),
    "texts": lambda: np.array(["a", "b"]),
    "very many texts": lambda: ["text"] * 1_000,
    "dates": lambda: np.array(["2020-01-01"], dtype="datetime64[D]"),
    "a masked array": lambda: np.ma.array([1.0, 2.0], mask=[False, True]),
    "no mask, but masked": lambda: np.ma.array([1.0, 2.0]),
    "a masked integer": lambda: np.ma.array(3, mask=True),
    "a masked number in a list": lambda: [np.ma.masked, 1.0],
    "masked rows in a list": lambda: [np.ma.array([1.0, 2.0], mask=[False, True])],
    "a dictionary": lambda: {"a": 1.0},
    "a set": lambda: {1.0},
    "a generator": lambda: (x for x in [1.0, 2.0]),
    "a function": lambda: len,
    "a class": lambda: float,
    "an object": object,
    "a source of random numbers": lambda: np.random.default_rng(0),
}
NOT_FINITE = {
    "NaN": lambda: np.nan,
    "infinity": lambda: -np.inf,
    "NaN in an array": lambda: np.array([[1.0, np.nan]]),
    "NaN in a list": lambda: [1.0, np.nan],
    "beyond float64": lambda: np.longdouble("1e4000"),
    "a ragged list": lambda: [[1.0], [1.0, 2.0]],
    "a ragged list of arrays": lambda: [np.ones(1), np.ones(2)],
    "an unwilling object": Unwilling,
    "a list that holds itself": endless_list,
}
NUMBERS = {
    "True": lambda: True,
    "a NumPy True": lambda: np.True_,
    "below float64": lambda: np.longdouble("1e-4000"),
    "minus one": lambda: -1,
    "a float that is an integer": lambda: 2.0,
    "a half": lambda: 0.5,
    "an empty list": list,
    "an empty row": lambda: [[]],
    "no rows": lambda: np.ones((0, 2)),
    "a range": lambda: range(2),
    "a very deep list": lambda: np.ones((1,) * 40).tolist(),
    "a number in a list": lambda: [0.5],
    "many equal numbers": lambda: np.broadcast_to(np.float64(1), (100, 100)),
}
STRANGE = NO_NUMBERS | NOT_FINITE | NUMBERS

# The strange values that are no TypeError: refused with a ValueError, or, with None, not always refused.
LISTS = [name for name, value in STRANGE.items() if type(value()) is list]
TOO_SMALL = dict.fromkeys(["minus one", "a negative giant"], ValueError)
GIANT = dict.fromkeys([*GIANTS, "a negative giant"], ValueError)
SEQUENCES = ["no text", "bytes", "giants", "very many texts"]  # which NumPy takes for several numbers
KINDS = {
    "numbers": {**dict.fromkeys(NUMBERS), **dict.fromkeys(NOT_FINITE, ValueError)},
    "size": {**TOO_SMALL, **dict.fromkeys(GIANTS, ValueError)},
    "count": {**TOO_SMALL, **dict.fromkeys(GIANTS)},
    "seed": {**TOO_SMALL, **dict.fromkeys([*GIANTS, "None", "a source of random numbers"])},
    "activation": dict.fromkeys(TEXTS, ValueError),
    "flag": dict.fromkeys(["True", "a NumPy True"]),
    "path": dict.fromkeys(TEXTS),
    "list": dict.fromkeys([*LISTS, "a range", "bytes"]),
    "list of arrays": dict.fromkeys(LISTS),
    "object": {},
    "function": dict.fromkeys(["a function"]),
    "axis": {**GIANT, "minus one": None},
    "axes": {**GIANT, **dict.fromkeys(["minus one", "None", "a masked integer"])},
    "shape": {**dict.fromkeys([*NUMBERS, *NOT_FINITE, *SEQUENCES, "None", "a masked integer"]), **GIANT},
    "index": {**dict.fromkeys(STRANGE, IndexError), **dict.fromkeys([*NUMBERS, *NOT_FINITE, "None"])},
    "pair": {**GIANT, **TOO_SMALL, **{name: None if len(STRANGE[name]()) == 2 else ValueError for name in LISTS}},
    "picture": dict.fromkeys(LISTS, ValueError),
    "anything": {},
}
MAY_BE_NONE = {"batch_size", "validation", "callback", "ax", "from_logits", "stride"}
LEFT_OUT = {("epochs", giant) for giant in GIANTS}  # these take for ever
LEFT_OUT |= {("callback", "a function")}  # whose own error comes through
LEFT_OUT |= {("index", "a masked number in a list"), ("shape", "an unwilling object")}  # NumPy warns, and shows it


def error_of(call, parameter, kind, strange):
    """Return the type of the error with which a strange value is refused, or None where it may be taken."""
    may_be_none = parameter in MAY_BE_NONE or (parameter == "x" and call.startswith("plotting"))
    if strange == "None" and may_be_none and not (parameter == "from_logits" and "." not in call and "(" not in call):
        return None
    return KINDS[kind].get(strange, TypeError)
