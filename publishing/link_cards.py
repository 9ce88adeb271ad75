"""What other sites show beside a link to a chapter: its title and its small picture, as Chromium draws them."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from page_engine.files import digest
from page_engine.run.cache import key_of, remember
from page_engine.say.book import Chapter
from publishing.printed_series import shown
from publishing.site import front_matter
from publishing.templates import template

WIDTH, HEIGHT = 1200, 630  # as most sites show them


def draw_cards(
    browser: str, site: Path, config: Mapping[str, Any], chapters: Sequence[Chapter], kept: Path | None
) -> None:
    """Draw the cards into a built site, or take those that are kept of the same chapters."""
    facts = [front_matter(chapter.page.text) for chapter in chapters]
    html = template("cards.html").render(site=site.as_uri(), config=config, chapters=facts, size=(WIDTH, HEIGHT))
    program, pictures = Path(browser).resolve(), sorted(site.glob("pictures/*.svg"))
    parts = map(digest, [*pictures, site / "assets/fonts", Path(__file__)])
    key = key_of(str(program), program.stat().st_mtime_ns, html.replace(site.as_uri(), ""), *parts)
    sheet = Image.open(BytesIO(remember(kept, key, lambda: _drawn(browser, html, len(chapters) * HEIGHT))))
    (site / "assets/cards").mkdir(parents=True, exist_ok=True)
    for index, chapter in enumerate(chapters):
        card = sheet.crop((0, index * HEIGHT, WIDTH, (index + 1) * HEIGHT))
        card.save(site / "assets/cards" / f"{Path(chapter.address).stem}.png")


def _drawn(browser: str, html: str, height: int) -> bytes:
    """Return all cards below each other, in few colours."""
    sheet = shown(browser, html, "--screenshot", "--hide-scrollbars", f"--window-size={WIDTH},{height}")
    small = BytesIO()
    Image.open(BytesIO(sheet)).convert("RGB").quantize(64, dither=Image.Dither.NONE).save(small, "png")
    return small.getvalue()
