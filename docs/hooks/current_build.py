"""The build that is under way: what the files of MkDocs events share."""

from __future__ import annotations

from dataclasses import dataclass, field

from mkdocs.structure.files import File

from page_engine.book import Book, Chapter
from page_engine.sources import Sources


@dataclass
class Build:
    """What is known about the build that is under way.

    Attributes
    ----------
    is_preview : bool
    book : Book
    browser : str or None
        The program that prints the series, if there is one.
    facts : dict of str to str
        What only a build knows, for the places in pages that name it as ``{{ name }}``.
    sources : Sources
        What any page may depend on, besides its own text.
    wheel : File or None
        The library's.
    """

    is_preview: bool = False
    book: Book = field(default_factory=Book)
    browser: str | None = None
    facts: dict[str, str] = field(default_factory=dict)
    sources: Sources = field(default_factory=lambda: Sources.now([]))
    wheel: File | None = None

    @property
    def labs(self) -> dict[str, Chapter]:
        """The labs by their addresses."""
        return {chapter.address: chapter for chapter in self.book.chapters if chapter.page.is_lab}

    def fill_in(self, text: str) -> str:
        """Return the text with the facts where it names them."""
        for name, value in self.facts.items():
            text = text.replace(f"{{{{ {name} }}}}", value)
        return text


build = Build()
