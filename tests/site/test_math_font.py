"""The font of formulas: it has all that they show, and is fetched early where there are any, and nowhere else."""

import re
from html import unescape
from pathlib import Path

import pytest
from built_site import BuiltSite
from fontTools.ttLib import TTFont

from publishing.math_font import MATH_FONT, write_math_font

PRELOAD = re.compile(r'<link rel="preload" href="([^"]+lesson-math[^"]+)" as="font" type="font/woff2" crossorigin>')
PAGE = "<p>Of {} words</p><math><mi>{}</mi><mo>&lt;</mo><msqrt><mtext>β</mtext></msqrt></math>"


def characters(font: Path) -> set[str]:
    return set(map(chr, TTFont(font).getBestCmap()))


def written(folder: Path, *letters: str) -> Path:
    """Return the font of a site with a page for each letter, which stands alone in a formula."""
    (folder / MATH_FONT).parent.mkdir(parents=True)
    for index, letter in enumerate(letters):
        (folder / f"{index}.html").write_text(PAGE.format("Ω", letter), "utf-8")
    write_math_font(folder, None)
    return folder / MATH_FONT


def test_the_font_has_every_character_of_every_formula_and_sets_formulas(site: BuiltSite) -> None:
    formulas = re.findall(r"<math\b.*?</math>", "".join(site.pages().values()), re.DOTALL)
    text = unescape(re.sub(r"<[^>]*>", "", "".join(formulas)))
    assert len(set(text)) > 60
    assert not {each for each in text if each.isprintable()} - characters(site.folder / MATH_FONT)
    assert "MATH" in TTFont(site.folder / MATH_FONT)


@pytest.mark.parametrize(("letter", "italic"), [("h", "ℎ"), ("F", "𝐹"), ("θ", "𝜃"), ("ϵ", "𝜖"), ("∂", "𝜕")])
def test_a_letter_alone_is_there_in_italics(tmp_path: Path, letter: str, italic: str) -> None:
    found = characters(written(tmp_path, letter))
    assert {letter, italic, "<", "√", "β", "0"} <= found
    assert not {"Ω", "𝛽"} & found


def test_the_font_is_the_same_on_any_day(tmp_path: Path) -> None:
    one, other = written(tmp_path / "one", "a", "b"), written(tmp_path / "other", "b", "a")
    assert one.read_bytes() == other.read_bytes()


def test_pages_with_formulas_fetch_it_early_and_no_others(site: BuiltSite) -> None:
    early = {address: PRELOAD.findall(html) for address, html in site.pages().items()}
    assert [address for address, found in early.items() if found] == [
        address for address, html in site.pages().items() if "<math" in html
    ]
    for address, found in early.items():
        assert all((site.folder / address).parent.joinpath(each).resolve() == site.folder / MATH_FONT for each in found)
