"""The search: nothing of the index is fetched before a reader searches, and then all of it is there."""

from __future__ import annotations

import json
import re
from urllib.parse import urlsplit

from built_site import SITE_URL, BuiltSite


def test_the_index_that_comes_with_the_page_is_empty_and_the_documents_are_apart(site: BuiltSite) -> None:
    index = json.loads((site.folder / "search" / "search_index.json").read_text())
    documents = json.loads((site.folder / "search" / "documents.json").read_text())
    assert index == documents | {"docs": []}
    assert any(document["location"].startswith("series/12-") for document in documents["docs"])


def test_every_page_names_the_patient_worker_and_that_one_the_worker_of_the_theme(site: BuiltSite) -> None:
    for address, html in site.pages().items():
        worker, library = re.findall(r'"search": "([^"?]*)\?([^"]*)"', html)[0]
        path = (site.folder / address).parent / worker.removeprefix(urlsplit(SITE_URL).path)  # 404.html has it in full
        assert path.resolve().is_file(), (address, worker)
        assert (path.parent / library).resolve().is_file(), (address, library)
