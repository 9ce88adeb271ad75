"""Saying: what a block prints and raises must be what stands below it, to the character; and many pages are a book."""

from pathlib import Path

import pytest
from engine_pages import PLOT, check, check_marked, write
from small_pages import block

from page_engine.__main__ import main
from page_engine.say.book import pages_below, read_book

# What a block prints and what stands below it, with a mark where they first differ
OUTPUTS = {
    "two lines": ("print('a')\nprint('b')", "a\nb"),
    "the word": ("print('<BLANKLINE>')", "<BLANKLINE>"),
    "dots for a word": ("print('at 0x7f3a')", "at 0x..."),
    "dots for lines": ("for x in 'abcd': print(x)", "a\n...\nd"),
    "dots for nothing": ("print('ab')", "a...b"),
    "dots that are printed": ("print('[0 1 ... 9]')", "[0 1 ... 9]"),
    "dots at the end": ("print('a')\nprint('b')", "a\n..."),
    "an escape": ("print('\\\\xe9')", "\\xe9"),
    "another word": ("print('a')\nprint('b')\nprint('c')", "a\n⟦⟧B\nc"),
    "a space at the end": ("print('a')\nprint('b')", "a\n⟦⟧b "),
    "no space at the end": ("print('a')\nprint('b ')", "a\n⟦⟧b"),
    "a space at the start": ("print('a')\nprint('b')", "a\n⟦⟧ b"),
    "a space in the middle": ("print('a  b')", "⟦⟧a b"),
    "1 for True": ("print(True)", "⟦⟧1"),
    "the word for a blank line": ("print('a')\nprint()\nprint('b')", "a\n⟦⟧<BLANKLINE>\nb"),
    "the first line is missing": ("print('x')\nprint('y')", "⟦⟧y"),
    "the last line is missing": ("print('x')\nprint('y')", "⟦⟧x"),
    "a line too many": ("print('x')", "x\n⟦⟧z"),
    "another order": ("print('x')\nprint('y')", "⟦⟧y\nx"),
    "an empty line too many": ("print('x')\nprint('y')", "x\n⟦⟧\ny"),
    "an empty line missing": ("print('x')\nprint()\nprint('y')", "x\n⟦⟧y"),
    "upper case": ("print('Q')", "⟦⟧q"),
    "a digit": ("print(0.1 + 0.2)", "⟦⟧0.3"),
    "a hyphen for a minus": ("print('−7')", "⟦⟧-7"),
    "an escape for a letter": ("print('é')", "⟦⟧\\xe9"),
    "a composed letter": ("print('e\\u0301')", "⟦⟧é"),
    "behind dots": ("for x in 'abcde': print(x)", "a\n...\nd\n⟦⟧E"),
    "before dots": ("for x in 'abcde': print(x)", "⟦⟧A\n...\ne"),
    "between dots": ("for x in 'abcde': print(x)", "a\n...\n⟦⟧C\n...\ne"),
    "behind a strange separator": ("print('a\\u2028b\\x85d')\nprint('e')", "a\u2028b\x85d\n⟦⟧E"),
}


def test_an_output_is_right_or_wrong_at_its_first_line_that_differs(tmp_path: Path) -> None:
    check_marked(tmp_path, "---\ntitle: T\n---\n\n" + "".join(block(*each) for each in OUTPUTS.values()))


FENCES = "```python\nprint('```')\nprint('  ```')\n```\n\n````output\n```\n  ```\n````\n"
STALE = "\n".join(f"epoch {number}: loss {number / 7:.9f}" for number in range(100))
PAGES = {
    "an output that holds fences": FENCES,
    "an output that holds another fence": FENCES.replace("\n  ```\n````", "\n⟦⟧   ```\n````"),
    "a long output that is all wrong": block(
        "for i in range(100): print(f'epoch {i}: loss {i / 9:.9f}')", STALE.replace("epoch 1:", "⟦⟧epoch 1:")
    ),
    **{
        f"no output block: {code}": f"\n⟦output block⟧{block(code)}"
        for code in ("print()", "print('a')", "print('a', end='')", "import os\nos.system('echo a')")
    },
    **{
        f"an output block of {output!r} and no print": block("x = 1", output).replace("```output", "⟦⟧```output")
        for output in ("a", "", "a\n...", "\n")
    },
    "an output block without a line is no empty line": "```python\nprint()\n```\n\n```output\n⟦⟧```\n",
}


@pytest.mark.parametrize("name", PAGES)
def test_what_a_block_prints_must_stand_below_it_and_nothing_else(tmp_path: Path, name: str) -> None:
    check_marked(tmp_path, PAGES[name])


def test_the_message_shows_the_difference_and_the_place_of_the_block(tmp_path: Path) -> None:
    [problem] = check(tmp_path, "text\n\n" + block("print('same')\nprint('new')", "same\nold")).problems
    assert "page.md:3\n" in problem.message
    assert problem.message.endswith("      same\n    - old\n    + new")


# name: (the type that is meant, code, output, what is told of it at the mark)
INT = "ValueError: invalid literal for int() with base 10: {}"
RAISES = {
    "the type and the text": ("ValueError", "raise ValueError('no')", "ValueError: no"),
    "no text": ("ValueError", "raise ValueError", "ValueError"),
    "what is printed before": ("ValueError", "print('a')\nraise ValueError('no')", "a\nValueError: no"),
    "printed without a newline": ("ValueError", "print('a', end='')\nraise ValueError('no')", "a\nValueError: no"),
    "lines of text": ("ValueError", "raise ValueError('a\\n\\n  b')", "ValueError: a\n\n  b"),
    "dots": ("ValueError", "int('x' * 99)", INT.format("'...'")),
    "a note": ("ValueError", "e = ValueError('no')\ne.add_note('see')\nraise e", "ValueError: no\nsee"),
    "in a library": ("ValueError", "int('x')", INT.format("'x'")),
    "of a library": (
        "LinAlgError",
        "import numpy as np\nnp.linalg.inv(np.zeros((2, 2)))",
        "numpy.linalg.LinAlgError: Singular matrix",
    ),
    "another text": ("ValueError", "raise ValueError('no')", "⟦no⟧ValueError: yes"),
    "the text before is missing": ("ValueError", "print('a'); raise ValueError('no')", "⟦a⟧ValueError: no"),
    "an exit": ("SystemExit", "⟦sys.exit⟧raise SystemExit('no')", "SystemExit: no"),
    "a syntax error": ("ValueError", "⟦SyntaxError⟧x = = 1", "ValueError: no"),
}
WRONG_RAISES = {
    "another type": ("ValueError", "int(None)", "ValueError: x", "TypeError"),
    "a subclass": ("LookupError", "{}['a']", "LookupError: a", "KeyError"),
    "a parent": ("KeyError", "raise LookupError('a')", "KeyError: a", "LookupError"),
    "none": ("ValueError", "int('1')", "ValueError: x", "without an exception"),
    "none, but text": ("ValueError", "print('ValueError: x')", "ValueError: x", "without an exception"),
    "no output block": ("ValueError", "raise ValueError('no')", None, "ValueError: no"),
    "nothing at all": ("ValueError", "x = 1", None, "without an exception"),
}


def test_an_exception_that_is_meant_stands_in_the_output_block_and_no_other_one_will_do(tmp_path: Path) -> None:
    right = [block(code, output, f' raises="{meant}"') for meant, code, output in RAISES.values()]
    wrong = [
        f"⟦{words}⟧" + block(code, output, f' raises="{meant}"') for meant, code, output, words in WRONG_RAISES.values()
    ]
    check_marked(tmp_path, "".join([*right, *wrong]))


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


def test_an_empty_folder_is_an_empty_book(tmp_path: Path) -> None:
    book = read_book(pages_below([tmp_path]))
    assert book.problems == []
    assert book.summary() == "0 blocks run, 0 outputs compared, 0 numbers checked, 0 figures drawn, 0 blocks skipped"


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


@pytest.mark.parametrize("arguments", [[], ["check"], ["mend", "."], ["update"]])
def test_a_command_that_is_none_is_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(arguments)
    assert "usage" in capsys.readouterr().err
