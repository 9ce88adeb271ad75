"""The live figure of a kernel over a digit, against NumPy: its map, and what it tells and draws of each place."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import pytest
from hands import box_of, move
from in_page import ask
from playgrounds import Mount, button, compute, text_of, typographic
from playwright.sync_api import Locator, Page

from neuronlib import load_digits

UPRIGHT, BLUR, CORNER = [-1, 0, 1] * 3, [1] * 9, [-1, -1, -1, -1, 1, 1, -1, 1, 1]
PRESETS = {"upright edge": UPRIGHT, "lying edge": [-1] * 3 + [0] * 3 + [1] * 3, "blur": BLUR, "corner": CORNER}
DECIMALS = [0.5, -0.25, 9, -9, 0, 0.1, -8.75, 1 / 3, 2]
KERNELS = [*PRESETS.values(), DECIMALS, [0] * 9, *np.eye(9).tolist()]
MAPS = "m.loadTenDigits().then((digits) => given.map((kernel) => digits.map((pixels) => m.featureMap(pixels, kernel))))"


@cache
def windows(d: int) -> np.ndarray:
    pixels, labels = load_digits()
    picture = pixels[labels == d][0].reshape(8, 8)
    return np.lib.stride_tricks.sliding_window_view(picture, (3, 3)).reshape(36, 9)


def sentence(d: int, kernel: Sequence[float], place: int) -> str:
    weights = [f"({typographic(weight)})" if weight < 0 else typographic(weight) for weight in kernel]
    products = " + ".join(f"{ink:g}·{weight}" for ink, weight in zip(windows(d)[place], weights, strict=True))
    number = typographic(windows(d)[place] @ kernel)
    return f"{products} = {number} in row {place // 6 + 1}, column {place % 6 + 1}"


def row_by_row(numbers: Any, side: int) -> str:
    texts = [typographic(number) for number in numbers]
    return "row by row: " + ", ".join(" ".join(texts[i : i + side]) for i in range(0, len(texts), side))


def require_map(figure: Locator, d: int, kernel: Sequence[float], n_computed: int = 36) -> None:
    numbers, marks = windows(d) @ kernel, figure.locator(".map [role=img]")
    assert marks.get_attribute("aria-label") == f"The feature map, {row_by_row(numbers[:n_computed], 6)}"
    assert figure.locator(".map text").count() == n_computed
    assert (figure.locator(".cells").get_attribute("d") or "").count("M") == n_computed
    strengths = numbers / np.abs(numbers).max()
    shown = dict(ask(marks, "marks"))
    assert set(shown) == set(np.flatnonzero(np.abs(strengths[:n_computed]) >= 0.02))
    np.testing.assert_allclose(list(shown.values()), [strengths[int(i)] for i in shown], atol=1e-5)


def place_of(figure: Locator) -> tuple[int, int]:
    return divmod(int(figure.locator(".movable").get_attribute("aria-valuenow") or ""), 6)


def test_every_number_of_every_map_is_that_of_numpy(calculator: Page) -> None:
    found = compute(calculator, "loading convolution", MAPS, KERNELS)
    for kernel, maps in zip(KERNELS, found, strict=True):
        np.testing.assert_allclose(maps, [windows(d) @ kernel for d in range(10)], rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize(("d", "kernel"), [(7, UPRIGHT), (0, BLUR), (4, DECIMALS)])
def test_each_place_is_told_and_drawn(mount: Mount, d: int, kernel: Sequence[float]) -> None:
    figure = mount("kernel-slide")
    row, column = place_of(figure)
    assert text_of(figure) == sentence(7, UPRIGHT, 6 * row + column)  # as the figure above it
    ask(figure, "setKernel", d, kernel)
    for place, window in enumerate(windows(d)):
        move(figure.get_by_role("slider", name="moves"), place)
        assert text_of(figure) == sentence(d, kernel, place)
        (row, column), number = divmod(place, 6), window @ kernel
        told = f"row {row + 1}, column {column + 1}: {typographic(number)}"
        *shown, in_map = ask(figure, "shownByKernel")
        at = [column, row], [column + 0.5, row + 0.5]
        assert shown == [str(place), told, f"translate({column} {row})", window.tolist(), (window > 8).tolist(), *at]
        assert in_map == pytest.approx(number, abs=0.051 if abs(number) < 100 else 0.51)  # long ones are rounded
    assert ask(figure, "overlaps", ".map text") == []
    require_map(figure, d, kernel)
    digit = figure.locator(".ink")
    pixels = load_digits()[0][d]
    assert digit.get_attribute("aria-label") == f"The digit {d}, {row_by_row(pixels, 8)}"
    assert ask(digit, "marks") == [[i, ink / 16] for i, ink in enumerate(pixels)]


def test_a_kernel_is_chosen_or_typed_and_what_is_none_comes_back(mount: Mount) -> None:
    figure = mount("kernel-slide")
    menu = figure.get_by_role("combobox", name="Kernel:")
    for name, kernel in PRESETS.items():
        menu.select_option(name)
        require_map(figure, 7, kernel)
        assert [float(field.input_value()) for field in figure.get_by_role("spinbutton").all()] == kernel
    field = figure.get_by_role("spinbutton", name="weight in row 2, column 3")
    for typed, name, weight in (("-2.5", "", -2.5), ("9.01", "", -2.5), ("1", "corner", 1)):
        field.fill(typed)
        field.press("Enter")
        assert (field.input_value(), menu.input_value()) == (f"{weight:g}", name), typed
        require_map(figure, 7, [*CORNER[:5], weight, *CORNER[6:]])


def test_the_frame_is_moved_by_mouse(mount: Mount) -> None:
    figure = mount("kernel-slide")
    area, mouse = figure.locator(".movable .target"), figure.page.mouse
    area.scroll_into_view_if_needed()
    box = box_of(area)
    for row, column in [(1, 1), (2, 4), (0, 0), (7, 7), (4, 2)]:  # the frame's middle goes to the pixel
        mouse.move(box["x"] + (column + 0.1) * box["width"] / 8, box["y"] + (row + 0.9) * box["height"] / 8)
        if (row, column) == (1, 1):
            mouse.down()
        assert place_of(figure) == (min(max(row, 1), 6) - 1, min(max(column, 1), 6) - 1)
    mouse.up()
    mouse.move(box["x"] + 1, box["y"] + 1)
    assert place_of(figure) == (3, 1)


def test_play_fills_the_map_and_a_hand_completes_it(mount_in_time: Mount) -> None:
    figure = mount_in_time("kernel-slide")
    play, pause = button(figure, "Play"), button(figure, "Pause")
    require_map(figure, 7, UPRIGHT)
    play.click()
    require_map(figure, 7, UPRIGHT, 1)
    figure.page.clock.run_for(3100)
    row, column = place_of(figure)
    assert (row, column) in [(0, 5), (1, 0)]
    figure.get_by_role("combobox", name="Kernel:").select_option("blur")
    require_map(figure, 7, BLUR, 6 * row + column + 1)
    for pressed in (pause, play):
        pressed.click()
        require_map(figure, 7, BLUR, 6 * row + column + 1)
    figure.get_by_role("slider", name="place of the kernel").press("ArrowDown")
    assert play.is_visible()
    assert place_of(figure) == (row + 1, column)
    require_map(figure, 7, BLUR)
