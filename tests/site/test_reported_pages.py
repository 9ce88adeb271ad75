"""Pages made after public reports: tests and build agree on each, name its line, and show what has run."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
from reported_pages import HEALTHY, PROBLEMS
from small_project import new_project, run, run_build, run_tests


def page_named(name: str) -> str:
    return f"docs/{name.replace(' ', '-')}.md"


def lines_of(said: str, page: str) -> list[int]:
    return sorted(
        int(line) for line in re.findall(rf"^(?:ERROR +- +)?{re.escape(page)}:(\d+): (?!Sybil)", said, re.MULTILINE)
    )


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = new_project(tmp_path_factory.mktemp("faulty"))
    for name, (text, _) in PROBLEMS.items():
        (folder / page_named(name)).write_text(text)
    return folder


@pytest.fixture(scope="module")
def said_by_tests(faulty: Path) -> str:
    return run_tests(faulty)[1]


@pytest.fixture(scope="module")
def said_by_build(faulty: Path) -> str:
    return run_build(faulty)[1]


@pytest.mark.parametrize("name", PROBLEMS)
def test_tests_and_build_name_the_lines(said_by_tests: str, said_by_build: str, name: str) -> None:
    wanted = PROBLEMS[name][1]
    assert lines_of(said_by_build, page_named(name)) == wanted
    assert lines_of(said_by_tests, page_named(name)) == wanted


def test_what_cannot_be_mended_is_mended_once(faulty: Path) -> None:
    texts = []
    for _ in range(2):
        run(faulty, "page_engine", "update", "docs")
        texts.append({path.name: path.read_text() for path in (faulty / "docs").glob("*.md")})
    assert texts[0] == texts[1]


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project of healthy pages, with what editors leave beside them, which has been built."""
    pages = json.dumps(["index.md", *(name for name, _, _ in HEALTHY.values())])
    folder = new_project(tmp_path_factory.mktemp("healthy"), pages)
    docs = folder / "docs"
    (docs / "index.md").write_text("# Home\n")
    for name, text, _ in HEALTHY.values():
        (docs / name).write_text(text)
    (docs / ".#index.md").symlink_to("nobody@nowhere.1:2")
    (docs / "._index.md").write_bytes(b"\x00\x05\x16\x07\xff")
    (docs / ".ipynb_checkpoints").mkdir()
    (docs / ".ipynb_checkpoints" / "index.md").write_text("```python\n1 / 0\n```\n")
    code, said = run_build(folder)
    assert code == 0, said
    return folder


@pytest.mark.parametrize("name", HEALTHY)
def test_readers_see_what_has_run(healthy: Path, name: str) -> None:
    file, _, shown = HEALTHY[name]
    html = (healthy / "site" / Path(file).stem / "index.html").read_text("utf-8")
    assert shown in unescape(re.sub(r"<[^>]*>", "", html))
    if "plt" in shown:
        assert (healthy / "site" / Path(file).stem / "figure-1.svg").is_file()


def test_healthy_pages_pass_the_tests_and_stay_as_they_are(healthy: Path) -> None:
    code, said = run_tests(healthy)
    assert code == 0, said
    assert run(healthy, "page_engine", "update", "docs")[0] == 0
    for name, text, _ in HEALTHY.values():
        assert (healthy / "docs" / name).read_text() == text


def test_what_is_text_has_not_run(healthy: Path) -> None:
    assert not list(healthy.rglob("ran-this"))


def test_the_command_takes_the_pages_that_mkdocs_takes(healthy: Path) -> None:
    blocks = re.compile(r"(\d+) blocks? run")
    [checked] = blocks.findall(run(healthy, "page_engine", "check", "docs")[1])
    [built] = blocks.findall(run_build(healthy)[1])
    assert checked == built


@pytest.mark.parametrize("extensions", ["[pymdownx.snippets]", "[pymdownx.superfences: {preserve_tabs: false}]"])
def test_an_extension_that_changes_code_stops_the_build_at_its_line(tmp_path: Path, extensions: str) -> None:
    project = new_project(tmp_path, pages="[page.md]")
    with (project / "site.yml").open("a") as settings:
        settings.write(f"markdown_extensions: {extensions}\n")
    (project / "x.md").write_text("INCLUDED\n")
    (project / "docs" / "page.md").write_text("# Page\n\n```python\nx = '''\n--8<-- \"x.md\"\n\t'''\n```\n")
    code, said = run_build(project)
    assert code == 1
    assert "docs/page.md:3: an extension must leave code as it stands" in said
