"""The font of formulas: what the formulas of a built site need of a whole font, which has ten times as much."""

import re
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory
from unicodedata import decomposition

from page_engine.files import digest
from page_engine.run.cache import key_of, remember

MATH_FONT = "assets/fonts/lesson-math.woff2"

_WHOLE = Path(__file__).with_name("fonts") / "noto-sans-math.woff"
_FORMULA = re.compile(r"<math\b.*?</math>", re.DOTALL)
_ALWAYS = "0123456789abcdefghijklmnopqrstuvwxyz_.=+-−·()√"  # what playgrounds write; a root is drawn and not written
_ITALICS = map(chr, (0x210E, *range(0x1D434, 0x1D468), *range(0x1D6E2, 0x1D71C)))
_ITALIC_OF = {chr(int(way.split()[1], 16)): letter for letter in _ITALICS if (way := decomposition(letter))}


def write_math_font(site: Path, kept: Path | None) -> None:
    """Write the font with the characters of all formulas of a site, or the one that is kept of the same characters."""
    formulas = "".join(each for page in site.rglob("*.html") for each in _FORMULA.findall(page.read_text("utf-8")))
    alone = set(re.findall("<mi>(.)</mi>", formulas))  # which browsers show in italics
    shown = {*_ALWAYS, *unescape(re.sub("<[^>]*>", "", formulas)), *(_ITALIC_OF.get(letter, "") for letter in alone)}
    text, file = "".join(sorted(shown)), site / MATH_FONT
    file.write_bytes(remember(kept, key_of(text, digest(_WHOLE)), lambda: _with_characters(text)))


def _with_characters(text: str) -> bytes:
    """Return the font with these characters, and with its table of how formulas are set."""
    from fontTools import subset  # which takes longer to import than a page to build

    with TemporaryDirectory() as folder:
        file = Path(folder, "font.woff2")
        subset.main([str(_WHOLE), f"--text={text}", "--no-hinting", "--flavor=woff2", f"--output-file={file}"])
        return file.read_bytes()
