"""Spelling, of pages, code and comments alike: typos finds nothing."""

import pytest

from quality.checkout import files, run, tool
from quality.verdict import Say

TEXTS = (".md", ".py", ".js", ".css", ".yml", ".toml", ".html", ".j2")


@pytest.mark.gate("spelling")
def test_spelling(say: Say) -> None:
    """Look for misspelt words in every text under version control."""
    texts = [name for name in files() if name.endswith(TEXTS)]
    faults = misspelt(texts)
    say(f"typos: {len(texts)} files, {len(faults)} misspelt words", faults)


def misspelt(texts: list[str]) -> list[str]:
    """Return a line for each misspelt word in some files."""
    said = run(tool("typos"), "--format", "brief", "--force-exclude", *texts)
    return said.stdout.splitlines() or ([said.stderr.strip()] if said.returncode else [])
