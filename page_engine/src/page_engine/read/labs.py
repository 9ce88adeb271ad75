"""Labs: notebooks kept as Markdown, in which the reader solves an exercise and a check tells how it went."""

import re

from page_engine.read.prose import FRONT_MATTER

TAGS = ("exercise", "solution", "check")  # what a block of a lab may be marked as

_KERNEL = re.compile(r"^jupyter:.*^\s+kernelspec:.*^\s+language:\s*python\s*$", re.DOTALL | re.MULTILINE)


def is_lab(text: str) -> bool:
    """Return whether a page is a lab: its front matter names a Python kernel."""
    front_matter = FRONT_MATTER.match(text)
    return front_matter is not None and _KERNEL.search(front_matter.group()) is not None
