"""The build that is under way: what the files of MkDocs events share."""

from __future__ import annotations

from dataclasses import dataclass, field

from mkdocs.structure.files import File

from page_engine.book import Book, Chapter


@dataclass
class Build:
    """What is known about the build that is under way."""

    is_preview: bool = False
    book: Book = field(default_factory=Book)
    wheel: File | None = None  # of the library

    @property
    def labs(self) -> dict[str, Chapter]:
        """The labs by their addresses."""
        return {chapter.address: chapter for chapter in self.book.chapters if chapter.page.is_lab}


build = Build()
