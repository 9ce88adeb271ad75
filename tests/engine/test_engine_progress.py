"""Who waits for pages hears which has run and how many are left; of pages that need not run, nothing."""

import re
from pathlib import Path

import pytest
from engine_pages import block, write

from page_engine.say.book import pages_below, read_book


@pytest.fixture
def told(tmp_path: Path) -> list[str]:
    """Return what was told of a project of three pages with code and one without, built twice."""
    (tmp_path / "pyproject.toml").write_text('[tool.page-engine]\ncache = "kept"\n', "utf-8")
    for number in range(3):
        write(tmp_path, block(f"x = {number}"), f"{number}.md")
    write(tmp_path, "Only words.\n", "words.md")
    told: list[str] = []
    for _ in range(2):
        read_book(pages_below([tmp_path]), report=told.append)
    return told


def test_each_page_that_has_run_is_told_once_with_how_many_are_left(told: list[str]) -> None:
    found = [re.fullmatch(r".*(\d\.md) has run, (\d) left", line) for line in told]
    assert sorted(line[1] for line in found if line) == ["0.md", "1.md", "2.md"]
    assert min(int(line[2]) for line in found if line) in (0, 1)  # the page without code may be the last
