"""A page of the site as it stands in the copy to read offline, and the copy as a whole."""

import json
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


@pytest.mark.parametrize(
    ("written", "offline"),
    [
        ("../", "../index.html"),
        ("..", "../index.html"),
        ("./", "index.html"),
        (".", "index.html"),
        ("b%20c/", "b%20c/index.html"),
        ("c%23d.py", "c%23d.py"),
        ("e%2520f.py#x", "e%2520f.py#x"),
        ("../?q=1&amp;r=2#x", "../index.html#x"),
        ("../missing/?q=1", f"{SITE}missing/?q=1"),
        ("../a/#x", "index.html#x"),
        ("#x", "#x"),
        ("file.py", "file.py"),
        (SITE, "../index.html"),
        (f"{SITE}feed.xml", "../feed.xml"),
        ("../missing/", f"{SITE}missing/"),
        (f"{SITE}downloads/a.zip", f"{SITE}downloads/a.zip"),
        ("https://example.net/", "https://example.net/"),
        ("mailto:a@example.net", "mailto:a@example.net"),
        ("https://example.net/?a=1&amp;b=2", "https://example.net/?a=1&amp;b=2"),
    ],
)
def test_a_link_leads_to_a_file_of_the_copy_or_to_the_web(written: str, offline: str) -> None:
    page = f'<a class="x" href="{written}">there</a>'
    assert offline_page(page, "a/index.html", FILES, SITE) == f'<a class="x" href="{offline}">there</a>'


USELESS = [
    '<meta http-equiv="content-security-policy" content="default-src \'none\'">',
    '<script src="assets/scripts/a.js" type="module"></script>',
    '<link rel="modulepreload" href="assets/scripts/a.js">',
    '<link rel="preload" href="assets/fonts/a.woff2" as="font" type="font/woff2" crossorigin>',
    '<link rel="alternate" type="application/atom+xml" href="feed.xml">',
    '<label class="md-header__button md-icon" for="__search"></label><div class="md-search"><div>'
    "<form><nav></nav></form><div><ol></ol></div></div></div>",
]


@pytest.mark.parametrize("useless", USELESS)
def test_what_cannot_work_there_is_gone(useless: str) -> None:
    label = '<label for="__drawer"></label>'
    page = f'<header><nav>{label}{useless}</nav></header><p>a</p><script src="bundle.js"></script>'
    assert offline_page(page, "index.html", FILES, SITE) == page.replace(useless, "")


@pytest.mark.parametrize(
    ("features", "left"),
    [
        ('["navigation.instant"]', []),
        ('["navigation.instant", "toc.follow"]', ["toc.follow"]),
        ('["navigation.top", "navigation.instant"]', ["navigation.top"]),
        ('["navigation.top", "navigation.instant", "toc.follow"]', ["navigation.top", "toc.follow"]),
    ],
)
def test_the_theme_is_not_told_to_exchange_pages(features: str, left: list[str]) -> None:
    assert json.loads(offline_page(features, "index.html", FILES, SITE)) == left


def small_site(folder: Path) -> Path:
    """Write a site of a few files and return its folder."""
    for address in ("index.html", "404.html", "sitemap.xml", "a/b.svg", "assets/python/big.whl"):
        path = folder / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'<a href="a/">{address}</a>')
    return folder


def test_a_copy_is_the_same_on_any_day_and_has_all_but_itself_and_what_needs_a_server(tmp_path: Path) -> None:
    site = small_site(tmp_path)
    (site / "a/b.svg").chmod(0o600)
    for _ in range(2):  # the second time the copy is there already
        write_offline_copy(site, site / "copy.zip", SITE, DAY, None)
        assert ZipFile(site / "copy.zip").namelist() == ["copy/a/b.svg", "copy/index.html"]
    for entry in ZipFile(site / "copy.zip").infolist():
        assert entry.date_time == (2026, 11, 24, 0, 0, 0), entry
        assert stat.filemode(entry.external_attr >> 16) == "?rw-r--r--", entry


def test_a_copy_is_made_again_if_a_file_has_changed_and_only_then(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site, copied = small_site(tmp_path / "site"), []
    monkeypatch.setattr(offline_copy, "offline_page", lambda html, *_: copied.append(html) or html)
    for text in ("first", "first", "second"):
        (site / "index.html").write_text(text)
        write_offline_copy(site, site / "copy.zip", SITE, DAY, tmp_path / "kept.zip")
        assert ZipFile(site / "copy.zip").read("copy/index.html").decode() == text
    assert copied == ["first", "second"]
