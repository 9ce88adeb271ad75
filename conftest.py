"""What all tests share: pages go to Sybil and docstrings to doctest, and the site and Chromium are there once.

The site is built by whichever process asks first. What only these need is imported when they are asked for,
since the tests of pages need no browser.
"""

import fcntl
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from sybil import Sybil

from page_engine import PageParser

if TYPE_CHECKING:
    from built_site import BuiltSite
    from playwright.sync_api import Browser

os.environ["MPLBACKEND"] = "agg"  # the docstrings of plotting draw, and need no window
collect_ignore_glob = ["*conftest.py"]  # for doctest takes those of all folders for one module

pages = Sybil(parsers=[PageParser()], patterns=["*.md", "*.markdown"], exclude=".*")  # what editors leave is hidden
pytest_collect_file = pages.pytest()


def pytest_itemcollected(item: pytest.Item) -> None:
    """Let the examples of a docstring import what they use, as a reader would have to."""
    if isinstance(item, pytest.DoctestItem):
        item.dtest.globs = {"__name__": "__main__"}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> "BuiltSite":
    """Return the built site."""
    from built_site import build_site

    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # which all processes share
    with (folder / "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return build_site(folder / "site")


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """Return the Chromium of this process."""
    from missing_tools import missing

    from quality.browsing import MissingBrowserError, chromium

    try:
        with chromium() as browser:
            yield browser
    except MissingBrowserError as error:
        missing(str(error))
