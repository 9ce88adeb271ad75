"""A page as a notebook: a chapter with its outputs and figures, a lab without its solutions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from page_engine.figures import on_paper, prepare_figure
from page_engine.outcome import Outcome
from page_engine.page import Block, Page
from page_engine.parts import page_parts

_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def as_notebook(page: Page, outcomes: Sequence[Outcome], introduction: str, address: str) -> str:
    """Return a page as the JSON of a notebook that has been run.

    Parameters
    ----------
    page : Page
    outcomes : list of Outcome
        One a step.
    introduction : str
        Markdown for a cell before the others.
    address : str
        Where the page's file would be on the web; links to other pages start there.
    """
    outcome_at = {step.start: outcome for step, outcome in zip(page.steps, outcomes, strict=True)}
    cells = [new_markdown_cell(introduction)]
    for part in page_parts(page, address):
        if not isinstance(part, Block):
            cells.append(new_markdown_cell(part))
        elif "skip" in part.options:
            cells.append(new_markdown_cell(f"```python\n{part.source}```\n\nNot run: {part.options['skip']}"))
        else:
            count = 1 + sum(cell.cell_type == "code" for cell in cells)
            cells.append(_executed(part, outcome_at[part.start], count))
    return _written(cells)


def unsolved_notebook(page: Page, introduction: str, address: str) -> str:
    """Return a lab as the JSON of a notebook for readers to solve, without solutions; parameters as above."""
    cells = [new_markdown_cell(introduction)]
    for part in page_parts(page, address):
        if not isinstance(part, Block):
            cells.append(new_markdown_cell(part))
        elif part.options.get("tag") != "solution":
            cells.append(new_code_cell(part.source.rstrip("\n"), metadata={"tags": list(part.options.values())}))
    return _written(cells)


def _executed(block: Block, outcome: Outcome, count: int) -> nbformat.NotebookNode:
    tags = {"tags": ["raises-exception"]} if "raises" in block.options else {}
    outputs = list(_outputs(block, outcome, count))
    return new_code_cell(block.source.rstrip("\n"), execution_count=count, metadata=tags, outputs=outputs)


def _outputs(block: Block, outcome: Outcome, count: int) -> Iterator[nbformat.NotebookNode]:
    """Return what the block has printed, drawn and raised; a program that shows no SVG has the text for a figure."""
    if outcome.printed:
        yield new_output("stream", name="stdout", text=outcome.printed)
    for svg in outcome.figures:
        alt = block.options["alt"]
        data = {"image/svg+xml": on_paper(prepare_figure(svg)), "text/plain": alt}
        yield new_output("display_data", data=data, metadata={"image/svg+xml": {"alt": alt}})
    if outcome.failure:
        name, text = outcome.failure.type, outcome.failure.text
        yield new_output("error", ename=name, evalue=text.removeprefix(f"{name}: "), traceback=[text])


def _written(cells: Iterable[nbformat.NotebookNode]) -> str:
    notebook = new_notebook(cells=list(cells), metadata=_METADATA)
    for index, cell in enumerate(notebook.cells):
        cell.id = f"cell-{index}"  # otherwise random, and every build another
    nbformat.validate(notebook)
    return str(nbformat.writes(notebook)) + "\n"
