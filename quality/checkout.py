"""The checkout: where it is, when it was last changed, and the commands that are run in it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]
RECORDS = CHECKOUT / ".cache" / "quality"


def tool(name: str) -> str:
    """Return the path of a program of this environment."""
    return str(Path(sys.executable).with_name(name))


def run(
    *command: str, folder: Path = CHECKOUT, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end, and return its exit code and what it printed."""
    variables = {**os.environ, **(environment or {})}
    return subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, check=False)


def files() -> list[str]:
    """Return the files under version control, sorted."""
    return sorted(set(run("git", "ls-files", "-z").stdout.split("\0")) - {""})
