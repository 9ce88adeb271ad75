"""Formulas: what is not known to come out right is a problem at its line; the rest becomes MathML."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from engine_pages import line_of, lines, messages, read
from engine_web import web_page

from page_engine.read.mathml import ENVIRONMENTS, MACROS, to_mathml

MATH = "{http://www.w3.org/1998/Math/MathML}"

# An example of each macro that takes more than its name.
EXAMPLES = {
    "frac": r"\frac{a}{b}",
    "sqrt": r"\sqrt[3]{a}",
    "begin": r"\begin{cases} a & b \\ c & d \end{cases}",
    "end": r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
    "left": r"\left( a \right)",
    "right": r"\left\{ a \right.",
    **{name: rf"\{name}{{a}}" for name in ("text", "mathbf", "mathrm", "hat", "bar", "vec")},
}


def tree(latex: str, is_block: bool = False) -> ElementTree.Element:
    return ElementTree.fromstring(to_mathml(latex, is_block))


@pytest.mark.parametrize("is_block", [False, True])
@pytest.mark.parametrize("name", sorted(MACROS))
def test_every_macro_of_the_list_comes_out_without_its_name(name: str, is_block: bool) -> None:
    formula = tree(EXAMPLES.get(name, rf"x \{name} y"), is_block)
    text = "".join(formula.itertext())
    assert formula.tag == f"{MATH}math"
    assert "\\" not in text
    assert name not in text or name in ("max", "min", "exp", "ln", "log", "tanh")
    assert "merror" not in ElementTree.tostring(formula, encoding="unicode")


@pytest.mark.parametrize("latex", [r"\,", r"\;", r"\{a\}", r"\|x\|", r"\%", r"\_", r"\#", r"\&", r"\!"])
def test_macros_without_letters_come_out_too(latex: str) -> None:
    assert "\\" not in "".join(tree(f"x {latex} y").itertext())


UNKNOWN = {
    "inline": ("$\\foo x$", "\\foo"),
    "in a block": ("$$\nx +\n\\foo{y}\n$$", "\\foo"),
    "in round brackets": ("\\(\\foo x\\)", "\\foo"),
    "in square brackets": ("\\[\n\\foo x\n\\]", "\\foo"),
    "in a list": ("- a\n\n    $$\n    \\foo\n    $$", "\\foo"),
    "in a table": ("| a | $\\foo$ |", "\\foo"),
    "in a heading": ("## A $\\foo$", "\\foo"),
    "that begins like a known one": ("$\\alphas$", "\\alphas"),
    "in another case": ("$\\Alpha$", "\\Alpha"),
    "within a known one": ("$\\frac{\\foo}{2}$", "\\foo"),
    "an unknown environment": ("$$\n\\begin{nonsense}\na\n\\end{nonsense}\n$$", "\\begin"),
}


@pytest.mark.parametrize("name", UNKNOWN)
def test_an_unknown_macro_is_a_problem_at_its_line(tmp_path: Path, name: str) -> None:
    formula, macro = UNKNOWN[name]
    text = f"---\ntitle: T\n---\n\ntext $\\alpha$\n\n{formula}\n\nmore\n"
    assert line_of(text, macro) in lines(read(tmp_path, text).problems)


@pytest.mark.parametrize("line", [r"$\ln 2 is", r"\ln 2$ is", r"\ln 2 is", r"$ \ln 2 $ is", r"\$\ln 2\$ is"])
def test_a_macro_outside_a_formula_is_a_problem_at_its_line(tmp_path: Path, line: str) -> None:
    page = read(tmp_path, f"of $x$\n\n{line}\n\nmore, of $y$\n")
    assert lines(page.problems) == [3], messages(page.problems)
    assert "between $ and $" in messages(page.problems)


# Each of them cannot be converted, or comes out as something else.
BAD_FORMULAS = [r"\frac{1}", r"\left( x", r"x \right)", "x_1_2", "x^1^2", "x^", r"\sqrt{", r"\begin{cases} a"]
BAD_FORMULAS += [r"\end{cases}", "a & b", r"a \\ b", r"\begin{aligned} a \\[4pt] b \end{aligned}"]


@pytest.mark.parametrize("latex", BAD_FORMULAS)
def test_a_formula_that_does_not_come_out_right_is_a_problem_at_its_line(tmp_path: Path, latex: str) -> None:
    page = read(tmp_path, f"text\n\ntext ${latex}$ text\n\nmore\n")
    assert lines(page.problems) == [3], messages(page.problems)


@pytest.mark.parametrize("name", sorted(ENVIRONMENTS))
def test_every_environment_is_a_table(name: str) -> None:
    formula = tree(rf"\begin{{{name}}} a & b \\ c & d \end{{{name}}}", is_block=True)
    rows = [["".join(cell.itertext()) for cell in row] for row in formula.iter(f"{MATH}mtr")]
    assert rows == [["a", "b"], ["c", "d"]]


@pytest.mark.parametrize(
    "text", ["`\\foo` and ``\\bar{}``\n", "```text\n\\foo\n```\n", "```python\nx = '\\foo'\n```\n"]
)
def test_macros_in_code_are_left_alone(tmp_path: Path, text: str) -> None:
    assert not read(tmp_path, text).problems


LIMITS = {
    r"\sum_{i=1}^{n} x_i": "munderover",
    r"\sum_i x_i": "munder",
    r"\sum^n x_i": "mover",
    r"\prod_{i=1}^n x_i": "munderover",
    r"\prod_i x_i": "munder",
    r"y = \frac{1}{n} \left( \sum_{j=1}^m w_j \right)": "munderover",
}


@pytest.mark.parametrize("latex", LIMITS)
def test_limits_stand_above_and_below_in_block_formulas_only(latex: str) -> None:
    block, inline = tree(latex, is_block=True), tree(latex)
    assert block.attrib["display"] == "block"
    assert inline.attrib.get("display") != "block"
    stacked = [element for element in block.iter() if element.tag == MATH + LIMITS[latex]]
    assert [element[0].text in ("∑", "∏") for element in stacked] == [True]
    assert not [element for element in inline.iter() if element.tag == MATH + LIMITS[latex]]
    assert "".join(block.itertext()) == "".join(inline.itertext())


def test_other_indices_stay_beside_in_block_formulas() -> None:
    tags = [element.tag.removeprefix(MATH) for element in tree(r"x_i^2 + y_j + z^3 + \int_0^1 x", is_block=True).iter()]
    assert not [tag for tag in tags if tag.startswith(("munder", "mover"))]
    assert {"msub", "msup", "msubsup"} <= set(tags)


@pytest.mark.parametrize("latex", [r"\ln y", r"a\ln{2}", r"\left(\ln y\right)", r"\frac{1}{\ln 2}", r"\exp\frac{1}{2}"])
def test_a_function_and_its_argument_stand_apart(latex: str) -> None:
    formula = tree(latex)
    row = next(row for row in formula.iter() if any(child.text in ("ln", "exp") for child in row))
    place = next(index for index, child in enumerate(row) if child.text in ("ln", "exp"))
    assert row[place + 1].tag == f"{MATH}mspace"


@pytest.mark.parametrize("latex", [r"\ln(2)", r"\max(0, z)", r"\ln^2 x", r"\ln", r"x y"])
def test_no_space_is_added_before_a_bracket_or_an_index(latex: str) -> None:
    assert not list(tree(latex).iter(f"{MATH}mspace"))


# LaTeX on the page: the text of its MathML
CONVERTED = {
    "$a < b$": "a<b",
    "$a > b$": "a>b",
    "$a \\le b$": "a≤b",
    "$\\text{if } z > 0$": "if z>0",
    "$\\text{a < b}$": "a < b",
    "$-1$": "−1",
    "$$\na < b\n$$": "a<b",
    "\\(a < b\\)": "a<b",
    "\\[\na < b\n\\]": "a<b",
    "$$\n\\begin{cases} 0 & z < 0 \\\\ z & z > 0 \\end{cases}\n$$": "{0z<0zz>0",
    "$y_{1} * z_{2} * w$": "y1*z2*w",
}


@pytest.mark.parametrize("latex", CONVERTED)
def test_a_formula_of_a_page_becomes_mathml(latex: str) -> None:
    html = web_page(f"before {latex} after\n" if "\n" not in latex else f"before\n\n{latex}\n\nafter\n")
    formula = ElementTree.fromstring(f"<html>{html}</html>").find(f".//{MATH}math")
    assert formula is not None
    text = "".join(formula.itertext()).replace("\u00a0", " ")
    assert text.replace("-", "−") == CONVERTED[latex].replace("-", "−")
    assert "arithmatex" not in html
    assert ("before" in html, "after" in html) == (True, True)


def test_every_formula_of_a_page_is_replaced_and_nothing_else() -> None:
    html = web_page("a $x$ b $y$ c\n\n$$\nz\n$$\n\nd \\$5 and `$w$` and $5\n")
    assert html.count("<math") == 3
    assert "<code>$w$</code>" in html
    assert "$5" in html
