"""Every symbol and every word that a chapter introduces is on the page of notation."""

import re
from pathlib import Path

from publishing.meanings import singular, with_meanings

DOCS = Path(__file__).parents[2] / "docs"
CHAPTERS = sorted(DOCS.glob("series/*.md"))

FENCE = re.compile(r"^ *(`{3,}).*?^ *\1$", re.DOTALL | re.MULTILINE)
FORMULA = re.compile(r"\$\$(?P<block>.+?)\$\$|(?<![\\$])\$(?P<inline>[^$\s](?:[^$]*[^$\s])?)\$", re.DOTALL)
SYMBOL = re.compile(r"\\mathbf\{(?P<bold>\w)\}|\\(?P<macro>[a-zA-Z]+)|(?P<letter>[a-zA-Z])")
GREEK = re.findall(
    r"\w+",
    "alpha beta gamma delta epsilon eta theta lambda mu rho sigma tau phi Phi Sigma Delta Omega partial nabla",
)
TERM = re.compile(r"\*\*(?P<term>[^*]+)\*\*")


def prose_of(text: str) -> str:
    """Return a page's text without code, comments and recap, which only repeats."""
    text = re.sub(r"<!--=.*?-->", "", FENCE.sub("", text), flags=re.DOTALL)
    text = re.sub(r"`[^`\n]+`", "", text)
    return re.sub(r"^## What to remember$.*?(?=^## )", "", text, flags=re.DOTALL | re.MULTILINE)


def symbols(text: str) -> set[str]:
    """Return the symbols of all formulas of a text; bold ones begin with an asterisk."""
    found: set[str] = set()
    for formula in FORMULA.finditer(text):
        latex = re.sub(r"\\(?:text|mathrm|begin|end)\{[^}]*\}", "", formula["block"] or formula["inline"])
        for match in SYMBOL.finditer(latex):
            if match["bold"]:
                found.add(f"*{match['bold']}")
            elif match["letter"] or match["macro"] in GREEK:
                found.add(match["letter"] or match["macro"])
    return found


def terms(text: str) -> set[str]:
    """Return the words in bold but for labels, such as **Step 1.**, which are sentences."""
    found = {" ".join(match["term"].split()) for match in TERM.finditer(text)}
    return {term for term in found if term[0].isalpha() and term[-1] not in ".:?"}


def test_what_chapters_introduce_is_listed_and_nothing_else_and_words_by_the_alphabet() -> None:
    page = (DOCS / "reference/notation.md").read_text("utf-8")
    words = re.findall(r"^(.+)\n:   ", page, re.MULTILINE)
    assert words == sorted(words, key=str.lower)
    table = "\n".join(line.rsplit("|", 2)[0] for line in page.splitlines() if line.startswith("| $"))
    listed = {word.lower() for word in words}
    used_symbols, used_terms = set(), set()
    for path in CHAPTERS:
        text = prose_of(path.read_text("utf-8"))
        found = {singular(term.lower(), listed) for term in terms(text)}
        new = sorted((symbols(text) - symbols(table)) | (found - listed))
        assert not new, f"docs/series/{path.name}: docs/reference/notation.md must list what is new here, {new}"
        used_symbols |= symbols(text)
        used_terms |= found
    unused = sorted((symbols(table) - used_symbols) | (listed - used_terms))
    assert not unused, f"docs/reference/notation.md: each must stand in a chapter, a word in bold, and not {unused}"


def test_a_word_in_bold_leads_to_its_meaning_and_code_stays() -> None:
    notation = "hidden unit\n:   A *unit* that $x$ reads;\n    see [layer](a.md).\n\nlayer\n:   Units.\n"
    page = "One **layer** of **hidden units**, **not** `**layer**`.\n\n```python\nx **layer** y\n```\n"
    shown = with_meanings(page, notation, "series/01.md")
    assert shown.startswith(
        'One [**layer**](../reference/notation.md#word-layer "Units."){ .term } of [**hidden units**]'
    )
    assert '#word-hidden-unit "A unit that x reads; see layer."){ .term }' in shown
    assert shown.endswith(", **not** `**layer**`.\n\n```python\nx **layer** y\n```\n")
    itself = with_meanings(notation, notation, "reference/notation.md")
    assert itself.startswith("hidden unit { #word-hidden-unit }\n:   A *unit*")
