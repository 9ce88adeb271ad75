"""How a gate speaks, what all of them look at, and the report of what they say."""

import os
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from quality.browsing import KINDS_OF_PAGE
from quality.checkout import CHECKOUT, RECORDS, run
from quality.publish import CHECKED
from quality.report import GATES, Report
from quality.verdict import Say

collect_ignore_glob = ["[!t]*.py", "node_modules"]  # what is no gate has no examples


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add what ``make check`` says."""
    parser.addoption("--publish", action="store_true", help="build the site into site/, with what the gates have said")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Run one process more than there are cores, since some tests wait for a browser or a clock."""
    return (os.cpu_count() or 1) + 1


def pytest_configure(config: pytest.Config) -> None:
    """Listen, and let all processes build for one address and day, and look at the site that will be published."""
    config.pluginmanager.import_plugin("site_fixtures")  # which the tests look at, too
    if hasattr(config, "workerinput"):
        return
    os.environ.setdefault("SITE_URL", "https://example.org/course/")
    os.environ.setdefault("SOURCE_DATE_EPOCH", run("git", "log", "-1", "--format=%ct").stdout.strip())
    publishes = config.getoption("publish")
    config.pluginmanager.register(Report(RECORDS if publishes else None))
    if publishes:
        shutil.rmtree(RECORDS, ignore_errors=True)
        RECORDS.mkdir(parents=True)
        os.environ["BUILT_SITE"] = str(CHECKED)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let every report of a gate tell its name, and let gates come first: before all, those that look at no site.

    The last of them as they are shown takes longest, so it begins.
    """
    gates = {item: mark.args[0] for item in items if (mark := item.get_closest_marker("gate"))}
    for item, name in gates.items():
        item.user_properties.append(("gate", name))
        if name not in GATES:
            raise pytest.UsageError(f"{item.nodeid}: the gate {name!r} must stand in quality/report.py")
    first = sorted(gates, key=lambda item: ("site" in vars(item)["fixturenames"], -GATES.index(gates[item])))
    items[:] = [*first, *(item for item in items if item not in gates)]


@pytest.fixture
def say(record_property: Callable[[str, object], None]) -> Say:
    """Return the function with which a gate tells its figure, and ends if it has found faults."""

    def say(figure: str, faults: Iterable[str] = ()) -> None:
        record_property("figure", figure)
        told = list(faults)
        if told:
            pytest.fail("\n".join(told) or "it ended without a word", pytrace=False)

    return say


@pytest.fixture
def project() -> Path:
    """Return the folder of the project whose site it is."""
    return CHECKOUT


@pytest.fixture
def kinds_of_page() -> list[str]:
    """Return the addresses of pages of every kind."""
    return list(KINDS_OF_PAGE)
