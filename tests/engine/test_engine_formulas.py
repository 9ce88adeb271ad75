"""Formulas: what comes out right as MathML; what does not is a problem, as pages/formulas.md says."""

from xml.etree import ElementTree

import pytest
from engine_web import as_web, web_page

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
@pytest.mark.parametrize("name", [*sorted(MACROS), *",;%_#&!", r"{a\}", r"|x\|"])
def test_every_macro_of_the_list_comes_out_without_its_name(name: str, is_block: bool) -> None:
    formula = tree(EXAMPLES.get(name, rf"x \{name} y"), is_block)
    text = "".join(formula.itertext())
    assert formula.tag == f"{MATH}math"
    assert "\\" not in text
    assert not name.isalpha() or name not in text or name in ("max", "min", "exp", "ln", "log", "tanh")
    assert "merror" not in ElementTree.tostring(formula, encoding="unicode")


@pytest.mark.parametrize("name", sorted(ENVIRONMENTS))
def test_every_environment_is_a_table(name: str) -> None:
    formula = tree(rf"\begin{{{name}}} a & b \\ c & d \end{{{name}}}", is_block=True)
    rows = [["".join(cell.itertext()) for cell in row] for row in formula.iter(f"{MATH}mtr")]
    assert rows == [["a", "b"], ["c", "d"]]


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


def test_a_function_stands_apart_from_its_argument_but_not_from_a_bracket_or_an_index() -> None:
    for latex in (r"\ln y", r"a\ln{2}", r"\left(\ln y\right)", r"\frac{1}{\ln 2}", r"\exp\frac{1}{2}"):
        formula = tree(latex)
        row = next(row for row in formula.iter() if any(child.text in ("ln", "exp") for child in row))
        place = next(index for index, child in enumerate(row) if child.text in ("ln", "exp"))
        assert row[place + 1].tag == f"{MATH}mspace", latex
    for latex in (r"\ln(2)", r"\max(0, z)", r"\ln^2 x", r"\ln", r"x y"):
        assert not list(tree(latex).iter(f"{MATH}mspace")), latex


# What an author writes: all that a reader sees of it
SHOWN = {
    "before $a < b$ after": "before a<b after",
    "$a > b$ and $a \\le b$": "a>b and a≤b",
    "$\\text{if } z > 0$ and $\\text{a < b}$": "if z>0 and a < b",
    "before\n\n$$\na < b\n$$\n\nafter": "before\na<b\nafter",
    "\\(a < b\\)": "a<b",
    "before\n\n\\[\na < b\n\\]\n\nafter": "before\na<b\nafter",
    "$$\n\\begin{cases} 0 & z < 0 \\\\ z & z > 0 \\end{cases}\n$$": "{0z<0zz>0",
    "$y_{1} * z_{2} * w$": "y1*z2*w",
    "$-1$": "−1",
    "$x$ is **bold**": "x is bold",
    "$a * b * c$ and $x_1 + x_2$": "a*b*c and x1+x2",
    "$a < b$ and $b > a$": "a<b and b>a",
    "| a |\n|---|\n| $x$ |": "a\n\n\n\n\nx",
    '!!! note "N"\n\n    $x$ is **bold**': "N\nx is bold",
    "> $a\n> + b$ in a quote": "a+b in a quote",
    "`$x$` and \\$5": "$x$ and $5",
    "```text\n$x$\n```": "$x$",
    "It is $5 and\n\nthat is 3$.": "It is $5 and\nthat is 3$.",
}


@pytest.mark.parametrize("markdown", SHOWN)
def test_a_formula_is_mathml_wherever_it_stands_and_the_text_around_it_markdown(markdown: str) -> None:
    web = as_web(markdown)
    assert web.text.strip().replace("\u00a0", " ").replace("-", "−") == SHOWN[markdown]
    assert web_page(markdown).count('display="block"') == ("$$" in markdown) + ("\\[" in markdown)
