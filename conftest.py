"""Hands the pages, the README and the docstrings to Sybil, each as tests."""

import os

from sybil import Sybil
from sybil.document import PythonDocStringDocument

from page_engine import PageParser
from page_engine.sybil_parser import DocstringParser

os.environ["MPLBACKEND"] = "agg"  # the docstrings of plotting draw, and need no window

pages = Sybil(parsers=[PageParser()], patterns=["*.md", "*.markdown"], exclude=".*")  # what editors leave is hidden
docstrings = Sybil(
    parsers=[DocstringParser()], pattern="neuronlib/*.py", document_types={".py": PythonDocStringDocument}
)

pytest_collect_file = (pages + docstrings).pytest()
