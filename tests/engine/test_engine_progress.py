"""Who waits for pages hears which has run and how many are left; of pages that need not run, nothing."""

from pathlib import Path

from engine_pages import block, write

from page_engine.read.page import read_page
from page_engine.run.runner import map_pages


def nothing(*_: object) -> None:
    """Make nothing of a page."""


def test_each_page_that_has_run_is_told_with_how_many_are_left(tmp_path: Path) -> None:
    pages = [read_page(write(tmp_path, block(f"x = {number}"), f"{number}.md")) for number in range(3)]
    told: list[tuple[str, int]] = []
    map_pages(nothing, pages, lambda page, n_left: told.append((Path(page.name).name, n_left)))
    assert sorted(name for name, _ in told) == ["0.md", "1.md", "2.md"]
    assert min(n_left for _, n_left in told) == 0


def test_a_page_without_code_is_not_told(tmp_path: Path) -> None:
    told: list[object] = []
    page = read_page(write(tmp_path, "Only words.\n"))
    map_pages(nothing, [page], lambda *each: told.append(each))
    assert told == []


def test_a_page_whose_outcomes_were_kept_is_not_told(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.page-engine]\ncache = "kept"\n', "utf-8")
    page = read_page(write(tmp_path, block("x = 1")))
    told: list[object] = []
    for _ in range(2):
        map_pages(nothing, [page], lambda *each: told.append(each))
    assert len(told) == 1
