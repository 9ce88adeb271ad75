"""Numbers in prose: a value, and behind it, in a comment, the expression that it must equal."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from page_engine.read.prose import line_of

OPENING = "<!--="  # of the comment behind a number
COMMENT = re.compile(r"(?P<opening><!-+\s*=)(?P<expression>.*?)(?:-->|\Z)", re.DOTALL)

_CLOSING_MARKUP = "`*_"
_OPENING_MARKUP = "([{\"'`*_$|>"
_THOUSANDS = "\u00a0\u2007\u2008\u2009\u202f'’"
_NUMBER = re.compile(
    rf"(?<![\w.,·])[-+−]?\d(?:[\d,_]|[{_THOUSANDS}](?=\d{{3}}))*(?:\.\d+)?(?:[eE][-+−]?\d+)?(?:[ \u00a0\u202f]?%)?$"
)
_PLAIN_WORD = re.compile(r"[^\W_]+(?:[-.+−%][^\W_]+)*")
_SIGN = re.compile(r"(?<!\w)(?<!\w[`*_])(?:[-+−–‑﹣－]|&minus;)[€£¥]?[`*_]*$")
_IN_GROUPS = re.compile(r"(?<![\w.,])\d{1,3}(?: \d{3})+$")
_GOES_ON = re.compile(  # digits, thousands, exponents, powers, fractions, powers of ten
    rf"\\?[.,·{_THOUSANDS}]?\d| \d{{3}}(?!\d)|[eE][-+−]?\d|[⁰¹²³⁴-⁹^½¼¾⅐-⅞]|<sup\b"
    r"|\s*(?:×|·|\\times|\\cdot)\s*10(?:[⁰¹²³⁴-⁹^]|<sup\b)"
)
_AS_READ = (  # what a reader sees in the place of markup
    (re.compile(r"\{([,.-]?)\}"), r"\1"),
    (re.compile(r"<(?!sup\b)[^>]*>|\*\*|__|`|\\!|[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]"), ""),
    (re.compile(r"\*(\S[^*]*)\*"), r"\1"),
    (re.compile(r"\\[,;: ]|(?<=\d)~(?=\d)"), "\u2009"),
    (re.compile(r"(?<=\$)([-+−]) +"), r"\1"),  # a sign apart from its number
)


@dataclass(frozen=True)
class Number:
    """A checked number."""

    start: int  # offsets of the comment in the page's text
    end: int
    line: int  # of the comment, from 1
    value_start: int  # offsets of the value left of it
    value_end: int
    value: str  # as written
    source: str  # the expression
    fault: str = ""  # what is wrong with it as it stands

    def fits(self, computed: str | None) -> bool:
        """Return whether the value on the page is the computed one; a typographic minus counts as a hyphen."""
        return computed is not None and unescape(self.value).replace("−", "-") == computed.replace("−", "-")


def find_numbers(text: str, prose: str) -> Iterator[Number]:
    """Return the checked numbers of a page, given its text and its prose (the text with code blanked out)."""
    for comment in COMMENT.finditer(prose):
        line_start = text.rfind("\n", 0, comment.start()) + 1
        before, after = text[line_start : comment.start()], text[comment.end() :].partition("\n")[0]
        start, end = _value_span(before)
        value, source = before[start:end], text[slice(*comment.span("expression"))].strip()
        line, fault = line_of(text, comment.start()), _fault(comment, before, value, source, after)
        yield Number(*comment.span(), line, line_start + start, line_start + end, value, source, fault)


def _fault(comment: re.Match[str], before: str, value: str, source: str, after: str) -> str:
    """Return what is wrong with a number, given its value, its expression and what stands around them on the line."""
    if comment["opening"] != OPENING:
        return f"the comment behind a number must begin {OPENING}, got {comment['opening']}"
    if not value or not source or not comment.group().endswith("-->"):
        return f"a checked number must be a value, then {OPENING} with an expression and -->"
    seen = _as_read(before).rstrip(_CLOSING_MARKUP)
    read = seen[slice(*_value_span(seen))]
    groups = _IN_GROUPS.search(seen)
    if groups or (re.search(r"\d", read) and read != _as_read(value)):
        return f"a checked number must be all that a reader reads, {groups.group() if groups else read}, got {value}"
    if goes_on := _GOES_ON.match(_as_read(after).lstrip(_CLOSING_MARKUP + "$")):
        return f"a checked number must end before its comment, got {value} and {goes_on.group()!r} behind it"
    return ""


def _as_read(text: str) -> str:
    """Return a stretch of a line as a reader sees it: entities are characters, and markup is nothing."""
    text = unescape(text)
    for markup, seen in _AS_READ:
        text = markup.sub(seen, text)
    return text


def is_one_value(computed: str) -> bool:
    """Return whether a computed value, written into a page, is read as just that value again."""
    return bool(computed) and not set("\n<>&") & set(computed) and _value_span(computed) == (0, len(computed))


def rewritten(before: str, value: str, computed: str) -> str | None:
    """Return a computed value in the style of the one that it replaces behind a text, or None if it must not."""
    text = computed.replace("-", "−") if "−" in value else computed
    is_plain = _NUMBER.fullmatch(value) or _PLAIN_WORD.fullmatch(value)  # else the value would take markup with it
    is_read_back = _value_span(before + text) == (len(before), len(before + text))
    return text if is_plain and is_read_back and is_one_value(computed) else None


def _value_span(before: str) -> tuple[int, int]:
    """Return where the value stands in the text left of its comment: a number with its sign, or the last word."""
    before = before.rstrip(_CLOSING_MARKUP)
    if number := _NUMBER.search(before):
        sign = _SIGN.search(before[: number.start()])  # one that is not part of the number to us, but to the reader
        return (sign.start() if sign else number.start()), number.end()
    word = re.split(r"\s", before)[-1].lstrip(_OPENING_MARKUP)
    return len(before) - len(word), len(before)
