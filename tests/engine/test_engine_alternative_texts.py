"""Alternative texts: neither the text nor the figure changes without being looked at beside the other."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from engine_pages import Checked, assert_only_problem, block, check, line_of, messages, write

from page_engine.say.alternative_texts import VARIES, digest
from page_engine.say.updater import update_page

RECORD = ".alternative_texts.json"
SETTINGS = f'[tool.page-engine]\nalternative_texts = "{RECORD}"\n'
DRAW = "import matplotlib.pyplot as plt\nplt.plot([0, {height}], {options})\nplt.text(0, 0, '{word}')\nplt.show()"
TEXT = "A line that rises to 4."


def page_with(text: str = TEXT, height: float = 4, word: str = "low", options: str = "") -> str:
    return block(DRAW.format(height=height, word=word, options=options), options=f' alt="{text}"')


def recorded(folder: Path, text: str) -> Path:
    """Write a record that holds the figure of a page."""
    record = folder / RECORD
    (folder / "pyproject.toml").write_text(SETTINGS, "utf-8")
    record.write_text("{}", "utf-8")
    assert update_page(write(folder, text)) == 1
    return record


def assert_refused(checked: Checked, *words: str) -> None:
    assert_only_problem(checked.problems, 1, *words)


def test_a_pair_that_is_recorded_is_right(tmp_path: Path) -> None:
    recorded(tmp_path, page_with())
    checked = check(tmp_path, page_with())
    assert not checked.problems, messages(checked.problems)
    assert update_page(tmp_path / "page.md") == 0


@pytest.mark.parametrize("text", ["A line that rises to 5.", "A line that falls to 4.", "figure.svg", TEXT[:-1]])
def test_a_text_with_another_word_or_digit_is_found(tmp_path: Path, text: str) -> None:
    recorded(tmp_path, page_with())
    assert_refused(check(tmp_path, page_with(text)), "alternative text", "recorded")


@pytest.mark.parametrize(
    "other", [{"height": 5}, {"word": "high"}, {"options": "color='red'"}, {"options": "linestyle='--'"}]
)
def test_a_figure_that_shows_something_else_is_found(tmp_path: Path, other: dict[str, str]) -> None:
    recorded(tmp_path, page_with())
    assert_refused(check(tmp_path, page_with(**other)), "the figure", "recorded")


def test_what_nobody_sees_does_not_change_a_figure(tmp_path: Path) -> None:
    recorded(tmp_path, page_with())
    assert not check(tmp_path, page_with(height=4.000000001)).problems


def test_update_records_what_has_changed_and_forgets_what_is_gone(tmp_path: Path) -> None:
    record = recorded(tmp_path, page_with())
    assert update_page(write(tmp_path, page_with("A steeper line.", 5))) == 1
    assert list(json.loads(record.read_text("utf-8"))["pages"]["page.md"]) == ["A steeper line."]
    assert not check(tmp_path, page_with("A steeper line.", 5)).problems
    update_page(write(tmp_path, "No figure any more.\n"))
    assert json.loads(record.read_text("utf-8"))["pages"] == {}


def test_two_figures_with_one_text_are_found(tmp_path: Path) -> None:
    text = page_with() + page_with(height=5)
    (tmp_path / "pyproject.toml").write_text(SETTINGS, "utf-8")
    (tmp_path / RECORD).write_text("{}", "utf-8")
    update_page(write(tmp_path, text))
    problems = check(tmp_path, text).problems
    assert [problem.line for problem in problems] == [1, line_of(text, "plt.plot([0, 5]") - 2]
    assert "the same alternative text" in problems[0].message


def test_a_figure_that_varies_is_not_compared_but_its_text_is(tmp_path: Path) -> None:
    record = recorded(tmp_path, page_with())
    kept = json.loads(record.read_text("utf-8"))
    kept["pages"]["page.md"][TEXT] = VARIES
    record.write_text(json.dumps(kept), "utf-8")
    assert not check(tmp_path, page_with(height=5)).problems
    assert update_page(tmp_path / "page.md") == 0
    assert_refused(check(tmp_path, page_with("Another text.", 5)), "alternative text")


def test_figures_of_another_matplotlib_are_not_compared_but_texts_are(tmp_path: Path) -> None:
    record = recorded(tmp_path, page_with())
    kept = json.loads(record.read_text("utf-8"))
    record.write_text(json.dumps(kept | {"matplotlib": "0.1"}), "utf-8")
    assert not check(tmp_path, page_with(height=5)).problems
    assert_refused(check(tmp_path, page_with("Another text.")), "alternative text")


def test_without_a_record_nothing_is_compared(tmp_path: Path) -> None:
    assert not check(tmp_path, page_with()).problems
    assert update_page(tmp_path / "page.md") == 0


def test_names_that_matplotlib_makes_up_do_not_change_a_digest() -> None:
    figure = '<svg width="1pt"><clipPath id="p0123456789"/><g clip-path="url(#p{name})"/></svg>'
    assert digest(figure.format(name="0123456789")) == digest(figure.format(name="abcdef0123"))
    assert digest(figure.format(name="0123456789")) != digest(figure.format(name="0123456789").replace("<g", "<p"))


BROKEN = {
    "empty": ("", 1),
    "no record": ("[]", 1),
    "of pages that are none": ('{"pages": {"page.md": 1}}', 1),
    "with conflict marks": ('{\n  "matplotlib": "3",\n<<<<<<< HEAD\n  "pages": {}\n}\n', 3),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_record_that_cannot_be_read_is_a_problem_at_its_line_and_stays(tmp_path: Path, name: str) -> None:
    record = recorded(tmp_path, page_with())
    content, line = BROKEN[name]
    record.write_text(content, "utf-8")
    [problem] = check(tmp_path, page_with()).problems
    assert (Path(problem.path).name, problem.line) == (RECORD, line)
    assert update_page(tmp_path / "page.md") == 0
    assert record.read_text("utf-8") == content


def test_a_record_is_written_in_one_move(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = recorded(tmp_path, page_with())
    before = record.read_text("utf-8")

    def fail(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(PermissionError):
        update_page(write(tmp_path, page_with("Another text.")))
    assert record.read_text("utf-8") == before
