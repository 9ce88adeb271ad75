"""Formulas: LaTeX in the page, MathML on the site, checked on the way."""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from itertools import pairwise
from xml.etree import ElementTree

from latex2mathml.converter import convert_to_element

from page_engine.read.prose import NOTHING, blank_out, line_of

# latex2mathml shows a macro that it does not know as text, so only those seen to come out right are let through.
_NAMES = """
    alpha beta gamma delta epsilon eta theta lambda mu pi rho sigma tau phi Phi Sigma Delta Omega
    partial nabla sum prod int frac sqrt cdot cdots dots ldots times le ge ne approx in to infty top
    quad qquad leftarrow
    begin end left right text mathbf mathrm hat bar vec max min exp ln log tanh
"""
MACROS = frozenset(_NAMES.split())
ENVIRONMENTS = frozenset({"cases", "matrix", "pmatrix", "bmatrix", "aligned"})  # the last is "split" to the converter

_KNOWN = MACROS | {f"begin{{{name}}}" for name in ENVIRONMENTS}
_STACKED = {"msub": "munder", "msup": "mover", "msubsup": "munderover"}
_STRAY = {"mi": r"[\\{}]", "mn": "[a-z]"}
_N_CHILDREN = {"mfrac": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3}
_MACRO = re.compile(r"(?<!\\)(?:\\\\)*\\(?P<name>begin\{[^}]*\}|[a-zA-Z]+)")
_TABLE = re.compile(r"\\begin\{(?P<name>[^}]*)\}.*?\\end\{(?P=name)\}", re.DOTALL)
_TEXT = re.compile(r"\\(?:text|mathrm|begin|end)\{[^}]*\}")
_NO_FORMULA = re.compile(r"\s[a-zA-Z]{2,}\s|\w[/+,;—–-]\$\Z")
_END = r"\n[ \t>]*\n|<!--|-->|\x02"  # of the paragraph, or of what readers see of it; or Python-Markdown has code there
_ANY = rf"(?:(?!{_END}).)+?"
IN_PAGE = (
    rf"(?<!\\)\$\$(?P<dollars>{_ANY})\$\$|\\\[(?P<square>{_ANY})\\\]|\\\((?P<round>{_ANY})\\\)"
    rf"|(?<![\\$])\$(?![\s$])(?P<dollar>(?:\\.|(?!{_END})[^\\$])+?)(?<!\s)\$"
)
_FORMULA = re.compile(IN_PAGE, re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


class FormulaError(Exception):
    """A formula cannot become MathML; the message says why."""


def find_broken_formulas(prose: str) -> Iterator[tuple[int, str]]:
    """Return line and message of each formula of a page that would not come out right."""
    outside = blank_out_formulas(prose)
    for macro in _MACRO.finditer(prose):
        line, name, is_outside = line_of(prose, macro.start("name")), macro["name"], outside[macro.end() - 1] != " "
        if name not in _KNOWN:
            yield line, f"a formula must use macros of the list in mathml.py, got \\{name}"
        if is_outside:
            yield line, f"a macro must stand in a formula, between $ and $, got \\{name} outside"
    for dollars in re.finditer(r"(?<!\\)\$\$", outside):
        yield line_of(prose, dollars.start()), "a formula must end with $$ in the paragraph in which it begins"
    for formula in find_formulas(prose):
        line = line_of(prose, formula.start())
        neighbours = prose[: formula.start()][-1:] + prose[formula.end() :][:1]
        if re.search(r"\w", neighbours) or _NO_FORMULA.search(_TEXT.sub("", formula.group())):
            yield line, f"a dollar sign that is no formula must be \\$, got {formula.group()} as a formula"
        try:
            to_mathml(*latex_of(formula))
        except FormulaError as error:
            yield line, str(error)


def find_formulas(prose: str) -> list[re.Match[str]]:
    """Return the formulas of a page's prose, but not those in comments."""
    return list(_FORMULA.finditer(blank_out(_COMMENT, prose)))


def blank_out_formulas(prose: str) -> str:
    """Return the prose with its formulas turned into spaces."""
    return blank_out(_FORMULA, prose)


def latex_of(formula: re.Match[str]) -> tuple[str, bool]:
    """Return what stands between the signs around a formula, on one line, and whether it stands on its own."""
    latex = formula[formula.lastgroup or 0].replace(NOTHING, "")
    return re.sub(r"\n[ \t>]*", " ", latex).strip(), formula.lastgroup in ("dollars", "square")


@lru_cache(maxsize=2048)
def to_mathml(latex: str, is_block: bool = False) -> str:
    """Return a formula as MathML."""
    if re.search(r"(?<!\\)&", _TABLE.sub("", latex)):
        raise FormulaError(f"a formula must have & in a table only, and \\& for the sign, got {latex.strip()!r}")
    try:
        formula = convert_to_element(latex.replace("{aligned}", "{split}"), display="block" if is_block else "inline")
    except Exception as error:  # the converter has a class for each mistake, and raises others too
        message = f"a formula must be complete LaTeX, got {latex.strip()!r} ({type(error).__name__})"
        raise FormulaError(message) from error
    for element in formula.iter():
        element.text = unescape(element.text or "")  # the converter has signs as entities
        # What the converter did not understand, and the end of a line outside a table, where no browser ends it
        is_stray = "linebreak" in element.attrib or re.search(_STRAY.get(element.tag, NOTHING), element.text)
        if is_stray or len(element) != _N_CHILDREN.get(element.tag, len(element)):
            raise FormulaError(f"a formula must be complete LaTeX, got {latex.strip()!r}")
    for element in reversed(list(formula.iter())):  # what an element holds before itself
        _improve(element, is_block)
    return ElementTree.tostring(formula, encoding="unicode")


def _improve(element: ElementTree.Element, is_block: bool) -> None:
    """Set limits above and below in a formula on its own, and names of functions as such, apart from arguments."""
    if is_block and element.tag in _STACKED and element[0].text in ("∑", "∏"):
        element.tag = _STACKED[element.tag]
    elif element.tag == "mo" and element.text and element.text.isalpha() and len(element.text) > 1:
        element.tag = "mi"  # which has no space around it
    elif element.tag in ("math", "mrow", "mtd"):
        for index, (function, argument) in reversed(list(enumerate(pairwise(element), start=1))):
            is_function = function.tag == "mi" and len(function.text or "") > 1
            if is_function and argument.tag != "mspace" and argument.text not in ("(", ")", ","):
                element.insert(index, ElementTree.Element("mspace", width="0.17em"))
