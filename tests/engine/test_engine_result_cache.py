"""The cache: a page runs again when anything that it depends on has changed, and only then."""

from __future__ import annotations

import errno
import json
import os
import sys
import sysconfig
from pathlib import Path

import pytest
from engine_pages import assert_only_problem, block, check, line_of, messages, write

from page_engine.read.page import read_page
from page_engine.run import cache
from page_engine.run.outcome import Outcome
from page_engine.run.runner import run_page
from page_engine.say.checker import check_page
from page_engine.settings import Settings

PROJECT = '[tool.page-engine]\ncache = "kept/pages"\n'
COUNT = "open({counter!r}, 'a').write('x')\n"  # what a page does each time it really runs


class Project:
    """A project with a page that imports a package of the project and counts its runs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.counter = folder / "counter"
        (folder / "pyproject.toml").write_text(PROJECT)
        (folder / "package").mkdir()
        (folder / "package" / "__init__.py").write_text("from package.part import value\n")
        (folder / "package" / "part.py").write_text("value = 1\n")
        (folder / "package" / "data.txt").write_text("1")
        self.page = write(folder, self.text("import package\nprint(package.value)", "1"))

    def text(self, code: str, output: str | None, options: str = "") -> str:
        return block(COUNT.format(counter=str(self.counter)) + code, output, options)

    def run(self) -> list[Outcome]:
        return run_page(read_page(self.page))

    def runs(self) -> int:
        return len(self.counter.read_text())

    def kept(self) -> list[Path]:
        return sorted((self.folder / "kept").rglob("*.*"))


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    return Project(tmp_path)


def test_a_page_that_has_not_changed_does_not_run_again(project: Project) -> None:
    first, second = project.run(), project.run()
    assert first == second
    assert second[0].printed == "1\n"
    assert second[0].seconds > 0
    assert project.runs() == 1


def test_exceptions_figures_and_numbers_are_kept_whole(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(PROJECT)
    drawn = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()"
    text = (
        block("int('one')", "ValueError: invalid literal for int() with base 10: 'one'", ' raises="ValueError"')
        + block(drawn, options=' alt="A line."')
        + "2<!--= 1 + 1 -->\n"
    )
    first, second = check(tmp_path, text), check(tmp_path, text)
    assert not first.problems, messages(first.problems)
    assert first.outcomes == second.outcomes
    assert len(second.outcomes[1].figures) == 1
    assert [path.name for path in (tmp_path / "kept" / "pages").rglob("*.*")] == ["page-md.json"]


CHANGES = {
    "its code": ("page.md", lambda text: text.replace("import package", "import  package")),
    "its numbers": ("page.md", lambda text: text + "1<!--= 1 -->\n"),
    "a module of its package": ("package/part.py", lambda text: text + "other = 2\n"),
    "the data of its package": ("package/data.txt", lambda text: "2"),
    "a new file of its package": ("package/new.py", lambda text: "x = 1\n"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_lets_the_page_run_again(project: Project, what: str) -> None:
    name, change = CHANGES[what]
    project.run()
    path = project.folder / name
    path.write_text(change(path.read_text() if path.exists() else ""))
    project.run()
    assert project.runs() == 2
    project.run()
    assert project.runs() == 2
    assert len(project.kept()) == 1


def test_a_change_of_prose_lets_the_page_be_and_its_problems_move(project: Project) -> None:
    project.page.write_text(project.text("", None) + block("print(1)", "2"))
    project.run()
    text = "---\ntitle: T\n---\n\nMore.\n\n" + project.page.read_text()
    project.page.write_text(text)
    page = read_page(project.page)
    assert_only_problem(check_page(page, run_page(page)), line_of(text, "\n2\n") + 1, "expected 2, got 1")
    assert project.runs() == 1


@pytest.mark.parametrize(
    "start",
    [
        "import subprocess, sys\nsubprocess.run([sys.executable, '-c', {code!r}])",
        "import os\nif not os.fork(): os._exit(0)\n_ = os.wait()",
    ],
)
def test_a_page_that_starts_programs_always_runs_since_nobody_knows_what_they_import(
    project: Project, start: str
) -> None:
    project.page.write_text(project.text(start.format(code="import package"), None))
    project.run()
    project.run()
    assert project.runs() == 2
    assert project.kept() == []


def test_another_style_of_figures_lets_the_page_run_again(project: Project) -> None:
    (project.folder / "style").mkdir()
    for n_runs, text in enumerate(["font.size: 9\n", "font.size: 9\n", "font.size: 8\n"]):
        (project.folder / "style" / "matplotlibrc").write_text(text)
        run_page(read_page(project.page, Settings(project.folder, "kept/pages", style="style/matplotlibrc")))
        assert project.runs() == [1, 1, 2][n_runs]


def test_what_the_library_prints_after_a_change_is_what_the_page_shows(project: Project) -> None:
    project.run()
    (project.folder / "package" / "part.py").write_text("value = 2\n")
    assert project.run()[0].printed == "2\n"


def test_what_ran_while_its_library_was_written_is_not_kept(project: Project) -> None:
    part = str(project.folder / "package" / "part.py")
    code = f"import package\nprint(package.value)\nopen({part!r}, 'w').write('value = 2\\n')"
    write(project.folder, project.text(code, "1"))
    assert [project.run()[0].printed for _ in range(2)] == ["1\n", "2\n"]


def test_a_package_of_the_name_in_another_folder_is_the_one_that_runs(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.run()
    other = project.folder / "other"
    (other / "package").mkdir(parents=True)
    (other / "package" / "__init__.py").write_text("value = 2\n")
    monkeypatch.setenv("PYTHONPATH", str(other))
    assert project.run()[0].printed == "2\n"


def test_a_checkout_that_is_installed_from_another_folder_lets_the_page_run_again(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_interpreter", cache._interpreter.__wrapped__)  # as another build would ask
    monkeypatch.setattr(sysconfig, "get_path", lambda _: str(tmp_path))
    project.run()
    (tmp_path / "package.pth").write_text("/another/checkout\n")
    project.run()
    assert project.runs() == 2


def test_another_version_of_a_distribution_lets_the_page_run_again(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.run()
    monkeypatch.setattr(cache, "_interpreter", lambda: ["numpy-99.dist-info"])
    project.run()
    assert project.runs() == 2


def test_a_change_of_the_engine_lets_the_page_run_again(project: Project) -> None:
    project.run()
    packages = json.loads(project.kept()[0].read_text()[64:])["packages"]  # behind the seal
    assert set(packages) == {str(project.folder / "package"), str(Path(cache.__file__).parents[1])}


DAMAGES = {
    "half of it": lambda text: text[: len(text) // 2],
    "nothing": lambda text: "",
    "another output": lambda text: text.replace("1\\n", "7\\n"),
    "another seal": lambda text: "0" * 64 + text[64:],
    "no seal": lambda text: text[64:],
    "a word": lambda text: "null",
    "more brackets than can be read": lambda text: "[" * 200_000,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_result_is_as_good_as_none_and_is_mended(project: Project, damage: str) -> None:
    first = project.run()
    whole = project.kept()[0].read_text()
    damaged = DAMAGES[damage](whole)
    assert damaged != whole
    project.kept()[0].write_text(damaged)
    again = project.run()
    assert project.runs() == 2
    assert [outcome.printed for outcome in again] == [outcome.printed for outcome in first]
    project.run()
    assert project.runs() == 2


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 9, b"\xff\xfe{\x00}\x00", b"\0" * 999], ids=["bytes", "UTF-16", "NUL"]
)
def test_bytes_that_are_no_text_are_as_good_as_no_result(project: Project, data: bytes) -> None:
    project.run()
    project.kept()[0].write_bytes(data)
    assert [outcome.printed for outcome in project.run()] == ["1\n"]
    assert project.runs() == 2


def test_a_folder_in_the_place_of_a_result_costs_time_only(project: Project) -> None:
    project.run()
    path = project.kept()[0]
    path.unlink()
    path.mkdir()
    assert [project.run()[0].printed for _ in range(2)] == ["1\n", "1\n"]
    assert project.runs() == 3
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
@pytest.mark.parametrize("method", ["write_bytes", "replace", "mkdir"])
def test_a_disk_that_takes_no_result_costs_time_only_and_keeps_no_half(
    project: Project, monkeypatch: pytest.MonkeyPatch, method: str, number: int
) -> None:
    work = getattr(Path, method)

    def fail(path: Path, *arguments: object, **options: object) -> object:
        if "kept" in path.parts:
            raise OSError(number, os.strerror(number))
        return work(path, *arguments, **options)

    with monkeypatch.context() as patch:
        patch.setattr(Path, method, fail)
        assert [outcome.printed for outcome in project.run()] == ["1\n"]
        assert project.kept() == []
    project.run()
    project.run()
    assert project.runs() == 2


@pytest.mark.parametrize("code", ["1 / 0", "import os; os._exit(0)", "import sys; sys.exit()", "def"])
def test_a_page_at_fault_is_not_kept(project: Project, code: str) -> None:
    project.page.write_text(project.text("", None) + block(code))
    project.run()
    project.run()
    assert project.runs() == 2
    assert project.kept() == []


def test_a_number_that_raises_is_not_kept(project: Project) -> None:
    project.page.write_text(project.text("", None) + "1<!--= 1 / 0 -->\n")
    project.run()
    project.run()
    assert project.runs() == 2


@pytest.mark.parametrize("settings", ["", "[tool.other]\n", "[tool.page-engine]\n"])
def test_without_a_cache_in_its_project_a_page_always_runs(project: Project, settings: str) -> None:
    (project.folder / "pyproject.toml").write_text(settings)
    project.run()
    project.run()
    assert project.runs() == 2
    assert project.kept() == []


def test_a_cache_that_cannot_be_written_costs_time_only(project: Project) -> None:
    (project.folder / "kept").write_text("a file where the folder should be")
    assert [outcome.printed for outcome in project.run()] == ["1\n"]
    assert [outcome.printed for outcome in project.run()] == ["1\n"]
    assert project.runs() == 2


def test_pages_of_one_name_in_two_folders_do_not_share_a_result(project: Project) -> None:
    other = project.folder / "below"
    other.mkdir()
    page = write(other, block("print(5)", "5"))
    project.run()
    assert run_page(read_page(page))[0].printed == "5\n"
    assert project.run()[0].printed == "1\n"
    assert project.runs() == 1
    assert len(project.kept()) == 2


def test_the_working_directory_does_not_matter(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.run()
    monkeypatch.chdir(project.folder)
    run_page(read_page(Path(os.path.relpath(project.page))))
    assert project.runs() == 1


def test_another_environment_keeps_results_of_its_own(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.run()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "prefix", "/another/environment")
        project.run()
    assert len(project.kept()) == 2
    project.run()
    assert project.runs() == 2
