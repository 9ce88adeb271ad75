"""Spelling, of pages, code and comments alike: typos finds nothing."""

from __future__ import annotations

from quality.checkout import files, run, tool
from quality.verdict import Verdict

TEXTS = (".md", ".py", ".js", ".css", ".yml", ".toml", ".html", ".j2")


def check_spelling() -> Verdict:
    """Look for misspelt words in every text under version control."""
    texts = [name for name in files() if name.endswith(TEXTS)]
    said = run(tool("typos"), "--format", "brief", "--force-exclude", *texts)
    faults = said.stdout.splitlines()
    if said.returncode and not faults:
        faults = [said.stderr.strip()]
    return Verdict(f"typos: {len(texts)} files, {len(faults)} misspelt words", tuple(faults))
