"""What only a build knows, for the places in pages that name it as ``{{ name }}``."""

import json
import os
import platform
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from page_engine.say.book import Book
from publishing.site import title_of
from publishing.templates import template


def facts_of(
    book: Book, config: Mapping[str, Any], project: Path, wheel: str, copies: Sequence[tuple[str, str]]
) -> dict[str, str]:
    """Return all facts."""
    url, results = config["site_url"], project / "benchmarks" / "results.json"
    record = os.environ.get("GATES")  # what the gates have said of this very build, by the one who asked them
    made = template("facts.md").make_module(
        {
            "book": book,
            "counts": lambda chapters: Book(chapters).counts(),
            "title_of": title_of,
            "url": url,
            "verdicts": json.loads(Path(record).read_text("utf-8")) if record else None,
            "measured": json.loads(results.read_text("utf-8")) if results.exists() else None,
            "python_version": platform.python_version(),
            "version_of": version,
        }
    )
    told = {name: str(fact).rstrip() for name, fact in vars(made).items() if not name.startswith("_")}
    second = int(os.environ.get("SOURCE_DATE_EPOCH") or time.time())  # see https://reproducible-builds.org
    links = [f"[{name}]({url}{address})" for name, address in copies]
    return {
        "date": datetime.fromtimestamp(second, UTC).date().isoformat(),
        "wheel": f"{url}{wheel}",
        "whole series": " or ".join(links) or "a zip or a PDF, which `make` makes and a preview does not",
        **told,
    }
