"""A copy of the project without its pages, for tests that write their own and build them."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from built_site import PROJECT

TEST = ("pytest", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:hypothesispytest")  # two take long to import
BUILD = ("mkdocs", "build", "--strict", "--config-file", "site.yml")
NO_PLAYGROUNDS = 'print("{}\\n" * 4, end="")\n'  # training what they start from takes long, and no small page has one
SITE = """\
INHERIT: mkdocs.yml
nav: {pages}
plugins: [search, page-engine: {{run: true}}]
"""


def new_project(folder: Path, pages: Mapping[str, str], settings: str = "") -> Path:
    """Return a copy of the project with other pages; `site.yml` has what a test wants other than the site."""
    for name in ("conftest.py", "LICENSE", "mkdocs.yml", "pyproject.toml", "README.md"):
        shutil.copy(PROJECT / name, folder)
    for name in ("neuronlib", "publishing", "docs/assets", "docs/overrides"):
        shutil.copytree(PROJECT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "publishing" / "playground_data.py").write_text(NO_PLAYGROUNDS)
    (folder / "site.yml").write_text(SITE.format(pages=list(pages)) + settings)
    for name, text in pages.items():
        (folder / "docs" / name).parent.mkdir(exist_ok=True)
        (folder / "docs" / name).write_text(text)
    return folder


def run(
    project: Path, *command: str, variables: Mapping[str, str] | None = None, begin: Callable[[], None] | None = None
) -> tuple[int, str]:
    """Run a module of Python in a project, and return its exit code and what it said."""
    full = [sys.executable, "-m", *command]
    others = {**environment(), **(variables or {})}
    result = subprocess.run(
        full, cwd=project, env=others, preexec_fn=begin, capture_output=True, text=True, check=False, timeout=300
    )
    return result.returncode, result.stdout + result.stderr


def run_tests(project: Path, place: str = "docs") -> tuple[int, str]:
    return run(project, *TEST, place)


def run_build(project: Path) -> tuple[int, str]:
    return run(project, *BUILD)


def environment() -> dict[str, str]:
    """Return the environment for a command in such a project, with little time for each page."""
    variables = {**os.environ, "PAGE_TIME_LIMIT": "5", "PYTHONDONTWRITEBYTECODE": "1"}
    variables.pop("PYTEST_XDIST_WORKER", None)
    return variables
