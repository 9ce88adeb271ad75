"""The series on paper: every chapter is there, and begins on the page that the contents name."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path

import pytest
from built_site import BuiltSite
from pikepdf import Pdf
from playwright.sync_api import Browser
from pypdfium2 import PdfDocument

SERIES = "downloads/deep-learning-simplified.pdf"
PROJECT = Path(__file__).parents[2]
TITLES = [
    re.findall(r"^# (.+)$", path.read_text("utf-8"), re.MULTILINE)[0]
    for path in sorted(PROJECT.glob("docs/series/*.md"))
]


@pytest.fixture(scope="module")
def series(site: BuiltSite, browser: Browser) -> Iterator[PdfDocument]:
    """Return the PDF of a site that was built where there is a browser."""
    with PdfDocument(site.folder / SERIES) as document:
        yield document


@pytest.fixture(scope="module")
def texts(series: PdfDocument) -> list[str]:
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in series]


def bookmarks(series: PdfDocument) -> dict[str, int]:
    return {mark.get_title(): mark.get_dest().get_index() for mark in series.get_toc(max_depth=1)}


def test_it_begins_with_a_title_and_the_contents(series: PdfDocument, texts: list[str]) -> None:
    assert "Deep Learning, Simplified" in texts[0]
    assert "Saumya Nayak" in texts[0]
    assert list(bookmarks(series)) == ["Deep Learning, Simplified", "Contents", *TITLES]
    contents = series[1].get_textpage()
    for number, title in enumerate(TITLES, start=1):
        first, count = contents.search(f"{number}. {title}").get_next()
        _, bottom, right, top = contents.get_charbox(first + count - 1)
        assert contents.get_text_bounded(left=right, bottom=bottom - 2, top=top + 2) == str(
            bookmarks(series)[title] + 1
        )


def test_every_page_names_its_chapter_which_begins_on_its_own(series: PdfDocument, texts: list[str]) -> None:
    starts = [bookmarks(series)[title] for title in TITLES]
    for page in range(starts[0], len(texts)):
        number = bisect_right(starts, page)
        title = TITLES[number - 1]
        begins = f"{title} " if page in starts else ""  # head and foot are read first
        assert texts[page].startswith(f"{number}. {title} {page + 1} {begins}")


@pytest.mark.usefixtures("series")
def test_letters_are_letters_and_it_has_a_title_a_language_and_tags_for_those_who_hear_it(site: BuiltSite) -> None:
    with Pdf.open(site.folder / SERIES) as pdf:
        for number, page in enumerate(pdf.pages, start=1):
            assert {font.Subtype for font in page.Resources.Font.values()} == {"/Type0"}, number
        assert pdf.docinfo.Title == "Deep Learning, Simplified"
        assert pdf.Root.Lang == "en"
        assert pdf.Root.MarkInfo.Marked
    assert (site.folder / SERIES).stat().st_size < 8e6


def test_solutions_are_open_and_what_only_a_screen_needs_is_gone(series: PdfDocument, texts: list[str]) -> None:
    first, second, *_ = (bookmarks(series)[title] for title in TITLES)
    text = " ".join(texts[page] for page in range(first, second))
    assert "five points are enough instead of nine" in text  # of the solutions
    for words in ("¶", "Report a mistake", "Edit this page", "I have read", "Python file"):
        assert words not in text, words


def test_no_page_is_empty_or_has_what_only_the_site_has(texts: list[str]) -> None:
    for number, text in enumerate(texts, start=1):
        assert len(text) > 100, number
        assert not re.search(r"JavaScript|\bpress (Run|Edit)\b|\bbutton|\bclick", text), number


def test_the_landing_page_leads_to_it(site: BuiltSite, series: PdfDocument) -> None:
    assert 'downloads/deep-learning-simplified.pdf"' in (site.folder / "index.html").read_text("utf-8")
