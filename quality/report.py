"""What gates and tests say: on one screen, and on the site's page on its quality."""

import json
import os
import platform
from collections import Counter
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

import pytest

from quality.publish import publish
from quality.verdict import Verdict

GATES = (  # as they are shown
    "pages",
    "accessible",
    "same bytes again",
    "by keyboard",
    "built by ProperDocs",
    "built by Zensical",
    "private and safe",
    "as readers prefer",
    "valid HTML",
    "nothing missing",
    "connected",
    "spelling",
    "workflows",
    "dependencies",
    "style of the code",
    "types of the code",
    "tests",
    "tests, oldest",
    "published",
)
TESTS, PUBLISHED = GATES[-3], GATES[-1]  # the two that are no tests themselves
UNASKED = Verdict("it was not asked", ["it must be"])


class Report:
    """A plugin of pytest, which hears what gates and tests say; with a folder for records, it publishes that."""

    def __init__(self, records: Path | None) -> None:
        self.records = records
        self.verdicts: dict[str, Verdict] = {}
        self.outcomes: Counter[str] = Counter()
        self.faults: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Hear a gate, or count a test."""
        said = {name: str(value) for name, value in report.user_properties}
        if "gate" not in said:
            self._count(report)
        elif not report.passed:
            faults = report.longreprtext or "it failed and said nothing"
            self.verdicts[said["gate"]] = Verdict(said.get("figure", "it could not be asked"), faults.splitlines())
        elif report.when == "call":
            self.verdicts[said["gate"]] = Verdict(said["figure"]) if "figure" in said else UNASKED

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Count what could not be read."""
        if report.failed:
            self._count(report)

    def _count(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        is_call = getattr(report, "when", "") == "call"
        if is_call or not report.passed:
            self.outcomes["errors" if report.failed and not is_call else report.outcome] += 1
        is_block = ".md::" in report.nodeid  # which its author skips, with a reason that the page shows
        if report.failed or (report.skipped and not is_block and os.environ.get("BROWSER_TESTS") == "required"):
            self.faults.append(report.nodeid)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Publish the site with all verdicts, if that was asked for; none may be missing or fall short."""
        if self.records is None:
            return
        heard = {**self.verdicts, TESTS: self._tests()}
        self.verdicts = {name: heard.get(name, UNASKED) for name in GATES if name != PUBLISHED}
        record = keep(self.verdicts, self.records)
        self.verdicts[PUBLISHED] = publish(record) if self.verdicts["pages"].holds else UNASKED
        keep(self.verdicts, self.records)
        if not all(verdict.holds for verdict in self.verdicts.values()):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def _tests(self) -> Verdict:
        """Return the verdict of all tests that are no gates."""
        versions = [f"Python {platform.python_version()}"]
        versions += [f"{name} {version(name)}" for name in ("NumPy", "matplotlib")]
        counts = [f"{count} {outcome}" for outcome, count in sorted(self.outcomes.items())]
        faults = self.faults if self.outcomes["passed"] else [*self.faults, "no test has passed"]
        return Verdict(f"{', '.join(versions)}: {', '.join(counts)}", faults)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Show one screen: the verdicts, and how many fall short."""
        for name in GATES:
            if name in self.verdicts:
                terminalreporter.write_line(self.verdicts[name].line(name))
        n_failed = sum(not verdict.holds for verdict in self.verdicts.values())
        if self.verdicts:
            total = f"{n_failed} of {len(self.verdicts)} gates fall short"
            terminalreporter.write_line(total if n_failed else f"all {len(self.verdicts)} gates hold")


def keep(verdicts: Mapping[str, Verdict], records: Path) -> Path:
    """Write all figures to a file for the site, and return its path."""
    figures = [{"gate": name, "figure": each.figure, "holds": each.holds} for name, each in verdicts.items()]
    path = records / "gates.json"
    path.write_text(json.dumps(figures, indent=1), "utf-8")
    return path
