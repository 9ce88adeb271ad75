"""The series as one page: its anchors are unique, and its links lead to places on it or to the web."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from series import CONFIG, SITE, chapter

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


def test_a_link_within_a_chapter_stays_there(tmp_path: Path) -> None:
    html = page_with(tmp_path, '<a href="#same">there</a>')
    assert re.findall(r'<a href="([^"]*)">there', html) == ["#01-a--same", "#02-b--same"]


ROW = r'<li><a href="#(.*?)">(.*?)</a><span class="page-number">(.*?)</span>'


def test_the_contents_lead_to_the_chapters(tmp_path: Path) -> None:
    assert re.findall(ROW, page_with(tmp_path, "")) == [("01-a", "1. First", ""), ("02-b", "2. Second", "")]


def test_the_numbers_of_pages_stand_on_contents_without_chapters(tmp_path: Path) -> None:
    html = page_with(tmp_path, "<p>words</p>", {"First": 3, "Second": 17})
    assert re.findall(ROW, html) == [("01-a", "1. First", "3"), ("02-b", "2. Second", "17")]
    assert 'class="md-typeset only-numbers"' in html
    assert "words" not in html


def test_a_title_is_text_where_a_style_sheet_names_it(tmp_path: Path) -> None:
    path = tmp_path / "series/03-c/index.html"
    path.parent.mkdir(parents=True)
    path.write_text("<article><h1>x</h1></article>")
    html = series_page(tmp_path, CONFIG, [chapter("series/03-c.md", 'A \\ "B"')])
    assert r'content: "1. A \\ \"B\""' in html


def test_an_image_is_found_from_there(tmp_path: Path) -> None:
    html = page_with(tmp_path, '<img alt="" src="figure.svg" loading="lazy">')
    assert f'src="{(tmp_path / "series/02-b/figure.svg").as_uri()}">' in html


def test_a_chapter_without_an_article_is_refused(tmp_path: Path) -> None:
    (tmp_path / "series/01-a").mkdir(parents=True)
    (tmp_path / "series/01-a/index.html").write_text("<p>nothing</p>")
    with pytest.raises(ValueError, match="a page must have an article to print"):
        series_page(tmp_path, CONFIG, CHAPTERS)
