"""What Chromium draws of the series: one page whose links lead to places on it or to the web, and a card a chapter."""

import io
import re
import sys
from pathlib import Path

import pytest
from pikepdf import Pdf
from PIL import Image
from series import CONFIG, SITE, chapter

from publishing import link_cards, printed_series
from publishing.link_cards import HEIGHT, WIDTH, draw_cards
from publishing.printed_series import print_series
from publishing.series_page import series_page

CHAPTERS = [chapter("series/01-a.md", "First"), chapter("series/02-b.md", "Second")]
LINKS = {  # as a chapter has them, and as they are printed
    "../02-b/": "#02-b",
    "../02-b/#same": "#02-b--same",
    "../01-a/#same": "#01-a--same",
    "#same": "#{own}--same",
    "../../labs/01-a/#x": f"{SITE}labs/01-a/#x",
    "../../": SITE,
    "https://example.net/#x": "https://example.net/#x",
}
ROW = r'<li><a href="#(.*?)">(.*?)</a><span class="page-number">(.*?)</span>'


def page_with(folder: Path, content: str, pages: dict[str, int] | None = None) -> str:
    """Return the page of a series of two chapters with the same content."""
    for name, title in (("01-a", "First"), ("02-b", "Second")):
        path = folder / "series" / name / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'<article class="a"><h1 id="same">{title}</h1>{content}</article>')
    return series_page(folder, CONFIG, CHAPTERS, pages)


def test_anchors_links_and_images_are_those_of_their_chapter(tmp_path: Path) -> None:
    links = "".join(f'<a href="{link}">there</a>' for link in LINKS)
    html = page_with(tmp_path, f'<p id="other">words</p>{links}<img alt="" src="figure.svg" loading="lazy">')
    names = ("01-a", "02-b")
    assert re.findall(r'\sid="([^"]*)"', html) == [
        f"{name}{end}" for name in names for end in ("", "--same", "--other")
    ]
    printed = [link.format(own=name) for name in names for link in LINKS.values()]
    assert re.findall(r'<a href="([^"]*)">there', html) == printed
    assert f'src="{(tmp_path / "series/02-b/figure.svg").as_uri()}">' in html


def test_the_contents_lead_to_the_chapters_by_their_titles_or_have_their_pages_alone(tmp_path: Path) -> None:
    html = page_with(tmp_path, "<p>words</p>")
    assert re.findall(ROW, html) == [("01-a", "1. First", ""), ("02-b", "2. Second", "")]
    html = page_with(tmp_path, "<p>words</p>", {"First": 3, "Second": 17})
    assert re.findall(ROW, html) == [("01-a", "1. First", "3"), ("02-b", "2. Second", "17")]
    assert 'class="md-typeset only-numbers"' in html
    assert "words" not in html
    html = series_page(tmp_path, CONFIG, [chapter("series/01-a.md", 'A \\ "B"')])
    assert r'content: "1. A \\ \"B\""' in html  # in the style sheet
    (tmp_path / "series/01-a/index.html").write_text("<p>nothing</p>")
    with pytest.raises(ValueError, match="a page must have an article to print"):
        series_page(tmp_path, CONFIG, CHAPTERS)


HERE = Path(__file__).parent
PRINTING, PDF = ((HERE / name).read_text("utf-8") for name in ("browser.sh", "one-chapter.pdf"))
ON_DISK = {
    "site/a/index.html": '<article><h1>First</h1><img src="../a.svg"></article>',
    "site/a.svg": "<svg/>",
    "site/assets/site.css": "",
    "browser": PRINTING,
    "printed.pdf": PDF,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a site of one chapter, and of a browser that prints it and counts its prints."""
    for name, text in ON_DISK.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    (tmp_path / "browser").chmod(0o755)
    return tmp_path


def printed_in(folder: Path) -> bytes:
    pdf, chapters = folder / "series.pdf", [chapter("a.md", "First")]
    pdf.write_text("an older one")
    print_series(str(folder / "browser"), folder / "site", CONFIG, chapters, pdf, folder / "kept.pdf")
    return pdf.read_bytes()


@pytest.mark.parametrize(
    ("file", "text", "seconds", "message"),
    [
        (
            "printed.pdf",
            PDF.replace("First", "Another"),
            600,
            r"docs/a\.md:2: .* must be the page's heading, got 'First'",
        ),
        ("browser", "#!/bin/sh\necho out of paper >&2", 600, "must draw the chapters, but it failed:\nout of paper"),
        ("browser", f"{PRINTING}exit 1", 600, "must draw the chapters, but it failed:\n"),
        ("browser", "#!/bin/sh\nexec sleep 600", 0.01, r"must draw the chapters within 0\.01 s, but it did not"),
    ],
)
def test_a_title_that_is_no_heading_and_a_browser_that_fails_are_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch, file: str, text: str, seconds: float, message: str
) -> None:
    (folder / file).write_text(text)
    monkeypatch.setattr(printed_series, "_TIME_LIMIT", seconds)
    with pytest.raises(RuntimeError, match=message):
        printed_in(folder)


def test_the_numbers_of_pages_lie_over_a_print_that_is_made_again_if_anything_has_changed_and_only_then(
    folder: Path,
) -> None:
    first = printed_in(folder)
    with Pdf.open(io.BytesIO(first)) as series:
        assert list(series.pages[0].Resources.XObject) == ["/Numbers"]
    prints = [2]  # of which the second has the numbers of pages only
    for name in (None, *ON_DISK, "kept.pdf"):
        if name:
            path = folder / name
            path.write_bytes(path.read_bytes().replace(b"</article>", b"more</article>") + b"\n")
        assert printed_in(folder) == first
        prints.append((folder / "prints").read_text().count("\n"))
    assert prints == [2, 2, 4, 6, 8, 10, 10, 12]  # what the browser would print now is not asked for


def test_each_chapter_gets_the_card_with_its_title(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shades = {"Alpha": 40, "Beta": 140, "Gamma": 240}

    def shown(browser: str, html: str, *options: str) -> bytes:
        titles = re.findall("<h1>(.*?)</h1>", html)
        assert f"--window-size={WIDTH},{HEIGHT * len(titles)}" in options
        sheet, content = Image.new("L", (WIDTH, HEIGHT * len(titles))), io.BytesIO()
        for place, title in enumerate(titles):
            sheet.paste(shades[title], (0, place * HEIGHT, WIDTH, (place + 1) * HEIGHT))
        sheet.save(content, "png")
        return content.getvalue()

    monkeypatch.setattr(link_cards, "shown", shown)
    draw_cards(sys.executable, tmp_path, CONFIG, [chapter(f"series/{name}.md", name) for name in shades], None)
    for name, shade in shades.items():
        with Image.open(tmp_path / f"assets/cards/{name}.png") as card:
            assert card.convert("L").getextrema() == (shade, shade), name
