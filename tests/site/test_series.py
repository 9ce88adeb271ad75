"""The chapters as a series: each has the form of the first, and leads to the next."""

import math
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

DOCS = Path(__file__).parents[2] / "docs"
CHAPTERS = sorted(DOCS.glob("series/*.md"))
TEXTS = {path.stem: path.read_text("utf-8") for path in CHAPTERS}
FENCE = re.compile(r"^ *(`{3,})(?P<info>.*)\n(?P<source>(?:.*\n)*?) *\1$", re.MULTILINE)

WORDS_A_MINUTE = 200  # of prose
SECONDS_A_LINE = 5  # of code that stands open
LAST = ["What to remember", "Try it", "What comes next"]
FOLDED = re.compile(r"^\?\?\?.*\n(?:\n|    .*\n)*|^\[\^[^\]]+\]:.*\n(?:\n|    .*\n)*|<!--.*?-->", re.MULTILINE)


def metadata(text: str) -> dict[str, Any]:
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


def faults_of(name: str) -> Iterator[str]:
    """Yield what the author of a chapter has to change, so that it has the form of all chapters."""
    text, facts = TEXTS[name], metadata(TEXTS[name])
    number, most_minutes, most_lines = int(name[:2]), *((15, 70) if name.startswith("01") else (20, 100))
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", text), re.MULTILINE)
    twice = [heading for heading in dict.fromkeys(headings) if headings.count(heading) > 1]
    lines, taken = open_blocks(text), minutes(text)
    n_words = math.ceil((taken - most_minutes) * WORDS_A_MINUTE)
    following = next((f"{other}.md" for other in TEXTS if other[:2] == f"{number + 1:02}"), "../where-to-go-next.md")
    for is_fault, advice in (
        (facts["chapter"] != number, f"chapter must be {number} in the front matter, got {facts['chapter']}"),
        (not isinstance(facts["date"], date), f"date must be a day such as 2026-11-29, got {facts['date']}"),
        (not 50 <= len(str(facts["description"])) <= 160, "description must have 50 to 160 letters"),
        (f"\n# {facts['title']}\n" not in text, f"the main heading must be the title, {facts['title']}"),
        (text.count('<p class="lead" markdown>') != 1, 'there must be one <p class="lead" markdown>'),
        (text.count('<p class="facts" markdown>') != 1, 'there must be one <p class="facts" markdown>'),
        (
            f"\nChapter {number} · {facts['minutes']} minutes · you need " not in text,
            f"the line of facts must begin with: Chapter {number} · {facts['minutes']} minutes · you need",
        ),
        (text.count("[run it yourself](../run-it-yourself.md)") != 1, "the facts must link to run-it-yourself.md"),
        (headings[-3:] != LAST, f"the last three headings must be {', '.join(LAST)}"),
        ('\n??? success "Solution' not in text, 'there must be a fold ??? success "Solution"'),
        (bool(twice), f"a heading must stand once on a page, got {twice} twice"),
        (taken > most_minutes, f"it takes {taken:.2f} minutes, and may take {most_minutes}: leave out {n_words} words"),
        (abs(taken - facts["minutes"]) > 6, f"minutes must be about {taken:.0f}, got {facts['minutes']}"),
        (sum(lines) > most_lines, f"at most {most_lines} lines of code may stand open, got {sum(lines)}"),
        (max(lines) > 14, f"a block may have 14 lines of open code, got {max(lines)}: fold some, or split it"),
        (
            f"({following})" not in text.split("\n## What comes next\n")[-1],
            f"What comes next must link to {following}",
        ),
    ):
        if is_fault:
            yield f"docs/series/{name}.md: {advice}"


@pytest.mark.parametrize("name", TEXTS)
def test_a_chapter_has_the_form_of_all_chapters(name: str) -> None:
    if told := "\n".join(faults_of(name)):
        pytest.fail(told, pytrace=False)


def test_chapters_are_numbered_one_by_one_and_the_last_has_room_for_a_link_to_the_next() -> None:
    assert [int(name[:2]) for name in TEXTS] == list(range(1, len(TEXTS) + 1))
    assert minutes(f"{list(TEXTS.values())[-1]} [Chapter 99](…) goes on.") <= 20


def test_the_landing_page_shows_every_chapter() -> None:
    page = (DOCS / "index.md").read_text("utf-8")
    for name, text in TEXTS.items():
        facts = metadata(text)
        heading, takes = (
            f"### {facts['chapter']} · [{facts['title']}](series/{name}.md)",
            f"About {facts['minutes']} minutes\n",
        )
        assert heading in page, f"docs/index.md: a card must have the heading {heading}"
        card = page.split(heading)[1].split("</div>")[0]
        assert takes in card, f"docs/index.md: the card of {name}.md must say: {takes}"
