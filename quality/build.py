"""The site, built as it is published."""

from __future__ import annotations

import sys
from pathlib import Path

from quality.checkout import RECORDS, run
from quality.verdict import Verdict


def build(site: Path, environment: dict[str, str]) -> Verdict:
    """Build the site into a folder, and say what the build has run and compared; its words are kept."""
    command = (sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site))
    built = run(*command, environment=environment)
    said = built.stdout + built.stderr
    (RECORDS / "site.log").write_text(said, "utf-8")
    if built.returncode:
        return Verdict("the site could not be built", tuple(said.splitlines()[-40:]))
    summary = next(line for line in said.splitlines() if " compared, " in line)
    return Verdict(summary.removeprefix("INFO    -  ").split(";")[0])
