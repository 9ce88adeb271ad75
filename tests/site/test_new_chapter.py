"""The skeleton of a chapter: it passes, as it is, what is asked of every chapter and lab."""

import shutil
from pathlib import Path

import pytest
from built_site import PROJECT
from small_project import TEST, run

from quality.new_chapter import make_chapter

OF_ALL_CHAPTERS = "test_series or test_notation or every_chapter_has_a_lab"
ASKED = ["tests/site/test_series.py", "tests/site/test_notation.py", "tests/labs/test_labs.py"]


def test_a_new_chapter_is_one_of_the_series(tmp_path: Path) -> None:
    for folder in ("docs", "neuronlib", "publishing", "quality", "tests"):
        left_out = shutil.ignore_patterns("__pycache__", "node_modules")
        shutil.copytree(PROJECT / folder, tmp_path / folder, ignore=left_out)
    for file in ("conftest.py", "mkdocs.yml", "pyproject.toml"):
        shutil.copy(PROJECT / file, tmp_path)
    page, lab, *_ = make_chapter(tmp_path, 'What a "filter" sees: edges')
    asked = f"{Path(page).stem} or {OF_ALL_CHAPTERS}"
    code, said = run(tmp_path, *TEST, "-k", asked, *ASKED, page, lab)
    assert code == 0, said
    for each in (page, lab):
        entry = f'"{Path(page).stem[:2]}. What a \\"filter\\" sees: edges": {each.removeprefix("docs/")}\n'
        assert entry in (tmp_path / "mkdocs.yml").read_text("utf-8")


@pytest.mark.parametrize(("title", "told"), [(" ", "the title of the chapter, as in NAME="), ("Loss", "a new title")])
def test_a_chapter_must_have_a_title_that_none_has_yet(tmp_path: Path, title: str, told: str) -> None:
    (tmp_path / "docs/series").mkdir(parents=True)
    (tmp_path / "docs/series/05-loss.md").touch()
    with pytest.raises(SystemExit, match=f"NAME must be {told}"):
        make_chapter(tmp_path, title)
