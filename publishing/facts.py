"""What only a build knows, for the places in pages that name it as ``{{ name }}``."""

import json
import os
import platform
import re
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from page_engine.say.book import Book, Chapter
from publishing.site import Site, build_day, labs
from publishing.takeaways import FEED

PROGRAMS = ("NumPy", "matplotlib", "scikit-learn", "MkDocs", "mkdocs-material", "mkdocs-jupyter", "Sybil")
NO_GATES = """\
The gates have not been asked for this build.
`make check` asks them: accessibility, valid HTML, links, spelling, privacy, the same bytes from two builds,
the oldest versions, other generators, and the tests.
"""
GATES = """\
Each gate was asked about these pages before they were published. It ends with an error if anything falls short,
and a planted fault shows that it can.

"""
NO_SPEED = "Nothing has been measured; `make bench` does."
SPEED = """\
How long something takes, where what it is compared with takes 1: below 1, this project is the faster.
Both sides were measured in turn; the figure is the median of the pairs, with their spread behind it.
`make bench` measures again.

"""


def facts_of(book: Book, site: Site, project: Path, wheel: str, copies: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Return all facts."""
    links = [f"[{name}]({site.url}{address})" for name, address in copies]
    return {
        "date": build_day().isoformat(),
        "feed": f"{site.url}{FEED}",
        "verified": book.verified(),
        "wheel": f"{site.url}{wheel}",
        "whole series": " or ".join(links) or "a zip or a PDF, which `make` makes and a preview does not",
        "pages": _pages(book),
        "skips": "\n".join(f"- {line}" for line in book.skips()) or "No block is skipped.",
        "gates": _gates(),
        "speed": _speed(project / "benchmarks" / "results.json"),
        "versions": _table(
            ["program", "version"],
            [["Python", platform.python_version()], *([name, version(name)] for name in PROGRAMS)],
        ),
    }


def _pages(book: Book) -> str:
    """Return the table of how much each page has run, compared, checked and drawn."""
    pages = [chapter for chapter in book.chapters if chapter.page.blocks and not chapter.page.is_lab]
    rows = [[f"[{_title(chapter)}]({chapter.address})", *_counts([chapter])] for chapter in pages]
    if notebooks := labs(book):
        rows.append([f"the {len(notebooks)} [labs]({notebooks[0].address})", *_counts(notebooks)])
    total = [f"**{count}**" for count in _counts([*pages, *notebooks])]
    headings = [f"{what.split()[0]}s {what.split()[1]}" for what in list(book.counts())[:4]]
    return _table(["page", *headings], [*rows, ["**together**", *total]])


def _counts(chapters: list[Chapter]) -> list[str]:
    return [str(count) for count in list(Book(chapters).counts().values())[:4]]


def _title(chapter: Chapter) -> str:
    """Return the first title or heading of a page."""
    found = re.search(r"^(?:title:|#) *(.+)$", chapter.page.text, re.MULTILINE)
    return found[1] if found else chapter.address


def _gates() -> str:
    """Return what the gates have said of this very build, which only the one who asked them can tell."""
    record = os.environ.get("GATES")
    if not record:
        return NO_GATES
    gates = json.loads(Path(record).read_text("utf-8"))
    rows = [[gate["gate"], "holds" if gate["holds"] else "**falls short**", gate["figure"]] for gate in gates]
    return GATES + _table(["gate", "verdict", "figure"], rows)


def _speed(results: Path) -> str:
    """Return what `make bench` has measured last."""
    if not results.exists():
        return NO_SPEED
    subjects: dict[str, Any] = json.loads(results.read_text("utf-8"))
    return SPEED + "\n\n".join(_measurement(subject, result) for subject, result in subjects.items())


def _measurement(subject: str, result: dict[str, Any]) -> str:
    rows = [
        [ratio["what"], ratio["beside"], f"{ratio['median']:.2f} ({ratio['low']:.2f} to {ratio['high']:.2f})"]
        for ratio in result["ratios"]
    ]
    table = _table(["what", "beside", "time (spread)"], rows)
    return f"### {subject}\n\nMeasured on {result['day']}: {result['machine']}.\n\n{table}"


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table in Markdown."""
    lines = [headings, ["---"] * len(headings), *([cell.replace("|", r"\|") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
