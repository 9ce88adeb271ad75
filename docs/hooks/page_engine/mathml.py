"""Formulas: LaTeX in the page, MathML on the site, checked on the way."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from xml.etree import ElementTree

from latex2mathml.converter import convert

from page_engine.prose import line_of

# latex2mathml shows a macro that it does not know as text, so only those seen to come out right are let through.
_NAMES = """
    alpha beta gamma delta epsilon eta theta lambda mu pi rho sigma tau phi Phi Sigma Delta Omega
    partial nabla sum prod int frac sqrt cdot cdots dots ldots times le ge ne approx in to infty top quad qquad
    begin end left right text mathbf mathrm hat bar vec max min exp ln log tanh
"""
MACROS = frozenset(_NAMES.split())

_NAMESPACE = "http://www.w3.org/1998/Math/MathML"
_LIMITS = {
    f"{{{_NAMESPACE}}}{aside}": f"{{{_NAMESPACE}}}{stacked}"
    for aside, stacked in {"msub": "munder", "msup": "mover", "msubsup": "munderover"}.items()
}
_MACRO = re.compile(r"\\(?P<name>[a-zA-Z]+)")
_FORMULA = re.compile(
    r'<(?P<tag>span|div) class="arithmatex">\\(?P<open>[(\[])(?P<latex>.*?)\\[)\]]</(?P=tag)>', re.DOTALL
)


ElementTree.register_namespace("", _NAMESPACE)


def find_unknown_macros(prose: str) -> Iterator[tuple[int, str]]:
    """Return line and message of each macro in a page's formulas that is not known to come out right."""
    for macro in _MACRO.finditer(prose):
        if macro["name"] not in MACROS:
            yield (
                line_of(prose, macro.start()),
                f"a formula must use macros of the list in mathml.py, got {macro.group()}",
            )


def to_mathml(latex: str, is_block: bool = False) -> str:
    """Return a formula as MathML."""
    formula = ElementTree.fromstring(convert(latex, display="block" if is_block else "inline"))
    _make_function_names_identifiers(formula)
    if is_block:
        _put_limits_above_and_below(formula)
    return ElementTree.tostring(formula, encoding="unicode")


def _make_function_names_identifiers(formula: ElementTree.Element) -> None:
    """Take the names of functions such as max out of the operators, which have space around them."""
    for element in formula.iter(f"{{{_NAMESPACE}}}mo"):
        if element.text and element.text.isalpha() and len(element.text) > 1:
            element.tag = f"{{{_NAMESPACE}}}mi"


def _put_limits_above_and_below(formula: ElementTree.Element) -> None:
    """Set the limits of sums and products the way a formula on a line of its own has them."""
    for element in formula.iter():
        if element.tag in _LIMITS and element[0].text in ("∑", "∏"):
            element.tag = _LIMITS[element.tag]


def replace_formulas(page_html: str) -> str:
    """Return a page's HTML with every formula that Arithmatex has marked turned into MathML."""
    return _FORMULA.sub(lambda match: to_mathml(html.unescape(match["latex"].strip()), match["open"] == "["), page_html)
