"""Docstrings as Sybil sees them: the examples of one docstring are one example, with names of their own.

So each can be run alone, in any order and by any worker, and what it needs stands in it.
"""

from __future__ import annotations

import doctest
from collections.abc import Iterable

from sybil import Document, Example, Region


class DocstringParser:
    """A Sybil parser for the text of one docstring."""

    def __call__(self, document: Document) -> Iterable[Region]:
        """Return one region, if there are examples."""
        if doctest.DocTestParser().get_examples(document.text):
            yield Region(0, len(document.text), parsed=document.text, evaluator=_evaluate)


def _evaluate(example: Example) -> str | None:
    """Run the examples in a fresh namespace and return what doctest says of those that fail."""
    names = {"__name__": "__main__"}
    test = doctest.DocTestParser().get_doctest(example.parsed, names, "docstring", example.path, example.line - 1)
    said: list[str] = []
    doctest.DocTestRunner(verbose=False).run(test, out=said.append)
    return "".join(said) or None
