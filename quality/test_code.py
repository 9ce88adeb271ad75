"""The code: ruff finds no fault of style, and mypy none of types."""

from pathlib import Path

import pytest

from quality.checkout import run, tool
from quality.verdict import Say


@pytest.mark.gate("style of the code")
def test_style(project: Path, say: Say) -> None:
    """Let ruff read all Python of a project."""
    commands = (("check", "--output-format", "concise"), ("format", "--check"))
    said = [run(tool("ruff"), *command, folder=project) for command in commands]
    faults = [line for each in said if each.returncode for line in (each.stdout or each.stderr or "\n").splitlines()]
    figure = (said[1].stdout or "it says nothing").strip().splitlines()[-1]
    say(f"ruff: {figure}, {len(faults)} faults", faults)


@pytest.mark.gate("types of the code")
def test_types(project: Path, say: Say) -> None:
    """Let mypy check the types of what a project's settings name."""
    said = run(tool("mypy"), folder=project)
    lines = said.stdout.strip().splitlines() or [said.stderr]
    say(f"mypy: {lines[-1]}", lines if said.returncode else ())
