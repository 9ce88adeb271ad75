"""The series on paper: every chapter is there, and begins on the page that the contents name."""

import re
from bisect import bisect_right
from collections.abc import Iterator

import pytest
from built_site import PROJECT, BuiltSite
from pikepdf import Pdf
from playwright.sync_api import Browser
from pypdfium2 import PdfDocument

SERIES = "downloads/deep-learning-simplified.pdf"
TITLES = [
    re.findall(r"^# (.+)$", path.read_text("utf-8"), re.MULTILINE)[0]
    for path in sorted(PROJECT.glob("docs/series/*.md"))
]


@pytest.fixture(scope="module")
def series(site: BuiltSite, browser: Browser) -> Iterator[PdfDocument]:
    """Return the PDF of a site that was built where there is a browser."""
    with PdfDocument(site.folder / SERIES) as document:
        yield document


def test_it_has_a_title_and_chapters_begin_where_the_contents_say_with_their_names_on_their_pages(
    series: PdfDocument,
) -> None:
    texts = [" ".join(page.get_textpage().get_text_bounded().split()) for page in series]
    assert "Deep Learning, Simplified" in texts[0]
    assert "Saumya Nayak" in texts[0]
    bookmarks = {mark.get_title(): mark.get_dest().get_index() for mark in series.get_toc(max_depth=1)}
    assert list(bookmarks) == ["Deep Learning, Simplified", "Contents", *TITLES]
    starts, contents = [bookmarks[title] for title in TITLES], series[1].get_textpage()
    for number, (title, start) in enumerate(zip(TITLES, starts, strict=True), 1):
        first, count = contents.search(f"{number}. {title}").get_next()
        _, bottom, right, top = contents.get_charbox(first + count - 1)
        assert contents.get_text_bounded(left=right, bottom=bottom - 2, top=top + 2) == str(start + 1)
    for page in range(starts[0], len(texts)):
        number = bisect_right(starts, page)
        title = TITLES[number - 1]
        begins = f"{title} " if page in starts else ""  # head and foot are read first
        assert texts[page].startswith(f"{number}. {title} {page + 1} {begins}")

    for number, text in enumerate(texts, start=1):  # what only a screen needs is gone, and no page is empty
        assert len(text) > 100, number
        assert not re.search(r"JavaScript|\bpress (Run|Edit)\b|\bbutton|\bclick", text), number
    first_chapter = " ".join(texts[starts[0] : starts[1]])
    assert "five points are enough instead of nine" in first_chapter  # of the solutions, which are open
    for words in ("¶", "Report a mistake", "Edit this page", "I have read", "Python file"):
        assert words not in first_chapter, words


@pytest.mark.usefixtures("series")
def test_letters_are_letters_and_it_has_a_title_a_language_and_tags_for_those_who_hear_it(site: BuiltSite) -> None:
    with Pdf.open(site.folder / SERIES) as pdf:
        for number, page in enumerate(pdf.pages, start=1):
            assert {font.Subtype for font in page.Resources.Font.values()} == {"/Type0"}, number
        assert pdf.docinfo.Title == "Deep Learning, Simplified"
        assert pdf.Root.Lang == "en"
        assert pdf.Root.MarkInfo.Marked
    assert (site.folder / SERIES).stat().st_size < 8e6
