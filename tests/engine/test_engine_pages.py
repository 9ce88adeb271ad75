"""The pages in the folder beside this test: what is wrong with each is what its marks ⟦words⟧ say, and nothing else."""

import shutil
from pathlib import Path

import pytest
from engine_pages import PAGES, check_marked

from page_engine.read.page import read_page

OTHERS = ("with space.md", "page_(1).md", "Übung.md", "sub/other.md")  # to which links lead


@pytest.mark.parametrize("name", sorted(path.name for path in PAGES.glob("*.md")))
def test_what_is_wrong_with_a_page_is_what_its_marks_say(tmp_path: Path, name: str) -> None:
    shutil.copytree(PAGES / "beside", tmp_path, dirs_exist_ok=True)
    (tmp_path / "sub").mkdir()
    for other in OTHERS:
        shutil.copy(PAGES / "beside" / "other.md", tmp_path / other)
    check_marked(tmp_path, (PAGES / name).read_bytes().decode("utf-8"), name)


def test_every_number_of_the_page_of_right_ones_is_checked() -> None:
    page = read_page(PAGES / "numbers.md")
    assert len(page.numbers) == page.text.count("<!--=")
