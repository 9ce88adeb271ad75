"""The built site as a reader gets it: whole, self-contained and installable."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest
from built_site import SITE_URL, BuiltSite

LOADED = re.compile(r'<(?:script|img|iframe|source)\b[^>]*?\bsrc="?([^" >]+)|<link\b[^>]*?\bhref="?([^" >]+)[^>]*>')
CHAPTER = "series/01-how-does-a-neuron-work/index.html"


def test_nothing_is_loaded_from_another_host(site: BuiltSite) -> None:
    for address, html in site.pages().items():
        for match in LOADED.finditer(html):
            target = match[1] or match[2]
            is_address_of_itself = re.search(r"""rel="?(canonical|prev|next)""", match.group())
            assert is_address_of_itself or not re.match(r"(https?:)?//", target), (address, target)


def test_no_style_sheet_loads_from_another_host(site: BuiltSite) -> None:
    for path in site.folder.rglob("*.css"):
        assert not re.search(r"""url\(["']?(https?:)?//|@import""", path.read_text("utf-8")), path


def test_no_comment_or_placeholder_of_the_engine_is_left(site: BuiltSite) -> None:
    for address, html in site.pages().items():
        assert "<!--=" not in re.sub(r"<code>.*?</code>", "", html, flags=re.DOTALL), address
        assert "{{" not in html, address
        assert "arithmatex" not in html, address


def test_formulas_are_mathml(site: BuiltSite) -> None:
    assert site.pages()[CHAPTER].count("<math") > 20


def test_every_page_has_one_heading_a_title_and_a_description(site: BuiltSite) -> None:
    for address, html in site.pages().items():
        if address != "404.html":
            assert len(re.findall(r"<h1\b", html)) == 1, address
            assert '<meta name="description"' in html or "<meta name=description" in html, address


def test_the_address_of_the_site_comes_from_the_environment(site: BuiltSite) -> None:
    assert f'<link rel="canonical" href="{SITE_URL}{CHAPTER.removesuffix("index.html")}"' in site.pages()[CHAPTER]


def test_every_chapter_leads_to_the_line_that_installs_the_wheel_of_this_build(site: BuiltSite) -> None:
    text = re.sub(r"<[^>]+>", "", site.pages()["run-it-yourself/index.html"]).replace("&quot;", '"')
    assert f'pip install "deep-learning-simplified[plotting] @ {SITE_URL}downloads/{wheel_of(site).name}"' in text
    for address, html in site.pages().items():
        assert not re.match(r"series/\d\d-", address) or 'href="../../run-it-yourself/"' in html


def test_one_page_leads_to_every_notebook(site: BuiltSite) -> None:
    links = re.findall(r'<a href="([^"]+)" download', site.pages()["run-it-yourself/index.html"])
    notebooks = [path.relative_to(site.folder).as_posix() for path in site.folder.rglob("*.ipynb")]
    assert sorted(links) == sorted(f"{SITE_URL}{notebook}" for notebook in notebooks)


def test_every_lab_is_executed_and_can_be_downloaded_unsolved(site: BuiltSite) -> None:
    labs = {address: html for address, html in site.pages().items() if address.startswith("labs/")}
    assert labs
    for address, html in labs.items():
        notebook = address.split("/")[1] + ".ipynb"
        cells = json.loads((site.folder / "labs" / notebook).read_text("utf-8"))["cells"]
        assert f'href="../{notebook}"' in html
        assert f"{SITE_URL}downloads/{wheel_of(site).name}" in "".join(cells[0]["source"])
        n_solutions = html.count("<summary>Solution</summary>")
        assert html.count('<details class="check">') == n_solutions > 0
        assert "Right: " not in html  # before a reader has solved anything
        assert sum(cell["cell_type"] == "code" for cell in cells) == html.count("language-python") - n_solutions


def test_a_lab_is_as_light_as_any_page(site: BuiltSite) -> None:
    for address, html in site.pages().items():
        if address.startswith("labs/"):
            assert len(gzip.compress(html.encode())) < 16_384, address
            assert "<style" not in html, address


def test_the_wheel_holds_the_library_and_nothing_else(site: BuiltSite) -> None:
    names = ZipFile(wheel_of(site)).namelist()
    assert {"neuronlib/__init__.py", "neuronlib/py.typed", "neuronlib/data/digits.npz"} <= set(names)
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"neuronlib"}


def test_the_wheel_can_be_installed_and_used(site: BuiltSite, tmp_path: Path) -> None:
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(tmp_path)]
    subprocess.run([*install, str(wheel_of(site))], check=True)
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); import neuronlib; print(neuronlib.__file__);"
        "print(neuronlib.load_digits()[0].shape)"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    output = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert output.split("\n")[:2] == [str(tmp_path / "neuronlib" / "__init__.py"), "(1797, 64)"]


@pytest.mark.parametrize("phrase", ["pip install neuronlib", "pip install 'neuronlib", 'pip install "neuronlib'])
def test_nobody_is_sent_to_the_unrelated_package(site: BuiltSite, phrase: str) -> None:
    for address, html in site.pages().items():
        assert phrase not in re.sub(r"<[^>]+>", "", html).replace("&quot;", '"'), address


def wheel_of(site: BuiltSite) -> Path:
    (wheel,) = (site.folder / "downloads").glob("*.whl")
    return wheel
