"""The series as one PDF, with a title page, a table of contents and page numbers, printed by Chromium.

Chromium counts pages only while it prints, so the table of contents is printed without numbers.
On which page each chapter begins is read from the print; the numbers are printed by themselves and laid over the table.
"""

import logging
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast
from urllib.parse import unquote, urlsplit

from page_engine.files import digest
from page_engine.read.prose import line_of
from page_engine.run.cache import key_of, remember
from page_engine.say.book import Chapter
from publishing.series_page import series_page
from publishing.site import front_matter

# The first has no windows, and loads a page for half the processor time.
BROWSERS = (
    *("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    *(f"/Applications/{name}.app/Contents/MacOS/{name}" for name in ("Chromium", "Google Chrome")),  # of macOS
)

_FILE = re.compile(r'(?:src|href)="(file:[^"#?]+)')
_TIME_LIMIT = 600.0  # seconds; a print takes ten
_DATE = re.compile(rb"(?<=Date \(D:)\d{14}")
_NODE = re.compile(rb"(?<=\(node)\d{8}(?=\))")

log = logging.getLogger("mkdocs.plugins.publishing")


def find_browser() -> str | None:
    """Return the browser that prints the series, and in which the site is checked: CHROMIUM, or one that is found."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)


def print_series(
    browser: str, site: Path, config: Mapping[str, Any], chapters: Sequence[Chapter], pdf: Path, kept: Path | None
) -> None:
    """Print the chapters of a built site, or take the print that is kept of the same ones."""
    text = series_page(site, config, chapters)

    def print_numbers(pages: Mapping[str, int]) -> BytesIO:
        for title, page in ((front_matter(chapter.page.text)["title"], chapter.page) for chapter in chapters):
            if title not in pages:
                line = line_of(page.text, page.text.find("\ntitle:") + 1)
                raise RuntimeError(f"{page.name}:{line}: the title must be the page's heading, got {title!r}")
        return _print(browser, series_page(site, config, chapters, pages))

    def printed() -> bytes:
        log.info("Printing the series")
        return _with_page_numbers(_print(browser, text), print_numbers)

    program = Path(browser).resolve()
    files = [Path(unquote(urlsplit(address).path)) for address in _FILE.findall(text)]
    parts = [*files, site / "assets", Path(__file__).parent]  # style sheets name fonts in assets
    key = key_of(str(program), program.stat().st_mtime_ns, text.replace(site.as_uri(), ""), *map(digest, parts))
    pdf.write_bytes(remember(kept, key, printed))


def _with_page_numbers(pdf: BytesIO, print_numbers: Callable[[dict[str, int]], BytesIO]) -> bytes:
    """Return a print, over whose first pages lies what is printed of the pages at which its bookmarks lead."""
    from pikepdf import Array, Name, ObjectStreamMode, Page, Pdf  # which takes long to import

    with Pdf.open(pdf) as series:
        pages = {mark.title: Page(cast(Array, mark.destination)[0]).index + 1 for mark in series.open_outline().root}
        with Pdf.open(print_numbers(pages)) as numbers:
            for page, layer in zip(series.pages, numbers.pages, strict=False):
                page.add_resource(series.copy_foreign(layer.as_form_xobject()), Name.XObject, Name.Numbers)
                page.contents_add(b"q", prepend=True)
                page.contents_add(b"Q /Numbers Do")
        whole = BytesIO()
        series.save(whole, deterministic_id=True, object_stream_mode=ObjectStreamMode.generate)
        return whole.getvalue()


def _print(browser: str, html: str) -> BytesIO:
    exact = "--font-render-hinting=none"  # letters stand where the font says, not where the pixels of a screen are
    options = ("--no-pdf-header-footer", "--generate-pdf-document-outline", exact)
    return BytesIO(_without_chance(shown(browser, html, "--print-to-pdf", *options)))


def shown(browser: str, html: str, how: str, *options: str) -> bytes:
    """Return the file in which Chromium shows a page, how it is told to show it."""
    with TemporaryDirectory() as folder:
        page, file = Path(folder, "page.html"), Path(folder, "shown.png")  # as a screenshot must be called
        page.write_text(html, "utf-8")
        own = ["--headless", "--no-sandbox", f"--user-data-dir={folder}/profile"]  # the page is the site's own
        command = [browser, *own, *options, f"{how}={file}", page.as_uri()]
        try:
            process = subprocess.run(command, capture_output=True, text=True, timeout=_TIME_LIMIT, check=False)
        except subprocess.TimeoutExpired as error:
            raise RuntimeError(f"{browser} must draw the chapters within {_TIME_LIMIT:g} s, but it did not") from error
        if process.returncode or not file.is_file():
            raise RuntimeError(f"{browser} must draw the chapters, but it failed:\n{process.stderr}")
        return file.read_bytes()


def _without_chance(pdf: bytes) -> bytes:
    """Return the file as it is on any day: one date, and the elements numbered from 0, at the same length."""
    numbers = {number: b"%08d" % index for index, number in enumerate(sorted(set(_NODE.findall(pdf))))}
    return _NODE.sub(lambda node: numbers[node.group()], _DATE.sub(b"20000101000000", pdf))
