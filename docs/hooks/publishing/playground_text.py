"""What a page says of its playground: only the site has one, so no copy of the page says it."""

from __future__ import annotations

import re

_PARAGRAPH = re.compile(r"<p>With JavaScript, .*?</p>\s*", re.DOTALL)  # as it begins on every page


def without_playground_text(html: str) -> str:
    """Return a page without the paragraphs about its playgrounds."""
    return _PARAGRAPH.sub("", html)
