"""Formulas as MathML in Markdown, for generators that know no LaTeX: what stands between tags is no Markdown."""

from __future__ import annotations

import re
from html import unescape

from sybil import Document

from page_engine.fences import find_fences
from page_engine.mathml import IN_PAGE, to_mathml
from page_engine.prose import blank_out_code

_TEXT = re.compile(r"(?<=>)[^<>]+(?=<)")
_SPECIAL = re.compile(r"[!-/:-@\[-`{-~]")  # what might be markup to Markdown or to HTML


def with_mathml(text: str) -> str:
    """Return Markdown in which every formula is MathML."""
    prose = blank_out_code(text, find_fences(Document(text, "")))
    for formula in reversed(list(IN_PAGE.finditer(prose))):
        text = text[: formula.start()] + _in_markdown(formula) + text[formula.end() :]
    return text


def _in_markdown(formula: re.Match[str]) -> str:
    is_block = formula["dollars"] is not None or formula["square"] is not None
    latex = next(group for group in formula.groups() if group is not None)
    mathml = to_mathml(re.sub(r"\n[ \t>]*", " ", latex).strip(), is_block)
    mathml = _TEXT.sub(lambda text: _SPECIAL.sub(_entity, unescape(text.group())), mathml)
    # At the start of a line, <math> would begin a block, and the rest of the paragraph would be no Markdown.
    return mathml if is_block else f'<span class="arithmatex">{mathml}</span>'


def _entity(character: re.Match[str]) -> str:
    return f"&#{ord(character.group())};"
