"""Pages as Sybil sees them, one example a block, a checked number or a problem; and docstrings, one example each."""

import doctest
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from pathlib import Path
from unittest import SkipTest

from sybil import Document, Example, Region

from page_engine.read.page import Page, parse_page
from page_engine.read.problem import Problem
from page_engine.run.outcome import Outcome
from page_engine.run.runner import run_page
from page_engine.say.alternative_texts import find_broken_record
from page_engine.say.checker import check_step

Check = Callable[[], Sequence[Problem]]


class PageParser:
    """A Sybil parser for pages; a page runs once, whole, when its first example is evaluated."""

    def __call__(self, document: Document) -> Iterable[Region]:
        """Return a region for each thing that is checked, in no particular order."""
        path = Path(document.path)
        is_hidden = path.name.startswith(".")  # an editor has left it; to MkDocs neither is a page
        if is_hidden or (path.name == "README.md" and path.with_name("index.md").exists()):
            return
        page = parse_page(document.text, path)
        mark = len(document.text) - len(page.text)  # of the order of bytes, which the page has not
        outcomes = cache(lambda: run_page(page))
        checks: dict[int, list[Check]] = defaultdict(list)
        for problem in [*page.problems, *find_broken_record(page)]:
            checks[_line_start(page.text, problem.line)].append(partial(list, [problem]))
        for index, step in enumerate(page.steps):
            checks[step.start].append(partial(_check, page, outcomes, index))
        reasons = {block.start: block.options["skip"] for block in page.blocks if "skip" in block.options}
        for start in {*checks, *reasons}:
            evaluator = partial(_evaluate, checks[start], reasons.get(start))
            yield Region(start + mark, start + mark + 1, evaluator=evaluator)


def _check(page: Page, outcomes: Callable[[], list[Outcome]], index: int) -> Sequence[Problem]:
    return check_step(page, outcomes(), index)


def _evaluate(checks: Sequence[Check], reason: str | None, example: Example) -> str | None:
    """Return what is wrong, as Sybil wants it: some text, or None."""
    problems = [problem for check in checks for problem in check()]
    if reason and not problems:
        raise SkipTest(reason)
    return "\n".join(str(problem) for problem in problems) or None


def _line_start(text: str, line: int) -> int:
    """Return the offset at which a line starts; the last one may be empty."""
    offset = sum(len(each) + 1 for each in text.split("\n")[: line - 1])
    return min(offset, len(text) - 1)


class DocstringParser:
    """A Sybil parser for the text of one docstring, whose examples are one, with names of their own.

    So each can be run alone, in any order and by any worker, and what it needs stands in it.
    """

    def __call__(self, document: Document) -> Iterable[Region]:
        """Return one region, if there are examples."""
        if doctest.DocTestParser().get_examples(document.text):
            yield Region(0, len(document.text), parsed=document.text, evaluator=_evaluate_docstring)


def _evaluate_docstring(example: Example) -> str | None:
    """Run the examples in a fresh namespace and return what doctest says of those that fail."""
    names = {"__name__": "__main__"}
    test = doctest.DocTestParser().get_doctest(example.parsed, names, "docstring", example.path, example.line - 1)
    said: list[str] = []
    doctest.DocTestRunner(verbose=False).run(test, out=said.append)
    return "".join(said) or None
