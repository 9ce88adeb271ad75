"""Saying: many pages are a book, and the command says what is wrong with it, and mends it."""

from pathlib import Path

import pytest
from engine_pages import PLOT, write
from small_pages import block

from page_engine.__main__ import main
from page_engine.say.book import pages_below, read_book


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of three pages: one right, one with a fault and one in a folder below."""
    write(tmp_path, block("print(1)", "1") + block("x = 1") + "1<!--= x --> and 2<!--= 2 * x -->\n", "b.md")
    write(tmp_path, block("print(1)", "2") + block("a", options=' skip="no card"'), "a.md")
    write(tmp_path, block(PLOT, options=' alt="A point."') + "[b](../b.md)\n", "below/c.md")
    write(tmp_path, "not a page, [a](gone.md)", "notes.txt")
    return tmp_path


def test_a_book_holds_its_pages_in_order_with_what_they_did_and_counts_it(folder: Path) -> None:
    book = read_book(pages_below([folder]))
    assert [chapter.address for chapter in book.chapters] == ["a.md", "b.md", "below/c.md"]
    assert [len(chapter.outcomes) for chapter in book.chapters] == [1, 4, 1]
    assert [len(chapter.outcomes[0].figures) for chapter in book.chapters] == [0, 0, 1]
    assert [(problem.path, problem.line) for problem in book.problems] == [(str(folder / "a.md"), 6)]
    counts = "4 blocks run, 2 outputs compared, 2 numbers checked, 1 figure drawn, 1 block skipped"
    assert book.summary().startswith(f"{counts}; ")
    assert book.verified() == "4 blocks run, 2 outputs compared, 2 numbers checked and 1 figure drawn"
    assert list(book.skips()) == [f"skipped {folder / 'a.md'}:9: no card"]


def test_a_book_names_its_slowest_page(tmp_path: Path) -> None:
    write(tmp_path, block("x = 1"), "quick.md")
    write(tmp_path, block("import time\ntime.sleep(0.2)") + "1<!--= time.sleep(0.2) or 1 -->\n", "slow.md")
    write(tmp_path, "Nothing to run.\n", "text.md")
    book = read_book(pages_below([tmp_path]))
    quick, slow, text = [sum(outcome.seconds for outcome in chapter.outcomes) for chapter in book.chapters]
    assert slow >= 0.4 > quick > 0 == text
    assert book.summary().endswith(f"0 blocks skipped; slowest page: slow.md with {slow:.1f} s")
    nothing = "0 blocks run, 0 outputs compared, 0 numbers checked, 0 figures drawn, 0 blocks skipped"
    assert read_book({}).summary() == nothing


def test_who_waits_hears_once_of_each_page_that_has_run_and_how_many_are_left(tmp_path: Path) -> None:
    write(tmp_path, '[tool.page-engine]\ncache = "kept"\n', "pyproject.toml")
    for number in range(3):
        write(tmp_path, block(f"x = {number}"), f"{number}.md")
    write(tmp_path, "Only words.\n", "words.md")
    told: list[str] = []
    for _ in range(2):  # the second time none needs to run
        read_book(pages_below([tmp_path]), report=told.append)
    found = [line for line in told if ".md has run, " in line]
    assert sorted(line.split()[0][-4:] for line in found) == ["0.md", "1.md", "2.md"]
    assert min(int(line.split()[3]) for line in found) in (0, 1)  # the page without code may be the last


def test_the_check_command_names_each_problem_and_fails(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "c.md").write_bytes(b"caf\xe9\n")
    write(folder, block("import os\nos._exit(0)") + block("print(1)", "1"), "d.md")
    assert main(["check", str(folder)]) == 1
    told = capsys.readouterr().err
    for line in ("a.md:6: expected 2, got 1", "c.md:1: a page must be UTF-8", "d.md:3: "):
        assert f"{folder}/{line}" in told
    assert f"from the block at {folder}/a.md:1\n    - 2\n    + 1\n" in told
    assert main(["check", str(folder / "b.md"), str(folder / "below")]) == 0
    assert capsys.readouterr().err == ""


def test_the_update_command_mends_and_then_checks(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (folder / "b.md").read_bytes()
    assert main(["update", str(folder)]) == 0
    assert f"{folder / 'a.md'}: 1 changed" in capsys.readouterr().out
    assert (folder / "a.md").read_text().startswith(block("print(1)", "1"))
    assert (folder / "b.md").read_bytes() == before
    assert main(["update", str(folder)]) == 0
    assert "changed" not in capsys.readouterr().out
    write(folder, block("print(1)", "2") + block("1 / 0"))  # which cannot be mended
    assert main(["update", str(folder)]) == 1
    told = capsys.readouterr()
    assert "1 changed" in told.out
    assert f"{folder / 'page.md'}:10: ZeroDivisionError" in told.err


def test_a_command_that_is_none_is_refused() -> None:
    for arguments in ([], ["check"], ["mend", "."], ["update"]):
        with pytest.raises(SystemExit, match="2"):
            main(arguments)
