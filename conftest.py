"""Hands the pages, the README and the docstrings to Sybil, each as tests."""

import os

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
