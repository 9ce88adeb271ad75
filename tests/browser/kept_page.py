"""A page that one test after the other uses, since a fresh one, and above all a fresh Python, takes seconds."""

import contextlib
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page

from quality.watching import Watcher

Lend = Callable[..., contextlib.AbstractContextManager[Page]]


class KeptPage:
    """A page on which nothing may go wrong; a test that fails is its last, so that none fails for another's fault."""

    def __init__(self, context: BrowserContext, home: str, prepare: Callable[[Page], object]) -> None:
        self._context = context
        self._home = home
        self._prepare = prepare
        self._kept: list[tuple[Page, Watcher]] = []

    @contextlib.contextmanager
    def lend(self, session: pytest.Session) -> Iterator[Page]:
        """Lend the page, as prepared or as the test before has left it."""
        page, watcher = self._kept.pop() if self._kept else self._open()
        n_failed = session.testsfailed
        yield page
        if session.testsfailed > n_failed or watcher.complaints:
            page.close()
        else:
            self._kept.append((page, watcher))
        assert not watcher.complaints, watcher.complaints

    def _open(self) -> tuple[Page, Watcher]:
        page = self._context.new_page()
        watcher = Watcher(page, self._home)
        self._prepare(page)
        return page, watcher
