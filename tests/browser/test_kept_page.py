"""A page that tests share tells each of them of its own faults, and none of those of another one."""

from types import SimpleNamespace
from typing import Any

import pytest
from kept_page import KeptPage
from playwright.sync_api import BrowserContext


def test_a_page_is_kept_until_a_test_fails_for_its_own_fault(returning: BrowserContext, served_site: str) -> None:
    kept = KeptPage(returning, served_site, lambda page: None)
    session: Any = SimpleNamespace(testsfailed=0)

    def lent(fault: str = "", n_failed: int = 0) -> Any:
        with kept.lend(session) as page:
            session.testsfailed += n_failed
            if fault:
                with page.expect_console_message():
                    page.evaluate(f"() => {{ {fault} }}")
        return page

    first = lent()
    assert lent(n_failed=1) is first
    assert first.is_closed()
    second = lent()
    assert second is not first
    for fault in ("console.error('planted')", "fetch('http://127.0.0.2:9/')"):
        with pytest.raises(AssertionError):
            lent(fault)
        lent()  # which is another page, without a fault
    lent(n_failed=1)
