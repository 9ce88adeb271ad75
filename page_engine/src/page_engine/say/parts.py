"""A page as prose and blocks in turn, in Markdown that every program understands: for scripts and notebooks."""

import re

from page_engine.read.page import Block, Page
from page_engine.read.prose import FRONT_MATTER, blank_out_code, line_of
from page_engine.say.edits import behind, with_edits
from page_engine.say.plain_markdown import plain_markdown

Part = str | Block

_MARK = re.compile(r"^([ \t>]*)\0(\d+)\0$", re.MULTILINE)  # stands for a fence while the text around it is rewritten
_ONLY_ON_SITE = re.compile(  # a target of references, of no use to one in another cell; a tab; a box in a quote
    r"^(?:[ \t>]*\[[^\]^]+\]:[ \t]*\S|[ \t>]*===[!+]* *\"|[ \t]*>[ \t>]*(?:!!!|\?\?\?)).*", re.MULTILINE
)


class PartsError(Exception):
    """A page has something that only the site understands; the message says where, and what it must be."""


def page_parts(page: Page, address: str) -> list[Part]:
    """Return the prose of a page, as plain Markdown, and its blocks, in their order."""
    found = _ONLY_ON_SITE.search(blank_out_code(page.text, page.fences))
    if found:
        raise PartsError(
            f"{page.name}:{line_of(page.text, found.start())}: a page that readers take away must have links as"
            f" [text](address), no tabs, and no boxes in quotes, got {found.group().strip()!r}"
        )
    block_at = {block.start: block for block in page.blocks}
    text = re.sub(r"\n{3,}", "\n\n", plain_markdown(_with_marks(page), address))
    prose, *rest = _MARK.split(text)
    parts: list[Part] = []
    for prefix, index, following in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        fence = page.fences[int(index)]
        if fence.start in block_at:
            parts += [prose.strip("\n"), block_at[fence.start]]
            prose = following
        else:
            prose += behind(prefix, f"{fence.marker}{fence.info}\n{fence.source}{fence.marker}") + following
    return [part for part in [*parts, prose.strip("\n")] if part]


def _with_marks(page: Page) -> str:
    """Return a page's text without front matter, comments and outputs, and with a mark for each other fence."""
    end_of_block = {block.start: block.end for block in page.blocks}
    outputs = [block.output for block in page.blocks]
    marks = [
        (fence.start, end_of_block.get(fence.start, fence.end), f"{fence.prefix}\0{index}\0")
        for index, fence in enumerate(page.fences)
        if fence not in outputs
    ]
    comments = [(number.start, number.end, "") for number in page.numbers]
    return FRONT_MATTER.sub("", with_edits(page.text, [*marks, *comments]))
