"""A page of the site as it stands in the copy to read offline, and the copy as a whole."""

import re
import stat
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from publishing import offline_copy
from publishing.offline_copy import offline_page, write_offline_copy

SITE = "https://example.org/course/"
FILES = {"index.html", "feed.xml", "a/index.html", "a/b c/index.html", "a/file.py", "a/c#d.py", "a/e%20f.py"}
DAY = date(2026, 11, 24)
LINKS = {  # of the page a/, as they are written and as they stand in the copy: to a file of it or to the web
    "../": "../index.html",
    "..": "../index.html",
    "./": "index.html",
    "b%20c/": "b%20c/index.html",
    "c%23d.py": "c%23d.py",
    "e%2520f.py#x": "e%2520f.py#x",
    "../?q=1&amp;r=2#x": "../index.html#x",
    "../missing/?q=1": f"{SITE}missing/?q=1",
    "../a/#x": "index.html#x",
    "#x": "#x",
    SITE: "../index.html",
    f"{SITE}feed.xml": "../feed.xml",
    f"{SITE}downloads/a.zip": f"{SITE}downloads/a.zip",
    "mailto:a@example.net": "mailto:a@example.net",
    "https://example.net/?a=1&amp;b=2": "https://example.net/?a=1&amp;b=2",
}


def test_links_lead_to_files_of_the_copy_or_to_the_web() -> None:
    links = "".join(f'<a class="x" href="{link}">there</a>' for link in LINKS)
    found = re.findall(r'<a class="x" href="([^"]*)">there</a>', offline_page(links, "a/index.html", FILES, SITE))
    assert dict(zip(LINKS, found, strict=True)) == LINKS


def test_a_copy_is_the_same_on_any_day_has_what_can_be_read_and_is_made_again_if_a_file_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def copy_page(html: str, *_: object) -> str:
        copied.append(html)
        return html

    site, copied = tmp_path / "site", list[str]()
    monkeypatch.setattr(offline_copy, "offline_page", copy_page)
    for address in ("404.html", "sitemap.xml", "a/b.svg", "assets/python/big.whl"):
        (site / address).parent.mkdir(parents=True, exist_ok=True)
        (site / address).touch()
    (site / "a/b.svg").chmod(0o600)
    for text in ("first", "first", "second"):
        (site / "index.html").write_text(text)
        write_offline_copy(site, site / "copy.zip", SITE, DAY, tmp_path / "kept.zip")
        with ZipFile(site / "copy.zip") as copy:
            assert copy.namelist() == ["copy/a/b.svg", "copy/index.html"]
            assert copy.read("copy/index.html").decode() == text
            for entry in copy.infolist():
                assert entry.date_time == (2026, 11, 24, 0, 0, 0), entry
                assert stat.filemode(entry.external_attr >> 16) == "?rw-r--r--", entry
    assert copied == ["first", "second"]
