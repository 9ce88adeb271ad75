"""The search index, fetched when a reader searches and not with every page.

Material for MkDocs fetches its search worker and the whole index with each first page.
Here an index without documents takes the place of the whole one, and a small worker stands before Material's
(`main.html` names it): it fetches the documents and that worker at the first letter that is typed.
"""

import json
from pathlib import Path


def set_documents_apart(folder: Path) -> None:
    """Move the documents of a search index to a file of their own."""
    index = json.loads((folder / "search_index.json").read_text("utf-8"))
    (folder / "search_index.json").rename(folder / "documents.json")
    (folder / "search_index.json").write_text(json.dumps(index | {"docs": []}, separators=(",", ":")), "utf-8")
