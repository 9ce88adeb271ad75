"""The search index, fetched when a reader searches and not with every page.

Material for MkDocs fetches its search worker and the whole index with each first page.
Here an index without documents takes the place of the whole one, and a small worker stands before Material's:
it fetches the documents and that worker at the first letter that is typed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

_WORKER = re.compile(r'("search": "[^"]*assets/)(javascripts/workers/search\.\w+\.min\.js)"')


def with_waiting_search(pages: Mapping[Path, str]) -> dict[Path, str]:
    """Return pages whose search waits for the reader.

    Raises
    ------
    ValueError
        If a page does not name the worker of the theme.
    """
    return {path: _with_waiting_search(path, html) for path, html in pages.items()}


def set_documents_apart(folder: Path) -> None:
    """Move the documents of a search index to a file of their own."""
    index = json.loads((folder / "search_index.json").read_text("utf-8"))
    (folder / "search_index.json").rename(folder / "documents.json")
    (folder / "search_index.json").write_text(json.dumps(index | {"docs": []}, separators=(",", ":")), "utf-8")


def _with_waiting_search(path: Path, html: str) -> str:
    html, n_replaced = _WORKER.subn(r'\1scripts/search-worker.js?../\2"', html)
    if n_replaced != 1:
        raise ValueError(f"{path} must name the theme's search worker once, for another to take its place")
    return html
