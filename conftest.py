"""Hands the pages, the README and the docstrings to Sybil, each as tests."""

import os

import pytest
from sybil import Sybil
from sybil.document import PythonDocStringDocument

from page_engine.docstrings import DocstringParser
from page_engine.sybil_parser import PageParser

os.environ["MPLBACKEND"] = "agg"  # the docstrings of plotting draw, and need no window

pages = Sybil(parsers=[PageParser()], patterns=["*.md"], encoding="utf-8-sig")
docstrings = Sybil(
    parsers=[DocstringParser()], patterns=["neuronlib/*.py"], document_types={".py": PythonDocStringDocument}
)

pytest_collect_file = (pages + docstrings).pytest()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep what one file holds together in one process."""
    for item in items:
        item.add_marker(pytest.mark.xdist_group(str(item.path)))
