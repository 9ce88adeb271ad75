"""The chapters as a series: each has the form of the first, and leads to the next."""

import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

DOCS = Path(__file__).parents[2] / "docs"
CHAPTERS = sorted(DOCS.glob("series/*.md"))
TEXTS = {path.stem: path.read_text("utf-8") for path in CHAPTERS}
FENCE = re.compile(r"^ *(`{3,})(?P<info>.*)\n(?P<source>(?:.*\n)*?) *\1$", re.MULTILINE)

WORDS_A_MINUTE = 200  # of prose
SECONDS_A_LINE = 5  # of code that stands open
FOLDED = re.compile(r"^\?\?\?.*\n(?:\n|    .*\n)*|^\[\^[^\]]+\]:.*\n(?:\n|    .*\n)*|<!--.*?-->", re.MULTILINE)


def metadata(text: str) -> dict[str, object]:
    """Return the front matter of a page."""
    return dict(yaml.safe_load(text.split("---\n")[1]))


def open_blocks(text: str) -> list[int]:
    """Return how many lines of code each block has that stands open on the page."""
    blocks = [fence for fence in FENCE.finditer(FOLDED.sub("", text)) if fence["info"].startswith("python")]
    return [fence["source"].count("\n") for fence in blocks if "fold=" not in fence["info"]]


def minutes(text: str) -> float:
    """Return how long a chapter takes to read, without what is folded."""
    n_words = len(FENCE.sub("", FOLDED.sub("", text)).split())
    return n_words / WORDS_A_MINUTE + sum(open_blocks(text)) * SECONDS_A_LINE / 60


@pytest.mark.parametrize("name", TEXTS)
def test_a_chapter_has_number_minutes_and_date_and_the_form_of_all_chapters(name: str) -> None:
    text, facts = TEXTS[name], metadata(TEXTS[name])
    assert facts["chapter"] == int(name[:2])
    assert f"\n# {facts['title']}\n" in text
    assert date.fromisoformat(str(facts["date"]))
    assert f"\nChapter {facts['chapter']} · {facts['minutes']} minutes · you need " in text
    assert 50 <= len(str(facts["description"])) <= 160
    for part in ('<p class="lead" markdown>', '<p class="facts" markdown>', "[run it yourself](../run-it-yourself.md)"):
        assert text.count(part) == 1
    headings = re.findall(r"^## (.+)$", FENCE.sub("", text), re.MULTILINE)
    assert headings[-3:] == ["What to remember", "Try it", "What comes next"]
    assert '\n??? success "Solution' in text


@pytest.mark.parametrize("name", TEXTS)
def test_the_minutes_are_about_right_and_a_chapter_keeps_its_budget(name: str) -> None:
    is_first = name.startswith("01")
    assert minutes(TEXTS[name]) == pytest.approx(metadata(TEXTS[name])["minutes"], abs=6)
    assert minutes(TEXTS[name]) <= (15 if is_first else 20)
    assert sum(open_blocks(TEXTS[name])) <= (70 if is_first else 100)
    assert max(open_blocks(TEXTS[name])) <= 14


def test_each_chapter_leads_to_the_next() -> None:
    names = list(TEXTS)
    assert [int(name[:2]) for name in names] == list(range(1, len(names) + 1))
    for name, following in pairwise(names):
        end = TEXTS[name].split("\n## What comes next\n")[1]
        assert f"({following}.md)" in end


def test_the_landing_page_shows_every_chapter() -> None:
    page = (DOCS / "index.md").read_text("utf-8")
    for name, text in TEXTS.items():
        facts = metadata(text)
        assert f"### {facts['chapter']} · [{facts['title']}](series/{name}.md)" in page
        assert f"About {facts['minutes']} minutes\n" in page.split(f"(series/{name}.md)")[-1].split("</div>")[0]
