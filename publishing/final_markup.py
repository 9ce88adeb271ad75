"""Pages as they are written in the end: without what no reader can see, and without what HTML does not know."""

import re

_PLAIN_CODE = re.compile(r'<span class="(?:n|w)">([^<]*)</span>')  # names and spaces have no colour of their own
_STYLE_OF_REFERENCE = re.compile(r'\s*<link rel="stylesheet" href="[^"]*/_mkdocstrings\.css">')
_INVALID = re.compile(
    r'(?<=<input class="md-toggle")([^>]*) autocomplete="off"'  # a checkbox has nothing to complete
    r'|(?<=<label class="md-nav__link")([^>]*) tabindex=""'
)


def final_markup(html: str) -> str:
    """Return a page as it is written."""
    html = _INVALID.sub(lambda match: match[1] or match[2] or "", html)
    html = _PLAIN_CODE.sub(r"\1", html)
    return html if 'class="doc ' in html else _STYLE_OF_REFERENCE.sub("", html)
