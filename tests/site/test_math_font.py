"""The font of formulas: it has all that they show, and is fetched early where there are any, and nowhere else."""

import re
from html import unescape
from pathlib import Path

from built_site import BuiltSite
from fontTools.ttLib import TTFont

from publishing.math_font import MATH_FONT, write_math_font

PRELOAD = re.compile(r'<link rel="preload" href="([^"]+lesson-math[^"]+)" as="font" type="font/woff2" crossorigin>')
FORMULA = "<math><mi>{}</mi><mo>&lt;</mo><msqrt><mtext>β</mtext></msqrt></math>"


def test_the_font_has_every_character_of_every_formula_and_sets_formulas(site: BuiltSite) -> None:
    formulas = re.findall(r"<math\b.*?</math>", "".join(site.pages().values()), re.DOTALL)
    text = unescape(re.sub(r"<[^>]*>", "", "".join(formulas)))
    font = TTFont(site.folder / MATH_FONT)
    assert len(set(text)) > 60
    assert {each for each in text if each.isprintable()} - set(map(chr, font.getBestCmap())) == set()
    assert "MATH" in font


def test_a_letter_that_stands_alone_is_there_in_italics_and_nothing_that_no_formula_has(tmp_path: Path) -> None:
    (tmp_path / MATH_FONT).parent.mkdir(parents=True)
    (tmp_path / "page.html").write_text("".join(FORMULA.format(letter) for letter in "hFθϵ∂") + "<p>Ω</p>", "utf-8")
    write_math_font(tmp_path, None)
    found = set(map(chr, TTFont(tmp_path / MATH_FONT).getBestCmap()))
    assert set("hFθϵ∂ℎ𝐹𝜃𝜖𝜕<√β0") <= found
    assert not set("Ω𝛽") & found


def test_pages_with_formulas_fetch_it_early_and_no_others(site: BuiltSite) -> None:
    for address, html in site.pages().items():
        early = [(site.folder / address).parent.joinpath(each).resolve() for each in PRELOAD.findall(html)]
        assert early == [(site.folder / MATH_FONT).resolve()] * ("<math" in html), address
