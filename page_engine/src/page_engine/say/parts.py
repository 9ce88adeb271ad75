"""A page as prose and blocks in turn, in Markdown that every program understands: for scripts and notebooks."""

import re
from collections.abc import Sequence

from page_engine.read.fences import Fence
from page_engine.read.numbers import Number
from page_engine.read.page import Block, Page
from page_engine.read.prose import FRONT_MATTER, blank_out_code, line_of
from page_engine.say.plain_markdown import find_site_only, plain_markdown

Part = str | Block

_MARK = re.compile(r"^([ \t>]*)\0(\d+)\0$", re.MULTILINE)  # stands for a fence while the text around it is rewritten


class PartsError(Exception):
    """A page has something that only the site understands; the message says where, and what it must be."""


def page_parts(page: Page, address: str) -> list[Part]:
    """Return the prose of a page, as plain Markdown, and its blocks, in their order."""
    fences = page.fences
    _refuse_site_only(page, fences)
    text = re.sub(r"\n{3,}", "\n\n", plain_markdown(_with_marks(page, fences), address))
    block_at = {block.start: block for block in page.blocks}
    prose, *rest = _MARK.split(text)
    parts: list[Part] = []
    for prefix, index, following in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        fence = fences[int(index)]
        if fence.start in block_at:
            parts += [prose.strip("\n"), block_at[fence.start]]
            prose = following
        else:
            prose += _written(fence, prefix) + following
    return [part for part in [*parts, prose.strip("\n")] if part]


def _refuse_site_only(page: Page, fences: Sequence[Fence]) -> None:
    found = find_site_only(blank_out_code(page.text))
    if found:
        line = line_of(page.text, found.start())
        raise PartsError(
            f"{page.name}:{line}: a page that readers take away must have links as [text](address),"
            f" no tabs, and no boxes in quotes, got {found.group().strip()!r}"
        )


def _with_marks(page: Page, fences: Sequence[Fence]) -> str:
    """Return a page's text without front matter, comments and outputs, and with a mark for each other fence."""
    front_matter = FRONT_MATTER.match(page.text)
    text, place = "", front_matter.end() if front_matter else 0
    behind_output = {block.start: block.output.end for block in page.blocks if block.output}
    steps: list[Fence | Number] = [*fences, *page.numbers]
    for step in sorted(steps, key=lambda step: step.start):
        if step.start < place:  # the output of the block before
            continue
        text += page.text[place : step.start]
        place = step.end
        if isinstance(step, Fence):
            text += f"{step.prefix}\0{fences.index(step)}\0"
            place = behind_output.get(step.start, step.end)
    return text + page.text[place:]


def _written(fence: Fence, prefix: str) -> str:
    """Return a fence as it stands behind another prefix."""
    lines = [f"{fence.marker}{fence.info}", *fence.source.split("\n")[:-1], fence.marker]
    return "\n".join(f"{prefix}{line}" if line else prefix.rstrip() for line in lines)
