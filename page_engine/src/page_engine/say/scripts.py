"""A page as a script: its blocks in their order, its prose as comments.

It runs to its end, also where the page shows an exception, and prints what the page shows.
The lines with ``%%`` let editors run it block by block.
"""

import ast
import textwrap

from page_engine.read.page import Block, Page
from page_engine.say.edits import behind
from page_engine.say.parts import page_parts

# What a console does at the end of each input: say what went wrong, and go on. The names must not be the page's own.
_RAISING = """\
try:
{code}
except BaseException as _exception:
    import traceback as _traceback

    print("".join(_traceback.format_exception_only(_exception)).strip())"""


def as_script(page: Page, introduction: str, address: str) -> str:
    """Return a page as the text of a script."""
    cells = [
        f"# %% [markdown]\n{behind('# ', part)}"
        if isinstance(part, str)
        else f"{behind('# %% ', part.options.get('fold', ''))}\n{_code(part)}"
        for part in [introduction, *page_parts(page, address)]
    ]
    return "\n\n".join(cells) + "\n"


def _code(block: Block) -> str:
    """Return code that goes on after its exception; text that indentation would change is executed from a string."""
    code = block.source.rstrip("\n")
    if "skip" in block.options:
        return behind("# ", f"Not run: {block.options['skip']}\n{code}")
    if "raises" not in block.options:
        return code
    guarded = _RAISING.format(code=textwrap.indent(code, "    "))
    if _is_unchanged(code, guarded):
        return guarded
    lines = "\n".join(repr(line) for line in code.splitlines(keepends=True))
    return _RAISING.format(code=f"    exec(\n{textwrap.indent(lines, ' ' * 8)}\n    )")


def _is_unchanged(code: str, guarded: str) -> bool:
    """Return whether code means the same where it is guarded: no SyntaxError, no string of several lines."""
    try:
        compile(guarded, "<page>", "exec", dont_inherit=True)
        wanted, (statement, *_) = ast.parse(code).body, ast.parse(guarded).body
    except SyntaxError:
        return False
    return isinstance(statement, ast.Try) and [*map(ast.dump, statement.body)] == [*map(ast.dump, wanted)]
