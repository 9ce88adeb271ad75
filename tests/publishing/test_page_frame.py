"""What a page gets besides its text, at its place and whatever its title holds."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlparse

from publishing.page_frame import with_frame

CONFIG = {"site_url": "https://example.org/", "extra": {"repository": "https://example.net/course"}}
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
    framed = with_frame(CHAPTER, "series/a.md", CONFIG, {"series/a.py", "series/a.ipynb"})
    marks = ("</p>\n", "Python file", "Text & <b>more</b>", "[^1]: A note.", "///Footnotes Go Here///", "I have read")
    places = [framed.index(mark) for mark in (*marks, "Report a mistake")]
    assert places == sorted(places)
    assert framed.startswith(CHAPTER.partition("\nText")[0])


def test_a_lab_is_offered_as_a_notebook_and_a_page_without_files_not_at_all() -> None:
    assert ">Download the notebook<" in with_frame("# A\n", "labs/a.md", CONFIG, {"labs/a.ipynb"})
    assert "download" not in with_frame("# A\n", "a.md", CONFIG, {"labs/a.ipynb"})


def test_an_issue_is_begun_with_the_title_as_it_is_written() -> None:
    framed = with_frame(CHAPTER, "series/a.md", CONFIG, ())
    [address] = re.findall(r'<a href="([^"]*)">Report', framed)
    question = parse_qs(urlparse(unescape(address)).query)
    assert question["title"] == ['Mistake in “Is "a < b" & b\'s?”']
    assert question["body"][0].startswith("On the page https://example.org/series/a/\n\nWhat is wrong")
