"""Lean pages: what the theme and the highlighter write and no reader can see is taken out."""

from __future__ import annotations

import re

_PLAIN_CODE = re.compile(r'<span class="(?:n|w)">([^<]*)</span>')  # names and spaces have no colour of their own
_STYLE_OF_REFERENCE = re.compile(r'\s*<link rel="stylesheet" href="[^"]*/_mkdocstrings\.css">')


def with_lean_markup(html: str) -> str:
    """Return a page without marks that show nothing, and without the style of the reference where nothing has it."""
    html = _PLAIN_CODE.sub(r"\1", html)
    return html if 'class="doc ' in html else _STYLE_OF_REFERENCE.sub("", html)
