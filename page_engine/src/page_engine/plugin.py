"""The MkDocs plugin: hand the pages to the engine, and its results to MkDocs."""

import logging
from dataclasses import replace
from pathlib import Path
from typing import Literal

from mkdocs.config import Config
from mkdocs.config import config_options as option
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel, get_files
from mkdocs.structure.pages import Page as MkDocsPage
from pathspec import GitIgnoreSpec

from page_engine.browser.site_files import LOCK, SCRIPT, site_files
from page_engine.read.web import EXTENSIONS, SETTINGS, find_unseen
from page_engine.say.book import Book, read_book
from page_engine.say.renderer import fill_in, render_page
from page_engine.settings import Settings, settings_for

log = logging.getLogger("mkdocs.plugins.page_engine")


class Options(Config):  # type: ignore[no-untyped-call]
    """What a site may want; what it does not say is as in the project's ``pyproject.toml``."""

    cache = option.Optional(option.Type(str))
    time_limit = option.Optional(option.Type((int, float)))
    style = option.Optional(option.Type(str))
    alternative_texts = option.Optional(option.Type(str))
    pages = option.Optional(option.Type(str))
    run = option.Type(bool, default=False)
    python = option.Type(str, default=".cache/browser")


class PageEnginePlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """Runs the pages before a build, and puts what they did into them."""

    book = Book()
    settings: Settings
    is_preview = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Note whether this is a preview; a plugin with this event lives as long as one does."""
        self.is_preview = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Let Markdown show what the engine writes: fences to the letter, formulas as MathML."""
        extensions = config.markdown_extensions
        extensions += [name for name in (*EXTENSIONS, "page_engine.read.formulas") if name not in extensions]
        for name, settings in SETTINGS.items():
            config.mdx_configs[name] = settings | config.mdx_configs.get(name, {})
        if self._python(config):
            script = option.ExtraScriptValue(SCRIPT)
            script.type = "module"
            config.extra_javascript.append(script)
        elif self.config.run:
            log.info("no Run and Edit on this site: Python for the browser is not in %s", self.config.python)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Run and check every page before anything is written, so that a faulty page leaves the old site alone."""
        level = InclusionLevel.is_in_serve if self.is_preview else InclusionLevel.is_included
        files = get_files(config).documentation_pages(inclusion=level)
        wanted = GitIgnoreSpec.from_lines((self.config.pages or "*").splitlines())
        pages = {file.src_uri: Path(str(file.abs_src_path)) for file in files if wanted.match_file(file.src_uri)}
        try:
            settings = settings_for(Path(config.docs_dir) / "index.md")
            own = {name: value for name, value in self.config.items() if hasattr(Settings, name) and value is not None}
            project = Path(config.config_file_path).parent  # whose paths are meant once the site has options of its own
            self.settings = replace(settings, folder=project, **own) if own else settings
        except ValueError as error:
            raise PluginError(str(error)) from error
        self.book = read_book(pages, self.settings, log.info)
        problems = [str(problem) for problem in self.book.problems if not problem.is_consequence]
        if problems and not self.is_preview:
            raise PluginError("\n\n".join([*problems, f"{len(problems)} problem(s): the site has not been built"]))
        for problem in problems:
            log.error(problem)

    def _show_pages(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Replace every page by what it did, with what `extra` says of the site, and add its figures."""
        facts = {name: value for name, value in config.extra.items() if isinstance(value, str)}
        for chapter in self.book.chapters:
            if file := files.get_file_from_path(chapter.address):
                rendered = render_page(fill_in(chapter.page, facts), chapter.outcomes, problems=chapter.problems)
                file.content_string = rendered.text
                for name, svg in rendered.figures.items():
                    address = Path(chapter.address).with_suffix("") / name
                    files.append(File.generated(config, address.as_posix(), content=svg))
        return files

    @event_priority(-50)  # after hooks, which may make wheels
    def _offer_python(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add Python for the browser, which can import the wheels of the site."""
        if python := self._python(config):
            wheels = {file.src_uri: file.content_bytes for file in files if file.src_uri.endswith(".whl")}
            for address, content in site_files(python, wheels, self.settings.path("style")).items():
                where = {"abs_src_path": str(content)} if isinstance(content, Path) else {"content": content}
                files.append(File.generated(config, address, **where))
        return files

    on_files = CombinedEvent(_show_pages, _offer_python)

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> None:
        """Hold the code that readers get to what has run, whatever the site's extensions have made of it."""
        for chapter in self.book.chapters:
            if chapter.address == page.file.src_uri and not chapter.problems:
                fences = [fence for block in chapter.page.blocks for fence in (block, block.output) if fence]
                if line := find_unseen(html, [(fence.line, fence.source) for fence in fences]):
                    message = f"{chapter.page.name}:{line}: an extension must leave code as it stands, but changes this"
                    if not self.is_preview:
                        raise PluginError(message)
                    log.error(message)

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Close with one line on what this build has verified."""
        for line in [self.book.summary(), *self.book.skips()]:
            log.info(line)

    def _python(self, config: MkDocsConfig) -> Path | None:
        """Return the folder with Python for the browser, if the site wants and has it."""
        folder = Path(config.config_file_path).parent / self.config.python
        return folder if self.config.run and (folder / LOCK).is_file() else None
