"""What mkdocs-jupyter makes of a lab, kept until the lab or anything that it depends on changes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from page_engine.book import Chapter
from page_engine.kept_files import digests, keep, kept, kept_path, key_of


def keep_rendering(page: Page, lab: Chapter, sources: Iterable[Path], shows_errors: bool) -> None:
    """Let a page of mkdocs-jupyter be executed only if nothing is kept of it.

    Parameters
    ----------
    page : mkdocs.structure.pages.Page
        The page, with the method that mkdocs-jupyter has given it.
    lab : Chapter
    sources : iterable of Path
        The files and folders on which a lab depends, besides its text and what is installed.
    shows_errors : bool
        Whether an error is shown, as in a preview, or ends the build.
    """
    execute = page.render
    path = kept_path(Path(lab.page.name), ".rendered")
    key = key_of(lab.page.text, shows_errors, list(digests(sources).values()))

    def render(config: MkDocsConfig, files: Files) -> None:
        content = kept(path, key)
        if content is None:
            execute(config, files)
            keep(path, key, (page.content or "").encode())
        else:
            page.content, page.toc = content.decode(), get_toc([])

    page.render = render  # type: ignore[method-assign]  # as mkdocs-jupyter has done
