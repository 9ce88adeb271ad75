"""A project built with each generator: once a small one, and each week the whole site."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from built_site import PROJECT, BuiltSite
from portable_project import build, small_project

from quality.portable import check_properdocs, check_zensical
from quality.verdict import Verdict


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("portable") / "project"
    folder.mkdir()
    return small_project(folder)


@pytest.fixture(scope="module")
def small_site(project: Path) -> Path:
    return build(project)


@pytest.fixture
def altered(project: Path, small_site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the project as it is when its site has been built, to change it."""
    folder = shutil.copytree(project, tmp_path / "project")
    monkeypatch.chdir(folder)
    return folder


def test_zensical_shows_the_same_pages(project: Path, small_site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    verdict = check_zensical(small_site)
    assert verdict.holds, verdict.faults
    assert verdict.figure.startswith("Zensical: 4 pages, ")
    assert verdict.figure.endswith(", 5 formulas, 1 figures, 5 files to take: the same")


def test_properdocs_makes_the_same_files_and_a_change_since_is_found(altered: Path, small_site: Path) -> None:
    page = altered / "docs/index.md"
    page.write_text(page.read_text("utf-8").replace("In this build", "In that build"), "utf-8")
    verdict = check_properdocs(small_site)
    changed = {fault.partition(":")[0] for fault in verdict.faults}
    assert changed == {"index.html", "search/documents.json", "downloads/deep-learning-simplified.zip"}
    n_files = sum(path.is_file() for path in small_site.rglob("*"))
    assert verdict.figure == f"ProperDocs: {n_files} files, {n_files - 3} of them the same"


def test_a_project_that_cannot_be_built_is_a_fault(altered: Path, small_site: Path) -> None:
    page = altered / "docs/reference/dense.md"
    page.write_text(page.read_text("utf-8") + "\n[nowhere](nowhere.md)\n", "utf-8")
    for check in (check_properdocs, check_zensical):
        verdict = check(small_site)
        assert verdict.figure.endswith(": no site")
        assert any("the link 'nowhere.md' must lead to a file" in fault for fault in verdict.faults)


@pytest.mark.weekly
@pytest.mark.parametrize("check", [check_properdocs, check_zensical])
def test_the_whole_site_is_the_same(
    check: Callable[[Path], Verdict], site: BuiltSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(PROJECT)
    verdict = check(site.folder)
    assert verdict.holds, verdict.faults
