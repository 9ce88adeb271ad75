"""What readers take away: chapters as scripts and notebooks, labs as notebooks, the feed, and the library's wheel."""

import tempfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from flit_core.wheel import make_wheel_in

from page_engine.say.book import Book, Chapter
from page_engine.say.notebooks import as_notebook
from page_engine.say.renderer import fill_in
from page_engine.say.scripts import as_script
from publishing.feed import Entry, atom_feed
from publishing.site import Site, address_of, announced_chapters, front_matter, labs

FEED = "feed.xml"


def library_wheel(project: Path) -> tuple[str, bytes]:
    """Return the address and the content of the wheel of the library in a checkout."""
    with tempfile.TemporaryDirectory() as folder:
        path = make_wheel_in(project / "pyproject.toml", Path(folder)).file
        return f"downloads/{path.name}", path.read_bytes()


def takeaways(book: Book, site: Site, facts: Mapping[str, str]) -> dict[str, str]:
    """Return the text of each file by its address."""
    chapters = announced_chapters(book)
    made = {}
    for chapter in [*chapters, *labs(book)]:
        for suffix, content in _downloads(chapter, site, facts).items():
            made[PurePosixPath(chapter.address).with_suffix(suffix).as_posix()] = content
    if chapters:
        entries = [
            Entry(f"{site.url}{address_of(chapter.address)}", matter["title"], matter["description"], matter["date"])
            for chapter, matter in zip(chapters, map(front_matter, chapters), strict=True)
        ]
        made[FEED] = atom_feed(site.title, site.author, site.url, f"{site.url}{FEED}", entries)
    return made


def _downloads(chapter: Chapter, site: Site, facts: Mapping[str, str]) -> dict[str, str]:
    page, place = fill_in(chapter.page, facts), f"{site.url}{chapter.address}"
    extra = "" if page.is_lab else "[plotting]"
    install = f'pip install "deep-learning-simplified{extra} @ {facts["wheel"]}"'
    introduction = f"From {site.url}{address_of(chapter.address)}; to install the library: `{install}`"
    notebook = {".ipynb": as_notebook(page, chapter.outcomes, introduction, place)}
    return notebook if page.is_lab else notebook | {".py": as_script(page, introduction, place)}
