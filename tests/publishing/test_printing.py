"""The series as one page, whose links lead to places on it or to the web, and a browser that prints it or fails to."""

import re
from pathlib import Path

import pytest
from pikepdf import Pdf
from series import CONFIG, SITE, chapter

from publishing import printed_series
from publishing.printed_series import print_series
from publishing.series_page import series_page

CHAPTERS = [chapter("series/01-a.md", "First"), chapter("series/02-b.md", "Second")]


def page_with(folder: Path, content: str, pages: dict[str, int] | None = None) -> str:
    """Return the page of a series of two chapters with the same content."""
    for name, title in (("01-a", "First"), ("02-b", "Second")):
        path = folder / "series" / name / "index.html"
        path.parent.mkdir(parents=True)
        path.write_text(f'<article class="a"><h1 id="same">{title}</h1>{content}</article>')
    return series_page(folder, CONFIG, CHAPTERS, pages)


def test_two_chapters_with_the_same_anchors_do_not_share_them(tmp_path: Path) -> None:
    found = re.findall(r'\sid="([^"]*)"', page_with(tmp_path, '<p id="other">words</p>'))
    assert found == ["01-a", "01-a--same", "01-a--other", "02-b", "02-b--same", "02-b--other"]


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("../02-b/", "#02-b"),
        ("../02-b/#same", "#02-b--same"),
        ("../01-a/#same", "#01-a--same"),
        ("../../labs/01-a/#x", f"{SITE}labs/01-a/#x"),
        ("../../", SITE),
        ("https://example.net/#x", "https://example.net/#x"),
    ],
)
def test_a_link_leads_to_a_place_on_the_page_or_to_the_web(tmp_path: Path, written: str, printed: str) -> None:
    assert page_with(tmp_path, f'<a href="{written}">there</a>').count(f'<a href="{printed}">there</a>') == 2


def test_a_link_within_a_chapter_stays_there_and_an_image_is_found(tmp_path: Path) -> None:
    html = page_with(tmp_path, '<a href="#same">there</a><img alt="" src="figure.svg" loading="lazy">')
    assert re.findall(r'<a href="([^"]*)">there', html) == ["#01-a--same", "#02-b--same"]
    assert f'src="{(tmp_path / "series/02-b/figure.svg").as_uri()}">' in html


ROW = r'<li><a href="#(.*?)">(.*?)</a><span class="page-number">(.*?)</span>'


def test_the_contents_lead_to_the_chapters(tmp_path: Path) -> None:
    assert re.findall(ROW, page_with(tmp_path, "")) == [("01-a", "1. First", ""), ("02-b", "2. Second", "")]


def test_the_numbers_of_pages_stand_on_contents_without_chapters(tmp_path: Path) -> None:
    html = page_with(tmp_path, "<p>words</p>", {"First": 3, "Second": 17})
    assert re.findall(ROW, html) == [("01-a", "1. First", "3"), ("02-b", "2. Second", "17")]
    assert 'class="md-typeset only-numbers"' in html
    assert "words" not in html


def test_a_title_is_text_where_a_style_sheet_names_it_and_a_chapter_must_have_an_article(tmp_path: Path) -> None:
    page_with(tmp_path, "")
    html = series_page(tmp_path, CONFIG, [chapter("series/01-a.md", 'A \\ "B"')])
    assert r'content: "1. A \\ \"B\""' in html
    (tmp_path / "series/01-a/index.html").write_text("<p>nothing</p>")
    with pytest.raises(ValueError, match="a page must have an article to print"):
        series_page(tmp_path, CONFIG, CHAPTERS)


PRINTING = 'for each in "$@"; do case "$each" in --print-to-pdf=*) cp "{pdf}" "${{each#--print-to-pdf=}}";; esac; done'

PDF = """\
%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R /Outlines 4 0 R>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 100 100]>> endobj
4 0 obj <</First 5 0 R /Last 5 0 R>> endobj
5 0 obj <</Title (Title) /Parent 4 0 R /Dest [3 0 R /Fit]>> endobj
trailer <</Root 1 0 R /Size 6>>
%%EOF
"""


def print_with(folder: Path, program: str) -> Path:
    """Print a site of one chapter with a program of the shell, and return the PDF."""
    (folder / "site/assets").mkdir(parents=True, exist_ok=True)
    (folder / "site/a").mkdir(exist_ok=True)
    if not (folder / "site/a/index.html").exists():
        (folder / "site/a/index.html").write_text('<article><h1>First</h1><img src="../a.svg"></article>')
        (folder / "site/a.svg").write_text("<svg/>")
        (folder / "site/assets/site.css").write_text("")
    browser = folder / "browser"
    if not browser.exists():
        browser.write_text(f"#!/bin/sh\n{program}\n")
        browser.chmod(0o755)
    (folder / "series.pdf").write_text("an older one")
    print_series(
        str(browser), folder / "site", CONFIG, [chapter("a.md", "First")], folder / "series.pdf", folder / "kept.pdf"
    )
    return folder / "series.pdf"


def with_bookmark(path: Path, title: str) -> Path:
    """Write a PDF with one bookmark and return its path."""
    path.write_text(PDF.replace("(Title)", f"({title})"))
    return path


def test_a_chapter_that_has_its_bookmark_is_printed(tmp_path: Path) -> None:
    pdf = with_bookmark(tmp_path / "printed.pdf", "First")
    with Pdf.open(print_with(tmp_path, PRINTING.format(pdf=pdf))) as series:
        assert list(series.pages[0].Resources.XObject) == ["/Numbers"]


def test_a_title_that_is_no_heading_is_refused_at_its_line(tmp_path: Path) -> None:
    pdf = with_bookmark(tmp_path / "printed.pdf", "Another")
    with pytest.raises(RuntimeError, match=r"docs/a\.md:2: the title must be the page's heading, got 'First'"):
        print_with(tmp_path, PRINTING.format(pdf=pdf))


@pytest.mark.parametrize("code", [0, 1])
def test_a_browser_that_prints_nothing_has_failed(tmp_path: Path, code: int) -> None:
    with pytest.raises(RuntimeError, match="browser must draw the chapters, but it failed:\nout of paper"):
        print_with(tmp_path, f"echo out of paper >&2; exit {code}")


def test_a_browser_that_never_ends_has_failed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printed_series, "_TIME_LIMIT", 0.01)
    with pytest.raises(RuntimeError, match=r"browser must draw the chapters within 0\.01 s, but it did not"):
        print_with(tmp_path, "exec sleep 600")


@pytest.fixture
def counted(tmp_path: Path) -> str:
    """Return a program that prints and counts its prints."""
    pdf = with_bookmark(tmp_path / "printed.pdf", "First")
    return f"echo print >> {tmp_path}/prints\n" + PRINTING.format(pdf=pdf)


def prints(folder: Path) -> int:
    return len((folder / "prints").read_text().splitlines())


def test_what_has_not_changed_is_printed_once(tmp_path: Path, counted: str) -> None:
    first = print_with(tmp_path, counted).read_bytes()
    assert print_with(tmp_path, counted).read_bytes() == first
    assert prints(tmp_path) == 2  # of which the second has the numbers of pages only


CHANGED = ["site/a/index.html", "site/a.svg", "site/assets/site.css", "browser", "kept.pdf"]


@pytest.mark.parametrize("name", CHANGED)
def test_what_has_changed_is_printed_again(tmp_path: Path, counted: str, name: str) -> None:
    first = print_with(tmp_path, counted).read_bytes()
    path = next(iter(tmp_path.glob(name)))
    path.write_bytes(path.read_bytes().replace(b"</article>", b"more</article>") + b"\n")
    assert print_with(tmp_path, counted).read_bytes() == first
    assert prints(tmp_path) == 4
