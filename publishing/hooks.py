"""MkDocs events: hand the pages and the built site to the modules of this package."""

import logging
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files

from page_engine.plugin import PageEnginePlugin
from page_engine.run.cache import kept_path
from page_engine.say.parts import PartsError
from publishing.browser import find_browser
from publishing.facts import facts_of
from publishing.finished import finish_site
from publishing.offline_copy import write_offline_copy
from publishing.page_frame import with_frame
from publishing.printed_series import PrintError, print_series
from publishing.series_page import Series
from publishing.site import Site, announced_chapters, front_matter
from publishing.takeaways import library_wheel, takeaways

OFFLINE_COPY = "downloads/deep-learning-simplified.zip"
PRINTED_SERIES = "downloads/deep-learning-simplified.pdf"
NEEDS_A_SERVER = ("assets/python/*", "assets/scripts/*", "assets/playground.*")

log = logging.getLogger("mkdocs.plugins.publishing")


@event_priority(10)  # before the engine puts into the pages what they did
def _tell_pages(files: Files, *, config: MkDocsConfig) -> Files:
    """Tell the pages what only this build knows, such as what it makes of the whole series, since pages link to it."""
    engine, project = _engine(config), Path(config.config_file_path).parent
    copies = [] if engine.is_preview else [("a zip that opens without a server", OFFLINE_COPY)]
    if copies and announced_chapters(engine.book):
        if find_browser():
            copies.append(("one PDF to print", PRINTED_SERIES))
        else:
            log.info("no PDF of the series: there is no Chromium to print it")
    wheel, content = library_wheel(project)
    files.append(File.generated(config, wheel, content=content))
    config.extra |= facts_of(engine.book, Site.of(config), project, wheel, copies)
    return files


@event_priority(-10)  # once it has
def _add_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add what readers take away and what the playground starts from, and give every page its frame."""
    engine, site, project = _engine(config), Site.of(config), Path(config.config_file_path).parent
    files.append(File.generated(config, "assets/playground.json", content=_playground_data(project)))
    try:
        made = takeaways(engine.book, site, config.extra)
    except PartsError as error:
        if not engine.is_preview:
            raise PluginError(str(error)) from error
        log.error(error)
        made = {}
    for address, text in made.items():
        files.append(File.generated(config, address, content=text))
    for file in files.documentation_pages():
        file.content_string = with_frame(file.content_string, file.src_uri, site, files.src_uris)
    return files


on_files = CombinedEvent(_tell_pages, _add_files)


@event_priority(-90)  # after the plugins have written what they write
def on_post_build(*, config: MkDocsConfig) -> None:
    """Make what holds the whole site, once everything else is there."""
    engine, site, folder = _engine(config), Site.of(config), Path(config.site_dir)
    finish_site(folder, engine.is_preview)
    if engine.is_preview:
        return
    chapters, browser = announced_chapters(engine.book), find_browser()
    if browser and chapters:
        try:
            print_series(browser, folder, Series.of(site, chapters), folder / PRINTED_SERIES, _kept(config, ".pdf"))
        except PrintError as error:
            raise PluginError(str(error)) from error
    newest = max((front_matter(chapter)["date"] for chapter in chapters), default=date(2000, 1, 1))
    write_offline_copy(folder, folder / OFFLINE_COPY, site.url, newest, _kept(config, ".zip"), NEEDS_A_SERVER)


def _playground_data(project: Path) -> bytes:
    """Return the data, made in a fresh process so that a preview sees the library as it is now."""
    program, environment = Path(__file__).with_name("playground_data.py"), {**os.environ, "PYTHONPATH": str(project)}
    return subprocess.run([sys.executable, str(program)], env=environment, stdout=subprocess.PIPE, check=True).stdout


def _engine(config: MkDocsConfig) -> PageEnginePlugin:
    return cast(PageEnginePlugin, config.plugins["page-engine"])


def _kept(config: MkDocsConfig, suffix: str) -> Path | None:
    return kept_path(_engine(config).settings, Path(config.config_file_path), suffix)
