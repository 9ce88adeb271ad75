"""The pages in the folder beside this test: what is wrong with each is what its marks ⟦words⟧ say, and nothing else."""

import shutil
from pathlib import Path

import pytest
from engine_pages import PAGES, check_marked, examples, verdicts, write
from engine_web import as_web

from page_engine import sybil_parser
from page_engine.read.page import read_page
from page_engine.say.renderer import render_page

OTHERS = ("with space.md", "page_(1).md", "Übung.md", "sub/other.md")  # to which links lead


@pytest.mark.parametrize("name", sorted(path.name for path in PAGES.glob("*.md")))
def test_build_and_tests_say_of_a_page_what_its_marks_say_and_a_preview_shows_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    shutil.copytree(PAGES / "beside", tmp_path, dirs_exist_ok=True)
    (tmp_path / "sub").mkdir()
    for other in OTHERS:
        shutil.copy(PAGES / "beside" / "other.md", tmp_path / other)
    write(tmp_path, "\ufeff# First\n", "marked.md")
    checked = check_marked(tmp_path, (PAGES / name).read_bytes().decode("utf-8"), name)
    lines = [problem.line for problem in checked.problems]
    monkeypatch.setattr(sybil_parser, "run_page", lambda page: checked.outcomes)
    told = [line for _, found in verdicts(examples(tmp_path / name)) if isinstance(found, list) for line in found]
    assert sorted(told) == lines
    web = as_web(render_page(checked.page, checked.outcomes, checked.problems).text)
    unseen = [problem for problem in checked.problems if f"{name}:{problem.line}" not in web.text]
    assert [problem for problem in unseen if "in a comment" not in problem.message] == []
    if not checked.page.problems:
        for shown, block in zip(web.code, checked.page.blocks, strict=True):
            assert shown.strip("\n").removeprefix(block.options.get("title", "")) == block.source.strip("\n")


def test_every_number_of_the_page_of_right_ones_is_checked() -> None:
    page = read_page(PAGES / "numbers.md")
    assert len(page.numbers) == page.text.count("<!--=")
