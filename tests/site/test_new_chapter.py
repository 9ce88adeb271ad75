"""The skeleton of a chapter: it passes, as it is, what is asked of every chapter and lab."""

import os
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from built_site import PROJECT

from quality.new_chapter import make_chapter

TITLE = 'What a "filter" sees: edges'
KEPT = ("conftest.py", "docs", "mkdocs.yml", "neuronlib", "publishing", "pyproject.toml", "quality", "tests")
LEFT_OUT = shutil.ignore_patterns("__pycache__", "node_modules")
OF_ALL_CHAPTERS = "leads_to_the_next or landing_page or every_chapter_has_a_lab"


def test_a_new_chapter_is_one_of_the_series(tmp_path: Path) -> None:
    for name in KEPT:
        copy = partial(shutil.copytree, ignore=LEFT_OUT) if (PROJECT / name).is_dir() else shutil.copy
        copy(PROJECT / name, tmp_path / name)
    page, lab, *_ = make_chapter(tmp_path, TITLE)
    asked = f"{Path(page).stem} or {OF_ALL_CHAPTERS}"
    command = [sys.executable, "-m", "pytest", "-p", "no:xdist", "-p", "no:cacheprovider", "-k", asked]
    places = ["tests/site/test_series.py", "tests/labs/test_labs.py", page, lab]
    variables = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_XDIST")}
    said = subprocess.run([*command, *places], cwd=tmp_path, env=variables, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout
    for each in (page, lab):
        entry = f'"{Path(page).stem[:2]}. What a \\"filter\\" sees: edges": {each.removeprefix("docs/")}\n'
        assert entry in (tmp_path / "mkdocs.yml").read_text("utf-8")


def test_a_chapter_must_have_a_title() -> None:
    with pytest.raises(SystemExit, match='must be the title of the chapter, as in NAME="What a filter sees", got '):
        make_chapter(PROJECT, " ")
