"""The whole series to take along: as a zip, opened from the file system, which asks for nothing; and on paper."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlparse
from zipfile import ZipFile

import pytest
from built_site import PROJECT, SITE_URL, BuiltSite
from pikepdf import Pdf
from playwright.sync_api import Browser, BrowserContext
from pypdfium2 import PdfDocument

from quality.browsing import KINDS_OF_PAGE
from quality.watching import Watcher

PAGES = [f"{address}index.html" for address in KINDS_OF_PAGE if not address.endswith(".html")]


@pytest.fixture(scope="module")
def copy(site: BuiltSite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    ZipFile(site.folder / "downloads/deep-learning-simplified.zip").extractall(folder)
    return folder / "deep-learning-simplified"


def test_pages_have_their_styles_and_figures_and_a_reader_can_follow_them(context: BrowserContext, copy: Path) -> None:
    page = context.new_page()
    watcher = Watcher(page, copy.as_uri())
    for address in PAGES:
        page.goto((copy / address).as_uri())
        page.evaluate("document.querySelectorAll('img').forEach(image => { image.loading = 'eager' })")
        page.wait_for_function("() => [...document.images].every(image => image.complete && image.naturalWidth)")
        assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('16px \"Lesson Sans\"'))"), address
        assert not page.locator(".md-search, [for=__search], [data-chapter]:visible").count(), address
    page.goto((copy / "index.html").as_uri())
    page.get_by_role("link", name="Start with chapter 1").click()
    page.get_by_role("link", name="Chapter 2", exact=True).click()
    assert page.get_by_role("heading", level=1).inner_text().startswith("One neuron, many examples")
    page.get_by_role("link", name="Deep Learning, Simplified").first.click()
    assert page.url == (copy / "index.html").as_uri()
    assert not watcher.complaints, watcher.complaints


def test_every_link_leads_to_a_file_of_the_copy_or_to_the_web_and_nothing_needs_a_server(copy: Path) -> None:
    assert f'href="{SITE_URL}downloads/deep-learning-simplified.zip"' in (copy / "index.html").read_text("utf-8")
    for path in copy.rglob("*.html"):
        text = path.read_text("utf-8")
        for target in re.findall(r'<a\b[^>]*?\shref="([^"]*)"', text):
            if not re.match(r"[a-z]+:", target):
                file = (path.parent / unquote(urlparse(urldefrag(target).url).path)) if target[0] != "#" else path
                assert file.is_file(), (path, target)
        assert not re.search(
            r"preload|type=\"?module|content-security-policy|navigation\.instant|With JavaScript", text
        ), path
    names = {path.relative_to(copy).as_posix() for path in copy.rglob("*") if path.is_file()}
    useless = ("assets/python", "assets/scripts", "assets/playground", "assets/digits", "search", "sitemap")
    assert not [name for name in names if name.startswith(useless)]


PRINT = "downloads/deep-learning-simplified.pdf"
TITLES = [
    re.findall(r"^# (.+)$", path.read_text("utf-8"), re.MULTILINE)[0]
    for path in sorted(PROJECT.glob("docs/series/*.md"))
]


@pytest.fixture(scope="module")
def series(site: BuiltSite, browser: Browser) -> Iterator[PdfDocument]:
    """Return the PDF of a site that was built where there is a browser."""
    with PdfDocument(site.folder / PRINT) as document:
        yield document


def test_the_print_has_a_title_and_chapters_begin_where_the_contents_say_with_their_names_on_their_pages(
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
def test_its_letters_are_letters_and_who_hears_it_has_a_title_a_language_and_tags(
    site: BuiltSite,
) -> None:
    with Pdf.open(site.folder / PRINT) as pdf:
        for number, page in enumerate(pdf.pages, start=1):
            assert {font.Subtype for font in page.Resources.Font.values()} == {"/Type0"}, number
        assert pdf.docinfo.Title == "Deep Learning, Simplified"
        assert pdf.Root.Lang == "en"
        assert pdf.Root.MarkInfo.Marked
    assert (site.folder / PRINT).stat().st_size < 8e6
