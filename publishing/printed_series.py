"""The series as one PDF, with a title page, a table of contents and page numbers, printed by Chromium.

Chromium counts pages only while it prints, so the series is printed twice:
first to see on which page each chapter begins, then with these numbers in the table of contents.
"""

import logging
import re
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urlsplit

from pypdfium2 import PdfDocument

from page_engine.files import digests
from page_engine.run.cache import key_of, remember
from publishing.series_page import Series, series_page

_FILE = re.compile(r'(?:src|href)="(file:[^"#?]+)')
_TIME_LIMIT = 600.0  # seconds; a print takes ten
_DATE = re.compile(rb"(?<=Date \(D:)\d{14}")
_NODE = re.compile(rb"(?<=\(node)\d{8}(?=\))")


log = logging.getLogger("mkdocs.plugins.publishing")


class PrintError(Exception):
    """The series could not be printed; the message says why, a browser that failed in its last words."""


def print_series(browser: str, site: Path, series: Series, pdf: Path, kept: Path | None) -> None:
    """Print the chapters of a built site, or take the print that is kept of the same ones."""
    text = series_page(site, series, {})
    key = _key(browser, site, text)
    pdf.write_bytes(remember(kept, key, lambda: _without_chance(_print_twice(browser, site, series, text))))


def _key(browser: str, site: Path, text: str) -> str:
    """Return the key of all that is printed, and of the program that does it."""
    program = Path(browser).resolve()
    files = [Path(unquote(urlsplit(address).path)) for address in _FILE.findall(text)]
    parts = digests([*files, site / "assets", Path(__file__).parent])  # style sheets name fonts in assets
    return key_of(str(program), program.stat().st_mtime_ns, text.replace(site.as_uri(), ""), list(parts.values()))


def _print_twice(browser: str, site: Path, series: Series, text: str) -> bytes:
    with TemporaryDirectory() as folder:
        page, pdf = Path(folder, "series.html"), Path(folder, "series.pdf")
        page.write_text(text, "utf-8")
        log.info("Printing the series")
        _print(browser, page, pdf)
        pages = first_pages(pdf)
        for chapter in series.chapters:
            if chapter.title not in pages:
                raise PrintError(f"{chapter.place}: the title must be the page's heading, got {chapter.title!r}")
        page.write_text(series_page(site, series, pages), "utf-8")
        log.info("Printing it once more, with the numbers of its pages")
        _print(browser, page, pdf)
        return pdf.read_bytes()


def first_pages(pdf: Path) -> dict[str, int]:
    """Return the number of the page on which each chapter begins, by its title in the bookmarks."""
    with PdfDocument(pdf) as document:
        marks = [mark for mark in document.get_toc() if mark.level == 0]
        places = {mark.get_title(): mark.get_dest() for mark in marks}
        return {title: place.get_index() + 1 for title, place in places.items() if place}


def _print(browser: str, page: Path, pdf: Path) -> None:
    command = [
        browser,
        "--headless",
        "--no-sandbox",  # the page is the site's own
        "--disable-gpu",
        "--font-render-hinting=none",  # letters stand where the font says, not where the pixels of a screen are
        "--no-pdf-header-footer",
        "--generate-pdf-document-outline",
        f"--user-data-dir={page.parent / 'profile'}",
        f"--print-to-pdf={pdf}",
        page.as_uri(),
    ]
    pdf.unlink(missing_ok=True)  # one that is there afterwards is this print's
    try:
        process = subprocess.run(command, capture_output=True, text=True, timeout=_TIME_LIMIT, check=False)
    except subprocess.TimeoutExpired as error:
        raise PrintError(f"{browser} must print the series within {_TIME_LIMIT:g} s, but it did not") from error
    if process.returncode or not pdf.is_file():
        raise PrintError(f"{browser} must print the series, but it failed:\n{process.stderr}")


def _without_chance(pdf: bytes) -> bytes:
    """Return the file as it is on any day: one date, and the elements numbered from 0, at the same length."""
    numbers = {number: b"%08d" % index for index, number in enumerate(sorted(set(_NODE.findall(pdf))))}
    return _NODE.sub(lambda node: numbers[node.group()], _DATE.sub(b"20000101000000", pdf))
