"""What takes too long for every change, one part after the other: ``python -m quality.weekly``."""

from __future__ import annotations

import os
import subprocess
import sys
import time

from quality.checkout import CHECKOUT
from quality.suite import OLDEST, ON_ALL_CORES

PYTEST = ("-m", "pytest", *ON_ALL_CORES, "-q")
EACH_ALONE = ("-m", "pytest", "-n", "auto", "--dist", "worksteal", "-q")  # a few of one file take nearly all the time
PARTS: dict[str, tuple[dict[str, str], tuple[str, ...]]] = {
    "every download run anew, and the other long tests": ({}, (sys.executable, *PYTEST, "-m", "weekly")),
    "ten thousand examples of every call": (
        {"HYPOTHESIS_PROFILE": "weekly"},
        (sys.executable, *EACH_ALONE, "tests/library"),
    ),
    "all tests on the oldest versions": ({}, (str(OLDEST / "bin" / "python"), *PYTEST, "--ignore=tests/quality")),
    "changes to the library": ({}, (sys.executable, "-m", "quality.mutation", "library")),
    "changes to the pages": ({}, (sys.executable, "-m", "quality.mutation", "pages")),
}


def main() -> int:
    """Run every part, whatever the others say; return 1 if any fails."""
    codes = [_run(name, *part) for name, part in PARTS.items()]
    print(f"\n{codes.count(0)} of {len(codes)} parts hold")
    return 1 if any(codes) else 0


def _run(name: str, variables: dict[str, str], command: tuple[str, ...]) -> int:
    """Run a part, say how long it took and whether it holds, and return its exit code."""
    print(f"\n{name}", flush=True)
    begin = time.monotonic()
    code = subprocess.run(command, cwd=CHECKOUT, env={**os.environ, **variables}, check=False).returncode
    print(f"{'FAILS' if code else 'holds'} after {(time.monotonic() - begin) / 60:.0f} min: {name}", flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main())
