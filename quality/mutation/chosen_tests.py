"""The tests of the library, run by pytest in this process: those that a change can reach, the quickest first."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

import pytest

from quality.mutation.checks import plain_matplotlib

Begin = Callable[[str], None]  # is told the name of each check as it begins


class _Chosen:
    """A pytest plugin: runs some tests only, in their order, tells of each as it begins and keeps what failed."""

    def __init__(self, names: Sequence[str], begin: Begin) -> None:
        self.places = {name: place for place, name in enumerate(names)}
        self.begin = begin
        self.failed = ""

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep the chosen tests, in their order."""
        if self.places:
            items[:] = sorted(
                (item for item in items if item.nodeid in self.places), key=lambda item: self.places[item.nodeid]
            )

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """Tell that a test begins."""
        self.begin(nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the first failure."""
        if report.failed:
            self.failed = self.failed or report.nodeid

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keep the first file that cannot even be read."""
        if report.failed:
            self.failed = self.failed or f"{report.nodeid} (when collected)"


def run_tests(files: Collection[Path | str], names: Sequence[str], begin: Begin) -> str:
    """Run tests up to the first failure and return its name, or nothing.

    Parameters
    ----------
    files : collection of paths
        Where the tests are.
    names : sequence of str
        Which tests of those, in which order; all, if there are none.
    begin : callable
        Is told the name of each test as it begins.
    """
    chosen = _Chosen(names, begin)
    options = ["--exitfirst", "--quiet", "--tb=no", "--capture=sys", "-p", "no:cacheprovider"]
    options += ["-W", "ignore::pytest.PytestAssertRewriteWarning"]  # plugins are imported already
    with plain_matplotlib(), _silence():
        code = pytest.main([*map(str, files), *options], plugins=[chosen])
    is_well = code in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)
    return "" if is_well else chosen.failed or f"pytest ended with {code!r}"


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    """Send away what pytest says: it writes to the terminal's own file."""
    with (
        Path(os.devnull).open("w") as nowhere,
        contextlib.redirect_stdout(nowhere),
        contextlib.redirect_stderr(nowhere),
    ):
        yield
