"""How long the site takes to build beside mkdocs-jupyter and beside MkDocs alone, and how that grows with the pages.

mkdocs-jupyter gets the same chapters as notebooks, with the same code, and executes them.
MkDocs alone gets the same Markdown, and executes nothing. All write into folders of their own.
"""

import gzip
import os
import shutil
import subprocess
import sys
import tempfile
from itertools import count
from pathlib import Path

from projects import as_it_is, chapters, chapters_as_notebooks, small_pages, whole_site, without_hooks
from ratios import Ratio, compare, record

N_COLD_PAIRS = 5
EDITED = "docs/series/06-gradient-descent.md"

_numbers = count()


def build(folder: Path, is_cold: bool = False) -> None:
    """Build a site; a cold one with nothing kept of earlier ones, and without a browser to print with."""
    if is_cold:
        shutil.rmtree(folder / ".cache", ignore_errors=True)
    _run(folder, "mkdocs", "build", "--quiet")


def build_edited(folder: Path) -> None:
    """Build a site after a page was edited."""
    with (folder / EDITED).open("a", encoding="utf-8") as page:
        page.write(f"\nA sentence more, the {next(_numbers)}th.\n")
    _run(folder, "mkdocs", "build", "--quiet")


def build_edited_and_run_alone(folder: Path) -> None:
    """Do what an author would without the plugin: build, and run the page that was edited."""
    build_edited(folder)
    _run(folder, "page_engine", "check", EDITED)


def _run(folder: Path, module: str, *arguments: str) -> None:
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(folder), "PATH": ""}
    command = [sys.executable, "-m", module, *arguments]
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)


def bytes_of_pages(folder: Path) -> int:
    """Return the bytes of a site's chapters, gzipped."""
    return sum(len(gzip.compress(page.read_bytes(), mtime=0)) for page in (folder / "site/series").rglob("index.html"))


def beside_notebooks(ours: Path, notebooks: Path) -> list[Ratio]:
    """Return time and size of the series beside mkdocs-jupyter."""
    ratios = compare(
        "series built, nothing kept", lambda: build(ours, is_cold=True),
        {"mkdocs-jupyter": lambda: build(notebooks, is_cold=True)}, N_COLD_PAIRS,
    )  # fmt: skip
    size = bytes_of_pages(ours) / bytes_of_pages(notebooks)
    print(f"gzipped HTML of the series / mkdocs-jupyter: {size:.3f}")
    return [*ratios, Ratio("gzipped HTML of the series", "mkdocs-jupyter", size, size, size)]


def again(ours: Path, plain: Path, what: str, beside: str) -> list[Ratio]:
    """Return how long a site takes if nothing, and if one page, has changed since it was last built."""
    return [
        *compare(f"{what} built again, nothing changed", lambda: build(ours), {beside: lambda: build(plain)}),
        *compare(
            f"{what} built again, one page edited",
            lambda: build_edited(ours),
            {f"{beside}, and that page run": lambda: build_edited_and_run_alone(plain)},
        ),
    ]


def growth(folder: Path) -> list[Ratio]:
    """Return how long 100 pages take beside ten and beside one, start-up included."""
    folders = {n_pages: small_pages(folder / str(n_pages), n_pages) for n_pages in (1, 10, 100)}
    return compare(
        "100 small pages built, nothing kept",
        lambda: build(folders[100], is_cold=True),
        {
            "10 of them": lambda: build(folders[10], is_cold=True),
            "1 of them": lambda: build(folders[1], is_cold=True),
        },
    )


def main() -> None:
    """Measure and record."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours, plain = chapters(folder / "ours", as_it_is), chapters(folder / "plain", without_hooks)
        ratios = beside_notebooks(ours, chapters_as_notebooks(folder / "notebooks"))
        ratios += again(ours, plain, "series", "MkDocs alone")
        site, plain_site = whole_site(folder / "site", as_it_is), whole_site(folder / "plain site", without_hooks)
        ratios += again(site, plain_site, "whole site", "MkDocs and its plugins")
        ratios += growth(folder)
    record("Building the site", ratios, ["mkdocs", "mkdocs-material", "mkdocs-jupyter"])


if __name__ == "__main__":
    main()
