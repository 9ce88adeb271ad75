"""Two sites compared: what may differ, and the faults that must be found."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from quality.portable import build_variables, compare_pages
from quality.portable_files import compare_files, files_below

PAGE = """\
<html><head><meta name="generator" content="one"></head><body><nav>Contents</nav>
<article class="md-content"><h1>A page<a class="headerlink" href="#a">¶</a></h1>
<p class="screen-only">Download</p>
<p>It is <code>x</code> and <math><mi>y</mi><mo>+</mo></math>.</p>
<div class="language-python highlight"><pre><code>print(<span>1</span>)
</code></pre></div>
<div class="language-text output highlight"><pre><code>1
</code></pre></div>
<p><img alt="A line" src="figure-1.svg"></p>
</article></body></html>
"""

OTHER_THEME = """\
<!doctype html><title>A page</title><meta name="generator" content="other"><aside>Contents</aside>
<main><article><button>Copy</button><h1 id="a">A page</h1><p>It is <code class="inline">x</code> and
<span><math display="inline"><mi>y</mi><mo>+</mo></math></span>.
<div class="highlight language-python"><nav>Copy</nav><pre><span></span><code>print(1)
</code></pre></div><div class="output highlight"><code>1
</code></div><img src="./figure-1.svg" alt="A line"></article></main>Made with another theme
"""

# name: (what is done to the other site, what the fault says)
FAULTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "a page is missing": (lambda site: (site / "page/index.html").unlink(), "page/index.html: the page must be there"),
    "a figure is missing": (lambda site: (site / "page/figure-1.svg").unlink(), "1 figures must be there"),
    "a figure has other bytes": (lambda site: (site / "page/figure-1.svg").write_text("<svg />"), "1 figures must"),
    "a figure is not shown": (
        lambda site: change(site, r"<img[^>]*>", ""),
        "1 figures must be there and be the same, got 0",
    ),
    "another alternative text": (lambda site: change(site, "A line", "A bow"), "('A line', b'<svg>"),
    "a block is lost": (lambda site: change(site, r'(?s)<div class="highlight lang.*?</div>', ""), "1 blocks must"),
    "a block is another": (
        lambda site: change(site, r"print\(1\)", "print(2)"),
        r"must be 'print(1)\n', got 'print(2)\n'",
    ),
    "an output is lost": (lambda site: change(site, r'(?s)<div class="output.*?</div>', ""), "1 outputs must"),
    "a formula is lost": (lambda site: change(site, "<math.*</math>", ""), "1 formulas must be there"),
    "a word is another": (lambda site: change(site, "It is", "It was"), "number 4 must be 'is', got 'was'"),
    "a download is missing": (lambda site: (site / "series/a.ipynb").unlink(), "series/a.ipynb: must be there"),
    "a download is another": (lambda site: (site / "series/a.ipynb").write_text("[]"), "differs from byte 0 on"),
}


def change(site: Path, pattern: str, text: str) -> None:
    path = site / "page/index.html"
    changed = re.sub(pattern, text, path.read_text("utf-8"))
    assert changed != path.read_text("utf-8")
    path.write_text(changed, "utf-8")


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def write_site(folder: Path, page: str) -> Path:
    return write(folder, {"page/index.html": page, "page/figure-1.svg": "<svg></svg>", "series/a.ipynb": "{}"})


@pytest.fixture
def sites(tmp_path: Path) -> tuple[Path, Path, Path]:
    """Return a site, the same with another theme, and the folder of its pages."""
    docs = write(tmp_path / "docs", {"page.md": ""})
    return write_site(tmp_path / "site", PAGE), write_site(tmp_path / "other", OTHER_THEME), docs


def test_another_theme_is_no_difference(sites: tuple[Path, Path, Path]) -> None:
    verdict = compare_pages(*sites)
    assert verdict.holds, verdict.faults
    counts = "1 pages, 1 blocks, 1 outputs, 1 formulas, 1 figures, 1 files to take"
    assert verdict.figure == f"Zensical: {counts}: the same"


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_in_what_a_page_shows_is_found(sites: tuple[Path, Path, Path], name: str) -> None:
    plant, said = FAULTS[name]
    plant(sites[1])
    verdict = compare_pages(*sites)
    assert len(verdict.faults) == 1
    assert said in verdict.faults[0]
    assert verdict.figure.endswith(": 1 differences")


def test_a_page_that_hooks_have_made_is_left_out(sites: tuple[Path, Path, Path]) -> None:
    write(sites[0], {"made/index.html": PAGE, "404.html": PAGE})
    verdict = compare_pages(*sites)
    assert verdict.holds
    assert "1 pages, " in verdict.figure
    assert "1 pages of hooks left out" in verdict.figure


def test_only_the_sentence_about_copies_may_differ_where_there_are_none(sites: tuple[Path, Path, Path]) -> None:
    site, other, _ = sites
    change(site, "It is", "As <a>a zip that opens without a server</a> or <a>one PDF to print</a>. It is")
    assert not compare_pages(*sites).holds
    change(other, "It is", "As a zip or a PDF, which <code>make</code> makes and a preview does not. It is")
    assert compare_pages(*sites).holds


def test_only_the_name_of_the_generator_may_differ_in_files(tmp_path: Path) -> None:
    one, other = write_site(tmp_path / "a", PAGE), write_site(tmp_path / "b", PAGE.replace('"one"', '"two"'))
    for site in (one, other):
        with ZipFile(site / "copy.zip", "w") as archive:
            archive.write(site / "page/index.html", "index.html")
    assert (one / "page/index.html").read_bytes() != (other / "page/index.html").read_bytes()
    assert not list(compare_files(files_below(one), files_below(other)))


def test_a_file_that_is_missing_or_too_much_or_another_is_found(tmp_path: Path) -> None:
    one, other = write_site(tmp_path / "a", PAGE), write_site(tmp_path / "b", PAGE)
    change(other, "It is", "It was")
    (one / "series/b.py").write_text("")
    shutil.move(other / "series/a.ipynb", other / "c.ipynb")
    faults = list(compare_files(files_below(one), files_below(other)))
    place = PAGE.encode().index(b"is <code>") - len("one")  # behind the name of the generator
    assert faults == [
        "c.ipynb: must not be there",
        f"page/index.html: must be the same, but differs from byte {place} on",
        "series/a.ipynb: must be there, but is missing",
        "series/b.py: must be there, but is missing",
    ]


def test_another_member_of_a_zip_is_found(tmp_path: Path) -> None:
    sites = [write_site(tmp_path / name, PAGE) for name in "ab"]
    change(sites[1], "It is", "It was")
    for site in sites:
        with ZipFile(site / "copy.zip", "w") as archive:
            archive.writestr("index.html", (site / "page/index.html").read_bytes())
        (site / "page/index.html").unlink()
    [fault] = compare_files(files_below(sites[0]), files_below(sites[1]))
    assert fault.startswith("copy.zip: must be the same")


@pytest.mark.parametrize(
    ("day", "variables"),
    [
        ((2016, 1, 1, 0, 0, 0), {"SITE_URL": "https://example.org/a/"}),
        ((2026, 9, 21, 13, 33, 20), {"SITE_URL": "https://example.org/a/", "SOURCE_DATE_EPOCH": "1789997600"}),
    ],
)
def test_a_site_shows_what_it_was_built_with(
    tmp_path: Path, day: tuple[int, int, int, int, int, int], variables: dict[str, str]
) -> None:
    addresses = "".join(f"<url><loc>https://example.org/a/{page}</loc></url>" for page in ("b/", ""))
    sitemap = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{addresses}</urlset>'
    site = write(tmp_path, {"sitemap.xml": sitemap, "downloads/.keep": ""})
    with ZipFile(site / "downloads/a.whl", "w") as archive:
        archive.writestr("a/__init__.py", "")
        member = archive.infolist()[0]
        member.filename, member.date_time = "a.dist-info/METADATA", day
        archive.writestr(member, "")
    assert build_variables(site) == variables
