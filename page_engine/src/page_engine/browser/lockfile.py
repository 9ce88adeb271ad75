"""Pyodide's lock file: which files a library needs, and the hash that each must have."""

from __future__ import annotations

import hashlib
from typing import Any

Lock = dict[str, Any]


def needed_packages(lock: Lock, library: str) -> list[str]:
    """Return the names of a library and of all that it depends on, directly or not."""
    needed: list[str] = []
    waiting = [library]
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed.append(name)
            waiting += lock["packages"][name]["depends"]
    return needed


def is_official(lock: Lock, name: str, content: bytes) -> bool:
    """Return whether a package's file has the hash that the lock file wants."""
    return bool(hashlib.sha256(content).hexdigest() == lock["packages"][name]["sha256"])


def shortened_lock(lock: Lock, contents: dict[str, bytes]) -> Lock:
    """Return the lock file with those packages only that are there, and with their sizes, to show progress by."""
    packages = {name: lock["packages"][name] | {"size": len(content)} for name, content in contents.items()}
    return {"info": lock["info"], "packages": packages}
