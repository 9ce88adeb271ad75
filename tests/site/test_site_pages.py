"""The built site as a reader gets it: whole, self-contained, under its policy, and open to those who follow it."""

import base64
import gzip
import hashlib
import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlparse, urlsplit
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
import yaml
from built_site import PROJECT, SITE_URL, BuiltSite
from missing_tools import missing
from PIL import Image

from publishing.content_security import with_policy
from publishing.printed_series import find_browser

DOCS = PROJECT / "docs"
ATOM = "{http://www.w3.org/2005/Atom}"
CHAPTERS = sorted(path.stem for path in DOCS.glob("series/*.md"))
LABS = sorted(path.stem for path in DOCS.glob("labs/*.md"))
FIRST = f"series/{CHAPTERS[0]}/index.html"
LARGEST_CARD = 60_000  # bytes
LOADED = re.compile(r'<(?:script|img|iframe|source)\b[^>]*?\bsrc="?([^" >]+)|<link\b[^>]*?\bhref="?([^" >]+)[^>]*>')
HEAD = '<!doctype html>\n<html>\n<head>\n<meta charset="utf-8">\n'
POLICY = re.compile(r'<meta http-equiv="content-security-policy" content="([^"]*)">')
OWN = ["'self'", "'wasm-unsafe-eval'"]  # of the sources of scripts
PHRASES = ("pip install neuronlib", "pip install 'neuronlib", 'pip install "neuronlib')  # which is somebody else's


def plain_text(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html).replace("&quot;", '"')


def properties(html: str) -> dict[str, str]:
    found = re.findall(r'<meta property="og:([^"]+)" content="([^"]*)">', html)
    return {name: unescape(content) for name, content in found}


def test_nothing_is_loaded_from_another_host(site: BuiltSite) -> None:
    for address, html in site.pages().items():
        for match in LOADED.finditer(html):
            target = match[1] or match[2]
            is_address_of_itself = re.search(r"""rel="?(canonical|prev|next)""", match.group())
            assert is_address_of_itself or not re.match(r"(https?:)?//", target), (address, target)
    for path in site.folder.rglob("*.css"):
        assert not re.search(r"""url\(["']?(https?:)?//|@import""", path.read_text("utf-8")), path


def test_every_page_is_whole_and_leads_to_feed_issue_and_source(site: BuiltSite) -> None:
    pages = site.pages()
    assert pages["series/01-how-does-a-neuron-work/index.html"].count("<math") > 20
    for address, html in pages.items():
        assert "<!--=" not in re.sub(r"<code>.*?</code>", "", html, flags=re.DOTALL), address
        assert "{{" not in html, address
        assert "arithmatex" not in html, address
        assert not any(phrase in plain_text(html) for phrase in PHRASES), address
        assert not re.search(r"<[a-z]+[^>]*\s(style|on[a-z]+)=|<style\b|javascript:", html), address  # which is blocked
        worker, library = re.findall(r'"search": "([^"?]*)\?([^"]*)"', html)[0]
        path = (site.folder / address).parent / worker.removeprefix(urlsplit(SITE_URL).path)  # 404.html has it in full
        assert path.resolve().is_file(), (address, worker)
        assert (path.parent / library).resolve().is_file(), (address, library)
        if address == "404.html":
            continue
        link = re.search(r'<link rel="alternate" type="application/atom\+xml" [^>]*href="([^"]+)"', html)
        assert link is not None, address
        assert (site.folder / address).parent.joinpath(link[1]).resolve() == (site.folder / "feed.xml").resolve()
        report, edit = re.findall(r'<a href="(https://[^"]*)">(?:Report a mistake on|Edit) this page</a>', html)
        question = parse_qs(urlparse(unescape(report)).query)
        assert f"{SITE_URL}{address.removesuffix('index.html')}\n" in question["body"][0]
        source = edit.partition("/edit/main/")[2]
        assert (DOCS.parent / source).is_file(), source
    for address in ("index.html", FIRST):
        assert f'<a href="{SITE_URL}feed.xml">feed</a>' in pages[address]
    assert f'<link rel="canonical" href="{SITE_URL}{FIRST.removesuffix("index.html")}"' in pages[FIRST]


def test_the_feed_holds_every_chapter(site: BuiltSite) -> None:
    feed = ElementTree.parse(site.folder / "feed.xml").getroot()
    parts = [f"{ATOM}{name}" for name in ("id", "title", "summary", "published")]
    announced = {tuple(entry.findtext(part) for part in parts) for entry in feed.findall(f"{ATOM}entry")}
    texts = {name: (DOCS / f"series/{name}.md").read_text("utf-8") for name in CHAPTERS}
    facts = {name: yaml.safe_load(text.split("---\n")[1]) for name, text in texts.items()}
    assert announced == {
        (f"{SITE_URL}series/{name}/", fact["title"], fact["description"], f"{fact['date']}T00:00:00Z")
        for name, fact in facts.items()
    }


def test_the_wheel_holds_the_library_and_nothing_else_and_every_chapter_leads_to_its_line(site: BuiltSite) -> None:
    (wheel,) = (site.folder / "downloads").glob("*.whl")
    names = ZipFile(wheel).namelist()
    assert {"neuronlib/__init__.py", "neuronlib/py.typed", "neuronlib/data/digits.npz"} <= set(names)
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"neuronlib"}
    line = f'pip install "deep-learning-simplified[plotting] @ {SITE_URL}downloads/{wheel.name}"'
    assert line in plain_text(site.pages()["run-it-yourself/index.html"])
    for name in LABS:
        cells = json.loads((site.folder / f"labs/{name}.ipynb").read_text("utf-8"))["cells"]
        assert f"{SITE_URL}downloads/{wheel.name}" in "".join(cells[0]["source"])


def test_a_chapter_can_be_installed_downloaded_and_marked_as_read(site: BuiltSite) -> None:
    for name in CHAPTERS:
        html = site.pages()[f"series/{name}/index.html"]
        files = [f'<a href="../{name}{suffix}" download>' for suffix in (".py", ".ipynb")]
        for wanted in (*files, 'href="../../run-it-yourself/"', f'data-chapter="{name}" hidden'):
            assert wanted in html


def test_every_lab_is_executed_light_and_can_be_downloaded_unsolved(site: BuiltSite) -> None:
    for name in LABS:
        html = site.pages()[f"labs/{name}/index.html"]
        assert re.findall(r'<a href="([^"]*)" download\b', html) == [f"../{name}.ipynb"]
        cells = json.loads((site.folder / f"labs/{name}.ipynb").read_text("utf-8"))["cells"]
        code = [cell for cell in cells if cell["cell_type"] == "code"]
        assert {tag for cell in code for tag in cell["metadata"].get("tags", [])} == {"exercise", "check"}
        assert "data-chapter" not in html
        n_solutions = html.count("<summary>Solution</summary>")
        assert html.count('<details class="check">') == n_solutions > 0
        assert "Right: " not in html  # before a reader has solved anything
        assert len(code) == html.count("language-python") - n_solutions
        assert len(gzip.compress(html.encode())) < 16_384, name


def test_pages_lead_to_every_notebook_and_to_what_this_build_has_made(site: BuiltSite) -> None:
    links = re.findall(r'<a href="([^"]+)" download', site.pages()["run-it-yourself/index.html"])
    notebooks = [path.relative_to(site.folder).as_posix() for path in site.folder.rglob("*.ipynb")]
    assert sorted(links) == sorted(f"{SITE_URL}{notebook}" for notebook in notebooks)
    links = re.findall(rf'href="{re.escape(SITE_URL)}(downloads/[^"]+\.(?:zip|pdf))"', site.pages()["index.html"])
    made = {path.relative_to(site.folder).as_posix() for path in (site.folder / "downloads").glob("*.[zp][id][pf]")}
    assert set(links) == made
    assert "downloads/deep-learning-simplified.zip" in made


def test_the_search_fetches_nothing_early_and_does_not_find_what_stands_on_every_page(site: BuiltSite) -> None:
    index = json.loads((site.folder / "search" / "search_index.json").read_text("utf-8"))
    text = (site.folder / "search" / "documents.json").read_text("utf-8")
    documents = json.loads(text)
    assert index == documents | {"docs": []}
    assert any(document["location"].startswith("series/12-") for document in documents["docs"])
    assert "dot product" in text
    assert "Report a mistake" not in text
    assert "I have read" not in text


def test_every_page_tells_other_sites_its_own_title_its_description_and_its_address(site: BuiltSite) -> None:
    titles = {address: unescape(re.findall(r"<title>(.*?)</title>", html)[0]) for address, html in site.pages().items()}
    assert titles["index.html"] == "Deep Learning, Simplified"
    assert len(set(titles.values())) >= len(titles) - 1  # the page for wrong addresses has no name of its own
    for address, title in titles.items():
        assert title.count("Deep Learning, Simplified") == 1, address
        if address != "404.html":
            html = site.pages()[address]
            facts = properties(html)
            assert facts["title"] in title, address
            [description] = re.findall(r'<meta name="description" content="([^"]*)">', html)
            assert facts["description"] == unescape(description), address
            assert facts["url"] == SITE_URL + address.removesuffix("index.html")
            assert facts["site_name"] == "Deep Learning, Simplified"


def test_a_chapter_has_a_picture_for_links_to_it(site: BuiltSite) -> None:
    if find_browser() is None:
        missing("the pictures for links need Chromium")
    for chapter in CHAPTERS:
        facts = properties(site.pages()[f"series/{chapter}/index.html"])
        path = site.folder / facts["image"].removeprefix(SITE_URL)
        assert path.stat().st_size < LARGEST_CARD
        with Image.open(path) as picture:
            assert picture.size == (int(facts["image:width"]), int(facts["image:height"])) == (1200, 630)
            grey = picture.convert("L")
        for half in ((0, 100, 540, 630), (560, 100, 1200, 630)):  # the title, and the picture
            shades = grey.crop(half).histogram()
            assert sum(shades[:200]) > 2000, chapter
            assert sum(shades[250:]) > 50_000, chapter


def test_a_page_may_run_its_own_scripts_and_load_what_is_on_this_site_and_nothing_else() -> None:
    one, two = "<script>b('&lt;')</script>", "<script>\n a \n</script>"
    others = '<script src="a.js"></script><script type="application/json">{}</script><style>p {}</style>'
    pages = with_policy({Path("page.html"): f"{HEAD}{one}", Path("b/c.html"): f"{HEAD}{two}<p>\n</p>{one}{others}"})
    hashes = sorted(hash_of(script) for script in ("b('&lt;')", "\n a \n"))
    policy = [
        "default-src 'none'",
        " ".join(["script-src", *OWN, *hashes]),
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self' blob:",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    for html in pages.values():
        assert POLICY.findall(html) == ["; ".join(policy)]
        assert html.index(policy[0]) < html.index("<script>")


@pytest.mark.parametrize("html", ["<html>", HEAD + '<meta charset="utf-8">'])
def test_a_page_without_a_place_for_the_policy_is_refused(html: str) -> None:
    with pytest.raises(ValueError, match="must have <meta charset"):
        with_policy({Path("page.html"): html})


def test_every_page_has_the_policy_and_every_script_is_in_it(site: BuiltSite) -> None:
    pages = site.pages()
    [policy] = {tuple(POLICY.findall(html)) for html in pages.values()}
    [sources] = re.findall(r"script-src ([^;]+)", policy[0])
    within = {script for html in pages.values() for script in re.findall(r"<script>(.*?)</script>", html, re.DOTALL)}
    assert {hash_of(script) for script in within} == {*sources.split()} - {*OWN} != set()


def hash_of(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
