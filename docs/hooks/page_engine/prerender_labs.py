"""Labs as Markdown that every generator shows: executed, with the outputs below the blocks and the solutions folded."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from page_engine.numbers import Number
from page_engine.outcome import Outcome
from page_engine.page import Block, Page


def render_lab(page: Page, outcomes: Sequence[Outcome]) -> str:
    """Return a lab with what its blocks have printed; it has one outcome a step."""
    text, place = "", 0
    for step, outcome in zip(page.steps, outcomes, strict=True):
        text += page.text[place : step.start]
        if isinstance(step, Number):
            place = step.end
        else:
            text += _block(step, outcome.printed)
            place = step.fence.end
    return text + page.text[place:]


def _block(block: Block, printed: str) -> str:
    marker = block.fence.marker
    markdown = f"{marker}python\n{block.source}{marker}"
    if printed:
        markdown += f'\n\n{marker}{{ .text .output .no-copy title="Output" }}\n{printed.rstrip()}\n{marker}'
    if block.options.get("tag") == "solution":
        return f'??? success "Solution"\n\n{textwrap.indent(markdown, "    ")}'
    return textwrap.indent(markdown, block.fence.prefix)
