"""What a build makes of the whole series, and what it says where it cannot."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from mkdocs.config import load_config
from mkdocs.structure.files import get_files
from small_project import environment, new_project

from publishing.printed_series import BROWSERS

WITHOUT_BROWSER = {"PATH": str(Path(sys.executable).parent)}
LANDING_PAGE = "# Home\n\nThe whole series as {{ whole series }}.\n"
CHAPTER = """\
---
title: A chapter
description: One chapter.
chapter: 1
date: 2001-02-03
---

# A chapter

```python
print(1)
```

```output
1
```
"""


def build(folder: Path, variables: dict[str, str], chapter: str = CHAPTER) -> tuple[Path, str]:
    """Build a site of two pages, and return its folder and what the build said."""
    project = new_project(folder, pages="[index.md, series/01-a.md]")
    (project / "docs/index.md").write_text(LANDING_PAGE)
    (project / "docs/series").mkdir()
    (project / "docs/series/01-a.md").write_text(chapter)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", "site.yml"]
    process = subprocess.run(
        command, cwd=project, env=environment() | variables, capture_output=True, text=True, check=False
    )
    assert process.returncode == 0, process.stderr
    return project / "site", process.stderr


@pytest.fixture(scope="module")
def without_browser(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    return build(tmp_path_factory.mktemp("project"), WITHOUT_BROWSER)


def test_without_a_browser_there_is_no_pdf_and_no_link_to_one(without_browser: tuple[Path, str]) -> None:
    site, said = without_browser
    assert said.count("no PDF of the series: there is no Chromium to print it") == 1
    assert [path.name for path in (site / "downloads").glob("deep-learning-simplified.*")] == [
        "deep-learning-simplified.zip"
    ]
    html = (site / "index.html").read_text("utf-8")
    assert ".zip" in html
    assert ".pdf" not in html


def test_a_browser_that_fails_stops_the_build(tmp_path: Path) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    browser = folder / BROWSERS[0]
    browser.write_text("#!/bin/sh\necho out of paper >&2\nexit 1\n")
    browser.chmod(0o755)
    with pytest.raises(AssertionError, match=r"must draw the chapters, but it failed:\s+out of paper"):
        build(tmp_path, {"PATH": f"{folder}:{Path(sys.executable).parent}:/usr/bin:/bin"})


def test_a_chapter_that_cannot_be_taken_away_stops_the_build(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"docs/series/01-a\.md:18: a page that readers take away must have"):
        build(tmp_path, WITHOUT_BROWSER, f"{CHAPTER}\n[index]: ../index.md\n")


def test_in_a_preview_such_a_chapter_has_no_downloads(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    project = new_project(tmp_path, pages="[series/01-a.md]")
    (project / "docs/series").mkdir()
    (project / "docs/series/01-a.md").write_text(f"{CHAPTER}\n[index]: ../index.md\n")
    config = load_config(str(project / "site.yml"))
    config.plugins.on_startup(command="serve", dirty=False)
    config = config.plugins.on_config(config)
    config.plugins.on_pre_build(config=config)
    files = config.plugins.on_files(get_files(config), config=config)
    made = [file.src_uri for file in files if file.generated_by]
    assert "downloads/deep_learning_simplified-0.1.0-py3-none-any.whl" in made
    assert not [address for address in made if address.endswith((".ipynb", ".py", ".xml"))]
    assert "must have links as [text](address)" in caplog.text


def test_the_zip_has_the_date_of_the_newest_chapter(without_browser: tuple[Path, str]) -> None:
    site, _ = without_browser
    entries = ZipFile(site / "downloads/deep-learning-simplified.zip").infolist()
    assert {entry.date_time[:3] for entry in entries} == {(2001, 2, 3)}


def test_the_chapter_is_in_the_feed_and_can_be_downloaded(without_browser: tuple[Path, str]) -> None:
    site, _ = without_browser
    assert "<title>A chapter</title>" in (site / "feed.xml").read_text("utf-8")
    assert "print(1)" in (site / "series/01-a.py").read_text("utf-8")
