"""The page of published numbers leaves none of them out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).parents[2]
CASES = json.loads((PROJECT / "tests/data/published_numbers.json").read_text("utf-8"))
PAGE = PROJECT / "docs/published-numbers.md"
NUMBER = re.compile(r"(?<![\w.])-?\d+(?:_\d+)*(?:\.\d+)?(?:e-?\d+)?(?![\w.]*\w)")


def leaves(value: Any) -> Iterator[float]:
    """Return all numbers in a published result."""
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from leaves(part)
    else:
        yield float(value)


def literals(text: str) -> set[float]:
    """Return the numbers that the Python blocks of a page contain."""
    blocks = re.findall(r"^```python.*?\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    return {float(number) for block in blocks for number in NUMBER.findall(block)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_every_published_number_is_compared_on_the_page(case: dict[str, Any]) -> None:
    missing = set(leaves(case["expected"])) - literals(PAGE.read_text("utf-8"))
    assert not missing


def test_a_number_that_is_left_out_is_missed() -> None:
    assert literals("0.3\n\n```python\nx = [1, -2.5, 6.1e-9, 0.25]\n```\n") == {1.0, -2.5, 6.1e-9, 0.25}
    assert set(leaves({"a": [0.3, [1]]})) == {0.3, 1.0}
