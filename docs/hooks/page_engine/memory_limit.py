"""The memory of a page: so much and no more, and a little above it to tell that it is full."""

from __future__ import annotations

import contextlib
import resource

SPARE_MEMORY = 64 * 1024 * 1024  # bytes


def limit_memory(largest: int) -> None:
    """Let this process have so many bytes of addresses."""
    with contextlib.suppress(ValueError, OSError):  # not every system has this limit
        resource.setrlimit(resource.RLIMIT_AS, (largest, largest + SPARE_MEMORY))


def give_spare_memory() -> None:
    """Let this process tell of a block that has filled its memory."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
