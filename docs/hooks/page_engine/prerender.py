"""The pages with all that their blocks do, written as plain Markdown: for a site generator without hooks."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from pathspec import GitIgnoreSpec

from page_engine.book import Book, Chapter, read_book
from page_engine.prerender_config import Config, plain_config, read_config
from page_engine.prerender_facts import fill_in, plain_facts, write_feed, write_wheel
from page_engine.prerender_formulas import with_mathml
from page_engine.prerender_frame import downloads, with_frame
from page_engine.prerender_labs import render_lab
from page_engine.renderer import render_page

CONFIG = "mkdocs.yml"


def prerender(project: Path, folder: Path) -> Book:
    """Write a project's pages as plain Markdown, with their figures, assets and configuration.

    Parameters
    ----------
    project : Path
        Where ``mkdocs.yml`` is, and ``docs`` with the pages.
    folder : Path
        What is in its ``docs`` is replaced.

    Returns
    -------
    Book
        The pages as run and checked; if there are problems, nothing has been written.
    """
    config, source, docs = read_config(project / CONFIG), project / "docs", folder / "docs"
    book = read_book(source)
    if book.problems:
        return book
    shutil.rmtree(docs, ignore_errors=True)
    chapters = {chapter.address: chapter for chapter in book.chapters}
    facts = plain_facts(book, config, write_wheel(project, docs))
    pages = set()
    for address in _published(source, config):
        (docs / address).parent.mkdir(parents=True, exist_ok=True)
        if address in chapters:
            _write_page(chapters[address], config, facts, docs)
            pages.add(address)
        else:
            shutil.copyfile(source / address, docs / address)
    write_feed(book, config, docs)
    (folder / CONFIG).write_text(plain_config(config, project.resolve(), pages), "utf-8")
    return book


def _published(source: Path, config: Config) -> Iterator[str]:
    """Return the addresses of the files that the configuration does not leave out."""
    excluded = GitIgnoreSpec.from_lines(config.get("exclude_docs", "").splitlines())
    for path in sorted(source.rglob("*")):
        address = path.relative_to(source).as_posix()
        if path.is_file() and not excluded.match_file(address):
            yield address


def _write_page(chapter: Chapter, config: Config, facts: dict[str, str], docs: Path) -> None:
    path = docs / chapter.address
    if chapter.page.is_lab:
        text, figures = render_lab(chapter.page, chapter.outcomes), {}
    else:
        rendered = render_page(chapter.page, chapter.outcomes, path.stem)
        text, figures = rendered.text, rendered.figures
    path.write_text(with_mathml(fill_in(with_frame(text, chapter, config), facts)), "utf-8")
    for name, svg in figures.items():
        path.with_suffix("").mkdir(exist_ok=True)
        (path.with_suffix("") / name).write_text(svg, "utf-8")
    for suffix, content in downloads(chapter, config["site_url"], facts["wheel"]).items():
        path.with_suffix(suffix).write_text(fill_in(content, facts), "utf-8")
