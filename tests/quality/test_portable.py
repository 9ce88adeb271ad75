"""The gates of other generators: what may differ, and the faults that they must find."""

import re
from pathlib import Path
from zipfile import ZipFile, ZipInfo

import pytest
from asking import ask
from built_site import BuiltSite

from quality import test_portable
from quality.portable_files import compare_files, nameless_contents
from quality.test_portable import compare_pages

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
COPIES = "<a>a zip that opens without a server</a> or <a>one PDF to print</a>"
NO_COPIES = "a zip or a PDF, which <code>make</code> makes and a preview does not"

INDEX, FIGURE, NOTEBOOK = "page/index.html", "page/figure-1.svg", "series/a.ipynb"

# (file of the other site, what is replaced in it, by what, what the fault says); without a text there is no file
FAULTS = [
    (INDEX, ".*", "", "page/index.html: the page must be there"),
    (FIGURE, ".*", "", "1 figures must be there"),
    (FIGURE, ".*", "<svg />", "1 figures must"),
    (INDEX, "<img[^>]*>", "", "1 figures must be there and be the same, got 0"),
    (INDEX, '="A line', '="A bow', "('A line', b'<svg>"),
    (INDEX, '<div class="highlight lang.*?</div>', "", "1 blocks must"),
    (INDEX, r"print\(1\)", "print(2)", r"must be 'print(1)\n', got 'print(2)\n'"),
    (INDEX, '<div class="output.*?</div>', "", "1 outputs must"),
    (INDEX, "<math.*</math>", "", "1 formulas must be there"),
    (INDEX, "It is", "It was", "number 4 must be 'is', got 'was'"),
    (INDEX, "It is", "Itis", "number 3 must be 'It', got 'Itis'"),
    (INDEX, "It is", NO_COPIES, "number 3 must be 'It', got 'a'"),
    (NOTEBOOK, ".*", "", "series/a.ipynb: must be there"),
    (NOTEBOOK, ".*", "[]", "a.ipynb: must be the same"),
]


def change(path: Path, pattern: str, text: str) -> None:
    changed, count = re.subn(pattern, text, path.read_text("utf-8"), count=1, flags=re.DOTALL)
    assert count == 1
    path.write_text(changed, "utf-8") if changed else path.unlink()


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def write_site(folder: Path, page: str) -> Path:
    return write(folder, {INDEX: page, FIGURE: "<svg></svg>", NOTEBOOK: "{}"})


@pytest.fixture
def sites(tmp_path: Path) -> tuple[Path, Path, Path]:
    """Return a site, the same with another theme, and the folder of its pages."""
    docs = write(tmp_path / "docs", {"page.md": ""})
    return write_site(tmp_path / "site", PAGE), write_site(tmp_path / "other", OTHER_THEME), docs


def test_another_theme_the_lack_of_copies_and_a_page_of_hooks_are_no_differences(
    sites: tuple[Path, Path, Path],
) -> None:
    site, other, _ = sites
    write(site, {"made/index.html": PAGE, "404.html": PAGE})
    change(site / INDEX, "It is", f"As {COPIES}. It is")
    change(other / INDEX, "It is", f"As {NO_COPIES}. It is")
    verdict = compare_pages(*sites)
    assert verdict.holds, verdict.faults
    counts = "1 pages of hooks left out, 1 pages, 1 blocks, 1 outputs, 1 formulas, 1 figures, 1 files to take"
    assert verdict.figure == f"Zensical: {counts}: the same"


@pytest.mark.parametrize(("name", "pattern", "text", "said"), FAULTS)
def test_a_fault_in_what_a_page_shows_is_found(
    sites: tuple[Path, Path, Path], name: str, pattern: str, text: str, said: str
) -> None:
    change(sites[1] / name, pattern, text)
    verdict = compare_pages(*sites)
    [fault] = verdict.faults
    assert said in fault
    assert verdict.figure.endswith(": 1 differences")


def test_in_files_only_the_name_of_the_generator_may_differ(tmp_path: Path) -> None:
    pages = {"a": PAGE, "b": PAGE.replace('"one"', '"two"'), "c": PAGE.replace("It is", "It was"), "d": PAGE}
    for name, page in pages.items():
        day = (2002 if name == "d" else 2001, 2, 3, 0, 0, 0)
        with ZipFile(write_site(tmp_path / name, page) / "copy.zip", "w") as archive:
            archive.writestr(ZipInfo("index.html", day), page)
    (tmp_path / "c" / NOTEBOOK).rename(tmp_path / "c/c.ipynb")
    site, same, other, dated = (nameless_contents(tmp_path / name) for name in pages)
    assert list(compare_files(site, same)) == []
    assert list(compare_files(site, dated)) == ["copy.zip: must be the same, but differs"]
    assert list(compare_files(site, other)) == [
        "c.ipynb: must not be there",
        "copy.zip: must be the same, but differs",
        "page/index.html: must be the same, but differs",
        "series/a.ipynb: must be there, but is missing",
    ]


def test_another_file_of_properdocs_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = write_site(tmp_path / "mkdocs", PAGE)
    monkeypatch.setattr(test_portable, "built", lambda other, **_: write_site(other, PAGE.replace("It", "At")) and [])
    verdict = ask("built by ProperDocs", site=BuiltSite(site, ""), project=tmp_path, tmp_path=tmp_path)
    assert verdict.figure == "ProperDocs: 3 files, 2 of them the same"
    assert [fault.partition(":")[0] for fault in verdict.faults] == ["page/index.html"]


@pytest.mark.parametrize("generator", ["ProperDocs", "Zensical"])
def test_a_project_that_cannot_be_built_is_told(tmp_path: Path, generator: str) -> None:
    verdict = ask(f"built by {generator}", site=None, project=tmp_path, tmp_path=tmp_path)
    assert verdict.figure == f"{generator}: no site"
    assert any("mkdocs.yml" in fault for fault in verdict.faults)
