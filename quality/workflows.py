"""Safe workflows: zizmor finds nothing, and every action is named by its commit."""

from __future__ import annotations

import json
import re

from quality.checkout import CHECKOUT, run, tool
from quality.verdict import Verdict

USES = re.compile(r"^\s*(?:- )?uses: *(\S+)", re.MULTILINE)
BY_COMMIT = re.compile(r"[\w./-]+@[0-9a-f]{40}")


def check_workflows() -> Verdict:
    """Let zizmor read the workflows, without a network."""
    said = run(tool("zizmor"), "--offline", "--no-progress", "--persona", "pedantic", "--format", "json", ".github")
    faults = [f"{each['locations'][0]['symbolic']['key']}: {each['desc']}" for each in json.loads(said.stdout or "[]")]
    if said.returncode and not faults:
        faults = [said.stderr.strip()]
    actions = [
        use for path in sorted(CHECKOUT.glob(".github/workflows/*.yml")) for use in USES.findall(path.read_text())
    ]
    faults += [f"{use}: must be named by its commit" for use in actions if not BY_COMMIT.fullmatch(use)]
    return Verdict(f"zizmor: {len(actions)} actions named by their commits, {len(faults)} findings", tuple(faults))
