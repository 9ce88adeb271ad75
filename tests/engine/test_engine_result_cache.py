"""The cache: a page runs again when anything that it depends on has changed, and only then."""

import errno
import json
import os
import sys
import sysconfig
from pathlib import Path

import pytest
from engine_pages import PLOT, check_marked, write
from small_pages import block

from page_engine.read.page import read_page
from page_engine.run import cache
from page_engine.run.outcome import Outcome
from page_engine.run.runner import run_page

PROJECT = '[tool.page-engine]\ncache = "kept/pages"\nstyle = "style/matplotlibrc"\n'
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


def test_a_page_that_has_not_changed_does_not_run_again_wherever_one_is(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = project.run(), project.run()
    assert first == second
    assert second[0].printed == "1\n"
    assert second[0].seconds > 0
    monkeypatch.chdir(project.folder)
    run_page(read_page(Path(os.path.relpath(project.page))))
    assert project.runs() == 1


def test_exceptions_figures_and_numbers_are_kept_whole(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(PROJECT)
    text = (
        block("int('one')", "ValueError: invalid literal for int() with base 10: 'one'", ' raises="ValueError"')
        + block(PLOT, options=' alt="A line."')
        + "2<!--= 1 + 1 -->\n"
    )
    first, second = check_marked(tmp_path, text), check_marked(tmp_path, text)
    assert first.outcomes == second.outcomes
    assert len(second.outcomes[1].figures) == 1
    assert [path.name for path in (tmp_path / "kept" / "pages").rglob("*.*")] == ["page-md.json"]


# What changes: the file, and its new text
CHANGES = {
    "its code": ("page.md", lambda text: text.replace("import package", "import  package")),
    "its numbers": ("page.md", lambda text: text + "1<!--= 1 -->\n"),
    "a module of its package": ("package/part.py", lambda text: text.replace("1", "2")),
    "the data of its package": ("package/data.txt", lambda text: "2"),
    "a new file of its package": ("package/new.py", lambda text: "x = 1\n"),
    "another checkout that is installed": ("package.pth", lambda text: "/another/checkout\n"),
    "another package of the name": ("other/package/__init__.py", lambda text: "value = 3\n"),
    "another version of a distribution": ("numpy-99.dist-info/METADATA", lambda text: ""),
    "the style of its figures": ("style/matplotlibrc", lambda text: "font.size: 8\n"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_lets_the_page_run_again(project: Project, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    monkeypatch.setattr(cache, "_interpreter", cache._interpreter.__wrapped__)  # as another build would ask
    monkeypatch.setattr(sysconfig, "get_path", lambda _: str(project.folder))
    monkeypatch.syspath_prepend(project.folder)
    (project.folder / "style").mkdir()
    project.run()
    name, change = CHANGES[what]
    path = write(project.folder, "", name) if not (project.folder / name).exists() else project.folder / name
    path.write_text(change(path.read_text()))
    if "other" in path.parts:
        monkeypatch.setenv("PYTHONPATH", str(project.folder / "other"))
    for _ in range(2):
        printed = project.run()[0].printed
        assert project.runs() == 2
    assert printed == {"a module of its package": "2\n", "another package of the name": "3\n"}.get(what, "1\n")
    assert len(project.kept()) == 1


def test_a_change_of_prose_lets_the_page_be_and_its_problems_move(project: Project) -> None:
    project.page.write_text(project.text("", None) + block("print(1)", "2"))
    project.run()
    text = "---\ntitle: T\n---\n\nMore.\n\n" + project.page.read_text().replace("\n2\n", "\n⟦expected 2, got 1⟧2\n")
    check_marked(project.folder, text)
    assert project.runs() == 1


def test_what_ran_while_its_library_was_written_is_not_kept(project: Project) -> None:
    part = str(project.folder / "package" / "part.py")
    code = f"import package\nprint(package.value)\nopen({part!r}, 'w').write('value = 2\\n')"
    write(project.folder, project.text(code, "1"))
    assert [project.run()[0].printed for _ in range(2)] == ["1\n", "2\n"]


def test_a_result_depends_on_the_package_and_the_engine(project: Project) -> None:
    project.run()
    packages = json.loads(project.kept()[0].read_text()[64:])["packages"]  # behind the seal
    assert set(packages) == {str(project.folder / "package"), str(Path(cache.__file__).parents[1])}


# Pages of which nothing is kept: those at fault, those that start programs, which import who knows what, and all
# of a project that has no cache
SETTINGS = {"no settings": "", "other settings": "[tool.other]\n", "no cache": "[tool.page-engine]\n"}
NEVER_KEPT = {
    **dict.fromkeys(SETTINGS, ""),
    "an exception": block("1 / 0"),
    "an end": block("import os; os._exit(0)"),
    "an exit": block("import sys; sys.exit()"),
    "no Python": block("def"),
    "a number that raises": "1<!--= 1 / 0 -->\n",
    "a program": block("import subprocess, sys\n_ = subprocess.run([sys.executable, '-c', 'import package'])"),
    "a copy": block("import os\nif not os.fork(): os._exit(0)\n_ = os.wait()"),
}


@pytest.mark.parametrize("name", NEVER_KEPT)
def test_some_pages_always_run(project: Project, name: str) -> None:
    project.page.write_text(project.text("", None) + NEVER_KEPT[name])
    if name in SETTINGS:
        (project.folder / "pyproject.toml").write_text(SETTINGS[name])
    project.run()
    project.run()
    assert project.runs() == 2
    assert project.kept() == []


DAMAGES = {
    "half of it": lambda whole: whole[: len(whole) // 2],
    "nothing": lambda whole: b"",
    "another output": lambda whole: whole.replace(b"1\\n", b"7\\n"),
    "another seal": lambda whole: b"0" * 64 + whole[64:],
    "more brackets than can be read": lambda whole: b"[" * 200_000,
}


def test_a_damaged_result_is_as_good_as_none_and_is_mended(project: Project) -> None:
    project.run()
    whole = project.kept()[0].read_bytes()
    for n_runs, (name, damage) in enumerate(DAMAGES.items(), start=2):
        assert damage(whole) != whole
        project.kept()[0].write_bytes(damage(whole))
        for _ in range(2):
            assert [outcome.printed for outcome in project.run()] == ["1\n"], name
            assert project.runs() == n_runs, name
    path = project.kept()[0]
    path.unlink()
    path.mkdir()  # which cannot be mended, and costs time only
    assert [project.run()[0].printed for _ in range(2)] == ["1\n", "1\n"]
    assert project.runs() == n_runs + 2
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("method", ["write_bytes", "replace", "mkdir"])
def test_a_disk_that_takes_no_result_costs_time_only_and_keeps_no_half(
    project: Project, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    work = getattr(Path, method)

    def fail(path: Path, *arguments: object, **options: object) -> object:
        if "kept" in path.parts:
            raise OSError(errno.ENOSPC, "full")
        return work(path, *arguments, **options)

    monkeypatch.setattr(Path, method, fail)
    assert [project.run()[0].printed for _ in range(2)] == ["1\n", "1\n"]
    assert project.kept() == []
    assert project.runs() == 2


def test_pages_of_one_name_and_environments_keep_results_of_their_own(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = write(project.folder, block("print(5)", "5"), "below/page.md")
    project.run()
    assert run_page(read_page(page))[0].printed == "5\n"
    assert project.run()[0].printed == "1\n"
    assert project.runs() == 1
    assert len(project.kept()) == 2
    with monkeypatch.context() as patch:
        patch.setattr(sys, "prefix", "/another/environment")
        project.run()
    assert len(project.kept()) == 3
    project.run()
    assert project.runs() == 2
