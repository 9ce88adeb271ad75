"""The site, built once for all tests, whichever process asks first, and a Chromium in each process."""

import fcntl
import os
from collections.abc import Iterator

import pytest
from built_site import BuiltSite, build_site
from missing_tools import missing
from playwright.sync_api import Browser

from quality.browsing import MissingBrowserError, chromium


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """Return the built site."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # which all processes share
    with (folder / "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return build_site(folder / "site")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return the Chromium of this process."""
    try:
        with chromium() as browser:
            yield browser
    except MissingBrowserError as error:
        missing(str(error))
