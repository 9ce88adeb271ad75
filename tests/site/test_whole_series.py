"""What a build makes of the whole series and of Python for the browser, and what it says where it cannot."""

import hashlib
import json
import sys
from pathlib import Path
from typing import Literal
from zipfile import ZipFile

import pytest
from built_site import BuiltSite
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files, get_files
from small_pages import block
from small_project import BUILD, new_project, run

from publishing.printed_series import BROWSERS

WITHOUT_BROWSER = {"PATH": str(Path(sys.executable).parent), "CHROMIUM": ""}
LANDING_PAGE = "# Home\n\nThe whole series as {{ whole series }}.\n"
CHAPTER = """\
---
title: A chapter
description: One chapter.
chapter: 1
date: 2001-02-03
---

# A chapter

""" + block("print(1)", "1")
UNTAKEN = f"{CHAPTER}[index]: ../index.md\n"
LOCK = {"info": {}, "packages": {"matplotlib": {"imports": ["matplotlib"]}}}


def small_series(folder: Path, chapter: str = CHAPTER) -> Path:
    return new_project(folder, {"index.md": LANDING_PAGE, "series/01-a.md": chapter})


def test_without_a_browser_to_print_it_a_site_has_all_but_a_pdf(tmp_path: Path) -> None:
    project = small_series(tmp_path)
    fetched = project / ".cache" / "browser"  # Python for that of readers
    fetched.mkdir(parents=True)
    for name, text in {"pyodide-lock.json": json.dumps(LOCK), "pyodide.mjs": "export {};", ".fetched": ""}.items():
        (fetched / name).write_text(text)
    code, said = run(project, *BUILD, variables=WITHOUT_BROWSER)
    assert code == 0, said
    built = BuiltSite(project / "site", said)
    assert built.messages.count("no PDF of the series: there is no Chromium to print it") == 1
    made = [path.name for path in (built.folder / "downloads").glob("deep-learning-simplified.*")]
    assert made == ["deep-learning-simplified.zip"]
    pages = built.pages()
    assert ".zip" in pages["index.html"]
    assert ".pdf" not in pages["index.html"]
    entries = ZipFile(built.folder / "downloads/deep-learning-simplified.zip").infolist()
    assert {entry.date_time[:3] for entry in entries} == {(2001, 2, 3)}  # of the chapter
    assert "<title>A chapter</title>" in (built.folder / "feed.xml").read_text("utf-8")
    assert "print(1)" in (built.folder / "series/01-a.py").read_text("utf-8")
    assert '<script src="../../assets/scripts/run/buttons.js" type="module">' in pages["series/01-a/index.html"]
    assert "no Run" not in built.messages
    names = {path.name for path in (built.folder / "assets/python").iterdir()}
    assert names == {"pyodide-lock.json", "pyodide.mjs", "page_engine.zip"}


def test_the_library_in_the_browser_is_the_wheel_of_this_build(site: BuiltSite) -> None:
    folder = site.folder / "assets" / "python"
    if not folder.exists():
        pytest.skip("Python for the browser has not been fetched: make does that, with npm and a network")
    packages = json.loads((folder / "pyodide-lock.json").read_text("utf-8"))["packages"]
    wheel = (folder / packages["neuronlib"]["file_name"]).resolve()
    assert wheel.parent == (site.folder / "downloads").resolve()
    assert packages["neuronlib"]["sha256"] == hashlib.sha256(wheel.read_bytes()).hexdigest()
    assert "neuronlib.plotting" in packages["matplotlib"]["imports"]
    with ZipFile(folder / "page_engine.zip") as engine:
        assert "page_engine/run/reader_session.py" in engine.namelist()


def test_a_browser_that_fails_stops_the_build(tmp_path: Path) -> None:
    browser = tmp_path / "bin" / BROWSERS[0]
    browser.parent.mkdir()
    browser.write_text("#!/bin/sh\necho out of paper >&2\nexit 1\n")
    browser.chmod(0o755)
    path = f"{browser.parent}:{Path(sys.executable).parent}:/usr/bin:/bin"
    code, said = run(small_series(tmp_path), *BUILD, variables={"PATH": path, "CHROMIUM": ""})
    assert code == 1
    assert "must draw the chapters, but it failed:\nout of paper" in said


def test_a_chapter_that_cannot_be_taken_away_stops_a_build_and_has_no_downloads_in_a_preview(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    settings = str(small_series(tmp_path, UNTAKEN) / "site.yml")
    message = "docs/series/01-a.md:18: a page that readers take away must have links as"
    with pytest.raises(PluginError, match=message):
        files_of(settings, "build")
    files = files_of(settings, "serve")
    made = [file.src_uri for file in files if file.generated_by]
    assert "downloads/deep_learning_simplified-0.1.0-py3-none-any.whl" in made
    assert not [address for address in made if address.endswith((".ipynb", ".py", ".xml"))]
    assert message in caplog.text


def files_of(settings: str, command: Literal["build", "serve"]) -> Files:
    """Return the files of a site before any is written."""
    config = load_config(settings)
    config.plugins.on_startup(command=command, dirty=False)
    config = config.plugins.on_config(config)
    config.plugins.on_pre_build(config=config)
    return config.plugins.on_files(get_files(config), config=config)
