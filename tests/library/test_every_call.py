"""Every public call, with anything: it ends in finite numbers, or in an error that its docstring lists."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from library_calls_training import CALLS, PICTURES
from library_endings import public_calls, require_documented_end, require_right
from library_right import RIGHT
from library_values import STRANGE

EXAMPLES = settings.default.max_examples if settings.default.max_examples > 1_000 else 16  # a push has little time
GIANTS = ["a giant", "a giant too long to show", "more than an array can hold"]
LEFT_OUT = {("fit", "epochs", giant) for giant in GIANTS}  # these take for ever
LEFT_OUT |= {("fit", "callback", "a function")}  # whose own error comes through
IN_NUMBERS = [name for name in CALLS if name not in PICTURES]


def test_every_public_call_is_here():
    assert set(public_calls()) == set(CALLS)


@pytest.mark.parametrize("name", CALLS)
def test_a_call_with_what_fits_ends_in_finite_numbers(name):
    assert require_documented_end(CALLS[name], CALLS[name].example) is not None


@pytest.mark.parametrize("strange", STRANGE)
def test_whatever_stands_for_one_argument_the_call_ends_as_documented(strange):
    wrong = []
    for name, call in CALLS.items():
        for argument in call.example:
            if (name, argument, strange) in LEFT_OUT:
                continue
            try:
                require_documented_end(call, call.example | {argument: STRANGE[strange]()})
            except Exception as error:
                wrong.append(f"{name}({argument}): {type(error).__name__}: {error}")
    assert not wrong, "\n".join(wrong)


def make_any(call, data):
    """Make a call with any numbers, and return its arguments and its result."""
    arguments = {key: data.draw(each, key) for key, each in call.strategies.items()}
    return arguments, require_documented_end(call, arguments)


@pytest.mark.parametrize("name", IN_NUMBERS)
@settings(max_examples=EXAMPLES)
@given(data=st.data())
def test_a_call_with_any_numbers_ends_in_the_right_ones_or_in_a_documented_error(name, data):
    arguments, result = make_any(CALLS[name], data)
    if result is not None and name in RIGHT:
        require_right(result, RIGHT[name], arguments)


@pytest.mark.parametrize("name", PICTURES)
@settings(max_examples=EXAMPLES // 5)
@given(data=st.data())
def test_a_picture_of_any_numbers_is_drawn_or_refused(name, data):
    make_any(CALLS[name], data)
