"""Numbers as they are written and points as they are drawn, to be compared with those of the library."""

import re
from typing import Any

import numpy as np
from playwright.sync_api import Locator

MARKS = """picture => [...picture.children].map((mark) => {
  const number = (name) => Number(mark.getAttribute(name));
  const isSquare = mark.localName === "rect";
  const place = isSquare ? [number("x"), number("y")] : [number("cx"), number("cy")];
  const side = picture.closest("svg").viewBox.baseVal.width;
  return [side * Math.floor(place[1]) + Math.floor(place[0]), (isSquare ? 1 : -1) * number("fill-opacity")];
})"""


def ends_of(path: str | None) -> np.ndarray:
    return np.array(re.findall(r"-?[\d.]+", path or ""), float).reshape(-1, 2)


def drawn(figure: Locator, part: str, attribute: str = "d") -> np.ndarray:
    return ends_of(figure.locator(part).get_attribute(attribute))


def to_plane(drawn: Any, known: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Return where in the plane something is drawn, by points whose places are known."""
    fitted, *_ = np.linalg.lstsq(np.c_[drawn, np.ones(len(drawn))], known, rcond=None)
    return np.c_[at, np.ones(len(at))] @ fitted


def typographic(number: float) -> str:
    """Return a number with four digits and a real minus."""
    return f"{number + 0.0:.4g}".replace("-", "−")


def rounded(numbers: Any, digits: int) -> list[str]:
    """Return numbers with so many digits behind the point, a real minus and no zero below zero."""
    zero = f"{0:.{digits}f}"
    return [f"{number:.{digits}f}".replace(f"-{zero}", zero).replace("-", "−") for number in np.ravel(numbers)]
