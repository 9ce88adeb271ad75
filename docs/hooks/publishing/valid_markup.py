"""Valid pages: what the theme writes and HTML does not know is taken out."""

from __future__ import annotations

import re
from pathlib import Path

_INVALID = re.compile(
    r'(?<=<input class="md-toggle")([^>]*) autocomplete="off"'  # a checkbox has nothing to complete
    r'|(?<=<label class="md-nav__link")([^>]*) tabindex=""'
)


def mend_markup(folder: Path) -> None:
    """Take out of every page below a folder the attributes that make it invalid."""
    for page in sorted(folder.rglob("*.html")):
        html = page.read_text("utf-8")
        mended = _INVALID.sub(lambda match: match[1] or match[2] or "", html)
        if mended != html:
            page.write_text(mended, "utf-8")
