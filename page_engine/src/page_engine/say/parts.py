"""A page as prose and blocks in turn, in Markdown that every program understands: for scripts and notebooks."""

import re
from urllib.parse import urljoin

from page_engine.read.links import IN_LINE, TARGET
from page_engine.read.mathml import blank_out_formulas
from page_engine.read.page import Block, Page
from page_engine.read.prose import FRONT_MATTER, blank_out_code, line_of
from page_engine.say.edits import behind, with_edits

_MARK = re.compile(r"^([ \t>]*)\0(\d+)\0$", re.MULTILINE)  # stands for a fence while the text around it is rewritten
_ONLY_ON_SITE = re.compile(  # a target of references, of no use to one in another cell; a tab; a box in a quote
    r"^(?:[ \t>]*\[[^\]^]+\]:[ \t]*\S|[ \t>]*===[!+]* *\"|[ \t]*>[ \t>]*(?:!!!|\?\?\?)).*", re.MULTILINE
)
_FOLDED = re.compile(  # a box, or the text of a note, with the lines that are indented below it
    r'^(?P<indent> *)(?:(?:!!!|\?\?\?\+?) ?(?P<type>[\w-]+)(?: +[\w-]+)*(?: +"(?P<title>.*?)")? *'
    r"|\[\^(?P<note>[^\]]+)\]: *(?P<text>.*))\n(?P<body>(?:(?:(?P=indent) {4}.*|[ \t]*)\n)*)",
    re.MULTILINE,
)
_TAG = re.compile(r"^</?(?:p|div)\b[^>]*>(?:<[\w-]+[^>]*></[\w-]+></div>)?\n", re.MULTILINE)  # or a live figure
_REFERENCE = re.compile(rf"(?P<mark>\[\^[^\]]+\])|{IN_LINE}{TARGET}")


class PartsError(Exception):
    """A page has something that only the site understands; the message says where, and what it must be."""


def page_parts(page: Page, address: str) -> list[str | Block]:
    """Return the prose of a page, as plain Markdown, and its blocks, in their order."""
    if found := _ONLY_ON_SITE.search(blank_out_code(page.text)):
        raise PartsError(
            f"{page.name}:{line_of(page.text, found.start())}: a page that readers take away must have links as"
            f" [text](address), no tabs, and no boxes in quotes, got {found.group().strip()!r}"
        )
    block_at = {block.start: block for block in page.blocks}
    text = re.sub(r"\n{3,}", "\n\n", _plain_markdown(_with_marks(page), address))
    prose, *rest = _MARK.split(text)
    parts: list[str | Block] = []
    for prefix, index, following in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        fence = page.fences[int(index)]
        if fence.start in block_at:
            parts += [prose.strip("\n"), block_at[fence.start]]
            prose = following
        else:
            prose += behind(prefix, f"{fence.marker}{fence.info}\n{fence.source}{fence.marker}") + following
    return [part for part in [*parts, prose.strip("\n")] if part]


def _with_marks(page: Page) -> str:
    """Return a page's text without front matter, comments and outputs, and with a mark for each other fence."""
    end_of_block = {block.start: block.end for block in page.blocks}
    outputs = [block.output for block in page.blocks]
    marks = [
        (fence.start, end_of_block.get(fence.start, fence.end), f"{fence.prefix}\0{index}\0")
        for index, fence in enumerate(page.fences)
        if fence not in outputs
    ]
    comments = [(number.start, number.end, "") for number in page.numbers]
    return FRONT_MATTER.sub("", with_edits(page.text, [*marks, *comments]))


def _plain_markdown(text: str, address: str) -> str:
    """Return prose, in which nothing must be a fence, as plain Markdown."""
    text += "\n"
    while _FOLDED.search(text):  # again, for the boxes within boxes
        text = _FOLDED.sub(_unfolded, text)
    text = _TAG.sub("", text)
    prose = blank_out_formulas(blank_out_code(text))  # as long as the text: places in it are places in the text
    edits = []
    for reference in _REFERENCE.finditer(prose):
        start, end = reference.span(reference.lastgroup or 0)
        target = text[start:end]
        path, rest = re.split(r"(?=[?#]|$)", urljoin(address, target), maxsplit=1)
        on_site = re.sub(r"\.md$", "/", re.sub(r"(?<=/)index\.md$", "", path)) + rest  # pages are named by their files
        edits.append((start, end, f" [note: {target[2:-1]}]" if reference["mark"] else on_site))
    return with_edits(text, edits)


def _unfolded(folded: re.Match[str]) -> str:
    """Return the lines of a box or a note without indentation behind a title in bold."""
    indent = folded["indent"]
    body = re.sub(rf"^{indent} {{4}}", indent, folded["body"], flags=re.MULTILINE)
    if folded["note"]:
        return f"{indent}**Note: {folded['note']}.** {folded['text']}".rstrip() + f"\n{body}"
    title = folded["type"].capitalize() if folded["title"] is None else folded["title"]
    return f"{indent}**{title}**\n{body}" if title else body
