"""The code: ruff finds no fault of style, and mypy none of types."""

from __future__ import annotations

from quality.checkout import run, tool
from quality.verdict import Verdict


def check_style() -> Verdict:
    """Let ruff read and format all Python."""
    said = run(tool("ruff"), "check", "--output-format", "concise"), run(tool("ruff"), "format", "--check")
    faults = [line for each in said if each.returncode for line in each.stdout.splitlines()]
    return Verdict(f"ruff: {said[1].stdout.strip().splitlines()[-1]}, {len(faults)} faults", tuple(faults))


def check_types() -> Verdict:
    """Let mypy check the types, strictly."""
    said = run(tool("mypy"))
    lines = said.stdout.strip().splitlines() or [said.stderr]
    return Verdict(f"mypy: {lines[-1]}", tuple(lines) if said.returncode else ())
