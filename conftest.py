"""Hands the pages and the README to Sybil as tests, and the docstrings to doctest without the names of their module."""

import os

import pytest
from sybil import Sybil

from page_engine import PageParser

os.environ["MPLBACKEND"] = "agg"  # the docstrings of plotting draw, and need no window
collect_ignore_glob = ["*conftest.py", "tests/*/pages/*"]  # one name in many folders; what tests read themselves

pages = Sybil(parsers=[PageParser()], patterns=["*.md", "*.markdown"], exclude=".*")  # what editors leave is hidden
pytest_collect_file = pages.pytest()


def pytest_itemcollected(item: pytest.Item) -> None:
    """Let the examples of a docstring import what they use, as a reader would have to."""
    if isinstance(item, pytest.DoctestItem):
        item.dtest.globs = {"__name__": "__main__"}
