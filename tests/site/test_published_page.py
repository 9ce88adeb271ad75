"""The page of published numbers leaves none of them out, and says of none that it agrees when it does not."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).parents[2]
CASES = json.loads((PROJECT / "tests/data/published_numbers.json").read_text("utf-8"))
TEXT = (PROJECT / "docs/published-numbers.md").read_text("utf-8")
BLOCK = re.compile(r"^```python.*?\n(.*?)^```$", re.DOTALL | re.MULTILINE)
COMPARISON = re.compile(r'<!--= (?P<verdict>here|differs)\("(?P<published>[^"]+)", .+?\) -->')
MAIN_TABLE = "| what | published | here |\n|---|---|---|\n"
SIGNS = {"here": "✓", "differs": "≠"}


def leaves(value: Any) -> Iterator[float]:
    """Return all numbers in a published result, and not the names that may stand beside them."""
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from leaves(part)
    elif not isinstance(value, str):
        yield float(value)


def compared(text: str, name: str) -> set[tuple[str, float]]:
    """Return the verdicts on published numbers, and the numbers, of the section whose code names a case."""
    for section in re.split(r"^## ", text, flags=re.MULTILINE):
        if any(f"# {name}\n" in block for block in BLOCK.findall(section)):
            return {(found["verdict"], float(found["published"])) for found in COMPARISON.finditer(section)}
    return set()


def rows(text: str) -> list[tuple[str, str]]:
    """Return the published and the compared cell of each row that compares, a line of the cells at a time."""
    lines = []
    for row in text.splitlines():
        if row.startswith("|") and "<!--=" in row:
            _, _, published, ours, _ = re.split(r" ?\| ?", row)
            lines += list(zip(published.split("<br>"), ours.split("<br>"), strict=True))
    return lines


def fault(published: str, ours: str) -> str:
    """Return what is wrong with a line of two cells: what is shown as published is compared, and has its sign."""
    found = list(COMPARISON.finditer(ours))
    shown = published.replace("<wbr>", "").replace("−", "-").split(", ")
    if shown != [comparison["published"] for comparison in found]:
        return f"{published} is shown, and something else compared"
    signs = {SIGNS[comparison["verdict"]] for comparison in found}
    return "" if len(signs) == 1 and ours.endswith(f"&nbsp;{signs.pop()}") else f"{published} has the wrong sign"


def test_every_published_number_is_compared_in_its_section() -> None:
    for case in CASES:
        found = compared(TEXT, case["id"])
        assert {("here", number) for number in leaves(case["expected"])} - found == set(), case["id"]
        assert {("differs", number) for number in leaves(case.get("published", {}))} - found == set(), case["id"]


def test_the_page_counts_pairs_of_letters_as_every_case_that_has_them() -> None:
    [counts] = re.findall(r'^COUNTS = """\n(.+?)"""$', TEXT, re.DOTALL | re.MULTILINE)
    counted = [list(leaves(case["input"]["counts"])) for case in CASES if "counts" in case["input"]]
    assert counted == [[float(count) for count in counts.split()]] * 3


def test_what_is_shown_as_published_is_what_is_compared_and_has_its_sign() -> None:
    assert len(rows(TEXT)) > 100
    assert [text for text in (fault(*row) for row in rows(TEXT)) if text] == []


def test_the_page_counts_what_it_compares() -> None:
    tables = "".join(part.split("\n\n")[0] for part in TEXT.split(MAIN_TABLE)[1:])
    signs = [SIGNS[found["verdict"]] for found in COMPARISON.finditer(tables)]
    agree, differ = signs.count("✓"), signs.count("≠")
    assert f"\nOf {agree + differ} published numbers {agree} agree with ours and {differ} do not.\n" in TEXT


# What is published, what comes out here, how that is shown, and which of the two functions takes it
RULE = [
    ("0.73", 0.7349, "0.73", "here"),
    ("-0.20", -0.1951, "-0.20", "here"),
    ("0.000000", -4e-8, "0.000000", "here"),
    ("1", 1.04, "1", "here"),
    ("2.0611537e-09", 2.0611536e-09, "2.0611536e-09", "here"),
    ("-1673.365109", -1673.36520, "-1673.365200", "here"),  # the eighth digit
    ("0.06046617599999997", 0.0604661760001, "0.060466176", "here"),
    ("2.999378523327323e-06", 2.9993785234e-06, "2.999378523e-06", "here"),  # ten digits at most
    ("0.73", 0.7351, "0.74", "differs"),
    ("-0.20", 0.20, "0.20", "differs"),
    ("1", 1.06, "1", "differs"),
    ("2.0611537e-09", 2.07e-09, "2.0700000e-09", "differs"),
    ("0.291027924", 0.291027774, "0.291027774", "differs"),
    ("0.5", float("nan"), "nan", "differs"),
]


def test_the_rule_of_the_page_accepts_or_refuses() -> None:
    page: dict[str, Any] = {}
    for block in BLOCK.findall(TEXT)[:2]:  # what defines the rule, and the numbers of the first section
        exec(block, page)
    messages = {"here": "comes out here", "differs": "agrees with it"}
    for published, ours, text, verdict in RULE:
        [other] = messages.keys() - {verdict}
        assert page[verdict](published, ours) == text
        with pytest.raises(AssertionError, match=messages[other]):
            page[other](published, ours)
    assert '<!--= here("0.002", y) -->' in TEXT
    assert page["here"]("0.002", page["y"]) == "0.002"
    with pytest.raises(AssertionError, match=r"0\.003 was published"):
        page["here"]("0.003", page["y"])
