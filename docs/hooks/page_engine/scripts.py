"""A page as a script: its blocks in their order, its prose as comments.

It runs to its end, also where the page shows an exception, and prints what the page shows.
The lines with ``%%`` let editors run it block by block.
"""

from __future__ import annotations

import textwrap

from page_engine.page import Block, Page
from page_engine.parts import Part, page_parts

# What a console does at the end of each input: say what went wrong, and go on.
_RAISING = """\
try:
{code}
except Exception as error:
    print(f"{{type(error).__name__}}: {{error}}".rstrip())"""


def as_script(page: Page, introduction: str, address: str) -> str:
    """Return a page as the text of a script.

    Parameters
    ----------
    page : Page
    introduction : str
        Markdown for the comment at its top.
    address : str
        Where the page's file would be on the web; links to other pages start there.
    """
    return "\n\n".join(map(_cell, [introduction, *page_parts(page, address)])) + "\n"


def _cell(part: Part) -> str:
    if isinstance(part, Block):
        return f"# %%\n{_code(part)}"
    return f"# %% [markdown]\n{_commented(part)}"


def _code(block: Block) -> str:
    code = block.source.rstrip("\n")
    if "skip" in block.options:
        return _commented(f"Not run: {block.options['skip']}\n{code}")
    if "raises" in block.options:
        return _RAISING.format(code=textwrap.indent(code, "    "))
    return code


def _commented(text: str) -> str:
    return "\n".join(f"# {line}".rstrip() for line in text.split("\n"))
