"""The pictures that other sites show beside a link: each chapter gets its own."""

import io
import re
import sys
from pathlib import Path

import pytest
from PIL import Image
from series import CONFIG, chapter

from publishing import link_cards
from publishing.link_cards import HEIGHT, WIDTH, draw_cards

SHADES = {"Alpha": 40, "Beta": 140, "Gamma": 240}


def test_each_chapter_gets_the_card_with_its_title(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def shown(browser: str, html: str, *options: str) -> bytes:
        titles = re.findall("<h1>(.*?)</h1>", html)
        assert f"--window-size={WIDTH},{HEIGHT * len(titles)}" in options
        sheet = Image.new("L", (WIDTH, HEIGHT * len(titles)))
        for place, title in enumerate(titles):
            sheet.paste(SHADES[title], (0, place * HEIGHT, WIDTH, (place + 1) * HEIGHT))
        content = io.BytesIO()
        sheet.save(content, "png")
        return content.getvalue()

    monkeypatch.setattr(link_cards, "shown", shown)
    draw_cards(sys.executable, tmp_path, CONFIG, [chapter(f"series/{name}.md", name) for name in SHADES], None)
    for name, shade in SHADES.items():
        with Image.open(tmp_path / f"assets/cards/{name}.png") as card:
            assert card.convert("L").getextrema() == (shade, shade), name
