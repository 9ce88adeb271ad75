"""What a page gets besides its text: its downloads below the heading, and at its end what a reader may do next."""

import re
from collections.abc import Collection, Mapping
from pathlib import PurePosixPath
from typing import Any

from page_engine.read.prose import FRONT_MATTER
from publishing.site import address_of, front_matter, title_of
from publishing.templates import template

_HEAD = re.compile(r'^# [^\n]+\n(?:\s*<p class="(?:lead|facts)"[^>]*>.*?</p>\n)*', re.DOTALL | re.MULTILINE)
_FOOTNOTE = re.compile(r"^\[\^[^\]]+\]:", re.MULTILINE)


def with_frame(text: str, page: str, config: Mapping[str, Any], files: Collection[str]) -> str:
    """Return the Markdown of a page with its frame, given the addresses of all files of the site."""
    path, facts, begin = PurePosixPath(page).with_suffix(""), front_matter(text), FRONT_MATTER.match(text)
    head = _HEAD.search(text, begin.end() if begin else 0)
    place = head.end() if head else 0
    return template("frame.html").render(
        beginning=text[:place],
        rest=text[place:].rstrip(),
        config=config,
        path=path,
        files=files,
        has_footnotes=_FOOTNOTE.search(text),
        is_chapter="chapter" in facts,
        title=title_of(text, path.name),
        address=address_of(page),
        source=facts.get("source", f"docs/{page}"),
    )
