"""A page as a notebook: a chapter with its outputs and figures, a lab without its solutions."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from page_engine.read.page import Block, Page
from page_engine.run.figures import on_paper
from page_engine.run.outcome import Outcome
from page_engine.say.parts import page_parts

_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}

Cell = dict[str, Any]


def as_notebook(page: Page, outcomes: Sequence[Outcome], introduction: str, address: str) -> str:
    """Return a page as the JSON of a notebook that has been run."""
    outcome_at = {step.start: outcome for step, outcome in zip(page.steps, outcomes, strict=True)}
    cells, count = [_text(introduction)], 0
    for part in page_parts(page, address):
        if not isinstance(part, Block):
            cells.append(_text(part))
        elif "skip" in part.options:
            cells.append(_text(f"```python\n{part.source}```\n\nNot run: {part.options['skip']}"))
        else:
            count += 1
            cells.append(_executed(part, outcome_at[part.start], count))
    return _written(cells)


def unsolved_notebook(page: Page, introduction: str, address: str) -> str:
    """Return a lab as the JSON of a notebook for readers to solve, without solutions; parameters as above."""
    parts = [introduction, *page_parts(page, address)]
    cells = [
        _code(part, list(part.options.values())) if isinstance(part, Block) else _text(part)
        for part in parts
        if not isinstance(part, Block) or part.options.get("tag") != "solution"
    ]
    return _written(cells)


def _executed(block: Block, outcome: Outcome, count: int) -> Cell:
    tags = ["raises-exception"] if "raises" in block.options else []
    return _code(block, tags) | {"execution_count": count, "outputs": list(_outputs(block, outcome))}


def _outputs(block: Block, outcome: Outcome) -> Iterator[dict[str, Any]]:
    """Return what the block has printed, drawn and raised; where no SVG can be shown, the alternative text is."""
    if outcome.printed:
        yield {"output_type": "stream", "name": "stdout", "text": outcome.printed}
    for svg in outcome.figures:
        alt = block.options.get("alt", "")
        data = {"image/svg+xml": on_paper(svg), "text/plain": alt}
        yield {"output_type": "display_data", "data": data, "metadata": {"image/svg+xml": {"alt": alt}}}
    if outcome.failure:
        name, text = outcome.failure.type, outcome.failure.text
        yield {"output_type": "error", "ename": name, "evalue": text.removeprefix(f"{name}: "), "traceback": [text]}


def _text(markdown: str) -> Cell:
    return {"cell_type": "markdown", "metadata": {}, "source": markdown}


def _code(block: Block, tags: list[str]) -> Cell:
    metadata = {"tags": tags} if tags else {}
    source = block.source.rstrip("\n")
    return {"cell_type": "code", "execution_count": None, "metadata": metadata, "outputs": [], "source": source}


def _written(cells: Sequence[Cell]) -> str:
    numbered = [cell | {"id": f"cell-{index}"} for index, cell in enumerate(cells)]
    notebook = {"cells": numbered, "metadata": _METADATA, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
