"""A page as prose and blocks in turn, in Markdown that every program understands: for scripts and notebooks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from page_engine.numbers import Number
from page_engine.page import Block, Page, Step
from page_engine.prose import FRONT_MATTER

Part = str | Block

_MARK = re.compile(r"^[ \t>]*\0(\d+)\0$", re.MULTILINE)  # stands for a block while the text around it is rewritten
_OPENING = re.compile(r'(?:!!!|\?\?\?\+?) \w+ "(?P<title>[^"]*)"|\[\^(?P<note>[^\]]+)\]:[ ]*(?P<text>.*)')
_NOTE = re.compile(r"\[\^([^\]]+)\]")
_LIVE = r"(?:<[\w-]+[^>]*></[\w-]+></div>)?"  # what a script brings to life on the site
_TAG = re.compile(rf"^</?(?:p|div)\b[^>]*>{_LIVE}\n", re.MULTILINE)
_LINK = re.compile(r"\]\((?![a-z]+:|\{\{)([^)\s]+)\)")


def page_parts(page: Page, address: str) -> list[Part]:
    """Return the prose of a page, as plain Markdown, and its blocks, in their order.

    Parameters
    ----------
    page : Page
    address : str
        Where the page's file would be on the web; links to other pages start there.
    """
    text = "\n".join(_unfolded(_with_marks(page)))
    text = _LINK.sub(lambda link: f"]({_on_site(address, link[1])})", _NOTE.sub(r" [note: \1]", _TAG.sub("", text)))
    prose, *rest = _MARK.split(re.sub(r"\n{3,}", "\n\n", text))
    parts: list[Part] = [prose.strip("\n")]
    for index, following in zip(rest[::2], rest[1::2], strict=True):
        parts += [page.blocks[int(index)], following.strip("\n")]
    return [part for part in parts if part]


def _with_marks(page: Page) -> str:
    """Return a page's text without its front matter and its comments, and with a mark for each block."""
    front_matter = FRONT_MATTER.match(page.text)
    text, place = "", front_matter.end() if front_matter else 0
    steps: list[Step] = [*page.blocks, *page.numbers]
    for step in sorted(steps, key=lambda step: step.start):
        text += page.text[place : step.start]
        if isinstance(step, Number):
            place = step.end
        else:
            text += f"{step.fence.prefix}\0{page.blocks.index(step)}\0"
            place = step.output.end if step.output else step.fence.end
    return text + page.text[place:]


def _unfolded(text: str) -> Iterator[str]:
    """Return the lines of a text, those in boxes and notes without indentation behind a title in bold."""
    is_inside = False
    for line in text.split("\n"):
        opening = _OPENING.fullmatch(line)
        if opening:
            is_inside = True
            yield f"**{opening['title']}**" if opening["title"] else f"**Note: {opening['note']}.** {opening['text']}"
        elif is_inside and line.startswith("    "):
            yield line[4:]
        else:
            is_inside = is_inside and not line.strip()
            yield line


def _on_site(address: str, target: str) -> str:
    """Return the address on the web of what a link leads to, which names pages by their files."""
    path, hash_sign, anchor = urljoin(address, target).partition("#")
    path = re.sub(r"\.md$", "/", re.sub(r"(?<=/)index\.md$", "", path))
    return path + hash_sign + anchor
