"""A page as a notebook: a chapter with its outputs and figures, a lab without its solutions."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from page_engine.read.page import Block, Page
from page_engine.run.outcome import Outcome
from page_engine.say.parts import page_parts

_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}

Cell = dict[str, Any]


def as_notebook(page: Page, outcomes: Sequence[Outcome], introduction: str, address: str) -> str:
    """Return a page as the JSON of a notebook: a chapter as it has run; a lab for readers to solve, not run."""
    outcome_at = {} if page.is_lab else dict(zip((step.start for step in page.steps), outcomes, strict=True))
    cells, count = [_text(introduction)], 0
    for part in page_parts(page, address):
        if isinstance(part, str):
            cells.append(_text(part))
        elif "skip" in part.options:
            cells.append(_text(f"```python\n{part.source}```\n\nNot run: {part.options['skip']}"))
        elif part.options.get("tag") != "solution":
            count += 1
            cells.append(_code(part, outcome_at.get(part.start), count))
    numbered = [cell | {"id": f"cell-{index}"} for index, cell in enumerate(cells)]
    notebook = {"cells": numbered, "metadata": _METADATA, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def _text(markdown: str) -> Cell:
    return {"cell_type": "markdown", "metadata": {}, "source": markdown}


def _code(block: Block, outcome: Outcome | None, count: int) -> Cell:
    tag = "raises-exception" if "raises" in block.options else block.options.get("tag")
    folded = {"jupyter": {"source_hidden": True}} if "fold" in block.options or tag == "check" else {}
    return {
        "cell_type": "code",
        "execution_count": count if outcome else None,
        "metadata": folded | ({"tags": [tag]} if tag else {}),
        "outputs": list(_outputs(block, outcome)) if outcome else [],
        "source": block.source.rstrip("\n"),
    }


def _outputs(block: Block, outcome: Outcome) -> Iterator[dict[str, Any]]:
    """Return what the block has printed, drawn and raised; where no SVG can be shown, the alternative text is."""
    if outcome.printed:
        yield {"output_type": "stream", "name": "stdout", "text": outcome.printed}
    for svg in outcome.figures:
        alt = block.options.get("alt", "")
        svg = svg.replace("<svg", '<svg style="background:var(--paper)"', 1)  # a notebook may not follow the scheme
        data = {"image/svg+xml": svg, "text/plain": alt}
        yield {"output_type": "display_data", "data": data, "metadata": {"image/svg+xml": {"alt": alt}}}
    if outcome.failure:
        name, text = outcome.failure.type, outcome.failure.text
        yield {"output_type": "error", "ename": name, "evalue": text.removeprefix(f"{name}: "), "traceback": [text]}
