"""MkDocs events: hand the built site to the `publishing` package, and the pages to those who take them away.

Like `mkdocs_events.py`, which runs first, this is only the adapter.
"""

from __future__ import annotations

import json
import logging
from datetime import date
from pathlib import Path, PurePosixPath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_date, get_relative_url

from announced_chapters import announced_chapters, facts_of, place_of_title, site_address
from current_build import build
from page_engine.book import Chapter
from page_engine.kept_files import kept_path, key_of, remember
from page_engine.notebooks import as_notebook, unsolved_notebook
from page_engine.parts import PartsError
from page_engine.scripts import as_script
from publishing.browser import find_browser
from publishing.content_security import with_policy
from publishing.feed import Entry, atom_feed
from publishing.lean_markup import with_lean_markup
from publishing.offline_copy import write_offline_copy
from publishing.page_frame import foot, reading_mark, with_downloads
from publishing.printed_series import PrintError, print_series
from publishing.search_on_demand import set_documents_apart, with_waiting_search
from publishing.series_page import PrintedChapter, Series
from publishing.valid_markup import with_valid_markup

FEED = "feed.xml"
OFFLINE_COPY = "downloads/deep-learning-simplified.zip"
PRINTED_SERIES = "downloads/deep-learning-simplified.pdf"
NEEDS_A_SERVER = ("assets/python/*", "assets/scripts/*", "assets/playground.*")

log = logging.getLogger("mkdocs.plugins.publishing")


def on_pre_build(*, config: MkDocsConfig) -> None:
    """Decide what this build makes of the whole series, since pages link to it."""
    copies = {} if build.is_preview else {"a zip that opens without a server": OFFLINE_COPY}
    build.browser = find_browser() if copies and announced_chapters() else None
    if build.browser:
        copies["one PDF to print"] = PRINTED_SERIES
    elif copies and announced_chapters():
        log.info("no PDF of the series: there is no Chromium to print it")
    links = [f"[{name}]({config.site_url}{address})" for name, address in copies.items()]
    build.facts |= {
        "feed": f"{config.site_url}{FEED}",
        "whole series": " or ".join(links) or "a zip or a PDF, which `make` makes and a preview does not",
    }


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the feed, and what readers take away of each chapter and lab."""
    chapters = announced_chapters()
    if chapters:
        entries = [_entry(chapter, config) for chapter in chapters]
        author = config.site_author or config.site_name
        feed = atom_feed(config.site_name, author, config.site_url or "", build.facts["feed"], entries)
        files.append(File.generated(config, FEED, content=feed))
    for chapter in [*chapters, *build.labs.values()]:
        try:
            downloads = _downloads(chapter, config)
        except PartsError as error:
            if not build.is_preview:
                raise PluginError(str(error)) from error
            log.error(error)
            continue
        for suffix, content in downloads.items():
            address = PurePosixPath(chapter.address).with_suffix(suffix)
            files.append(File.generated(config, address.as_posix(), content=build.fill_in(content)))
    return files


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Add a page's downloads, and its foot."""
    source = PurePosixPath(page.file.src_uri)
    script, notebook = (files.get_file_from_path(source.with_suffix(each).as_posix()) for each in (".py", ".ipynb"))
    if notebook:
        script_address = get_relative_url(script.url, page.url) if script else None
        html = with_downloads(html, script_address, get_relative_url(notebook.url, page.url))
    if "chapter" in page.meta:
        html += reading_mark(source.stem)
    title = page.meta.get("title") or page.title or ""
    file = page.meta.get("source", f"docs/{source}")
    return html + foot(title, page.canonical_url or "", file, config.extra["repository"])


def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:
    """Let feed readers find the feed."""
    address = get_relative_url(FEED, page.url)
    link = f'<link rel="alternate" type="application/atom+xml" title="New chapters" href="{address}">'
    return output.replace("</head>", f"{link}</head>", 1)


@event_priority(-90)  # after the plugins have written what they write
def on_post_build(*, config: MkDocsConfig) -> None:
    """Make what holds the whole site, once everything else is there."""
    site, project = Path(config.site_dir), Path(config.config_file_path)
    _finish_pages(site)
    if build.is_preview:
        return
    if build.browser:
        try:
            print_series(build.browser, site, _series(config), site / PRINTED_SERIES, project)
        except PrintError as error:
            raise PluginError(str(error)) from error
    newest = max((facts_of(chapter)["date"] for chapter in announced_chapters()), default=date(2000, 1, 1))
    write_offline_copy(site, site / OFFLINE_COPY, config.site_url or "", newest, project, NEEDS_A_SERVER)


def _finish_pages(site: Path) -> None:
    """Write every page once more, as readers get it."""
    pages = {path: path.read_text("utf-8") for path in sorted(site.rglob("*.html"))}
    pages = with_waiting_search({path: with_lean_markup(with_valid_markup(html)) for path, html in pages.items()})
    if not build.is_preview:  # whose server adds a script of its own to the pages
        pages = with_policy(pages)
    for path, html in pages.items():
        path.write_text(html, "utf-8")
    set_documents_apart(site / "search")


def _entry(chapter: Chapter, config: MkDocsConfig) -> Entry:
    facts = facts_of(chapter)
    return Entry(f"{config.site_url}{site_address(chapter)}", facts["title"], facts["description"], facts["date"])


def _downloads(chapter: Chapter, config: MkDocsConfig) -> dict[str, str]:
    """Return the suffix and the text of each file that readers take away of a page, or those that are kept."""
    key = key_of(chapter.key, build.sources.digests, build.facts["wheel"], config.site_url)
    path = kept_path(Path(chapter.page.name), ".downloads")
    made = remember(path, key, lambda: json.dumps(_made_downloads(chapter, config)).encode())
    downloads: dict[str, str] = json.loads(made)
    return downloads


def _made_downloads(chapter: Chapter, config: MkDocsConfig) -> dict[str, str]:
    place = f"{config.site_url}{chapter.address}"
    if chapter.page.is_lab:
        return {".ipynb": unsolved_notebook(chapter.page, _introduction(chapter, config, ""), place)}
    introduction = _introduction(chapter, config, "[plotting]")
    return {
        ".py": as_script(chapter.page, introduction, place),
        ".ipynb": as_notebook(chapter.page, chapter.outcomes, introduction, place),
    }


def _introduction(chapter: Chapter, config: MkDocsConfig, extra: str) -> str:
    """Return the line on top of a download: where it is from, and how to install the library."""
    install = f'pip install "deep-learning-simplified{extra} @ {build.facts["wheel"]}"'
    return f"From {config.site_url}{site_address(chapter)}; to install the library: `{install}`"


def _series(config: MkDocsConfig) -> Series:
    chapters = [
        PrintedChapter(site_address(chapter), facts_of(chapter)["title"], place_of_title(chapter))
        for chapter in announced_chapters()
    ]
    return Series(
        title=config.site_name,
        subtitle=config.site_description or "",
        author=config.site_author or "",
        licence=config.copyright or "",
        site_url=config.site_url or "",
        day=get_build_date(),
        chapters=chapters,
    )
