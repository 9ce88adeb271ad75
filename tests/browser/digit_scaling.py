"""A drawing as a picture of 8 by 8 pixels, in NumPy: what the pad's own arithmetic is held to."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

Line = Sequence[tuple[float, float]]


def picture_of(lines: Sequence[Line], pen: float) -> np.ndarray:
    """Return how many dots have ink in each of 64 blocks, once the drawing is as large, thick and upright as others."""
    dots = upright(evenly_thick(stretched(lines, pen)))
    return dots.reshape(8, 4, 8, 4).sum(axis=(1, 3)).ravel()


def stretched(lines: Sequence[Line], pen: float) -> np.ndarray:
    """Return 32 by 32 dots, of which the drawing fills the 20 columns in the middle."""
    points = np.concatenate([np.asarray(line, float) for line in lines])
    low, high = points.min(axis=0) - pen, points.max(axis=0) + pen
    x = low[0] + (np.arange(-6, 26) + 0.5) / 20 * (high[0] - low[0])
    y = low[1] + (np.arange(32) + 0.5) / 32 * (high[1] - low[1])
    places = np.stack(np.meshgrid(x, y), axis=-1)
    dots = np.zeros((32, 32), bool)
    for line in lines:
        for start, end in pairwise(np.asarray([line[0], *line], float)):
            way = end - start
            share = np.clip((places - start) @ way / (way @ way or 1), 0, 1)
            dots |= np.linalg.norm(places - start - share[..., None] * way, axis=-1) <= pen
    return dots


def evenly_thick(dots: np.ndarray) -> np.ndarray:
    ink = dots.sum()
    for _ in range((ink > 412) + int(ink > 560)):
        dots = ~grown(~dots, outside=True)
    for _ in range((ink < 256) + int(ink < 108)):
        dots = grown(dots, outside=False)
    return dots


def grown(dots: np.ndarray, outside: bool) -> np.ndarray:
    around = np.pad(dots, 1, constant_values=outside)
    return dots | around[:-2, 1:-1] | around[2:, 1:-1] | around[1:-1, :-2] | around[1:-1, 2:]


def upright(dots: np.ndarray) -> np.ndarray:
    """Return the rows shifted, so that the third row of a digit and its third row from below begin in one column."""
    rows = np.flatnonzero(dots.any(axis=1))
    top, bottom = rows[0] + 2, rows[-1] - 2
    if bottom <= top or not dots[top].any() or not dots[bottom].any():
        return dots
    slant = (int(dots[top].argmax()) - int(dots[bottom].argmax())) / (bottom - top)
    moved = np.zeros_like(dots)
    for row in range(32):
        for column in np.flatnonzero(dots[row]):
            place = column + int(np.floor((row - 16) * slant + 0.5))
            if 0 <= place < 32:
                moved[row, place] = True
    return moved
