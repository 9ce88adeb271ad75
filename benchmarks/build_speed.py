"""How long the series takes to build beside mkdocs-jupyter and beside MkDocs alone, and how that grows with the pages.

mkdocs-jupyter gets the same chapters as notebooks, with the same code, and executes them.
MkDocs alone gets the same Markdown, and executes nothing. All write into folders of their own.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from ratios import Ratio, compare, record

from page_engine.page import Page, read_page
from page_engine.prerender_config import Config, read_config

PROJECT = Path(__file__).parents[1]
N_COLD_PAIRS = 5


def site(folder: Path, change: Callable[[Config], None]) -> Path:
    """Make a project with the chapters alone, whose links to other pages lead nowhere, and return its folder."""
    shutil.copytree(
        PROJECT / "docs", folder / "docs", ignore=shutil.ignore_patterns("labs", "reference", "__pycache__")
    )
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copyfile(PROJECT / name, folder / name)
    shutil.copytree(PROJECT / "neuronlib", folder / "neuronlib")
    for page in (folder / "docs").glob("*.md"):
        page.unlink()
    for page in (folder / "docs" / "series").glob("*.md"):
        page.write_text(re.sub(r"\]\(\.\./[^)]*\)", "](https://example.org/)", page.read_text("utf-8")), "utf-8")
    config = read_config(PROJECT / "mkdocs.yml")
    config |= {"strict": False, "plugins": ["search"], "nav": None}
    change(config)
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config), "utf-8")
    return folder


def without_hooks(config: Config) -> None:
    """Leave MkDocs alone."""
    del config["hooks"]


def with_notebooks(config: Config) -> None:
    """Let mkdocs-jupyter execute every page."""
    without_hooks(config)
    config["plugins"] = ["search", {"mkdocs-jupyter": {"execute": True, "allow_errors": False}}]
    config["extra_javascript"] = []


def as_notebook(page: Page) -> str:
    """Return a page as a notebook that has not been run; a block that must fail says how."""
    cells, place = [], 0
    for block in page.blocks:
        source = block.source
        if "raises" in block.options:
            lines = "".join(f"    {line}\n" for line in source.splitlines())
            source = f"try:\n{lines}except Exception as error:\n    print(error)"
        cells += [_cell("markdown", page.text[place : block.fence.start])]
        cells += [_cell("code", source) | {"outputs": [], "execution_count": None}]
        place = block.fence.end
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    cells += [_cell("markdown", page.text[place:])]
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 4})


def _cell(kind: str, source: str) -> dict[str, Any]:
    return {"cell_type": kind, "metadata": {}, "source": source}


def build(folder: Path, is_cold: bool = False) -> None:
    """Build a site; a cold one with nothing kept of earlier ones, and without a browser to print with."""
    if is_cold:
        shutil.rmtree(folder / ".cache", ignore_errors=True)
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(folder), "PATH": ""}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)


def bytes_of_pages(folder: Path) -> int:
    """Return the bytes of a site's chapters, gzipped."""
    return sum(len(gzip.compress(page.read_bytes(), mtime=0)) for page in (folder / "site/series").rglob("index.html"))


def page_with_a_number(number: int) -> str:
    """Return a small page that computes and prints something."""
    return f"# Page {number}\n\n```python\nprint({number} + 1)\n```\n\n```output\n{number + 1}\n```\n"


def growth(folder: Path) -> list[Ratio]:
    """Return how long 100 pages take beside ten and beside one, start-up included."""
    folders = {}
    for n_pages in (1, 10, 100):
        folders[n_pages] = site(folder / str(n_pages), lambda config: None)
        series = folders[n_pages] / "docs" / "series"
        for page in series.glob("*.md"):
            page.unlink()
        for number in range(n_pages):
            (series / f"{number:03}.md").write_text(page_with_a_number(number), "utf-8")
    return compare(
        "build of 100 pages",
        lambda: build(folders[100], is_cold=True),
        {
            "10 pages": lambda: build(folders[10], is_cold=True),
            "1 page": lambda: build(folders[1], is_cold=True),
        },
    )


def main() -> None:
    """Measure and record."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours = site(folder / "ours", lambda config: None)
        plain = site(folder / "plain", without_hooks)
        notebooks = site(folder / "notebooks", with_notebooks)
        for path in sorted((notebooks / "docs" / "series").glob("*.md")):
            path.with_suffix(".ipynb").write_text(as_notebook(read_page(path)), "utf-8")
            path.unlink()
        ratios = compare(
            "series built, nothing kept", lambda: build(ours, is_cold=True),
            {"mkdocs-jupyter": lambda: build(notebooks, is_cold=True)}, N_COLD_PAIRS,
        )  # fmt: skip
        size = bytes_of_pages(ours) / bytes_of_pages(notebooks)
        print(f"gzipped HTML of the series / mkdocs-jupyter: {size:.3f}")
        ratios.append(Ratio("gzipped HTML of the series", "mkdocs-jupyter", size, size, size))
        ratios += compare(
            "series built again, nothing changed", lambda: build(ours), {"MkDocs alone": lambda: build(plain)}
        )
        ratios += growth(folder)
    record("Building the site", ratios, ["mkdocs", "mkdocs-material", "mkdocs-jupyter"])


if __name__ == "__main__":
    main()
