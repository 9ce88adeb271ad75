"""The frame: what the files around the code promise."""

from __future__ import annotations

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


@pytest.mark.parametrize("package", ["page_engine", "publishing"])
def test_what_matters_knows_neither_mkdocs_nor_pytest_nor_the_library(package: str) -> None:
    for path in (PROJECT / "docs" / "hooks" / package).glob("*.py"):
        imported = re.findall(r"^\s*(?:import|from) (\w+)", path.read_text("utf-8"), re.MULTILINE)
        assert not {"mkdocs", "pytest", "neuronlib"} & set(imported), path.name


def test_the_library_does_not_know_the_engine() -> None:
    for path in (PROJECT / "neuronlib").glob("*.py"):
        assert "page_engine" not in path.read_text("utf-8"), path.name


def read(name: str) -> str:
    return (PROJECT / name).read_text("utf-8")
