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


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_every_published_number_is_compared_in_its_section(case: dict[str, Any]) -> None:
    found = compared(TEXT, case["id"])
    assert not {("here", number) for number in leaves(case["expected"])} - found
    assert not {("differs", number) for number in leaves(case.get("published", {}))} - found


def test_a_number_that_is_left_out_is_missed() -> None:
    code = "## One\n```python\n# a-case\nx = 0.3\n```\n"
    there = '0.3<!--= here("0.3", x) -->, −2<!--= differs("-2.5", [x][0]) -->'
    assert compared(f"{code}{there}\n", "a-case") == {("here", 0.3), ("differs", -2.5)}
    assert compared(f"{code}0.3\n\n## Two\n{there}\n", "a-case") == set()
    assert compared(f"{code}{there}\n", "another-case") == set()
    assert set(leaves({"a": [0.3, ["b", 1]]})) == {0.3, 1.0}


def test_the_page_counts_pairs_of_letters_as_every_case_that_has_them() -> None:
    [counts] = re.findall(r'^COUNTS = """\n(.+?)"""$', TEXT, re.DOTALL | re.MULTILINE)
    counted = [list(leaves(case["input"]["counts"])) for case in CASES if "counts" in case["input"]]
    assert counted == [[float(count) for count in counts.split()]] * 3


def test_what_is_shown_as_published_is_what_is_compared_and_has_its_sign() -> None:
    assert len(rows(TEXT)) > 100
    assert [text for text in (fault(*row) for row in rows(TEXT)) if text] == []


@pytest.mark.parametrize(
    ("row", "faults"),
    [
        ('| a | −0.20, 1 | −0.20<!--= here("-0.20", x) -->, 1<!--= here("1", x) -->&nbsp;✓ |', [""]),
        (
            '| a | 0.2<br>0.3 | 0.2<!--= here("0.2", x) -->&nbsp;✓<br>**4**<!--= differs("0.3", x) -->&nbsp;≠ |',
            ["", ""],
        ),
        ('| a | 0.2 | 0.20<!--= here("0.20", x) -->&nbsp;✓ |', ["0.2 is shown, and something else compared"]),
        ('| a | 0.2 | 0.2<!--= f"{x:.1f}" -->&nbsp;✓ |', ["0.2 is shown, and something else compared"]),
        ('| a | 0.2, 1 | 0.2<!--= here("0.2", x) -->, 1&nbsp;✓ |', ["0.2, 1 is shown, and something else compared"]),
        ('| a | 0.2 | 0.3<!--= differs("0.2", x) -->&nbsp;✓ |', ["0.2 has the wrong sign"]),
        ('| a | 0.2 | 0.2<!--= here("0.2", x) --> |', ["0.2 has the wrong sign"]),
    ],
)
def test_a_wrong_row_is_found(row: str, faults: list[str]) -> None:
    assert [fault(*line) for line in rows(row)] == faults


def test_the_page_counts_what_it_compares() -> None:
    tables = "".join(part.split("\n\n")[0] for part in TEXT.split(MAIN_TABLE)[1:])
    signs = [SIGNS[found["verdict"]] for found in COMPARISON.finditer(tables)]
    agree, differ = signs.count("✓"), signs.count("≠")
    assert f"\nOf {agree + differ} published numbers {agree} agree with ours and {differ} do not.\n" in TEXT


@pytest.fixture(scope="module")
def page() -> dict[str, Any]:
    """Return what the rule of the page defines, and the numbers of its first section."""
    namespace: dict[str, Any] = {}
    for block in BLOCK.findall(TEXT)[:2]:
        exec(block, namespace)
    return namespace


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


@pytest.mark.parametrize(("published", "ours", "text", "verdict"), RULE)
def test_the_rule_accepts_or_refuses(
    page: dict[str, Any], published: str, ours: float, text: str, verdict: str
) -> None:
    assert page[verdict](published, ours) == text
    other, message = ("differs", "agrees with it") if verdict == "here" else ("here", "comes out here")
    with pytest.raises(AssertionError, match=message):
        page[other](published, ours)


def test_a_number_of_the_page_that_is_published_otherwise_is_refused(page: dict[str, Any]) -> None:
    expression = 'here("0.002", y)'
    assert f"<!--= {expression} -->" in TEXT
    assert eval(expression, page) == "0.002"
    with pytest.raises(AssertionError, match=r"0\.003 was published"):
        eval(expression.replace("0.002", "0.003"), page)
