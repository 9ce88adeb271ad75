"""Headless Chromium and the built site, served as a strict host would."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from functools import partial
from pathlib import Path

import pytest
from built_site import BuiltSite
from kept_page import KeptPage
from missing_tools import missing
from notebook_page import follow_link
from playgrounds import PAGES, XOR_PAGE, open_playground
from playwright.sync_api import Browser, BrowserContext, Locator, Page, ViewportSize

from quality.serving import serve
from quality.watching import Watcher

RESTING_PLACE = "authors/"  # without blocks to run, and with links to all pages
PHONE: ViewportSize = {"width": 320, "height": 640}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let all tests that are skipped for one reason be told in one line."""
    report = yield
    if report.skipped and isinstance(report.longrepr, tuple):
        report.longrepr = (str(Path(__file__).parent), None, report.longrepr[2])
    return report


@pytest.fixture(scope="session")
def served_site(browser: Browser, site: BuiltSite) -> Iterator[str]:
    """Return the address of the whole site; it is built only where there is a browser to look at it."""
    with serve(site.folder) as address:
        yield address


@pytest.fixture(scope="session")
def python_site(served_site: str, site: BuiltSite) -> str:
    """Return the address of the site, with Python for the browser."""
    if not (site.folder / "assets/python/pyodide.mjs").exists():
        missing("these tests need Python for the browser: make fetches it, with npm and a network")
    return served_site


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Return the browser of a reader who has never been here."""
    with browser.new_context() as context:
        yield context


@pytest.fixture
def first_page(context: BrowserContext, served_site: str) -> Iterator[Page]:
    """Return the page of such a reader, on which nothing may go wrong and that asks no other host."""
    page = context.new_page()
    watcher = Watcher(page, served_site)
    yield page
    assert not watcher.complaints


@pytest.fixture(scope="session")
def returning(browser: Browser) -> Iterator[BrowserContext]:
    """Return the browser of a reader who has been here before: it has the files, and nothing that they did."""
    with browser.new_context() as context:
        yield context


@pytest.fixture
def page(returning: BrowserContext, served_site: str) -> Iterator[Page]:
    """Return a page of this reader, on which nothing may go wrong and that asks no other host."""
    page = returning.new_page()
    watcher = Watcher(page, served_site)
    yield page
    if page.url.startswith(served_site):
        page.evaluate("localStorage.clear()")
    page.close()
    returning.clear_permissions()
    assert not watcher.complaints


@pytest.fixture
def phone(browser: Browser, served_site: str) -> Iterator[Page]:
    """Return a page on a screen to be touched, on which nothing may go wrong."""
    with browser.new_context(has_touch=True, is_mobile=True, viewport={"width": 390, "height": 700}) as context:
        page = context.new_page()
        watcher = Watcher(page, served_site)
        yield page
        assert not watcher.complaints


@pytest.fixture(scope="session")
def kept_warm(returning: BrowserContext, python_site: str) -> KeptPage:
    return KeptPage(returning, python_site, lambda page: page.goto(python_site + RESTING_PLACE))


@pytest.fixture
def warm_page(kept_warm: KeptPage, python_site: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Return a page that waits for a link to be followed; what the tests before have run there, keeps Python warm."""
    with kept_warm.lend(request.session) as page:
        yield page
        page.unroute_all()
        follow_link(page, python_site + RESTING_PLACE)
        page.wait_for_function("() => !document.querySelector('.run-row, [data-is-of-the-page-before]')")
        page.evaluate("localStorage.clear()")


@pytest.fixture(scope="session")
def kept_calculator(returning: BrowserContext, served_site: str) -> KeptPage:
    return KeptPage(returning, served_site, lambda page: open_playground(page, served_site + XOR_PAGE))


@pytest.fixture
def calculator(kept_calculator: KeptPage, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Return a page where tests call functions of the playgrounds, and leave nothing behind."""
    with kept_calculator.lend(request.session) as page:
        yield page


@pytest.fixture(scope="session")
def kept_playgrounds(returning: BrowserContext, served_site: str) -> dict[str, KeptPage]:
    """Return the pages with a playground, by their addresses, opened on a phone."""

    def on_a_phone(page: Page, address: str) -> None:
        page.set_viewport_size(PHONE)
        open_playground(page, served_site + address)

    return {address: KeptPage(returning, served_site, partial(on_a_phone, address=address)) for address in PAGES}


@pytest.fixture
def playground(
    kept_playgrounds: dict[str, KeptPage], address: str, request: pytest.FixtureRequest
) -> Iterator[Locator]:
    """Return the playground of a page, in which tests leave nothing but an open fold, scheme and size of the screen."""
    with kept_playgrounds[address].lend(request.session) as page:
        yield page.locator("#playground.live")
        page.emulate_media(media="screen")
        page.set_viewport_size(PHONE)
