"""The tests, run by the newest Python and on the oldest versions that are supported."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

from quality.checkout import CHECKOUT, run
from quality.verdict import Verdict

OLDEST = CHECKOUT / ".cache" / "oldest"
PROCESSES = str((os.cpu_count() or 1) + 1)  # since some of them wait for a browser or a clock
# One file, one process: what its tests share is made once.
ON_ALL_CORES = ("-n", PROCESSES, "--dist", "loadfile", "--no-loadscope-reorder")
NOT_ON_OLDEST = ("tests/browser", "tests/site", "tests/quality")  # the weekly run has the first two, too
VERSIONS = """
import platform
from importlib.metadata import version
print(f"Python {platform.python_version()}", *(f"{name} {version(name)}" for name in ("NumPy", "matplotlib")), sep=", ")
"""


def check_tests(site: Path) -> Verdict:
    """Run all tests, on the site that has been built."""
    return run_tests(sys.executable, {"BUILT_SITE": str(site)}, *ON_ALL_CORES)


def check_oldest() -> Verdict:
    """Run the pages, the docstrings and the tests of library and engine on the oldest versions, on one core."""
    return run_tests(str(OLDEST / "bin" / "python"), {}, *(f"--ignore={name}" for name in NOT_ON_OLDEST))


def run_tests(python: str, environment: dict[str, str], *arguments: str) -> Verdict:
    """Run tests with a Python, and return its versions and how many have passed."""
    if not Path(python).exists():
        return Verdict("no environment", (f"{python} must be there; make check installs it",))
    versions = run(python, "-c", VERSIONS).stdout.strip()
    command = ("-m", "pytest", "-q", "--no-header", "-p", "no:cacheprovider")
    said = run(python, *command, *arguments, environment={**environment, "COLUMNS": "200"})
    figure, faults = outcome(said.stdout, said.returncode)
    return Verdict(f"{versions}: {figure}", faults or tuple(said.stderr.splitlines() if said.returncode else ()))


def outcome(said: str, code: int) -> tuple[str, tuple[str, ...]]:
    """Return the closing line of pytest and the faults: what failed, and what was skipped where nothing may be."""
    lines = said.rstrip().splitlines() or ["pytest said nothing"]
    is_strict = os.environ.get("BROWSER_TESTS") == "required"
    words = ("FAILED", "ERROR", "SKIPPED") if is_strict else ("FAILED", "ERROR")
    faults = tuple(line for line in lines if line.startswith(words))
    if code and not faults:
        faults = tuple(lines[-40:])
    return re.sub(r" in [\d.]+s.*", "", lines[-1]).strip("= "), faults
