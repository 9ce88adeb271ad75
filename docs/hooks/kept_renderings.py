"""What MkDocs makes of a page, or mkdocs-jupyter of a lab, kept until anything that it depends on changes."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, get_toc
from mkdocs.utils import CountHandler

from page_engine.kept_files import keep, kept, kept_path, key_of
from page_engine.sources import Sources

_API = re.compile(r"^::: ", re.MULTILINE)  # what mkdocstrings puts there goes into its inventory, too


Render = Callable[[MkDocsConfig, Files], None]


def keep_rendering(page: Page, render_anew: Render, sources: Sources, *facts: object) -> None:
    """Let a page be rendered only if nothing is kept of it.

    Parameters
    ----------
    page : mkdocs.structure.pages.Page
    render_anew : callable
        What renders it, given what its own method is given.
    sources : Sources
        The files and folders on which the rendering depends.
    *facts
        What else it depends on, besides the page's Markdown, the names of the site's files and what is installed.
    """

    def render(config: MkDocsConfig, files: Files) -> None:
        path = kept_path(Path(config.docs_dir, page.file.src_uri), ".rendered")
        key = key_of(page.markdown, [file.src_uri for file in files], sources.digests, *facts)
        content = kept(path, key)
        if content is not None:
            _restore(page, json.loads(content), config, files)
            return
        with _noted_anchors(config) as anchors, _counted_warnings() as warnings:
            render_anew(config, files)
        is_plain = not _API.search(page.markdown or "")
        if is_plain and not warnings.counts and not sources.have_changed():
            keep(path, key, json.dumps(_state(page, anchors)).encode())

    page.render = render  # type: ignore[method-assign]  # as mkdocs-jupyter does


def _state(page: Page, anchors: list[Any]) -> dict[str, Any]:
    """Return everything that rendering has set, in plain values."""
    return {
        "content": page.content,
        "contents": [_as_token(item) for item in page.toc.items],
        "title": page._title_from_render,
        "ids": sorted(page.present_anchor_ids or ()),
        "links": {file.src_uri: links for file, links in (page.links_to_anchors or {}).items()},
        "anchors": anchors,
    }


def _restore(page: Page, state: dict[str, Any], config: MkDocsConfig, files: Files) -> None:
    page.content = state["content"]
    page.toc = get_toc(state["contents"])
    page._title_from_render = state["title"]
    page.present_anchor_ids = set(state["ids"])
    page.links_to_anchors = {files.src_uris[address]: links for address, links in state["links"].items()}
    autorefs: Any = config.plugins.get("autorefs")
    for positional, named in state["anchors"]:
        autorefs.register_anchor(page, *positional, **named)


def _as_token(item: AnchorLink) -> dict[str, Any]:
    """Return an entry of the table of contents as `get_toc` takes it."""
    children = [_as_token(child) for child in item.children]
    return {"name": item.title, "id": item.id, "level": item.level, "children": children}


@contextmanager
def _noted_anchors(config: MkDocsConfig) -> Iterator[list[Any]]:
    """Note what a page tells mkdocs-autorefs, which has to know of all anchors to which pages refer by name."""
    noted: list[Any] = []
    autorefs: Any = config.plugins.get("autorefs")
    if autorefs is None:
        yield noted
        return
    register = autorefs.register_anchor

    def note(page: Page, *positional: object, **named: object) -> None:
        noted.append((positional, named))
        register(page, *positional, **named)

    autorefs.register_anchor = note
    try:
        yield noted
    finally:
        del autorefs.register_anchor


@contextmanager
def _counted_warnings() -> Iterator[CountHandler]:
    """Count warnings; a page that gives one must give it in every build."""
    counter = CountHandler()
    counter.setLevel(logging.WARNING)
    logger = logging.getLogger("mkdocs")
    logger.addHandler(counter)
    try:
        yield counter
    finally:
        logger.removeHandler(counter)
