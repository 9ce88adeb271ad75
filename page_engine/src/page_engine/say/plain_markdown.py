"""Prose in Markdown that every program understands, made of the Markdown of the site."""

import re
from urllib.parse import urljoin

from page_engine.read.mathml import blank_out_formulas
from page_engine.read.prose import blank_out_code

_FOLDED = re.compile(  # a box, or the text of a note, with the lines that are indented below it
    r'^(?P<indent> *)(?:(?:!!!|\?\?\?\+?) ?(?P<type>[\w-]+)(?: +[\w-]+)*(?: +"(?P<title>.*?)")? *'
    r"|\[\^(?P<note>[^\]]+)\]: *(?P<text>.*))\n(?P<body>(?:(?:(?P=indent) {4}.*|[ \t]*)\n)*)",
    re.MULTILINE,
)
_LIVE = r"(?:<[\w-]+[^>]*></[\w-]+></div>)?"  # what a script brings to life on the site
_TAG = re.compile(rf"^</?(?:p|div)\b[^>]*>{_LIVE}\n", re.MULTILINE)
_REFERENCE = re.compile(
    r"(?P<mark>\[\^[^\]]+\])|(?<!\\)\]\(\s*(?!<?[a-zA-Z][\w+.-]*:|<?//|\{\{)"
    r"(?:<(?P<bracketed>[^>\n]+)>|(?P<target>(?:[^()\s]|\([^()\s]*\))+))"
)
_ONLY_ON_SITE = re.compile(
    r"^(?:[ \t>]*\[[^\]^]+\]:[ \t]*\S|[ \t>]*===[!+]* *\"|[ \t]*>[ \t>]*(?:!!!|\?\?\?)).*", re.MULTILINE
)


def find_site_only(prose: str) -> re.Match[str] | None:
    """Return the first line that could not become plain Markdown: a reference's target, a tab, a box in a quote.

    A target of references is of no use to a reference in another cell of a notebook.
    """
    return _ONLY_ON_SITE.search(prose)


def plain_markdown(text: str, address: str) -> str:
    """Return prose, in which nothing must be a fence, as plain Markdown."""
    text += "\n"
    while _FOLDED.search(text):  # again, for the boxes within boxes
        text = _FOLDED.sub(_unfolded, text)
    text = _TAG.sub("", text)
    prose = blank_out_formulas(blank_out_code(text))  # as long as the text: places in it are places in the text
    for reference in reversed(list(_REFERENCE.finditer(prose))):
        start, end = reference.span(reference.lastgroup or 0)
        written = text[start:end]
        changed = f" [note: {written[2:-1]}]" if reference["mark"] else _on_site(address, written)
        text = text[:start] + changed + text[end:]
    return text


def _unfolded(folded: re.Match[str]) -> str:
    """Return the lines of a box or a note without indentation behind a title in bold."""
    indent = folded["indent"]
    body = re.sub(rf"^{indent} {{4}}", indent, folded["body"], flags=re.MULTILINE)
    if folded["note"]:
        return f"{indent}**Note: {folded['note']}.** {folded['text']}\n{body}"
    title = folded["type"].capitalize() if folded["title"] is None else folded["title"]
    return f"{indent}**{title}**\n{body}" if title else body


def _on_site(address: str, target: str) -> str:
    """Return the address on the web of what a link leads to, which names pages by their files."""
    path, rest = re.split(r"(?=[?#]|$)", urljoin(address, target), maxsplit=1)
    return re.sub(r"\.md$", "/", re.sub(r"(?<=/)index\.md$", "", path)) + rest
