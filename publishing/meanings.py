"""Words in bold lead to their meaning on the page of notation, and show it to readers who point at them."""

import re
from collections.abc import Collection
from html import escape

from page_engine.read.prose import blank_out_code
from page_engine.say.edits import with_edits

NOTATION = "reference/notation.md"

_TERM = re.compile(r"^(?P<word>[A-Za-z].*)\n:   (?P<meaning>.+(?:\n    .+)*)$", re.MULTILINE)
_BOLD = re.compile(r"(?<!\*)\*\*(?P<word>[^*]+)\*\*(?!\*)")
_MARKUP = re.compile(r"\[([^\]]*)\]\([^)]*\)|[$*`\\]")


def with_meanings(text: str, notation: str, address: str) -> str:
    """Return a page, at an address below the root, whose words in bold lead to the page of notation.

    The page of notation itself gets an anchor for each word.
    """
    if address == NOTATION:
        return _TERM.sub(lambda term: f"{term['word']} {{ #{_anchor(term['word'])} }}\n:   {term['meaning']}", text)
    meanings = {term["word"].lower(): term["meaning"] for term in _TERM.finditer(notation)}
    up = "../" * address.count("/")
    edits = []
    for bold in _BOLD.finditer(blank_out_code(text)):
        word = singular(" ".join(bold["word"].split()).lower(), meanings)
        if word in meanings:
            meaning = escape(" ".join(_MARKUP.sub(r"\1", meanings[word]).split()))
            link = f'[**{bold["word"]}**]({up}{NOTATION}#{_anchor(word)} "{meaning}"){{ .term }}'
            edits.append((*bold.span(), link))
    return with_edits(text, edits)


def singular(word: str, words: Collection[str]) -> str:
    """Return a word as it is listed among others, which have one of each kind."""
    return next((each for each in (word, word.removesuffix("s"), f"{word[:-3]}y") if each in words), word)


def _anchor(word: str) -> str:
    return f"word-{re.sub(r'[^a-z0-9]+', '-', word.lower())}"
