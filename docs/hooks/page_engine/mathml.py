"""Formulas: LaTeX in the page, MathML on the site, checked on the way."""

from __future__ import annotations

import html
import re

from latex2mathml.converter import convert

# latex2mathml shows a macro that it does not know as text, so only those seen to come out right are let through.
_NAMES = """
    alpha beta gamma delta epsilon eta theta lambda mu pi rho sigma tau phi Phi Sigma Delta Omega
    partial nabla sum prod int frac sqrt cdot cdots dots ldots times le ge ne approx in to infty top quad qquad
    begin end left right text mathbf mathrm hat bar vec max min exp ln log tanh , ; \\ { }
"""
MACROS = frozenset(_NAMES.split())

_MACRO = re.compile(r"\\([a-zA-Z]+|.)")
_FORMULA = re.compile(
    r'<(?P<tag>span|div) class="arithmatex">\\(?P<open>[(\[])(?P<latex>.*?)\\[)\]]</(?P=tag)>', re.DOTALL
)


def unknown_macros(latex: str) -> list[str]:
    """Return the macros of a formula that are not known to come out right."""
    return [f"\\{name}" for name in _MACRO.findall(latex) if name not in MACROS]


def to_mathml(latex: str, is_block: bool = False) -> str:
    """Return a formula as MathML.

    Raises
    ------
    ValueError
        If it has a macro that is not known to come out right.
    """
    unknown = unknown_macros(latex)
    if unknown:
        raise ValueError(f"a formula must use macros of the list in mathml.py, got {', '.join(unknown)} in {latex!r}")
    return convert(latex, display="block" if is_block else "inline")


def replace_formulas(page_html: str) -> str:
    """Return a page's HTML with every formula that Arithmatex has marked turned into MathML."""
    return _FORMULA.sub(lambda match: to_mathml(html.unescape(match["latex"].strip()), match["open"] == "["), page_html)
