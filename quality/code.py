"""The code: ruff finds no fault of style, and mypy none of types."""

from __future__ import annotations

from pathlib import Path

from quality.checkout import CHECKOUT, run, tool
from quality.verdict import Verdict


def check_style(folder: Path = CHECKOUT) -> Verdict:
    """Let ruff read all Python below a folder."""
    said = [
        run(tool("ruff"), *command, folder=folder)
        for command in (("check", "--output-format", "concise"), ("format", "--check"))
    ]
    faults = [line for each in said if each.returncode for line in each.stdout.splitlines()]
    return Verdict(f"ruff: {said[1].stdout.strip().splitlines()[-1]}, {len(faults)} faults", tuple(faults))


def check_types(folder: Path = CHECKOUT) -> Verdict:
    """Let mypy check the types of what a folder's settings name."""
    said = run(tool("mypy"), folder=folder)
    lines = said.stdout.strip().splitlines() or [said.stderr]
    return Verdict(f"mypy: {lines[-1]}", tuple(lines) if said.returncode else ())
