"""The authors' commands: ``python -m page_engine check|update PATH…`` and ``… prerender FOLDER``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from page_engine.checker import check_page
from page_engine.page import read_page
from page_engine.parts import PartsError
from page_engine.prerender import prerender
from page_engine.problem import Problem
from page_engine.runner import run_pages
from page_engine.updater import update_page


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return the exit code."""
    parser = argparse.ArgumentParser(prog="page_engine", description="Check, mend or prerender pages.")
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("check", "update"):
        commands.add_parser(name).add_argument("paths", nargs="+", type=Path, help="pages, or folders of pages")
    plain = commands.add_parser("prerender", help="write this project as one that needs no hooks")
    plain.add_argument("folder", type=Path, help="where its configuration and its docs will be")
    options = parser.parse_args(arguments)
    if options.command == "prerender":
        return _prerender(options.folder)
    paths = list(_pages_below(options.paths))
    return _update(paths) if options.command == "update" else _check(paths)


def _update(paths: Sequence[Path]) -> int:
    for path in paths:
        changes = update_page(path)
        if changes:
            print(f"{path}: {changes} changed")
    return _check(paths)


def _check(paths: Sequence[Path]) -> int:
    pages = [read_page(path) for path in paths]
    return _report(
        [problem for page, run in zip(pages, run_pages(pages), strict=True) for problem in check_page(page, run)]
    )


def _prerender(folder: Path) -> int:
    try:
        book = prerender(Path(), folder)
    except PartsError as error:
        return _report([error])
    if not book.problems:
        print(f"{folder}: {book.summary()}")
    return _report(book.problems)


def _report(problems: Sequence[Problem | PartsError]) -> int:
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def _pages_below(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        yield from sorted(path.rglob("*.md")) if path.is_dir() else [path]


if __name__ == "__main__":
    sys.exit(main())
