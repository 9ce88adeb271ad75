"""Numbers in prose: the value left of a comment must be what the expression in it gives."""

from pathlib import Path

import pytest
from engine_pages import check, check_marked, read, read_marked
from small_pages import block

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
It is 4<!--= functions[0](-4) --> or 4<!--= [abs][0](4) -->.
It is 4<!--= len('a\\nb') + 1 --> or 4<!--= len(r'\\quux') - 1 -->.
It is leaky_relu<!--= name --> or `leaky_relu`<!--= name --> or **leaky_relu**<!--= name -->.
""".strip().splitlines()


# Each is a line of a page, with one value that is wrong.
WRONG = """
It is 0.26<!--= x -->.
It is 10.25<!--= x -->.
It is 1,0.25<!--= x -->.
It is 1.0.25<!--= x -->.
It is x0.25<!--= x -->.
It is .25<!--= x -->.
It is 5<!--= x -->.
It is -0.25<!--= x -->.
It is −0.25<!--= x -->.
It is +0.25<!--= x -->.
It is \\-0.25<!--= x -->.
It is 0.250<!--= x -->.
It is 00.25<!--= x -->.
It is 0.25%<!--= x -->.
It is 0.25 %<!--= x -->.
It is 25%<!--= f"{100 * x:.0f} %" -->.
It is 1,250<!--= n -->.
It is 1,250<!--= 250 -->.
It is 1250<!--= f"{n:,}" -->.
It is 2.5e1<!--= 1 -->.
It is 3e−1<!--= -1 -->.
It is **0.26<!--= x -->**.
It is $0.26<!--= x -->$.
| 0.25 | 0.26<!--= x --> |
- 0.26<!--= x -->
It is true<!--= x > 0 -->.
It is True<!--= 1 -->.
It is 1<!--= True -->.
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
It is –0.25<!--= x -->.
It is &minus;0.25<!--= x -->.
It is **−**0.25<!--= x -->.
It is \u20110.25<!--= x -->.
It is 1'250<!--= 250 -->.
It is 1’250<!--= 250 -->.
It is 1\u202f250<!--= 250 -->.
It is 1\u2009250<!--= 250 -->.
""".strip().splitlines()


def test_each_wrong_value_is_found_at_its_line_and_no_right_one(tmp_path: Path) -> None:
    right = "\n\n".join(["## T {#t}", *RIGHT])
    check_marked(tmp_path, START + right + "".join(f"\n\n⟦⟧{line}" for line in WRONG) + "\n")
    assert len(read(tmp_path, right).numbers) == right.count("<!--=")


OVER_LINES = """\
It is 3<!--= max(
    1,
    3,
) --> and
2<!--=
  1 +
  1
--> and 4<!--= 4 -->
"""
DEADLY = block("x = 1") + "⟦{}⟧1<!--= {} -->\n\n" + block("x = 2") + "3<!--= 4 -->\n"
PAGES = {
    "the message": START + "⟦expected 0.26, got 0.25 from 2 * x / 2⟧It is 0.26<!--= 2 * x / 2 -->.\n",
    "over lines": OVER_LINES,
    "over lines, wrong": "⟦expected 5⟧" + OVER_LINES.replace("3<!", "5<!"),
    "over lines, wrong at the end of one": OVER_LINES.replace("\n2<!", "\n⟦expected 5⟧5<!"),
    "over lines, wrong behind one": OVER_LINES.replace("--> and 4<!", "⟦expected 5⟧--> and 5<!"),
    "where it stands": "0<!--= len('') -->\n\n"
    + block("x = 1")
    + "1<!--= x -->\n\n"
    + block("x = 2")
    + "2<!--= x -->\n",
    "before its name": "⟦NameError⟧1<!--= x -->\n\n" + block("x = 1") + block("x = 2") + "⟦got 2⟧1<!--= x -->\n",
    "an assignment": block("count = 1") + "5<!--= (count := 5) -->\n\n" + block("print(count)", "1"),
    "a change of an object": block("x = [1]") + "2<!--= x.append(2) or len(x) -->\n\n" + block("print(x)", "[1]"),
    "a step of an iterator": block("x = iter([1, 2])") + "1<!--= next(x) -->\n\n" + block("print(next(x))", "1"),
    "a draw": block("import random; random.seed(1)")
    + "True<!--= random.random() > 0 -->\n\n"
    + block("print(f'{random.random():.3f}')", "0.134"),
    "an exit": DEADLY.format("exit code 3", "__import__('os')._exit(3)"),
    "an exit that says all is well": DEADLY.format("exit code 0", "__import__('os')._exit(0)"),
    "a signal": DEADLY.format("SIGABRT", "__import__('os').abort()"),
    "a kill": DEADLY.format("SIGKILL", "__import__('os').kill(__import__('os').getpid(), 9)"),
}


@pytest.mark.parametrize("name", PAGES)
def test_an_expression_is_evaluated_where_it_stands_and_changes_nothing_below(tmp_path: Path, name: str) -> None:
    """The reader, who copies the blocks, does not run the comments."""
    check_marked(tmp_path, PAGES[name])


def test_numbers_between_blocks_do_not_shift_what_the_blocks_print(tmp_path: Path) -> None:
    text = block("print('a')", "a") + "5<!--= [print('hidden'), 5][1] -->\n\n" + block("print('b')", "b")
    assert [outcome.printed for outcome in check(tmp_path, text).outcomes if outcome.value is None] == ["a\n", "b\n"]


# Each has a value that is wrong, or none at all.
TRAPS = {
    "two items of a list": "- a ` b\n⟦⟧- 0.24<!--= 0.25 --> `\n",
    "a heading and text": "# a ` b\n⟦⟧0.24<!--= 0.25 --> `\n",
    "two rows of a table": "| a | b |\n|---|---|\n| ` | 1 |\n⟦⟧| 0.24<!--= 0.25 --> | ` |\n",
    "two paragraphs": "a ` b\n\n⟦⟧0.24<!--= 0.25 --> `\n",
    "an escaped backtick": "⟦⟧a \\` 0.24<!--= 0.25 --> ` b\n",
    "two backticks and one": "⟦⟧a `` 0.24<!--= 0.25 --> ` b\n",
    "thematic breaks that are no front matter": "---\n\n⟦⟧0.24<!--= 0.25 -->\n\n---\n\ntext\n",
    "a comment that is never closed": "text\n\n⟦⟧0.25<!--= 0.25 ->\n\ntext\n",
}


@pytest.mark.parametrize("name", TRAPS)
def test_nothing_hides_a_number(tmp_path: Path, name: str) -> None:
    check_marked(tmp_path, TRAPS[name])


def test_comments_in_code_are_no_numbers(tmp_path: Path) -> None:
    text = "`1<!--= 2 -->` and ``1<!--= 2 -->``\n\n````markdown\n1<!--= 2 -->\n````\n\n```text\n1<!--= 2 -->\n```\n"
    page = read_marked(tmp_path, f"---\ntitle: One\n---\n\n{text}1 <!-- 2 --> and 1<!--- 2 -->\n")
    assert page.numbers == []
