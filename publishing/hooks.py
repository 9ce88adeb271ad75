"""MkDocs events: hand the pages and the built site to the modules of this package."""

import logging
import os
import subprocess
import sys
from datetime import date
from functools import partial
from pathlib import Path
from typing import cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import File, Files

from page_engine.files import digest
from page_engine.plugin import PageEnginePlugin
from page_engine.run.cache import kept_path, key_of, remember
from page_engine.say.parts import PartsError
from publishing.facts import facts_of
from publishing.finished import finish_site
from publishing.link_cards import draw_cards
from publishing.math_font import write_math_font
from publishing.meanings import NOTATION, with_meanings
from publishing.offline_copy import write_offline_copy
from publishing.page_frame import with_frame
from publishing.printed_series import find_browser, print_series
from publishing.site import announced_chapters, front_matter
from publishing.takeaways import library_wheel, takeaways

OFFLINE_COPY = "downloads/deep-learning-simplified.zip"
PRINTED_SERIES = "downloads/deep-learning-simplified.pdf"

log = logging.getLogger("mkdocs.plugins.publishing")


@event_priority(10)  # before the engine puts into the pages what they did
def _tell_pages(files: Files, *, config: MkDocsConfig) -> Files:
    """Tell the pages what only this build knows, such as what it makes of the whole series, since pages link to it."""
    engine, project = _engine(config), Path(config.config_file_path).parent
    copies = [] if engine.is_preview else [("a zip that opens without a server", OFFLINE_COPY)]
    if copies and announced_chapters(engine.book):
        if find_browser():
            copies.append(("one PDF to print", PRINTED_SERIES))
            config.extra["has_cards"] = True
        else:
            log.info("no PDF of the series: there is no Chromium to print it")
    wheel, content = library_wheel(project)
    files.append(File.generated(config, wheel, content=content))
    config.extra |= facts_of(engine.book, config, project, wheel, copies)
    return files


@event_priority(-10)  # once it has
def _add_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add what readers take away and what the playgrounds start from, and give every page its frame."""
    engine, project = _engine(config), Path(config.config_file_path).parent
    program = Path(__file__).with_name("playground_data.py")
    key = key_of(*map(digest, (program, project / "neuronlib")))
    kept = kept_path(engine.settings, program, ".json")
    command, one_thread = [sys.executable, "-m", "publishing.playground_data"], os.environ | {"OMP_NUM_THREADS": "1"}
    data_sets = remember(kept, key, lambda: subprocess.check_output(command, cwd=project, env=one_thread)).splitlines()
    for name, data in zip(("playground", "digits", "ten-digits", "names"), data_sets, strict=True):
        files.append(File.generated(config, f"assets/{name}.json", content=data))
    try:
        for address, text in takeaways(engine.book, config).items():
            files.append(File.generated(config, address, content=text))
    except PartsError as error:
        if not engine.is_preview:
            raise PluginError(str(error)) from error
        log.error(error)
    pages = files.documentation_pages()
    notation = next((file.content_string for file in pages if file.src_uri == NOTATION), "")
    for file in pages:
        text = with_meanings(file.content_string, notation, file.src_uri)
        file.content_string = with_frame(text, file.src_uri, config, files.src_uris)
    return files


on_files = CombinedEvent(_tell_pages, _add_files)


@event_priority(-90)  # after the plugins have written what they write
def on_post_build(*, config: MkDocsConfig) -> None:
    """Make what holds the whole site, once everything else is there."""
    engine, folder = _engine(config), Path(config.site_dir)
    kept = partial(kept_path, engine.settings, Path(config.config_file_path))
    finish_site(folder, engine.is_preview)
    write_math_font(folder, kept(".woff2"))
    if engine.is_preview:
        return
    chapters, browser = announced_chapters(engine.book), find_browser()
    if browser and chapters:
        try:
            draw_cards(browser, folder, config, chapters, kept(".cards"))
            print_series(browser, folder, config, chapters, folder / PRINTED_SERIES, kept(".pdf"))
        except RuntimeError as error:
            raise PluginError(str(error)) from error
    newest = max((front_matter(chapter.page.text)["date"] for chapter in chapters), default=date(2000, 1, 1))
    write_offline_copy(folder, folder / OFFLINE_COPY, config["site_url"], newest, kept(".zip"))


def _engine(config: MkDocsConfig) -> PageEnginePlugin:
    return cast(PageEnginePlugin, config.plugins["page-engine"])
