"""A page that tests share tells each of them of its own faults, and none of those of another one."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest
from kept_page import KeptPage
from playwright.sync_api import BrowserContext, Page


@pytest.fixture
def session() -> pytest.Session:
    return cast("pytest.Session", SimpleNamespace(testsfailed=0))


@pytest.fixture
def kept(returning: BrowserContext, served_site: str) -> KeptPage:
    return KeptPage(returning, served_site, lambda page: None)


def lend(kept: KeptPage, session: pytest.Session) -> Page:
    with kept.lend(session) as page:
        return page


def test_the_page_is_kept_as_it_was_left(kept: KeptPage, session: pytest.Session) -> None:
    page = lend(kept, session)
    assert lend(kept, session) is page
    page.close()


def test_after_a_test_that_fails_the_next_one_has_another_page(kept: KeptPage, session: pytest.Session) -> None:
    with kept.lend(session) as page:
        session.testsfailed += 1
    assert page.is_closed()
    other = lend(kept, session)
    assert other is not page
    other.close()


@pytest.mark.parametrize("fault", ["console.error('planted')", "fetch('http://127.0.0.2:9/')"])
def test_what_goes_wrong_fails_the_test_that_has_the_page_and_no_other(
    kept: KeptPage, session: pytest.Session, fault: str
) -> None:
    def go_wrong() -> None:
        with kept.lend(session) as page, page.expect_console_message():
            page.evaluate(f"() => {{ {fault} }}")

    with pytest.raises(AssertionError):
        go_wrong()
    lend(kept, session).close()
