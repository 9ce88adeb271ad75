"""What a build tells readers besides the text: its counts, the frame of a page, the feed; and what it takes out."""

import json
import re
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import pytest
from series import CONFIG, chapter

from page_engine.read.page import parse_page
from page_engine.run.outcome import Outcome
from page_engine.say.book import Book, Chapter
from publishing.facts import facts_of
from publishing.finished import final_markup
from publishing.page_frame import with_frame
from publishing.takeaways import atom_feed

BLOCK = "```python\nx = 1\n```\n\n"
ROWS = """\
| [One](One.md) | 1 | 0 | 1 | 0 |
| [Sums](Sums.md) | 0 | 0 | 1 | 0 |
| [Two](Two.md) | 1 | 0 | 1 | 0 |
| **together** | **2** | **0** | **3** | **0** |"""
RATIO = {"what": "fit", "beside": "a | b", "median": 0.25, "low": 0.2, "high": 0.3}
MEASURED = r"""### Training

Measured on 2026-11-27: 2 processors.

| what | beside | time (spread) |
| --- | --- | --- |
| fit | a \| b | 0.25 (0.20 to 0.30) |"""


def facts(project: Path) -> dict[str, str]:
    """Return the facts of two pages with a block and a number each, and one with a number only."""
    book = Book()
    for title, code in (("One", BLOCK), ("Sums", ""), ("Two", BLOCK)):
        page = parse_page(f"# {title}\n\n{code}1<!--= 1 -->\n", project / f"{title}.md")
        book.chapters.append(Chapter(f"{title}.md", page, [Outcome() for _ in page.steps], []))
    return facts_of(book, CONFIG, project, "downloads/a.whl", [])


def test_facts_are_what_has_been_counted_asked_and_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GATES", raising=False)
    before = facts(tmp_path)
    assert ROWS in before["pages"]
    assert "The gates have not been asked for this build." in before["gates"]
    assert before["speed"] == "Nothing has been measured; `make bench` does."

    record, results = tmp_path / "gates.json", tmp_path / "benchmarks/results.json"
    record.write_text(json.dumps([{"gate": "links", "figure": "1 broken", "holds": False}]))
    results.parent.mkdir()
    results.write_text(json.dumps({"Training": {"day": "2026-11-27", "machine": "2 processors", "ratios": [RATIO]}}))
    monkeypatch.setenv("GATES", str(record))
    assert "| links | **falls short** | 1 broken |" in facts(tmp_path)["gates"]
    assert MEASURED in facts(tmp_path)["speed"]


def test_a_feed_is_these_bytes_on_any_day_last_chapter_first() -> None:
    """What RFC 4287 demands (4.1.1 and 4.1.2) is in them."""
    chapters = [
        chapter("series/01-a.md", "A < B & C", "The “first”.", date(2026, 1, 2)),
        chapter("series/02-b.md", "Second", "More.", date(2026, 3, 4)),
    ]
    assert atom_feed(chapters, CONFIG) == Path(__file__).with_name("feed.xml").read_text("utf-8")


CHAPTER = Path(__file__).with_name("chapter.md").read_text("utf-8")


def test_a_chapter_has_its_downloads_below_the_lead_and_below_its_notes_an_issue_that_names_it() -> None:
    config = {"site_url": "https://example.org/", "extra": {"repository": "https://example.net/course"}}
    framed = with_frame(CHAPTER, "series/a.md", config, {"series/a.py", "series/a.ipynb"})
    marks = ("</p>\n", "Python file", "Text & <b>more</b>", "[^1]: A note.", "///Footnotes Go Here///", "I have read")
    places = [framed.index(mark) for mark in (*marks, "Report a mistake")]
    assert places == sorted(places)
    assert framed.startswith(CHAPTER.partition("\nText")[0])
    [address] = re.findall(r'<a href="([^"]*)">Report', framed)
    question = parse_qs(urlparse(unescape(address)).query)
    assert question["title"] == ['Mistake in “Is "a < b" & b\'s?”']
    assert question["body"][0].startswith("On the page https://example.org/series/a/\n\nWhat is wrong")


STYLES = """<link rel="stylesheet" href="../assets/main.css">
    <link rel="stylesheet" href="../assets/_mkdocstrings.css">
<link rel="stylesheet" href="../assets/site.css">"""


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ('<span class="n">x</span><span class="w"> </span><span class="o">=</span>', 'x <span class="o">=</span>'),
        ('<span class="nn">neuronlib</span>', '<span class="nn">neuronlib</span>'),
        (f'{STYLES}<div class="doc doc-object">', f'{STYLES}<div class="doc doc-object">'),
        (f'{STYLES}<p class="lead">', re.sub(r"\n    .*", "", STYLES) + '<p class="lead">'),
    ],
    ids=["a name and a space", "a name with a colour", "a page of the reference", "another page"],
)
def test_marks_without_a_colour_and_styles_without_a_use_are_taken_out(written: str, shown: str) -> None:
    assert final_markup(written) == shown
