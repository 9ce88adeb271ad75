"""Answers to the exercises of the labs: the right ones, and those with a usual mistake."""

import re
import tomllib
from pathlib import Path

from page_engine.read.page import Page

MISTAKES = {
    (path.stem, name): mistake["code"]
    for path in sorted(Path(__file__).parent.glob("labs/mistakes/*.toml"))
    for name, mistake in tomllib.loads(path.read_text("utf-8")).items()
}


def tagged(page: Page, tag: str) -> list[str]:
    return [block.source for block in page.blocks if block.options.get("tag") == tag]


def answered_by(code: str) -> str:
    """Return the name of the function that an answer defines."""
    (name,) = re.findall(r"^def (\w+)", code, re.MULTILINE)
    return str(name)


def answers(page: Page, mistake: str = "") -> dict[int, str]:
    """Return what to put in the place of each exercise of a lab, by the number of its block from 1.

    It is the solution and, where the mistake is one in that exercise, after it the code with the mistake.
    """
    exercises = [number for number, block in enumerate(page.blocks, 1) if block.options.get("tag") == "exercise"]
    return {
        number: solution + mistake if mistake and f"def {answered_by(mistake)}(" in solution else solution
        for number, solution in zip(exercises, tagged(page, "solution"), strict=True)
    }
