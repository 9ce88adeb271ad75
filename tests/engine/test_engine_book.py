"""A folder of pages: checked side by side, counted, and mended or reported by the authors' commands."""

from __future__ import annotations

from pathlib import Path

import pytest
from engine_pages import block, read_folder, write

from page_engine.__main__ import main

PLOT = "import matplotlib.pyplot as plt\nplt.plot([1])\nplt.show()"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of three pages: one right, one with a fault and one in a folder below."""
    (tmp_path / "below").mkdir()
    write(tmp_path, block("print(1)", "1") + block("x = 1") + "1<!--= x --> and 2<!--= 2 * x -->\n", "b.md")
    write(tmp_path, block("print(1)", "2") + block("a", options=' skip="no card"'), "a.md")
    write(tmp_path, block(PLOT, options=' alt="A point."') + "[b](../b.md)\n", "below/c.md")
    write(tmp_path, "not a page, [a](gone.md)", "notes.txt")
    return tmp_path


def test_a_book_holds_its_pages_in_order_with_what_they_did(folder: Path) -> None:
    book = read_folder(folder)
    assert [chapter.address for chapter in book.chapters] == ["a.md", "b.md", "below/c.md"]
    assert [len(chapter.outcomes) for chapter in book.chapters] == [1, 4, 1]
    assert [len(chapter.outcomes[0].figures) for chapter in book.chapters] == [0, 0, 1]
    assert [(problem.path, problem.line) for problem in book.problems] == [(str(folder / "a.md"), 6)]


def test_a_book_counts_what_has_been_checked(folder: Path) -> None:
    book = read_folder(folder)
    counts = "4 blocks run, 2 outputs compared, 2 numbers checked, 1 figure drawn, 1 block skipped"
    assert book.summary().startswith(f"{counts}; ")
    assert book.verified() == "4 blocks run, 2 outputs compared, 2 numbers checked and 1 figure drawn"
    assert list(book.skips()) == [f"skipped {folder / 'a.md'}:9: no card"]


def test_a_book_names_its_slowest_page(tmp_path: Path) -> None:
    write(tmp_path, block("x = 1"), "quick.md")
    write(tmp_path, block("import time\ntime.sleep(0.2)") + "1<!--= time.sleep(0.2) or 1 -->\n", "slow.md")
    write(tmp_path, "Nothing to run.\n", "text.md")
    book = read_folder(tmp_path)
    quick, slow, text = [sum(outcome.seconds for outcome in chapter.outcomes) for chapter in book.chapters]
    assert slow >= 0.4 > quick > 0 == text
    assert book.summary().endswith(f"0 blocks skipped; slowest page: slow.md with {slow:.1f} s")


def test_an_empty_folder_is_an_empty_book(tmp_path: Path) -> None:
    book = read_folder(tmp_path)
    assert book.problems == []
    assert book.summary() == "0 blocks run, 0 outputs compared, 0 numbers checked, 0 figures drawn, 0 blocks skipped"


def test_the_check_command_names_each_problem_and_fails(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(folder)]) == 1
    told = capsys.readouterr()
    assert f"{folder / 'a.md'}:6: expected 2, got 1" in told.err
    assert main(["check", str(folder / "b.md"), str(folder / "below")]) == 0
    assert capsys.readouterr().err == ""


def test_the_update_command_mends_and_then_checks(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*.md")}
    (folder / "below" / "c.md").write_text("text\n")
    assert main(["update", str(folder)]) == 0
    assert f"{folder / 'a.md'}: 1 changed" in capsys.readouterr().out
    assert (folder / "a.md").read_text().startswith(block("print(1)", "1"))
    assert (folder / "b.md").read_bytes() == before[folder / "b.md"]
    assert main(["update", str(folder)]) == 0
    assert "changed" not in capsys.readouterr().out


def test_what_cannot_be_mended_makes_the_update_fail(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, block("print(1)", "2") + block("1 / 0"))
    assert main(["update", str(tmp_path)]) == 1
    told = capsys.readouterr()
    assert "1 changed" in told.out
    assert f"{tmp_path / 'page.md'}:10: ZeroDivisionError" in told.err


def test_one_page_that_cannot_be_read_does_not_keep_the_others_from_being_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.md").write_bytes(b"caf\xe9\n")
    write(tmp_path, block("print(1)", "2"), "b.md")
    assert main(["check", str(tmp_path)]) == 1
    told = capsys.readouterr().err
    assert f"{tmp_path / 'a.md'}:1: " in told
    assert f"{tmp_path / 'b.md'}:6: " in told


def test_consequences_of_a_dead_interpreter_are_not_counted_as_problems_of_their_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, block("import os\nos._exit(0)") + block("print(1)", "1"))
    assert main(["check", str(tmp_path)]) == 1
    assert f"{tmp_path / 'page.md'}:3: " in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["check"], ["mend", "."], ["update"]])
def test_a_command_that_is_none_is_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    assert "usage" in capsys.readouterr().err
