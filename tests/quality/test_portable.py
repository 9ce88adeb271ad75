"""Two sites compared: what may differ, the faults that must be found, and a small project built with each generator."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from asking import ask
from built_site import PROJECT, BuiltSite

from quality.portable_files import build_variables, compare_files, nameless_contents
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

Change = Callable[[Path], object]


def replace(pattern: str, text: str) -> Change:
    """Return what changes the page of a site."""

    def change(site: Path) -> None:
        path = site / "page/index.html"
        changed, count = re.subn(pattern, text, path.read_text("utf-8"), flags=re.DOTALL)
        assert count == 1
        path.write_text(changed, "utf-8")

    return change


# (what is done to the other site, what the fault says)
FAULTS: list[tuple[Change, str]] = [
    (lambda site: (site / "page/index.html").unlink(), "page/index.html: the page must be there"),
    (lambda site: (site / "page/figure-1.svg").unlink(), "1 figures must be there"),
    (lambda site: (site / "page/figure-1.svg").write_text("<svg />"), "1 figures must"),
    (replace(r"<img[^>]*>", ""), "1 figures must be there and be the same, got 0"),
    (replace('="A line', '="A bow'), "('A line', b'<svg>"),
    (replace(r'<div class="highlight lang.*?</div>', ""), "1 blocks must"),
    (replace(r"print\(1\)", "print(2)"), r"must be 'print(1)\n', got 'print(2)\n'"),
    (replace(r'<div class="output.*?</div>', ""), "1 outputs must"),
    (replace("<math.*</math>", ""), "1 formulas must be there"),
    (replace("It is", "It was"), "number 4 must be 'is', got 'was'"),
    (replace("It is", "Itis"), "number 3 must be 'It', got 'Itis'"),
    (replace("It is", NO_COPIES), "number 3 must be 'It', got 'a'"),
    (lambda site: (site / "series/a.ipynb").unlink(), "series/a.ipynb: must be there"),
    (lambda site: (site / "series/a.ipynb").write_text("[]"), "differs from byte 0 on"),
]


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def write_site(folder: Path, page: str) -> Path:
    files = {"page/index.html": page, "page/figure-1.svg": "<svg></svg>", "series/a.ipynb": "{}"}
    return write(folder, files)


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
    replace("It is", f"As {COPIES}. It is")(site)
    replace("It is", f"As {NO_COPIES}. It is")(other)
    verdict = compare_pages(*sites)
    assert verdict.holds, verdict.faults
    counts = "1 pages of hooks left out, 1 pages, 1 blocks, 1 outputs, 1 formulas, 1 figures, 1 files to take"
    assert verdict.figure == f"Zensical: {counts}: the same"


@pytest.mark.parametrize("number", range(len(FAULTS)))
def test_a_fault_in_what_a_page_shows_is_found(sites: tuple[Path, Path, Path], number: int) -> None:
    plant, said = FAULTS[number]
    plant(sites[1])
    verdict = compare_pages(*sites)
    assert len(verdict.faults) == 1
    assert said in verdict.faults[0]
    assert verdict.figure.endswith(": 1 differences")


def add_zip(site: Path) -> Path:
    """Add what may be taken along: a zip of the page."""
    with ZipFile(site / "copy.zip", "w") as archive:
        archive.writestr("index.html", (site / "page/index.html").read_bytes())
    return site


def test_in_files_only_the_name_of_the_generator_may_differ(tmp_path: Path) -> None:
    site = add_zip(write_site(tmp_path / "a", PAGE))
    same = add_zip(write_site(tmp_path / "b", PAGE.replace('"one"', '"two"')))
    other = add_zip(write_site(tmp_path / "c", PAGE.replace("It is", "It was")))
    (other / "series/a.ipynb").rename(other / "c.ipynb")
    site, same, other = (nameless_contents(each) for each in (site, same, other))
    assert not list(compare_files(site, same))
    place = PAGE.encode().index(b"is <code>") - len("one")  # behind the name of the generator
    assert [fault for fault in compare_files(site, other) if not fault.startswith("copy.zip: must be the same")] == [
        "c.ipynb: must not be there",
        f"page/index.html: must be the same, but differs from byte {place} on",
        "series/a.ipynb: must be there, but is missing",
    ]
    assert len(list(compare_files(site, other))) == 4


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


# Small, with everything that a page may have.
PAGES = {
    "index.md": """\
# Home

New chapters stand in the [feed]({{ feed }}). Install it from <{{ wheel }}>. See [the chapter](series/one.md#a-section).
In this build: {{ verified }}.
""",
    "series/one.md": """\
---
title: One
description: A chapter with everything that a chapter may have, shown by every generator alike.
chapter: 1
minutes: 5
date: 2026-11-24
---

# One

<p class="lead" markdown>
A **lead**.
</p>

## A section

$x_1 * x_2$ begins a line, and $a < b$ stands in it.

| formula | value |
|---|---|
| $w_1 x$ | 1 |

$$
\\frac{1}{2} \\sum_i x_i
$$

```python alt="A line that rises."
import matplotlib.pyplot as plt

x = 0.25
print(x)
plt.plot([0, x])
plt.show()
```

```output
0.25
```

The value is 0.25<!--= x -->, not `$x$`.

??? note "Folded"

    ```python raises="ValueError"
    int("one")
    ```

    ```output
    ValueError: invalid literal for int() with base 10: 'one'
    ```
""",
    "labs/one.md": """\
---
title: A lab
jupyter:
  kernelspec:
    display_name: Python 3
    language: python
    name: python3
---

# A lab

Let $y$ be 2.

```python tags=["exercise"]
y = None
```

```python tags=["solution"]
y = 2
```

```python tags=["check"]
print("Right" if y == 2 else "Wrong")
```
""",
    "reference/dense.md": "# Dense layer\n\n::: neuronlib.dense\n",
}
NAVIGATION = "nav: [index.md, series/one.md, labs/one.md, reference/dense.md]\n\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BuiltSite]:
    """Return a copy of the project with other pages, and its site."""
    folder = tmp_path_factory.mktemp("portable") / "project"
    shutil.copytree(PROJECT / "neuronlib", folder / "neuronlib", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("publishing", "docs/assets", "docs/overrides"):
        shutil.copytree(PROJECT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("LICENSE", "pyproject.toml", "README.md"):
        shutil.copy(PROJECT / name, folder)
    config = (PROJECT / "mkdocs.yml").read_text("utf-8")
    config = re.sub(r"^nav:.*?(?=^\w)", NAVIGATION, config, count=1, flags=re.DOTALL | re.MULTILINE)
    write(folder, {"mkdocs.yml": config, **{f"docs/{name}": text for name, text in PAGES.items()}})
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder.with_name("site"))]
    environment = {**os.environ, "SITE_URL": "https://example.org/small/"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder, BuiltSite(folder.with_name("site"), "")


def alter(folder: Path, page: str, text: str, other: str) -> None:
    path = folder / "docs" / page
    path.write_text(path.read_text("utf-8").replace(text, other), "utf-8")


def test_zensical_shows_the_same_pages(built: tuple[Path, BuiltSite], tmp_path: Path) -> None:
    project, site = built
    verdict = ask("built by Zensical", site=site, project=project, tmp_path=tmp_path)
    assert verdict.holds, verdict.faults
    assert verdict.figure.startswith("Zensical: 4 pages, ")
    assert verdict.figure.endswith(", 5 formulas, 1 figures, 5 files to take: the same")


def test_properdocs_makes_the_same_files_and_a_change_since_is_found(
    built: tuple[Path, BuiltSite], tmp_path: Path
) -> None:
    altered, site = shutil.copytree(built[0], tmp_path / "project"), built[1]
    alter(altered, "index.md", "In this build", "In that build")
    verdict = ask("built by ProperDocs", site=site, project=altered, tmp_path=tmp_path)
    changed = {fault.partition(":")[0] for fault in verdict.faults}
    assert changed == {"index.html", "search/documents.json", "downloads/deep-learning-simplified.zip"}
    n_files = sum(path.is_file() for path in site.folder.rglob("*"))
    assert verdict.figure == f"ProperDocs: {n_files} files, {n_files - 3} of them the same"


@pytest.mark.parametrize("generator", ["ProperDocs", "Zensical"])
def test_a_project_that_cannot_be_built_is_a_fault(
    built: tuple[Path, BuiltSite], tmp_path: Path, generator: str
) -> None:
    altered, site = shutil.copytree(built[0], tmp_path / "project"), built[1]
    alter(altered, "reference/dense.md", ":::", "[nowhere](nowhere.md)\n\n:::")
    verdict = ask(f"built by {generator}", site=site, project=altered, tmp_path=tmp_path)
    assert verdict.figure == f"{generator}: no site"
    assert any("the link 'nowhere.md' must lead to a file" in fault for fault in verdict.faults)
