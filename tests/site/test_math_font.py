"""The font of formulas: it has all that they show, and is fetched early where there are any, and nowhere else."""

import re
from html import unescape
from pathlib import Path

from built_site import BuiltSite
from fontTools.ttLib import TTFont

from publishing.math_font import MATH_FONT, write_math_font

PRELOAD = re.compile(r'<link rel="preload" href="([^"]+lesson-math[^"]+)" as="font" type="font/woff2" crossorigin>')
PAGE = "<p>Of {} words</p><math><mi>{}</mi><mo>&lt;</mo><msqrt><mtext>β</mtext></msqrt></math>"


def test_the_font_has_every_character_of_every_formula_and_sets_formulas(site: BuiltSite) -> None:
    formulas = re.findall(r"<math\b.*?</math>", "".join(site.pages().values()), re.DOTALL)
    text = unescape(re.sub(r"<[^>]*>", "", "".join(formulas)))
    font = TTFont(site.folder / MATH_FONT)
    assert len(set(text)) > 60
    assert {each for each in text if each.isprintable()} - set(map(chr, font.getBestCmap())) == set()
    assert "MATH" in font


def test_it_is_the_same_on_any_day_and_has_letters_that_stand_alone_in_italics(tmp_path: Path) -> None:
    fonts = []
    for name, letters in {"one": "hFθϵ∂", "other": "∂ϵθFh"}.items():
        (tmp_path / name / MATH_FONT).parent.mkdir(parents=True)
        for index, letter in enumerate(letters):
            (tmp_path / name / f"{index}.html").write_text(PAGE.format("Ω", letter), "utf-8")
        write_math_font(tmp_path / name, None)
        fonts.append(tmp_path / name / MATH_FONT)
    assert fonts[0].read_bytes() == fonts[1].read_bytes()
    found = set(map(chr, TTFont(fonts[0]).getBestCmap()))
    assert set("hFθϵ∂ℎ𝐹𝜃𝜖𝜕<√β0") <= found
    assert not set("Ω𝛽") & found


def test_pages_with_formulas_fetch_it_early_and_no_others(site: BuiltSite) -> None:
    for address, html in site.pages().items():
        early = [(site.folder / address).parent.joinpath(each).resolve() for each in PRELOAD.findall(html)]
        assert early == [(site.folder / MATH_FONT).resolve()] * ("<math" in html), address
