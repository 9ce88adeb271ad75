"""Files that are no pages, and pages in strange bytes: a problem with its line, never a crash, never a wait."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from engine_pages import assert_only_problem, block, check, line_of, lines, messages, read, read_folder

from page_engine.read.page import read_page

HEALTHY = "# A page\n\n" + block("print(1)", "1")


def test_a_folder_with_the_name_of_a_page_is_no_page(tmp_path: Path) -> None:
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "folder.md" / "page.md").write_text(HEALTHY)
    book = read_folder(tmp_path)
    assert [chapter.address for chapter in book.chapters] == ["folder.md/page.md"]
    assert not book.problems


def test_what_is_no_file_is_a_problem_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text(HEALTHY)
    (tmp_path / "dangling.md").symlink_to(tmp_path / "nowhere.md")
    (tmp_path / "circle.md").symlink_to(tmp_path / "circle.md")
    os.mkfifo(tmp_path / "pipe.md")  # to open it would wait for somebody who writes
    book = read_folder(tmp_path)
    assert [Path(problem.path).name for problem in book.problems] == ["circle.md", "dangling.md", "pipe.md"]
    assert {(problem.line, problem.message[:19]) for problem in book.problems} == {(1, "a page must be a fi")}
    assert book.counts()["block run"] == 1


def test_a_page_that_must_not_be_read_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> str:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "page.md"
    path.write_text(HEALTHY)
    monkeypatch.setattr(Path, "read_text", refuse)
    assert_only_problem(read_page(path).problems, 1, "Permission denied", "page.md")


# name: (bytes, line of the problem)
ENCODED = {
    "Latin 1": ("# Café\n\ntext é\n".encode("latin-1"), 1),
    "Latin 1 further down": (b"# Page\n\ntext\n\n\xe9\n", 5),
    "UTF-16, little end first": ("# Page\n".encode("utf-16"), 1),
    "UTF-16, big end first": (b"\xfe\xff" + "# Page\n".encode("utf-16-be"), 1),
    "UTF-32": ("# Page\n".encode("utf-32"), 1),
    "half of a letter": ("# Page\n\né".encode()[:-1], 3),
    "a lone surrogate": (b"# Page\n\n\xed\xa0\x80\n", 3),
    "a letter written too long": (b"# Page\n\xc0\xaf\n", 2),
    "a NUL character": (b"# Page\n\n\n\0 1 \0\n", 4),
    "a NUL character in code": (b"# Page\n\n```python\nx = 1\n\0\n```\n", 5),
}


@pytest.mark.parametrize("name", ENCODED)
def test_bytes_that_are_no_text_are_a_problem_at_their_line(tmp_path: Path, name: str) -> None:
    data, line = ENCODED[name]
    path = tmp_path / "page.md"
    path.write_bytes(data)
    assert lines(read_page(path).problems)[0] == line, messages(read_page(path).problems)


def test_any_line_ends_are_read_alike_and_may_be_mixed(tmp_path: Path) -> None:
    text = "# Page\n\n" + block("x = 1\nprint(x)", "1") + block("print(2)", "3")
    for each in (text, text.replace("\n", "\r\n", 6), text.replace("\n", "\r\n"), text.replace("\n", "\r")):
        assert_only_problem(check(tmp_path, each).problems, line_of(text, "\n3\n") + 1)


CODE = {
    "printed": "print('\\ud800')",
    "raised": "raise ValueError('\\ud800')",
    "written to the error stream": "import sys\nsys.stderr.write('\\udc80')\nimport os\nos.abort()",
}


@pytest.mark.parametrize("name", CODE)
def test_a_lone_surrogate_in_a_block_is_a_problem_that_can_be_shown(tmp_path: Path, name: str) -> None:
    text = "# Page\n\n" + block(CODE[name])
    problems = check(tmp_path, text).problems
    assert lines(problems)[0] in range(3, 9)
    assert messages(problems).encode("utf-8")


@pytest.mark.parametrize("marker", ["```", "````", "~~~"])
@pytest.mark.parametrize(
    "start", ["", "> ", "> > ", "- a\n\n    ", "1. a\n\n    ", "!!! note\n\n    ", '=== "a"\n\n    ']
)
def test_a_fence_left_open_in_any_container_is_a_problem_at_its_line(tmp_path: Path, start: str, marker: str) -> None:
    prefix = start.rsplit("\n", 1)[-1]
    text = f"# Page\n\n{start}{marker}python\n{prefix}x = 1\n"
    page = read(tmp_path, text + "\nmore text\n")
    assert line_of(text, f"{marker}python") in lines(page.problems), messages(page.problems)
