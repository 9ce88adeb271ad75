"""The oldest versions that are supported: pages, docstrings and the tests of library and engine hold there, too."""

import os
from pathlib import Path
from xml.etree import ElementTree

import pytest

from quality.checkout import CHECKOUT, run
from quality.verdict import Say

PYTHON = CHECKOUT / ".cache" / "oldest" / "bin" / "python"
LEFT_OUT = ("tests/browser", "tests/site", "tests/quality", "quality")  # the weekly run has the first two, too
VERSIONS = """
import platform
from importlib.metadata import version
print(f"Python {platform.python_version()}", *(f"{name} {version(name)}" for name in ("NumPy", "matplotlib")), sep=", ")
"""


@pytest.mark.gate("tests, oldest")
def test_oldest(tmp_path: Path, say: Say) -> None:
    """Run the tests that matter to the library, on one core."""
    if not PYTHON.exists():
        say("no environment", [f"{PYTHON} must be there; make check installs it"])
    versions, record = run(str(PYTHON), "-c", VERSIONS).stdout.strip(), tmp_path / "record.xml"
    command = ("-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junit-xml={record}")
    said = run(str(PYTHON), *command, *(f"--ignore={name}" for name in LEFT_OUT))
    figure, faults = read_record(record)
    if said.returncode and not faults:
        faults = (said.stdout + said.stderr or f"it ended with {said.returncode}").splitlines()
    say(f"{versions}: {figure}", faults)


def read_record(record: Path) -> tuple[str, list[str]]:
    """Return how many tests have passed by a record in the format of JUnit, and a line for each that has not."""
    cases = list(ElementTree.parse(record).iter("testcase")) if record.exists() else []
    ends = [(f"{case.get('classname')}.{case.get('name')}", case.find("*[@message]")) for case in cases]
    ends = [(name, end) for name, end in ends if end is None or end.tag != "skipped" or ".md.line:" not in name]
    is_fault = {"skipped": os.environ.get("BROWSER_TESTS") == "required"}
    faults = [f"{name}: {end.get('message')}" for name, end in ends if end is not None and is_fault.get(end.tag, True)]
    return f"{sum(end is None for _, end in ends)} of {len(ends)} passed", faults
