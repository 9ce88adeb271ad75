"""A built site, for the tests to look at: the one that `BUILT_SITE` names, or one that they build."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parents[1]
SITE_URL = os.environ.get("SITE_URL", "https://example.org/course/")


@dataclass(frozen=True)
class BuiltSite:
    """A built site and what the build said."""

    folder: Path
    messages: str

    def pages(self) -> dict[str, str]:
        """Return address and HTML of every page."""
        paths = sorted(self.folder.rglob("*.html"))
        return {path.relative_to(self.folder).as_posix(): path.read_text("utf-8") for path in paths}


def build_site(folder: Path) -> BuiltSite:
    """Build the site into a folder, unless that has been done, by another process of these tests or before them."""
    if "BUILT_SITE" in os.environ:
        folder = Path(os.environ["BUILT_SITE"])
    said = folder.with_suffix(".log")
    if not said.exists():
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
        environment = {**os.environ, "SITE_URL": SITE_URL}
        build = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)
        assert build.returncode == 0, build.stdout + build.stderr
        said.write_text(build.stdout + build.stderr, "utf-8")
    return BuiltSite(folder, said.read_text("utf-8"))
