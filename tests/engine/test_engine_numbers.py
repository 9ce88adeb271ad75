"""Numbers in prose: the value left of a comment must be what the expression in it gives."""

from __future__ import annotations

from pathlib import Path

import pytest
from engine_pages import assert_only_problem, block, check, line_of, lines, messages, read

START = block("x = 0.25\nn = 1250\nname = 'leaky_relu'\nfunctions = [abs, len]")

# Each is a line of a page, right as it stands.
RIGHT = """
It is 0.25<!--= x -->.
0.25<!--= x --> is it, and so is 1<!--= f"{4 * x:.0f}" -->, and 2<!--= f"{8 * x:.0f}" -->.
It is -0.25<!--= -x --> or −0.25<!--= -x --> or +0.25<!--= f"{x:+}" -->.
It is 25%<!--= f"{x:.0%}" --> or 25 %<!--= f"{100 * x:.0f} %" -->.
It is 1,250<!--= f"{n:,}" --> or 1_250<!--= f"{n:_}" --> or 1250<!--= n -->.
It is 1.25e+03<!--= f"{n:.2e}" --> or 2.5e-01<!--= f"{x:.1e}" --> or 2.5e−01<!--= f"{x:.1e}" -->.
It is **0.25**<!--= x --> or **0.25<!--= x -->** or *0.25*<!--= x --> or __0.25__<!--= x --> or ***0.25***<!--= x -->.
It is `0.25`<!--= x --> or **`0.25`**<!--= x -->.
It is (0.25<!--= x -->) or [0.25<!--= x -->](#t) or "0.25<!--= x -->".
| 0.25<!--= x --> | **1250**<!--= n --> |
In $z = 0.25<!--= x -->$ and $\\frac{1250<!--= n -->}{2}$.
In $x_{2<!--= round(8 * x) -->}$.
- 0.25<!--= x -->
- -0.25<!--= -x -->
1. 0.25<!--= x -->
> 0.25<!--= x -->
It is nan<!--= float("nan") --> or inf<!--= float("inf") --> or −inf<!--= -float("inf") -->.
It is True<!--= x > 0 --> that it is less<!--= "less" if x < 1 else "more" -->.
It is 0.25<!--=x--> or 0.25<!--=   x   --> or 0.25<!--= x  # a comment -->.
From 0.1-0.25<!--= x --> and 0.1–0.25<!--= x --> and 1/0.25<!--= x --> and x=0.25<!--= x -->.
It is ≈0.25<!--= x --> or ±0.25<!--= x --> or $0.25<!--= x --> or 10^-2<!--= -2 -->.
It is 2<!--= sorted([3, 2, 1])[1] --> or 3<!--= len("a>b") --> or 2<!--= len('"') + 1 --> or 1<!--= len("|") -->.
It is 0.25<!--= {"a": x}["a"] --> or 0.25<!--= (lambda y: y)(x) --> or 2<!--= len([i for i in range(2)]) -->.
""".strip().splitlines()


def test_values_that_are_right_are_accepted(tmp_path: Path) -> None:
    text = START + "\n\n".join(["## T {#t}", *RIGHT]) + "\n"
    checked = check(tmp_path, text)
    assert not checked.problems, messages(checked.problems)
    assert len(checked.page.numbers) == text.count("<!--=")


# Each is a line of a page, with one value that is wrong.
WRONG = """
It is 0.26<!--= x -->.
It is 10.25<!--= x -->.
It is 1,0.25<!--= x -->.
It is 1.0.25<!--= x -->.
It is x0.25<!--= x -->.
It is .25<!--= x -->.
It is 25<!--= x -->.
It is 5<!--= x -->.
It is -0.25<!--= x -->.
It is −0.25<!--= x -->.
It is +0.25<!--= x -->.
It is \\-0.25<!--= x -->.
It is 0.25<!--= -x -->.
It is 0.25<!--= f"{x:.3f}" -->.
It is 0.250<!--= x -->.
It is 00.25<!--= x -->.
It is 0.25%<!--= x -->.
It is 0.25 %<!--= x -->.
It is 25<!--= f"{x:.0%}" -->.
It is 25%<!--= f"{100 * x:.0f} %" -->.
It is 25 %<!--= f"{x:.0%}" -->.
It is 1,250<!--= n -->.
It is 1,250<!--= 250 -->.
It is 1250<!--= f"{n:,}" -->.
It is 2.5e-01<!--= x -->.
It is 2.5e1<!--= 1 -->.
It is 3e−1<!--= -1 -->.
It is **0.26**<!--= x -->.
It is **0.26<!--= x -->**.
It is `0.26`<!--= x -->.
It is $0.26<!--= x -->$.
| 0.25 | 0.26<!--= x --> |
- 0.26<!--= x -->
> 0.26<!--= x -->
It is Nan<!--= float("nan") -->.
It is true<!--= x > 0 -->.
It is True<!--= 1 -->.
It is 1<!--= True -->.
It is relu<!--= name -->.
It is 0.25.<!--= x -->
It is 0.25,<!--= x -->
It is 0.25)<!--= x -->
It is 0.25...<!--= x -->
It is ...<!--= x -->
It is 0.25<!--= x, x -->.
It is 0.25<!--= "0.25 and more" -->.
It is 0.25<!--= "" -->.
It is 0.25<!--= None -->.
It is 0.25<!--= f"{x:8.2f}" -->.
It is 0.25<!--= 1 / 0 -->.
It is 0.25<!--= unknown -->.
It is 0.25<!--= -->.
It is 0.25<!--=-->.
It is 0.25<!--= # x -->.
It is 0.25<!--= x = 1 -->.
It is 0.25<!--= x + -->.
It is 0.25<!--= import math -->.
It is 0.25<!--= print(x) -->.
It is 0.25<!--= exit(0) -->.
It is 0.25<!--= __import__("sys").exit() -->.
It is 0.25<!--= __import__("warnings").warn("w") or x -->.
It is 0.25<!--= type("Bad", (), {"__str__": lambda self: 1})() -->.
It is<!--= x -->.
<!--= x --> is nothing.
It is (<!--= x -->).
It is **<!--= x -->**.
""".strip().splitlines()


def test_each_wrong_value_is_found_at_its_line(tmp_path: Path) -> None:
    text = START + "\n\n".join(WRONG) + "\n"
    checked = check(tmp_path, text)
    wrong = {line_of(text, f"\n{line}\n") + 1: line for line in WRONG}
    found = set(lines(checked.problems))
    assert [line for number, line in wrong.items() if number not in found] == []
    assert found <= set(wrong)


def test_the_message_says_what_is_expected_and_what_it_is(tmp_path: Path) -> None:
    problems = check(tmp_path, START + "It is 0.26<!--= 2 * x / 2 -->.\n").problems
    assert_only_problem(problems, line_of(START + "It", "It"), "expected 0.26, got 0.25", "2 * x / 2")


EXPRESSIONS_OVER_LINES = """\
It is 3<!--= max(
    1,
    3,
) --> and
2<!--=
  1 +
  1
--> and 4<!--= 4 -->
"""


def test_an_expression_may_span_lines(tmp_path: Path) -> None:
    assert not check(tmp_path, EXPRESSIONS_OVER_LINES).problems


@pytest.mark.parametrize(("right", "wrong"), [("3<!", "5<!"), ("2<!", "5<!"), ("4<!", "5<!")])
def test_a_wrong_value_before_a_long_expression_is_found_where_it_stands(
    tmp_path: Path, right: str, wrong: str
) -> None:
    text = EXPRESSIONS_OVER_LINES.replace(right, wrong)
    assert_only_problem(check(tmp_path, text).problems, line_of(text, wrong), "expected 5")


def test_a_number_is_evaluated_where_it_stands(tmp_path: Path) -> None:
    text = "0<!--= len('') -->\n\n" + block("x = 1") + "1<!--= x -->\n\n" + block("x = 2") + "2<!--= x -->\n"
    assert not check(tmp_path, text).problems
    wrong = text.replace("0<!--= len('') -->", "1<!--= x -->", 1).replace("2<!--", "1<!--")
    assert lines(check(tmp_path, wrong).problems) == [1, 13]


def test_numbers_between_blocks_do_not_shift_what_the_blocks_print(tmp_path: Path) -> None:
    text = block("print('a')", "a") + "5<!--= [print('hidden'), 5][1] -->\n\n" + block("print('b')", "b")
    assert [outcome.printed for outcome in check(tmp_path, text).outcomes if outcome.value is None] == ["a\n", "b\n"]


def test_comments_in_code_are_no_numbers(tmp_path: Path) -> None:
    text = "`1<!--= 2 -->` and ``1<!--= 2 -->``\n\n````markdown\n1<!--= 2 -->\n````\n\n```text\n1<!--= 2 -->\n```\n"
    page = read(tmp_path, "---\ntitle: One\n---\n\n" + text + "1 <!-- 2 --> and 1<!--- 2 -->\n")
    assert page.numbers == []
    assert page.problems == []


def test_an_expression_that_ends_the_interpreter_is_a_problem_at_its_line(tmp_path: Path) -> None:
    text = "0.25<!--= 0.25 -->\n\n1<!--= __import__('os')._exit(0) -->\n\n3<!--= 4 -->\n"
    assert_only_problem(check(tmp_path, text).problems, 3, "exit code 0")
