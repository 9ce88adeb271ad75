"""A page with which nothing was wrong is checked again only once something has changed on which that depends."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from page_engine.alternative_texts import record_of
from page_engine.checker import check_page
from page_engine.kept_files import keep, kept, kept_path, key_of
from page_engine.outcome import Outcome
from page_engine.page import Page
from page_engine.problem import Problem
from page_engine.sources import digest


def find_problems(page: Page, outcomes: Sequence[Outcome], key: str) -> list[Problem]:
    """Return everything that is wrong with a page, as `check_page` does, given a key of the page and its outcomes."""
    if page.faults:
        return check_page(page, outcomes)
    path = kept_path(Path(page.name), ".checked")
    record = record_of(page)
    key = key_of(key, page.linked_places, record and digest(record))
    if kept(path, key) is not None:
        return []
    problems = check_page(page, outcomes)
    if not problems:
        keep(path, key, b"")
    return problems
