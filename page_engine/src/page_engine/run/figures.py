"""Figures: SVG as Matplotlib writes it, made to follow the reader's colour scheme."""

import re

LARGEST_FIGURE = 20_000  # bytes, gzipped

# Inside an image, prefers-color-scheme follows the color-scheme of the page around it.
_SCHEMES = "svg{color:#1f2328;--paper:#fff}@media(prefers-color-scheme:dark){svg{color:#e3e6ea;--paper:#1b1e25}}"
_PREAMBLE = re.compile(r"\A.*?(?=<svg)", re.DOTALL)
_METADATA = re.compile(r"\s*<metadata>.*?</metadata>", re.DOTALL)
_PATH = re.compile(r'(?<= d=")[^"]+')
_NUMBERS = re.compile(r'(?<= [dxy]=")[^"]+')
_LONG_DECIMAL = re.compile(r"(\.\d\d)\d+")
_ZEROS = re.compile(r"\.0+\b|(?<=\.\d)0\b")
_ID = re.compile(r' id="([^"]*)"')
_REFERENCE = re.compile(r'#([^")]+)[")]')
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_LINE_END = re.compile(r"\s*\n\s*")
_SPACE_BEFORE_TAG = re.compile(r"\s*\n\s*(?=<)")
_PIXELS_PER_POINT = 96 / 72


def prepare_figure(svg: str) -> str:
    """Return the figure with black as ink and white as paper, without names and characters that draw nothing."""
    svg = _METADATA.sub("", _PREAMBLE.sub("", svg), count=1)
    svg = svg.replace("#000000", "currentColor").replace("#ffffff", "var(--paper)")
    svg = re.sub(r"<svg([^>]*)>", rf'<svg\1 fill="currentColor"><style>{_SCHEMES}</style>', svg, count=1)
    svg = _COMMENT.sub("", svg)
    used = set(_REFERENCE.findall(svg))
    svg = _ID.sub(lambda name: name.group() if name[1] in used else "", svg)
    svg = _NUMBERS.sub(lambda numbers: _LONG_DECIMAL.sub(r"\1", numbers.group()), svg)  # a hundredth is enough
    svg = _PATH.sub(lambda path: _ZEROS.sub("", _LINE_END.sub("", path.group())), svg)
    return _SPACE_BEFORE_TAG.sub("", svg)


def figure_size(svg: str) -> tuple[int, int]:
    """Return width and height in CSS pixels."""
    width, height = (re.search(rf'<svg[^>]*?\b{side}="([\d.]+)pt"', svg) for side in ("width", "height"))
    if width is None or height is None:
        raise ValueError("a figure must have its size in points, as Matplotlib writes it")
    return round(float(width[1]) * _PIXELS_PER_POINT), round(float(height[1]) * _PIXELS_PER_POINT)
