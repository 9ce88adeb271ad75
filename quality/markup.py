"""Valid and complete pages: the Nu HTML checker finds no error, and nothing is missing that readers look for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from quality.checkout import CHECKOUT, run
from quality.verdict import Verdict

CHECKER = CHECKOUT / "quality" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
FILE_NAME = re.compile(r"\S+\.(svg|png|jpe?g|gif|webp)", re.IGNORECASE)


def check_validity(site: Path) -> Verdict:
    """Let the Nu HTML checker read every page."""
    command = ("java", "-jar", str(CHECKER), "--errors-only", "--skip-non-html", "--format", "json", str(site))
    said = run(*command).stderr
    errors = json.loads(said)["messages"]
    faults = [f"{each['url'].partition(str(site))[2]}:{each['lastLine']}: {each['message']}" for each in errors]
    return Verdict(f"the Nu HTML checker: {len(list(site.rglob('*.html')))} pages, {len(faults)} errors", tuple(faults))


def check_completeness(site: Path) -> Verdict:
    """Look whether every page has one main heading and a description, and every image an alternative text."""
    pages = {path.relative_to(site).as_posix(): Parts.of(path.read_text("utf-8")) for path in site.rglob("*.html")}
    faults = [f"{address}: {fault}" for address, parts in sorted(pages.items()) for fault in parts.faults()]
    n_texts = sum(len(parts.alternatives) for parts in pages.values())
    figure = f"{len(pages)} pages with one h1 and a description, {n_texts} alternative texts, {len(faults)} missing"
    return Verdict(figure, tuple(faults))


class Parts(HTMLParser):
    """What a page must have: its main headings, its descriptions and the alternative text of each image."""

    def __init__(self) -> None:
        super().__init__()
        self.n_headings = 0
        self.descriptions: list[str] = []
        self.alternatives: list[str | None] = []

    @classmethod
    def of(cls, html: str) -> Parts:
        """Return the parts of a page."""
        parts = cls()
        parts.feed(html)
        return parts

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a heading, a description or an image."""
        attributes = dict(attrs)
        if tag == "h1":
            self.n_headings += 1
        elif tag == "meta" and attributes.get("name") == "description":
            self.descriptions.append(attributes.get("content") or "")
        elif tag == "img" and attributes.get("role") != "presentation":
            self.alternatives.append(attributes.get("alt"))

    def faults(self) -> Iterator[str]:
        """Yield what is missing."""
        if self.n_headings != 1:
            yield f"{self.n_headings} main headings, and must have one"
        if len(self.descriptions) != 1 or not self.descriptions[0].strip():
            yield f"the descriptions {self.descriptions}, and must have one"
        for text in self.alternatives:
            if text is None or not text.strip() or FILE_NAME.fullmatch(text.strip()):
                yield f"an image with the alternative text {text!r}, which must say what it shows"
