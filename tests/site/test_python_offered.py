"""The site offers Run and Edit where Python for the browser has been fetched, and with the library of this build."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from built_site import BuiltSite
from small_project import environment, new_project

PAGE = "# A page\n\n```python\nx = 1\n```\n"
BUTTONS = "assets/scripts/run/buttons.js"
LOCK = {"info": {}, "packages": {"matplotlib": {"imports": ["matplotlib"]}}}


def build(project: Path) -> tuple[str, str]:
    """Return the page of a project and what its build says."""
    (project / "docs" / "planted.md").write_text(PAGE)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", "site.yml"]
    result = subprocess.run(command, cwd=project, env=environment(), capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    return (project / "site" / "planted" / "index.html").read_text("utf-8"), result.stderr


def test_without_python_for_the_browser_the_site_is_built_without_run_and_says_so(tmp_path: Path) -> None:
    html, said = build(new_project(tmp_path))
    assert BUTTONS not in html
    assert not (tmp_path / "site/assets/python").exists()
    assert "no Run and Edit on this site" in said


def test_with_it_every_page_has_the_buttons_and_the_site_has_the_files(tmp_path: Path) -> None:
    project = new_project(tmp_path)
    fetched = project / ".cache" / "browser"
    fetched.mkdir(parents=True)
    (fetched / "pyodide-lock.json").write_text(json.dumps(LOCK))
    (fetched / "pyodide.mjs").write_text("export {};")
    (fetched / ".fetched").touch()
    html, said = build(project)
    assert f'<script src="../{BUTTONS}" type="module">' in html
    assert "no Run" not in said
    names = {path.name for path in (project / "site/assets/python").iterdir()}
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
