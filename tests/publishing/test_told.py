"""What a build tells readers besides the text: its counts, the frame of a page, the feed; and what it takes out."""

import json
import re
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlparse
from xml.etree import ElementTree

import pytest
from series import CONFIG, SITE, chapter

from page_engine.read.mathml import to_mathml
from page_engine.read.page import parse_page
from page_engine.run.outcome import Outcome
from page_engine.say.book import Book, Chapter
from publishing.facts import facts_of
from publishing.finished import final_markup
from publishing.page_frame import with_frame
from publishing.takeaways import atom_feed

BLOCK = "```python\nx = 1\n```\n\n"
RATIO = {"what": "fit", "beside": "a | b", "median": 0.25, "low": 0.2, "high": 0.3}


def facts(project: Path) -> dict[str, str]:
    """Return the facts of two pages with a block and a number each, and one with a number only."""
    book = Book()
    for title, code in (("One", BLOCK), ("Sums", ""), ("Two", BLOCK)):
        page = parse_page(f"# {title}\n\n{code}1<!--= 1 -->\n", project / f"{title}.md")
        book.chapters.append(Chapter(f"{title}.md", page, [Outcome() for _ in page.steps], []))
    return facts_of(book, CONFIG, project, "downloads/a.whl", [])


def test_counts_are_added_up_and_a_page_without_a_block_has_its_row(tmp_path: Path) -> None:
    rows = "| [One](One.md) | 1 | 0 | 1 | 0 |\n| [Sums](Sums.md) | 0 | 0 | 1 | 0 |\n| [Two](Two.md) | 1 | 0 | 1 | 0 |\n"
    assert f"{rows}| **together** | **2** | **0** | **3** | **0** |" in facts(tmp_path)["pages"]


def test_what_has_not_been_asked_or_measured_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GATES", raising=False)
    assert "The gates have not been asked for this build." in facts(tmp_path)["gates"]
    assert facts(tmp_path)["speed"] == "Nothing has been measured; `make bench` does."


def test_a_gate_that_falls_short_stands_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = tmp_path / "gates.json"
    record.write_text(json.dumps([{"gate": "links", "figure": "1 broken", "holds": False}]))
    monkeypatch.setenv("GATES", str(record))
    assert "| links | **falls short** | 1 broken |" in facts(tmp_path)["gates"]


def test_ratios_stand_below_what_they_were_measured_on(tmp_path: Path) -> None:
    (tmp_path / "benchmarks").mkdir()
    result = {"day": "2026-11-27", "machine": "2 processors", "ratios": [RATIO]}
    (tmp_path / "benchmarks" / "results.json").write_text(json.dumps({"Training": result}))
    lines = facts(tmp_path)["speed"].splitlines()
    start = lines.index("### Training")
    assert lines[start + 2] == "Measured on 2026-11-27: 2 processors."
    assert lines[start + 4] == "| what | beside | time (spread) |"
    assert lines[start + 6] == r"| fit | a \| b | 0.25 (0.20 to 0.30) |"


CHAPTERS = [
    chapter("series/01-a.md", "A < B & C", "The “first”.", date(2026, 1, 2)),
    chapter("series/02-b.md", "Second", "More.", date(2026, 3, 4)),
]

FIRST_FEED = """\
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <title>Course</title>
  <id>https://example.org/course/feed.xml</id>
  <link rel="self" href="https://example.org/course/feed.xml" type="application/atom+xml" />
  <link rel="alternate" href="https://example.org/course/" type="text/html" />
  <updated>2026-01-02T00:00:00Z</updated>
  <author>
    <name>Somebody</name>
  </author>
  <entry>
    <title>A &lt; B &amp; C</title>
    <id>https://example.org/course/series/01-a/</id>
    <link rel="alternate" href="https://example.org/course/series/01-a/" type="text/html" />
    <published>2026-01-02T00:00:00Z</published>
    <updated>2026-01-02T00:00:00Z</updated>
    <summary>The “first”.</summary>
  </entry>
</feed>
"""


def test_a_feed_is_these_bytes_on_any_day() -> None:
    """What RFC 4287 demands (4.1.1 and 4.1.2) is in them."""
    assert atom_feed(CHAPTERS[:1], CONFIG) == FIRST_FEED


def test_a_feed_says_what_the_chapters_say_last_one_first() -> None:
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ElementTree.fromstring(atom_feed(CHAPTERS, CONFIG).encode())
    second, first = feed.findall(f"{atom}entry")
    assert first.findtext(f"{atom}title") == "A < B & C"
    assert first.findtext(f"{atom}summary") == "The “first”."
    assert [entry.findtext(f"{atom}id") for entry in (first, second)] == [
        f"{SITE}series/{n}/" for n in ("01-a", "02-b")
    ]
    assert second.find(f"{atom}link").attrib["href"] == f"{SITE}series/02-b/"  # type: ignore[union-attr]
    assert feed.findtext(f"{atom}updated") == "2026-03-04T00:00:00Z"
    assert to_mathml("x").startswith("<math ")  # as before, beside a feed


FRAME_CONFIG = {"site_url": "https://example.org/", "extra": {"repository": "https://example.net/course"}}
CHAPTER = """\
---
title: Is "a < b" & b's?
chapter: 1
---

# Is it?

<p class="lead" markdown>
A lead with `# a comment`.
</p>

Text & <b>more</b>.[^1]

[^1]: A note.
"""


def test_downloads_stand_below_the_lead_and_the_foot_below_the_notes() -> None:
    framed = with_frame(CHAPTER, "series/a.md", FRAME_CONFIG, {"series/a.py", "series/a.ipynb"})
    marks = ("</p>\n", "Python file", "Text & <b>more</b>", "[^1]: A note.", "///Footnotes Go Here///", "I have read")
    places = [framed.index(mark) for mark in (*marks, "Report a mistake")]
    assert places == sorted(places)
    assert framed.startswith(CHAPTER.partition("\nText")[0])


def test_a_lab_is_offered_as_a_notebook_and_a_page_without_files_not_at_all() -> None:
    assert ">Download the notebook<" in with_frame("# A\n", "labs/a.md", FRAME_CONFIG, {"labs/a.ipynb"})
    assert "download" not in with_frame("# A\n", "a.md", FRAME_CONFIG, {"labs/a.ipynb"})


def test_an_issue_is_begun_with_the_title_as_it_is_written() -> None:
    framed = with_frame(CHAPTER, "series/a.md", FRAME_CONFIG, ())
    [address] = re.findall(r'<a href="([^"]*)">Report', framed)
    question = parse_qs(urlparse(unescape(address)).query)
    assert question["title"] == ['Mistake in “Is "a < b" & b\'s?”']
    assert question["body"][0].startswith("On the page https://example.org/series/a/\n\nWhat is wrong")


STYLES = """<link rel="stylesheet" href="../assets/main.css">
    <link rel="stylesheet" href="../assets/_mkdocstrings.css">
<link rel="stylesheet" href="../assets/site.css">"""


def test_names_and_spaces_in_code_have_no_marks() -> None:
    code = '<span class="n">x</span><span class="w"> </span><span class="o">=</span> <span class="mi">1</span>'
    assert final_markup(code) == 'x <span class="o">=</span> <span class="mi">1</span>'
    assert final_markup('<span class="nn">neuronlib</span>') == '<span class="nn">neuronlib</span>'


def test_the_style_of_the_reference_is_where_it_is_used() -> None:
    reference = f'{STYLES}<div class="doc doc-object">'
    assert final_markup(reference) == reference
    chapter = final_markup(f'{STYLES}<p class="lead">')
    assert "_mkdocstrings" not in chapter
    assert chapter.count("<link") == 2
