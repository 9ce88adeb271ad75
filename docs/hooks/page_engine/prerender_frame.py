"""What readers take away of a page, and the links around its text, for a site without hooks."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from page_engine.book import Chapter
from page_engine.notebooks import as_notebook, unsolved_notebook
from page_engine.prerender_config import Config
from page_engine.prerender_facts import front_matter, is_announced
from page_engine.prose import FRONT_MATTER
from page_engine.scripts import as_script
from publishing.page_frame import foot

_HEAD = re.compile(r'^# [^\n]+\n(?:\s*<p class="lead"[^>]*>.*?</p>\n)?', re.DOTALL | re.MULTILINE)
_QUIET = "{ .verified .screen-only data-search-exclude='' }"


def downloads(chapter: Chapter, site: str, wheel: str) -> dict[str, str]:
    """Return the suffix and the text of each file that readers take away of a page.

    Parameters
    ----------
    chapter : Chapter
    site, wheel : str
        The absolute addresses of the site and of the library's wheel.

    Raises
    ------
    PartsError
        If some of the page is for the site only.
    """
    place = f"{site}{chapter.address}"
    page_address = f"{site}{chapter.address.removesuffix('.md')}/"
    extra = "" if chapter.page.is_lab else "[plotting]"
    install = f'pip install "deep-learning-simplified{extra} @ {wheel}"'
    introduction = f"From {page_address}; to install the library: `{install}`"
    if chapter.page.is_lab:
        return {".ipynb": unsolved_notebook(chapter.page, introduction, place)}
    if not is_announced(chapter):
        return {}
    return {
        ".py": as_script(chapter.page, introduction, place),
        ".ipynb": as_notebook(chapter.page, chapter.outcomes, introduction, place),
    }


def with_frame(text: str, chapter: Chapter, config: Config) -> str:
    """Return a page's Markdown with links to its downloads below the heading, and with its foot."""
    name = PurePosixPath(chapter.address).stem
    if chapter.page.is_lab:
        links = f"[Download the notebook]({name}.ipynb){{ .md-button .md-button--primary download='' }}"
    else:
        links = f"Download as [Python file]({name}.py){{ download='' }} or [notebook]({name}.ipynb){{ download='' }}"
    if chapter.page.is_lab or is_announced(chapter):
        text = _below_heading(text, f"\n{links}\n{_QUIET}\n")
    address = f"{config['site_url']}{re.sub('(^|(?<=/))index$', '', chapter.address.removesuffix('.md'))}"
    title = front_matter(chapter).get("title", name)
    return text + foot(title, address, f"docs/{chapter.address}", config["extra"]["repository"]) + "\n"


def _below_heading(text: str, line: str) -> str:
    begin = FRONT_MATTER.match(text)
    place = begin.end() if begin else 0
    return text[:place] + _HEAD.sub(lambda head: head.group() + line, text[place:], count=1)
