"""The site for generators without hooks: ``python -m quality.plain_site PROJECT DIR``.

It writes the pages with all that their blocks do, their figures, downloads and assets, and a configuration.
"""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from mkdocs.utils.yaml import yaml_load
from pathspec import GitIgnoreSpec

from page_engine.say.book import Book, files_in, pages_below, read_book
from page_engine.say.renderer import fill_in, render_page
from publishing.facts import facts_of
from publishing.meanings import NOTATION, with_meanings
from publishing.page_frame import with_frame
from publishing.takeaways import library_wheel, takeaways

CONFIG = "mkdocs.yml"

# Hooks make what these are about, or need: their scripts read data that hooks write into the site.
_HOOKED = {"hooks", "watch", "exclude_docs", "extra_javascript"}
_NATIVE_PLUGINS = {"search", "mkdocstrings"}  # a generator may know these without a plugin of MkDocs

Config = dict[str, Any]


def read_config(path: Path) -> Config:
    """Return the configuration in a file, with the values of the environment."""
    config = yaml_load(path.read_text("utf-8"))
    return config | {"site_url": f"{config['site_url'].rstrip('/')}/"}  # as MkDocs has it


def write_site(project: Path, folder: Path) -> Book:
    """Write a project's site as plain Markdown; what is in the ``docs`` of the folder is replaced."""
    config, source, docs = read_config(project / CONFIG), project / "docs", folder / "docs"
    excluded = GitIgnoreSpec.from_lines(config.get("exclude_docs", "").splitlines())
    files = {path.relative_to(source).as_posix(): path for path in files_in(source)}
    files = {address: path for address, path in files.items() if not excluded.match_file(address)}
    book = read_book({address: files[address] for address in pages_below([source]) if address in files})
    if book.problems:
        return book
    shutil.rmtree(docs, ignore_errors=True)
    for address, content in _made(book, config, project):
        _write(docs / address, content)
    for address, path in files.items():
        if not (docs / address).exists():
            _write(docs / address, path.read_bytes())
    (folder / CONFIG).write_text(plain_config(config, project.resolve()), "utf-8")
    return book


def _made(book: Book, config: Config, project: Path) -> Iterator[tuple[str, bytes]]:
    """Return the address and the content of each page, figure and download."""
    wheel, content = library_wheel(project)
    yield wheel, content
    facts = facts_of(book, config, project, wheel, [])
    config = config | {"extra": config["extra"] | facts}
    offered = takeaways(book, config)
    for address, text in offered.items():
        yield address, text.encode()
    notation = next((chapter.page.text for chapter in book.chapters if chapter.address == NOTATION), "")
    for chapter in book.chapters:
        rendered = render_page(fill_in(chapter.page, facts), chapter.outcomes)
        text = with_meanings(rendered.text, notation, chapter.address)
        yield chapter.address, with_frame(text, chapter.address, config, offered).encode()
        for name, svg in rendered.figures.items():
            yield (Path(chapter.address).with_suffix("") / name).as_posix(), svg.encode()


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def plain_config(config: Config, project: Path) -> str:
    """Return the YAML of a configuration without what only hooks and plugins of MkDocs understand."""
    plain = {name: value for name, value in config.items() if name not in _HOOKED}
    plain["theme"] = {name: value for name, value in config["theme"].items() if name != "custom_dir"}
    plain["plugins"] = [_with_paths(each, project) for each in config["plugins"] if _name(each) in _NATIVE_PLUGINS]
    return yaml.safe_dump(plain, allow_unicode=True, sort_keys=False)


def _name(plugin: str | Config) -> str:
    return plugin if isinstance(plugin, str) else next(iter(plugin))


def _with_paths(plugin: str | Config, project: Path) -> str | Config:
    """Return a plugin that finds the documented code from another folder, too."""
    if isinstance(plugin, str):
        return plugin
    [(name, options)] = plugin.items()
    handlers = {
        language: handler | {"paths": [str(project / path) for path in handler["paths"]]}
        for language, handler in options["handlers"].items()
    }
    return {name: options | {"handlers": handlers}}


def main(project: Path, folder: Path) -> int:
    """Write the site of a project into a folder, or say what is wrong with its pages, and return the exit code."""
    book = write_site(project, folder)
    for problem in book.problems:
        print(problem, file=sys.stderr)
    print(f"{folder}: {book.summary()}")
    return 1 if book.problems else 0


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
