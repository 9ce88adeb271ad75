"""Valid pages: what the theme writes and HTML does not know is taken out."""

from __future__ import annotations

import re

_INVALID = re.compile(
    r'(?<=<input class="md-toggle")([^>]*) autocomplete="off"'  # a checkbox has nothing to complete
    r'|(?<=<label class="md-nav__link")([^>]*) tabindex=""'
)


def with_valid_markup(html: str) -> str:
    """Return a page without the attributes that make it invalid."""
    return _INVALID.sub(lambda match: match[1] or match[2] or "", html)
