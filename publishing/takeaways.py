"""What readers take away: chapters as scripts and notebooks, labs as notebooks, the feed, and the library's wheel."""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from flit_core.wheel import make_wheel_in

from page_engine.say.book import Book, Chapter
from page_engine.say.notebooks import as_notebook
from page_engine.say.renderer import fill_in
from page_engine.say.scripts import as_script
from publishing.site import address_of, announced_chapters, front_matter
from publishing.templates import template


def library_wheel(project: Path) -> tuple[str, bytes]:
    """Return the address and the content of the wheel of the library in a checkout."""
    with tempfile.TemporaryDirectory() as folder:
        path = make_wheel_in(project / "pyproject.toml", Path(folder)).file
        return f"downloads/{path.name}", path.read_bytes()


def takeaways(book: Book, config: Mapping[str, Any]) -> dict[str, str]:
    """Return the text of each file by its address, given the configuration with the facts of the build."""
    chapters, url, facts = announced_chapters(book), config["site_url"], config["extra"]
    made = {"feed.xml": atom_feed(chapters, config)} if chapters else {}
    for chapter in [*chapters, *(each for each in book.chapters if each.page.is_lab)]:
        page, place = fill_in(chapter.page, facts), f"{url}{chapter.address}"
        extra = "" if page.is_lab else "[plotting]"
        install = f'pip install "deep-learning-simplified{extra} @ {facts["wheel"]}"'
        introduction = f"From {url}{address_of(chapter.address)}; to install the library: `{install}`"
        script, notebook = (str(PurePosixPath(chapter.address).with_suffix(suffix)) for suffix in (".py", ".ipynb"))
        made[notebook] = as_notebook(page, chapter.outcomes, introduction, place)
        if not page.is_lab:
            made[script] = as_script(page, introduction, place)
    return made


def atom_feed(chapters: Sequence[Chapter], config: Mapping[str, Any]) -> str:
    """Return the feed of chapters, in Atom (RFC 4287), last ones first, for those who follow the series."""
    pages = [(f"{config['site_url']}{address_of(each.address)}", front_matter(each.page.text)) for each in chapters]
    return template("feed.xml").render(config=config, pages=pages)
