"""Known dependencies: whatever is fetched is pinned by its version and its hash."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from quality.checkout import CHECKOUT, files
from quality.verdict import Say

LOCK = re.compile(r"requirements[^/]*\.(lock|txt)$|package-lock\.json$")
REQUIREMENT = re.compile(r"^[A-Za-z0-9](?:[^\n]*\\\n)*[^\n]*", re.MULTILINE)
PINNED = re.compile(r"[\w.\[\]-]+==[^\s;]+.*--hash=sha256:[0-9a-f]{64}", re.DOTALL)


@pytest.mark.gate("dependencies")
def test_dependencies(say: Say) -> None:
    """Look at every requirement for Python, and at every package of npm."""
    locks = [CHECKOUT / name for name in files() if LOCK.search(name)]
    pins = [pin for lock in locks for pin in pins_of(lock)]
    faults = [f"{place}: must have a version and a hash" for place, is_pinned in pins if not is_pinned]
    say(f"{len(locks)} lock files, {len(pins)} packages by hash, {len(faults)} without", faults)


def pins_of(lock: Path) -> Iterator[tuple[str, bool]]:
    """Yield each requirement of a lock file, and whether it is pinned."""
    place, text = lock.name, lock.read_text("utf-8")
    if lock.suffix == ".json":
        for name, package in json.loads(text)["packages"].items():
            if name:
                yield f"{place}: {name}", "version" in package and package.get("integrity", "").startswith("sha512-")
        return
    for requirement in REQUIREMENT.findall(text):
        yield f"{place}: {requirement.split()[0]}", PINNED.match(requirement) is not None
