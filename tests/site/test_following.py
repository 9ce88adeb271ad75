"""What a reader finds to follow along: the feed, a begun issue, the source of a page, and the downloads."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlparse
from xml.etree import ElementTree

import yaml
from built_site import SITE_URL, BuiltSite

DOCS = Path(__file__).parents[2] / "docs"
ATOM = "{http://www.w3.org/2005/Atom}"
CHAPTERS = sorted(DOCS.glob("series/*.md"))
LABS = sorted(DOCS.glob("labs/*.md"))


def test_the_feed_holds_every_chapter(site: BuiltSite) -> None:
    feed = ElementTree.parse(site.folder / "feed.xml").getroot()
    announced = {
        entry.findtext(f"{ATOM}id"): (
            entry.findtext(f"{ATOM}title"),
            entry.findtext(f"{ATOM}summary"),
            entry.findtext(f"{ATOM}published"),
        )
        for entry in feed.findall(f"{ATOM}entry")
    }
    facts = {path.stem: yaml.safe_load(path.read_text("utf-8").split("---\n")[1]) for path in CHAPTERS}
    assert announced == {
        f"{SITE_URL}series/{name}/": (fact["title"], fact["description"], f"{fact['date']}T00:00:00Z")
        for name, fact in facts.items()
    }


def test_every_page_leads_to_the_feed(site: BuiltSite) -> None:
    for address, html in site.pages().items():
        if address != "404.html":
            link = re.search(r'<link rel="alternate" type="application/atom\+xml" [^>]*href="([^"]+)"', html)
            assert link is not None, address
            assert (site.folder / address).parent.joinpath(link[1]).resolve() == (site.folder / "feed.xml").resolve()
    for address in ("index.html", "series/01-how-does-a-neuron-work/index.html"):
        assert f'<a href="{SITE_URL}feed.xml">feed</a>' in site.pages()[address]


def test_every_page_has_an_issue_that_is_begun_and_a_source_to_edit(site: BuiltSite) -> None:
    for address, html in site.pages().items():
        if address == "404.html":
            continue
        report, edit = re.findall(r'<a href="(https://[^"]*)">(?:Report a mistake on|Edit) this page</a>', html)
        question = parse_qs(urlparse(unescape(report)).query)
        assert f"{SITE_URL}{address.removesuffix('index.html')}\n" in question["body"][0]
        source = edit.partition("/edit/main/")[2]
        assert (DOCS.parent / source).is_file(), source


def test_a_chapter_can_be_downloaded_and_marked_as_read(site: BuiltSite) -> None:
    for path in CHAPTERS:
        html = site.pages()[f"series/{path.stem}/index.html"]
        for suffix in (".py", ".ipynb"):
            assert f'<a href="../{path.stem}{suffix}" download>' in html
            assert (site.folder / "series" / f"{path.stem}{suffix}").is_file()
        assert f'data-chapter="{path.stem}" hidden' in html


def test_a_lab_can_be_downloaded_as_a_notebook_without_its_solutions(site: BuiltSite) -> None:
    for path in LABS:
        html = site.pages()[f"labs/{path.stem}/index.html"]
        assert re.findall(r'<a href="([^"]*)" download\b', html) == [f"../{path.stem}.ipynb"]
        cells = json.loads((site.folder / f"labs/{path.stem}.ipynb").read_text("utf-8"))["cells"]
        tags = [tag for cell in cells if cell["cell_type"] == "code" for tag in cell["metadata"].get("tags", [])]
        assert set(tags) == {"exercise", "check"}
        assert "data-chapter" not in html


def test_the_landing_page_leads_to_what_this_build_has_made(site: BuiltSite) -> None:
    links = re.findall(rf'href="{re.escape(SITE_URL)}(downloads/[^"]+\.(?:zip|pdf))"', site.pages()["index.html"])
    made = {path.relative_to(site.folder).as_posix() for path in (site.folder / "downloads").glob("*.[zp][id][pf]")}
    assert set(links) == made
    assert "downloads/deep-learning-simplified.zip" in made


def test_the_search_does_not_find_what_stands_on_every_page(site: BuiltSite) -> None:
    index = (site.folder / "search" / "documents.json").read_text("utf-8")
    assert "dot product" in index
    assert "Report a mistake" not in index
    assert "I have read" not in index
