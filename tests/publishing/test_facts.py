"""What a build tells of itself: what it has counted, what gates have said and what has been measured."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from page_engine.read.page import parse_page
from page_engine.run.outcome import Outcome
from page_engine.say.book import Book, Chapter
from publishing.facts import facts_of

CONFIG = {"site_url": "https://example.org/"}
PAGE = "# {title}\n\n```python\nx = 1\n```\n\n1<!--= x -->\n"
RATIO = {"what": "fit", "beside": "a | b", "median": 0.25, "low": 0.2, "high": 0.3}


def facts(project: Path) -> dict[str, str]:
    pages = [parse_page(PAGE.format(title=title), project / f"{title}.md") for title in ("One", "Two")]
    book = Book([Chapter(f"{page.name[-6:]}", page, [Outcome(), Outcome()], []) for page in pages])
    return facts_of(book, CONFIG, project, "downloads/a.whl", [])


def test_counts_are_added_up(tmp_path: Path) -> None:
    pages = facts(tmp_path)["pages"]
    assert "| [One](One.md) | 1 | 0 | 1 | 0 |" in pages
    assert "| **together** | **2** | **0** | **2** | **0** |" in pages


def test_a_page_with_numbers_and_no_block_is_counted_in_its_row_and_below(tmp_path: Path) -> None:
    page = parse_page("# Sums\n\n2<!--= 1 + 1 -->\n", tmp_path / "sums.md")
    book = Book([Chapter("sums.md", page, [Outcome()], [])])
    pages = facts_of(book, CONFIG, tmp_path, "downloads/a.whl", [])["pages"]
    assert "| [Sums](sums.md) | 0 | 0 | 1 | 0 |\n| **together** | **0** | **0** | **1** | **0** |" in pages


def test_what_has_not_been_asked_or_measured_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GATES", raising=False)
    assert "The gates have not been asked for this build." in facts(tmp_path)["gates"]
    assert facts(tmp_path)["speed"] == "Nothing has been measured; `make bench` does."


def test_a_gate_that_falls_short_stands_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = tmp_path / "gates.json"
    record.write_text(json.dumps([{"gate": "links", "figure": "1 broken", "holds": False}]))
    monkeypatch.setenv("GATES", str(record))
    assert "| links | **falls short** | 1 broken |" in facts(tmp_path)["gates"]


def test_ratios_stand_below_what_they_were_measured_on(tmp_path: Path) -> None:
    (tmp_path / "benchmarks").mkdir()
    result = {"day": "2026-11-27", "machine": "2 processors", "ratios": [RATIO]}
    (tmp_path / "benchmarks" / "results.json").write_text(json.dumps({"Training": result}))
    lines = facts(tmp_path)["speed"].splitlines()
    start = lines.index("### Training")
    assert lines[start + 2] == "Measured on 2026-11-27: 2 processors."
    assert lines[start + 4] == "| what | beside | time (spread) |"
    assert lines[start + 6] == r"| fit | a \| b | 0.25 (0.20 to 0.30) |"
