"""The frame: what the files around the code promise."""

import re
import tomllib
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
LOCK = (PROJECT / "requirements.lock").read_text("utf-8")


def requirements() -> list[str]:
    return re.findall(r"^[a-z0-9](?:[^\n]*\\\n)+[^\n]*", LOCK, re.MULTILINE)


def test_every_locked_requirement_has_a_version_and_hashes() -> None:
    assert len(requirements()) > 20
    for requirement in requirements():
        assert re.match(r"[\w.-]+==\S+", requirement), requirement
        assert "--hash=sha256:" in requirement, requirement


def test_the_lock_names_no_index() -> None:
    assert not re.search(r"https?://|--(extra-)?index-url|--find-links|--trusted-host", LOCK)


def test_the_lock_holds_what_the_project_asks_for() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
    asked = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    for group in project["dependency-groups"].values():
        asked += group
    locked = {re.split("==", requirement)[0].lower().replace("_", "-") for requirement in requirements()}
    for requirement in asked:
        name = re.split(r"[<>=~ ]", requirement)[0].lower().replace("_", "-")
        assert name in locked, name


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/authors.md"])
def test_every_make_command_of_the_text_exists(page: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", (PROJECT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z]+)\b", read(page), re.MULTILINE))
    assert named
    assert named <= targets


def test_only_plotting_imports_matplotlib() -> None:
    importing = {
        path.name
        for path in (PROJECT / "neuronlib").glob("*.py")
        if re.search(r"^\s*(import|from) matplotlib", path.read_text("utf-8"), re.MULTILINE)
    }
    assert importing == {"plotting.py"}


def imports_of(folder: str, left_out: str = "") -> dict[str, set[str]]:
    """Return the packages that the modules below a folder import, wherever in them."""
    return {
        path.name: set(re.findall(r"^\s*(?:import|from) (\w+)", path.read_text("utf-8"), re.MULTILINE))
        for path in (PROJECT / folder).rglob("*.py")
        if path.name != left_out
    }


def test_the_engine_knows_no_site_no_theme_and_no_library() -> None:
    for name, imported in imports_of("page_engine/src").items():
        assert not {"publishing", "quality", "material", "neuronlib", "pytest"} & imported, name
        assert name == "plugin.py" or "mkdocs" not in imported, name
        assert name == "figure_backend.py" or "matplotlib" not in imported, name
    for path in (PROJECT / "page_engine" / "src").rglob("*.py"):
        assert not re.search("neuronlib|deep-learning-simplified", path.read_text("utf-8")), path.name


def test_only_the_hooks_of_the_site_know_mkdocs() -> None:
    for name, imported in imports_of("publishing", left_out="hooks.py").items():
        assert not {"mkdocs", "pytest", "quality"} & imported, name


def test_what_readers_read_holds_no_python() -> None:
    assert not list((PROJECT / "docs").rglob("*.py"))


def test_the_library_does_not_know_the_engine() -> None:
    for path in (PROJECT / "neuronlib").glob("*.py"):
        assert "page_engine" not in path.read_text("utf-8"), path.name


def read(name: str) -> str:
    return (PROJECT / name).read_text("utf-8")
