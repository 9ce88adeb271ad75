"""The command: ``page-engine check PATH…``, ``page-engine update PATH…`` and ``page-engine render PATH… -o DIR``."""

import argparse
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from page_engine.say.book import Book, files_in, pages_below, read_book
from page_engine.say.renderer import fill_in, render_page
from page_engine.say.updater import update_page
from page_engine.settings import settings_for

COMMANDS = {
    "check": "run pages and say what is wrong with them",
    "update": "write what pages print and compute into them",
    "render": "write pages as Markdown, with outputs and figures",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return the exit code."""
    options = _parser().parse_args(arguments)
    pages = pages_below(options.paths)
    try:
        for path in pages.values():
            settings_for(path)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    if options.command == "update":
        for path in pages.values():
            with suppress(OSError):  # of which the check below tells
                if changes := update_page(path):
                    print(f"{path}: {changes} changed")
    book = read_book(pages)
    if options.command == "render" and not book.problems:
        _render(book, options)
    print(book.summary())
    for problem in book.problems:
        print(problem, file=sys.stderr)
    return 1 if book.problems else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="page-engine", description="Run, compare, mend and render pages.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, text in COMMANDS.items():
        paths = commands.add_parser(name, help=text)
        paths.add_argument("paths", nargs="+", type=Path, help="pages, or folders of pages")
    render = commands.choices["render"]
    render.add_argument("-o", "--output", required=True, type=Path, metavar="DIR", help="where the pages are written")
    render.add_argument("--fact", action="append", default=[], metavar="NAME=VALUE", help="what {{ NAME }} stands for")
    return parser


def _render(book: Book, options: argparse.Namespace) -> None:
    """Write pages with their figures, and copy what else lies in a folder of pages, if it is the only one."""
    folder, facts = options.paths[0], dict(fact.partition("=")[::2] for fact in options.fact)
    made: dict[Path, bytes] = {}
    if len(options.paths) == 1 and folder.is_dir():
        made |= {path.relative_to(folder): path.read_bytes() for path in files_in(folder)}  # such as pictures
    for chapter in book.chapters:
        page, rendered = Path(chapter.address), render_page(fill_in(chapter.page, facts), chapter.outcomes)
        made |= {page.with_suffix("") / name: svg.encode() for name, svg in rendered.figures.items()}
        made[page] = rendered.text.encode()
    for path, content in made.items():
        target = options.output / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


if __name__ == "__main__":
    sys.exit(main())
