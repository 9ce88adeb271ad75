"""The zip of the site, opened from the file system: its links, figures and styles work, and nothing is asked for."""

import re
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlparse
from zipfile import ZipFile

import pytest
from built_site import SITE_URL, BuiltSite
from playwright.sync_api import BrowserContext

from quality.watching import Watcher

PAGES = [  # of each kind: among the chapters one with each playground
    "index.html",
    "series/01-how-does-a-neuron-work/index.html",
    "series/03-what-one-neuron-cannot-do/index.html",
    "labs/02-one-neuron-many-examples/index.html",
    "published-numbers/index.html",
    "reference/index.html",
    "reference/dense/index.html",
    "authors/index.html",
]


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
        assert not re.search(r"type=\"?module|content-security-policy|navigation\.instant|With JavaScript", text), path
    names = {path.relative_to(copy).as_posix() for path in copy.rglob("*") if path.is_file()}
    useless = ("assets/python", "assets/scripts", "assets/playground", "assets/digits", "search", "sitemap")
    assert not [name for name in names if name.startswith(useless)]
