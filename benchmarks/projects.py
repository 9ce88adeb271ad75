"""Copies of the project to build: as it is, with MkDocs alone, or with notebooks in the place of pages."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from page_engine.read.page import Page, read_page
from quality.plain_site import Config, read_config

PROJECT = Path(__file__).parents[1]

Change = Callable[[Config], None]


def as_it_is(config: Config) -> None:
    """Change nothing."""


def whole_site(folder: Path, change: Change) -> Path:
    """Make a project with all pages, and return its folder."""
    _copy(folder, [])
    shutil.copytree(PROJECT / "benchmarks", folder / "benchmarks")  # one page shows the results
    return _configured(folder, read_config(PROJECT / "mkdocs.yml"), change)


def chapters(folder: Path, change: Change) -> Path:
    """Make a project with the chapters alone, whose links to other pages lead nowhere, and return its folder."""
    _copy(folder, ["labs", "reference"])
    for page in (folder / "docs").glob("*.md"):
        page.unlink()
    for page in (folder / "docs" / "series").glob("*.md"):
        page.write_text(re.sub(r"\]\(\.\./[^)]*\)", "](https://example.org/)", page.read_text("utf-8")), "utf-8")
    return _configured(
        folder,
        read_config(PROJECT / "mkdocs.yml") | {"plugins": ["search", {"page-engine": {"run": True}}], "nav": None},
        change,
    )


def small_pages(folder: Path, n_pages: int) -> Path:
    """Make a project with pages that each compute and print something, and return its folder."""
    chapters(folder, as_it_is)
    series = folder / "docs" / "series"
    for page in series.glob("*.md"):
        page.unlink()
    for number in range(n_pages):
        text = f"# Page {number}\n\n```python\nprint({number} + 1)\n```\n\n```output\n{number + 1}\n```\n"
        (series / f"{number:03}.md").write_text(text, "utf-8")
    return folder


def _copy(folder: Path, left_out: list[str]) -> None:
    ignored = shutil.ignore_patterns(*left_out, "__pycache__")
    for name in ("docs", "neuronlib", "publishing"):
        shutil.copytree(PROJECT / name, folder / name, ignore=ignored)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copyfile(PROJECT / name, folder / name)


def _configured(folder: Path, config: Config, change: Change) -> Path:
    config["strict"] = False
    change(config)
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config), "utf-8")
    return folder


def without_hooks(config: Config) -> None:
    """Leave MkDocs alone with its plugins, and let none of them execute anything."""
    del config["hooks"]
    config["extra_javascript"] = []
    config["plugins"] = [plugin for plugin in config["plugins"] if "page-engine" not in plugin]


def with_notebooks(config: Config) -> None:
    """Let mkdocs-jupyter execute every page."""
    without_hooks(config)
    config["plugins"] = ["search", {"mkdocs-jupyter": {"execute": True, "allow_errors": False}}]


def chapters_as_notebooks(folder: Path) -> Path:
    """Make a project with the chapters as notebooks that have not been run, and return its folder."""
    chapters(folder, with_notebooks)
    for path in sorted((folder / "docs" / "series").glob("*.md")):
        path.with_suffix(".ipynb").write_text(_as_notebook(read_page(path)), "utf-8")
        path.unlink()
    return folder


def _as_notebook(page: Page) -> str:
    """Return a page as a notebook that has not been run; a block that must fail says how."""
    cells, place = [], 0
    for block in page.blocks:
        source = block.source
        if "raises" in block.options:
            lines = "".join(f"    {line}\n" for line in source.splitlines())
            source = f"try:\n{lines}except Exception as error:\n    print(error)"
        cells += [_cell("markdown", page.text[place : block.start])]
        cells += [_cell("code", source) | {"outputs": [], "execution_count": None}]
        place = block.end
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    cells += [_cell("markdown", page.text[place:])]
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 4})


def _cell(kind: str, source: str) -> dict[str, Any]:
    return {"cell_type": kind, "metadata": {}, "source": source}
