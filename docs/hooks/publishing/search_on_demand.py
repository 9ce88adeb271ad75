"""The search index, fetched when a reader searches and not with every page.

Material for MkDocs fetches its search worker and the whole index with each first page.
Here an index without documents takes the place of the whole one, and a small worker stands before Material's:
it fetches the documents and that worker at the first letter that is typed.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

_WORKER = re.compile(r'("search": "[^"]*assets/)(javascripts/workers/search\.\w+\.min\.js)"')


def postpone_search(folder: Path) -> None:
    """Let the search of a built site wait for the reader.

    Raises
    ------
    ValueError
        If a page does not name the worker of the theme.
    """
    for page in sorted(folder.rglob("*.html")):
        html, n_replaced = _WORKER.subn(r'\1scripts/search-worker.js?../\2"', page.read_text("utf-8"))
        if n_replaced != 1:
            raise ValueError(f"{page} must name the theme's search worker once, for another to take its place")
        page.write_text(html, "utf-8")
    _set_documents_apart(folder / "search")


def _set_documents_apart(folder: Path) -> None:
    """Move the documents of the index to a file of their own."""
    index = json.loads((folder / "search_index.json").read_text("utf-8"))
    (folder / "search_index.json").rename(folder / "documents.json")
    (folder / "search_index.json").write_text(json.dumps(index | {"docs": []}, separators=(",", ":")), "utf-8")
