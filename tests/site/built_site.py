"""A built site, for the tests to look at."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

SITE_URL = "https://example.org/course/"


@dataclass(frozen=True)
class BuiltSite:
    """A built site and what the build said."""

    folder: Path
    messages: str

    def pages(self) -> dict[str, str]:
        """Return address and HTML of every page."""
        paths = sorted(self.folder.rglob("*.html"))
        return {path.relative_to(self.folder).as_posix(): path.read_text("utf-8") for path in paths}
