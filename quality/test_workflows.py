"""Safe workflows: zizmor finds nothing, and every action is named by its commit."""

import json
import re
from pathlib import Path

import pytest

from quality.checkout import run, tool
from quality.verdict import Say

USES = re.compile(r"^\s*(?:- )?uses: *(\S+)", re.MULTILINE)
BY_COMMIT = re.compile(r"[\w./-]+@[0-9a-f]{40}")


@pytest.mark.gate("workflows")
def test_workflows(project: Path, say: Say) -> None:
    """Let zizmor read the workflows of a project, without a network."""
    options = ("--offline", "--no-progress", "--persona", "pedantic", "--format", "json")
    said = run(tool("zizmor"), *options, str(project / ".github"))
    found = json.loads(said.stdout or "[]")
    faults = [f"{each['locations'][0]['symbolic']['key']}: {each['ident']}: {each['desc']}" for each in found]
    if said.returncode and not faults:
        faults = [said.stderr.strip()]
    workflows = sorted(project.glob(".github/workflows/*.yml"))
    actions = [use for path in workflows for use in USES.findall(path.read_text("utf-8"))]
    faults += [f"{use}: must be named by its commit" for use in actions if not BY_COMMIT.fullmatch(use)]
    say(f"zizmor: {len(actions)} actions named by their commits, {len(faults)} findings", faults)
