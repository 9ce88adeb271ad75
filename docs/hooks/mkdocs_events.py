"""MkDocs events: hand the pages to the page engine, and its results to MkDocs.

Everything that matters is in the `page_engine` package beside this file; this is only the adapter.
"""

from __future__ import annotations

import logging
import os
import sys
import tempfile
from html import unescape
from pathlib import Path
from typing import Literal

from flit_core.wheel import make_wheel_in
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_date
from mkdocs_jupyter.config import settings as notebook_settings

from current_build import build
from kept_renderings import Render, keep_rendering
from page_engine.book import Chapter, read_book
from page_engine.mathml import replace_formulas
from page_engine.numbers import without_comments
from page_engine.page import Page as EnginePage
from page_engine.renderer import render_page, with_notices
from page_engine.sources import Sources

LAB_TEMPLATES = Path(__file__).with_name("lab_templates")

log = logging.getLogger("mkdocs.plugins.page_engine")


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Note whether this is a preview: a preview shows problems in the pages, a build stops at them."""
    build.is_preview = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Let mkdocs-jupyter use the project's templates, no settings of others, and let a preview show failing labs."""
    os.environ["JUPYTER_CONFIG_DIR"] = str(LAB_TEMPLATES)
    notebook_settings.templates_dir = str(LAB_TEMPLATES)
    if "mkdocs-jupyter" in config.plugins:
        config.plugins["mkdocs-jupyter"].config["allow_errors"] = build.is_preview
    return config


def on_pre_build(*, config: MkDocsConfig) -> None:
    """Run and check every page before anything is written, so that a faulty page leaves the old site alone."""
    build.book = read_book(Path(config.docs_dir), _show_progress if sys.stderr.isatty() else None)
    problems = [str(problem) for problem in build.book.problems if not problem.is_consequence]
    if problems and not build.is_preview:
        raise PluginError("\n\n".join([*problems, f"{len(problems)} problem(s): the site has not been built"]))
    for problem in problems:
        log.error(problem)


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Replace every page by what it did, and add its figures and the wheel of the library."""
    build.sources = Sources.now([Path(__file__).parent, config.config_file_path, *config.watch])
    wheel = build.wheel = _wheel(config)
    files.append(wheel)
    build.facts |= {
        "wheel": f"{config.site_url}{wheel.url}",
        "verified": build.book.verified(),
        "date": get_build_date(),
    }
    for chapter in build.book.chapters:
        file = files.get_file_from_path(chapter.address)
        if file is None or chapter.page.is_lab:  # labs are executed and rendered by mkdocs-jupyter
            continue
        name = Path(chapter.address).stem
        rendered = render_page(chapter.page, chapter.outcomes, name, chapter.problems)
        file.content_string = build.fill_in(rendered.text)
        for figure, svg in rendered.figures.items():
            address = (Path(chapter.address).parent / name / figure).as_posix()
            files.append(File.generated(config, address, content=svg))
    return files


@event_priority(-50)  # after mkdocs-jupyter has given labs another way to be rendered
def on_pre_page(page: Page, *, config: MkDocsConfig, files: Files) -> Page:
    """Let pages be rendered, with MathML, and labs be executed, only if anything has changed since they last were."""
    lab = build.labs.get(page.file.src_uri)
    render = page.render if lab is None else _render_lab(page, lab)

    def render_with_formulas(config: MkDocsConfig, files: Files) -> None:
        render(config, files)
        page.content = replace_formulas(page.content or "")

    if lab is None:
        keep_rendering(page, render_with_formulas, build.sources)
    else:
        problems = [str(problem) for problem in lab.problems]
        keep_rendering(page, render_with_formulas, build.sources, lab.page.text, build.is_preview, problems)
    return page


def _render_lab(page: Page, lab: Chapter) -> Render:
    """Return what renders the Markdown that the template for labs leaves of a notebook, as that of any other page."""
    execute = page.render

    def render(config: MkDocsConfig, files: Files) -> None:
        execute(config, files)
        markdown = unescape(page.content or "")  # the exporter takes it for HTML, and has escaped < and & in code, too
        page.markdown = with_notices(without_comments(markdown), lab.problems)
        Page.render(page, config, files)

    return render


@event_priority(-100)
def on_post_build(*, config: MkDocsConfig) -> None:
    """Close with one line on what this build has verified."""
    log.info(build.book.summary())
    for line in build.book.skips():
        log.info(line)


def _show_progress(page: EnginePage, n_left: int) -> None:
    """Say which page has run, to somebody who waits at a terminal; a record of a build need not hold it."""
    log.info(f"{page.name} has run, {n_left} left")


def _wheel(config: MkDocsConfig) -> File:
    """Build the library's wheel from this checkout."""
    project = Path(config.config_file_path).parent / "pyproject.toml"
    with tempfile.TemporaryDirectory() as folder:
        path = make_wheel_in(project, Path(folder)).file
        return File.generated(config, f"downloads/{path.name}", content=path.read_bytes())
