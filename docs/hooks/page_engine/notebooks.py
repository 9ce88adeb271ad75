"""The notebook of a lab, for readers to solve: no outputs and no solutions."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import jupytext

from page_engine.numbers import without_comments

_LINK = re.compile(r"\]\((?!https?:)([\w./-]+\.md)")


def unsolved_notebook(text: str, introduction: str, address: str) -> str:
    """Return a lab as the JSON of a notebook, without its solutions.

    Parameters
    ----------
    text : str
        The lab's Markdown.
    introduction : str
        Markdown for a cell before the others.
    address : str
        Where the lab's Markdown would be on the web; links to other pages start there.
    """
    notebook = jupytext.reads(text, fmt="md")
    cells = [cell for cell in notebook.cells if cell.cell_type != "raw" and cell.source]  # raw is the front matter
    unsolved = [cell for cell in cells if "solution" not in cell.metadata.get("tags", ())]
    notebook.cells = [*jupytext.reads(introduction, fmt="md").cells, *unsolved]
    for index, cell in enumerate(notebook.cells):
        cell.source = _LINK.sub(lambda link: f"]({_on_site(address, link[1])}", without_comments(cell.source))
        cell.id = f"cell-{index}"  # otherwise random, and every build another
    del notebook.metadata["jupytext"]
    return str(jupytext.writes(notebook, fmt="ipynb"))


def _on_site(address: str, target: str) -> str:
    """Return the address on the web of a page that is named by its file."""
    return urljoin(address, re.sub(r"(?:(?<=/)index)?\.md$", "/", target)).rstrip("/") + "/"
