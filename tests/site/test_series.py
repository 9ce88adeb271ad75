"""The chapters as a series: each has the form of the first, and leads to the next."""

from __future__ import annotations

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
LINES_A_MINUTE = 15  # of code and output
MOST_LINES = 32  # of one block: a screen


def metadata(text: str) -> dict[str, object]:
    """Return the front matter of a page."""
    return dict(yaml.safe_load(text.split("---\n")[1]))


def minutes(text: str) -> float:
    """Return how long a chapter takes to read."""
    n_lines = sum(fence["source"].count("\n") for fence in FENCE.finditer(text))
    return len(FENCE.sub("", text).split()) / WORDS_A_MINUTE + n_lines / LINES_A_MINUTE


@pytest.mark.parametrize("name", TEXTS)
def test_a_chapter_has_number_minutes_and_date(name: str) -> None:
    facts = metadata(TEXTS[name])
    assert facts["chapter"] == int(name[:2])
    assert f"\n# {facts['title']}\n" in TEXTS[name]
    published = date.fromisoformat(str(facts["date"]))
    day = f"{published.day} {published:%B %Y}"
    assert f'!!! abstract "Chapter {facts["chapter"]} · about {facts["minutes"]} minutes · {day}"' in TEXTS[name]
    assert 50 <= len(str(facts["description"])) <= 160


@pytest.mark.parametrize("name", TEXTS)
def test_the_minutes_are_about_right(name: str) -> None:
    assert minutes(TEXTS[name]) == pytest.approx(metadata(TEXTS[name])["minutes"], abs=6)


@pytest.mark.parametrize("name", TEXTS)
def test_a_chapter_has_the_form_of_all_chapters(name: str) -> None:
    for label in ("**What you will see:**", "**What you will do:**", "**What you need:**", '<p class="lead" markdown>'):
        assert TEXTS[name].count(label) == 1
    headings = re.findall(r"^## (.+)$", FENCE.sub("", TEXTS[name]), re.MULTILINE)
    assert headings[-3:] == ["What to remember", "Try it", "What comes next"]
    assert '\n??? success "Solutions"\n' in TEXTS[name]


@pytest.mark.parametrize("name", TEXTS)
def test_no_block_is_longer_than_a_screen(name: str) -> None:
    for fence in FENCE.finditer(TEXTS[name]):
        assert fence["source"].count("\n") <= MOST_LINES, fence.group()


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
