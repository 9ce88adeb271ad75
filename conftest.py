"""Hands the pages, the README and the docstrings to Sybil, each as tests."""

from page_engine.sybil_parser import PageParser
from sybil import Sybil
from sybil.document import PythonDocStringDocument
from sybil.parsers.doctest import DocTestParser

pages = Sybil(parsers=[PageParser()], patterns=["*.md"])
docstrings = Sybil(
    parsers=[DocTestParser()], patterns=["neuronlib/*.py"], document_types={".py": PythonDocStringDocument}
)

pytest_collect_file = (pages + docstrings).pytest()
