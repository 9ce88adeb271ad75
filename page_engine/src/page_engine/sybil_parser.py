"""Pages as Sybil sees them: one example a block, a checked number or a problem."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from unittest import SkipTest

from sybil import Document, Example, Region

from page_engine.read.page import parse_page
from page_engine.read.problem import Problem
from page_engine.run.runner import run_page
from page_engine.say.alternative_texts import find_broken_record
from page_engine.say.checker import check_step


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
        known: dict[int, list[Problem]] = defaultdict(list)
        starts = [0, *(end.end() for end in re.finditer("\n", page.text))]  # of the lines; the last may be empty
        for problem in [*page.problems, *find_broken_record(page)]:
            known[min(starts[: problem.line][-1], len(page.text) - 1)].append(problem)  # a record may have more lines
        index_at = {step.start: index for index, step in enumerate(page.steps)}
        reasons = {block.start: block.options["skip"] for block in page.blocks if "skip" in block.options}

        def evaluate(example: Example) -> str | None:
            """Return what is wrong, as Sybil wants it: some text, or None."""
            start = example.start - mark
            problems = known[start] + (check_step(page, outcomes(), index_at[start]) if start in index_at else [])
            if start in reasons and not problems:
                raise SkipTest(reasons[start])
            return "\n".join(map(str, problems)) or None

        for start in {*known, *index_at, *reasons}:
            yield Region(start + mark, start + mark + 1, evaluator=evaluate)
