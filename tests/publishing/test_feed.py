"""The feed holds to RFC 4287, is always the same, and says what the chapters say."""

from __future__ import annotations

import re
from datetime import date
from xml.etree import ElementTree

import pytest
from series import CONFIG, SITE, chapter

from page_engine.read.mathml import to_mathml
from page_engine.say.book import Chapter
from publishing.takeaways import atom_feed

ATOM = "{http://www.w3.org/2005/Atom}"
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


def feed_of(chapters: list[Chapter]) -> ElementTree.Element:
    return ElementTree.fromstring(atom_feed(chapters, CONFIG).encode())


def faults(feed: ElementTree.Element) -> list[str]:
    """Return what RFC 4287 demands and a feed lacks: section 4.1.1 for the feed, 4.1.2 for its entries."""
    found = [] if feed.tag == f"{ATOM}feed" else ["the root must be a feed"]
    has_author = feed.findtext(f"{ATOM}author/{ATOM}name")
    for element in [feed, *feed.findall(f"{ATOM}entry")]:
        for name in ("id", "title", "updated"):
            texts = [child.text for child in element.findall(f"{ATOM}{name}")]
            found += [] if len(texts) == 1 and texts[0] else [f"{element.tag} must have one {name}"]
        if not re.match(r"https?://", element.findtext(f"{ATOM}id") or ""):
            found.append("an id must be an absolute address")
        for name in ("updated", "published"):
            text = element.findtext(f"{ATOM}{name}")
            if text and not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", text):
                found.append(f"{name} must be a time of RFC 3339")
        if not has_author and not element.findtext(f"{ATOM}author/{ATOM}name"):
            found.append("there must be an author")
        if not element.findall(f"{ATOM}link[@rel='alternate']"):
            found.append("there must be a link to the page")
    identifiers = [entry.findtext(f"{ATOM}id") for entry in feed.findall(f"{ATOM}entry")]
    return found if len(set(identifiers)) == len(identifiers) else [*found, "no two entries may have the same id"]


def test_a_feed_is_valid() -> None:
    assert faults(feed_of(CHAPTERS)) == []


def test_a_feed_says_what_the_chapters_say_last_one_first() -> None:
    second, first = feed_of(CHAPTERS).findall(f"{ATOM}entry")
    assert first.findtext(f"{ATOM}title") == "A < B & C"
    assert first.findtext(f"{ATOM}summary") == "The “first”."
    assert second.find(f"{ATOM}link").attrib["href"] == f"{SITE}series/02-b/"  # type: ignore[union-attr]
    assert feed_of(CHAPTERS).findtext(f"{ATOM}updated") == "2026-03-04T00:00:00Z"


def test_a_feed_is_these_bytes_on_any_day() -> None:
    assert atom_feed(CHAPTERS[:1], CONFIG) == FIRST_FEED


def test_formulas_are_written_as_before_beside_a_feed() -> None:
    feed_of(CHAPTERS)
    assert to_mathml("x").startswith("<math ")


@pytest.mark.parametrize("name", ["id", "title", "updated", "author", "link[@rel='alternate']"])
def test_a_feed_that_lacks_something_is_not_valid(name: str) -> None:
    feed = feed_of(CHAPTERS)
    lacking = feed.find(f"{ATOM}{name}")
    assert lacking is not None
    feed.remove(lacking)
    assert faults(feed)


def test_a_feed_with_the_same_chapter_twice_is_not_valid() -> None:
    assert faults(feed_of([CHAPTERS[0], CHAPTERS[0]])) == ["no two entries may have the same id"]
