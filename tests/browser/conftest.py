"""Headless Chromium and the built site, served as a strict host would, with pages that tests share."""

from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from built_site import BuiltSite
from in_page import ask
from missing_tools import missing
from notebook_page import Lend
from playgrounds import NEURON_PAGE, Mount, mounted, scroll_to_playground
from playwright.sync_api import Browser, BrowserContext, Page, expect

from quality.serving import serve
from quality.watching import Watcher

RESTING_PLACE = "authors/"  # without blocks to run, and with links to all pages
DESKTOP, PHONE = {"width": 1280, "height": 720}, {"width": 390, "height": 700}
expect.set_options(timeout=30_000)  # milliseconds, for a busy machine
AS_ALWAYS: dict[str, Any] = dict.fromkeys(("media", "color_scheme", "reduced_motion", "forced_colors"), "null")


KEPT: dict[str, tuple[Page, Watcher]] = {}


@contextmanager
def kept_page(
    session: pytest.Session, name: str, context: BrowserContext, home: str, prepare: Callable[[Page], object]
) -> Iterator[Page]:
    """Lend a page that one test after the other uses, since a fresh one, and above all a fresh Python, takes seconds.

    Nothing may go wrong on it; a test that fails is its last, so that none fails for another's fault.
    """
    if name not in KEPT:
        page = context.new_page()
        watcher = Watcher(page, home)
        prepare(page)
        KEPT[name] = page, watcher
    page, watcher = KEPT[name]
    n_failed, is_sound = session.testsfailed, False
    try:
        yield page
        is_sound = session.testsfailed == n_failed and not watcher.complaints
    finally:
        if not is_sound and KEPT.pop(name, None):
            page.close()
    assert not watcher.complaints, watcher.complaints


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
    if not (site.folder / "assets/python/pyodide.mjs").exists():
        missing("these tests need Python for the browser: make fetches it, with npm and a network")
    return served_site


@pytest.fixture(scope="session")
def new_context(browser: Browser, served_site: str) -> Callable[..., BrowserContext]:
    """Return what makes the browser of a reader who has never been here; addresses begin at the site."""
    return partial(browser.new_context, base_url=served_site)


@pytest.fixture
def context(new_context: Callable[..., BrowserContext]) -> Iterator[BrowserContext]:
    with new_context() as context:
        yield context


@pytest.fixture(scope="session")
def returning(new_context: Callable[..., BrowserContext]) -> Iterator[BrowserContext]:
    """Return the browser of a reader who has been here before: it has the files, and nothing that they did."""
    with new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        yield context


def watched(context: BrowserContext, home: str) -> Iterator[Page]:
    """Yield a page on which nothing may go wrong and that asks no other host."""
    page = context.new_page()
    watcher = Watcher(page, home)
    yield page
    if page.url.startswith(home):
        page.evaluate("localStorage.clear()")
    page.close()
    assert not watcher.complaints, watcher.complaints


@pytest.fixture
def page(returning: BrowserContext, served_site: str) -> Iterator[Page]:
    yield from watched(returning, served_site)


@pytest.fixture(scope="session")
def with_fingers(new_context: Callable[..., BrowserContext]) -> Iterator[BrowserContext]:
    """Return the browser of a screen to be touched."""
    with new_context(has_touch=True, is_mobile=True, viewport=PHONE) as context:
        yield context


@pytest.fixture
def phone(with_fingers: BrowserContext, served_site: str) -> Iterator[Page]:
    yield from watched(with_fingers, served_site)


@pytest.fixture
def lend(request: pytest.FixtureRequest) -> Lend:
    """Return what lends the page that is kept under a name, and is made when it is asked for first."""
    return partial(kept_page, request.session)


@pytest.fixture
def warm_page(lend: Lend, returning: BrowserContext, python_site: str) -> Iterator[Page]:
    """Return a page that waits for a link to be followed; what the tests before have run there, keeps Python warm."""
    with lend("warm", returning, python_site, lambda page: page.goto(RESTING_PLACE)) as page:
        yield page
        page.unroute_all()
        ask(page, "followLink", python_site + RESTING_PLACE)
        page.wait_for_function("() => !document.querySelector('.run-row, [data-is-of-the-page-before]')")
        page.evaluate("localStorage.clear()")


def open_bench(page: Page) -> None:
    page.goto(NEURON_PAGE)
    scroll_to_playground(page)


def open_timed_bench(page: Page) -> None:
    page.clock.install()
    open_bench(page)
    page.clock.pause_at(page.evaluate("Date.now()") + 1000)


def mount_on(lent: AbstractContextManager[Page], size: Any = DESKTOP) -> Iterator[Mount]:
    with lent as page:
        yield partial(mounted, page)
        if page.is_closed():
            return  # another fixture of a test that failed has lent it, too
        page.unroute_all()
        page.emulate_media(**AS_ALWAYS)
        page.evaluate("document.documentElement.style.fontSize = ''")
        page.set_viewport_size(size)
        page.context.new_cdp_session(page).send("Emulation.resetPageScaleFactor")  # a phone shrinks what is too wide


@pytest.fixture
def mount(lend: Lend, returning: BrowserContext, served_site: str) -> Iterator[Mount]:
    """Return what puts a fresh playground or live figure into a page, below a figure that the page draws."""
    yield from mount_on(lend("bench", returning, served_site, open_bench))


@pytest.fixture(scope="session")
def in_own_time(new_context: Callable[..., BrowserContext]) -> Iterator[BrowserContext]:
    """Return a browser of its own: all pages of one have the same clock."""
    with new_context() as context:
        yield context


@pytest.fixture
def mount_in_time(lend: Lend, in_own_time: BrowserContext, served_site: str) -> Iterator[Mount]:
    yield from mount_on(lend("timed bench", in_own_time, served_site, open_timed_bench))


@pytest.fixture
def mount_on_phone(lend: Lend, with_fingers: BrowserContext, served_site: str) -> Iterator[Mount]:
    yield from mount_on(lend("phone bench", with_fingers, served_site, open_bench), PHONE)


@pytest.fixture
def calculator(lend: Lend, returning: BrowserContext, served_site: str) -> Iterator[Page]:
    """Return a page where tests call functions of the playgrounds, and leave nothing behind."""
    with lend("bench", returning, served_site, open_bench) as page:
        yield page
