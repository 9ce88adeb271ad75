"""The pad for digits: what it makes of drawings, and its network against the one that the chapter trains."""

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from chapters import names_of
from hands import box_of, centre, press, start_at, swipe, tab_to
from in_page import ask
from playgrounds import ANSWERS, Mount, await_spoken, button, compute, scroll_to_playground, text_of
from playwright.sync_api import Locator, Page

from neuronlib import Network

CHAPTER = "series/12-reading-digits"
PEN, SIDE = 11, 320
READ = """m.loadDigits().then(({ parameters }) =>
  given.map((pixels) => m.reading(m.parametersFrom(parameters), pixels)))"""
DATA = """m.loadDigits().then(({ parameters, examples }) => ({ parameters: m.parametersFrom(parameters), examples }))"""
Lines = Sequence[Sequence[tuple[float, float]]]
DRAWINGS: list[Lines] = ANSWERS["digit-pad"]["drawings"]


def in_square(lines: Lines) -> Lines:
    return [[(x * SIDE / 100, y * SIDE / 100) for x, y in line] for line in lines]


def draw(pad: Locator, lines: Lines) -> None:
    square = pad.locator(".pad")
    square.scroll_into_view_if_needed()
    box, mouse = box_of(square.locator("svg")), pad.page.mouse
    for line in lines:
        places = [(box["x"] + x * box["width"] / 100, box["y"] + y * box["height"] / 100) for x, y in line]
        mouse.move(*places[0])
        mouse.down()
        for place in places[1:]:
            mouse.move(*place, steps=6)
        mouse.up()


def seen_by(pad: Locator) -> list[int]:
    label = pad.locator(".seen svg").get_attribute("aria-label") or ""
    return [int(number) for number in re.findall(r"\d+", label.partition(":")[2])]


def picture_of(lines: Lines) -> list[int]:
    """Return how many dots have ink in each of 64 blocks, once the drawing is as large, thick and upright as others."""
    dots = stretched(lines)
    ink = dots.sum()
    for _ in range((ink > 412) + int(ink > 560)):
        dots = ~grown(~dots, outside=True)
    for _ in range((ink < 256) + int(ink < 108)):
        dots = grown(dots, outside=False)
    blocks: list[int] = upright(dots).reshape(8, 4, 8, 4).sum(axis=(1, 3)).ravel().tolist()
    return blocks


def stretched(lines: Lines) -> np.ndarray:
    """Return 32 by 32 dots, of which the drawing fills the 20 columns in the middle."""
    points = np.concatenate([np.asarray(line, float) for line in lines])
    low, high = points.min(axis=0) - PEN, points.max(axis=0) + PEN
    shares = np.stack(np.meshgrid((np.arange(-6, 26) + 0.5) / 20, (np.arange(32) + 0.5) / 32), axis=-1)
    places, dots = low + shares * (high - low), np.zeros((32, 32), bool)
    for start, end in (pair for line in lines for pair in pairwise(np.asarray([line[0], *line], float))):
        way = end - start
        share = np.clip((places - start) @ way / (way @ way or 1), 0, 1)
        dots |= np.linalg.norm(places - start - share[..., None] * way, axis=-1) <= PEN
    return dots


def grown(dots: np.ndarray, outside: bool) -> np.ndarray:
    around = np.pad(dots, 1, constant_values=outside)
    return dots | around[:-2, 1:-1] | around[2:, 1:-1] | around[1:-1, :-2] | around[1:-1, 2:]


def upright(dots: np.ndarray) -> np.ndarray:
    """Return the rows shifted, so that the third row of a digit and its third row from below begin in one column."""
    top, bottom = np.flatnonzero(dots.any(axis=1))[[0, -1]] + [2, -2]
    if bottom <= top or not dots[top].any() or not dots[bottom].any():
        return dots
    slant = (int(dots[top].argmax()) - int(dots[bottom].argmax())) / (bottom - top)
    columns = np.arange(32) - np.floor((np.arange(32)[:, None] - 16) * slant + 0.5).astype(int)
    is_inside = (columns >= 0) & (columns < 32)
    moved: np.ndarray = is_inside & np.take_along_axis(dots, columns.clip(0, 31), axis=1)
    return moved


def test_the_network_is_the_one_that_the_chapter_trains(calculator: Page) -> None:
    chapter, data = names_of(CHAPTER, "network"), compute(calculator, "loading digit-network", DATA)
    for ours, theirs in zip(data["parameters"], chapter["network"].parameters, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-7)
    X, test = chapter["X"], chapter["test"]
    hardest = test[chapter["network"](X[test]).max(axis=1).argsort()[:10]]
    assert data["examples"]["X"] == chapter["pixels"][hardest].tolist()
    assert data["examples"]["y"] == chapter["labels"][hardest].tolist()


def test_drawings_are_scaled_as_the_data_set_was_and_most_are_read(calculator: Page) -> None:
    rng = np.random.default_rng(0)
    drawings: list[Lines] = [in_square(lines) for lines in DRAWINGS]
    for n_lines in rng.integers(1, 4, 60):
        lines = [rng.uniform(0, SIDE * rng.uniform(0.05, 1), (rng.integers(1, 9), 2)).tolist() for _ in range(n_lines)]
        drawings.append(lines)
    scaled = compute(
        calculator, "digit-scaling", "given[0].map((lines) => m.pixelsOf(lines, given[1]))", [drawings, PEN]
    )
    assert scaled == [picture_of(lines) for lines in drawings]
    answers = compute(calculator, "loading digit-network", READ, scaled[:10])
    assert sum(ours["guesses"][0] == digit for digit, ours in enumerate(answers)) >= 8


def test_it_begins_with_the_digit_of_the_figure_above(page: Page) -> None:
    page.goto(f"{CHAPTER}/")
    chapter, pad = names_of(CHAPTER, "network"), scroll_to_playground(page, "digit-pad")
    X, test, network = chapter["X"], chapter["test"], chapter["network"]
    k = network(X[test]).max(axis=1).argmin()
    probabilities = network(X[test[k]][None])[0]
    percents = [f"{100 * p:.1f} %" for p in probabilities]
    assert seen_by(pad) == chapter["pixels"][test[k]].tolist()
    np.testing.assert_allclose(ask(pad, "shares"), probabilities, rtol=0, atol=1e-6)
    assert pad.locator(".probabilities td:last-child").all_text_contents() == percents
    first, second = probabilities.argsort()[:-3:-1]
    assert f"number 1 of the ten of which it is least sure, a {chapter['labels'][test[k]]}: " in text_of(pad)
    assert f"reads {first}, {percents[first]} sure; its second guess is {second}, " in text_of(pad)
    button(pad, "Test digit").click()
    assert "number 2 of the ten" in text_of(pad)
    assert seen_by(pad) == chapter["pixels"][test[network(X[test]).max(axis=1).argsort()[1]]].tolist()


def test_a_drawing_is_seen_read_and_explained(mount: Mount) -> None:
    chapter, pad = names_of(CHAPTER, "network"), mount("digit-pad")
    network: Network = chapter["network"]
    draw(pad, DRAWINGS[7])
    assert pad.locator(".ink path").count() == 2
    seen = seen_by(pad)
    marks = np.array(ask(pad.locator(".seen svg"), "marks"))
    np.testing.assert_allclose(marks, np.c_[np.arange(64), np.array(seen) / 16])
    assert np.abs(np.array(seen) - picture_of(in_square(DRAWINGS[7]))).max() <= 8  # the mouse is in whole pixels
    picture = np.array(seen) / 16
    probabilities = network(picture[None])[0]
    np.testing.assert_allclose(ask(pad, "shares"), probabilities, rtol=0, atol=1e-6)
    assert text_of(pad).startswith(f"Your drawing: the network reads {probabilities.argmax()}, ")
    hidden, output = network.layers
    adds = hidden(picture[None])[0] * output.weights[:, probabilities.argmax()]
    loudest = adds.argsort()[:-4:-1]
    titles = [f"unit {unit + 1} adds {adds[unit]:.2f}" for unit in loudest]
    assert pad.locator(".units p").all_text_contents() == titles
    products = picture * hidden.weights[:, loudest].T
    strengths = products / np.abs(products).max()
    for unit, wanted in zip(pad.locator(".units svg").all(), strengths, strict=True):
        shown = dict(ask(unit, "marks"))
        assert set(shown) == set(np.flatnonzero(np.abs(wanted) >= 0.02))
        np.testing.assert_allclose(list(shown.values()), [wanted[int(i)] for i in shown], atol=1e-5)
    await_spoken(pad, "Your drawing: the network reads")


def test_lines_are_taken_back_the_pad_is_cleared_and_no_line_leaves_it(mount: Mount) -> None:
    pad = mount("digit-pad")
    inscription = pad.locator(".pad text")
    assert inscription.is_visible()
    draw(pad, DRAWINGS[4][:1])
    before = seen_by(pad)
    draw(pad, DRAWINGS[4][1:])
    assert not inscription.is_visible()
    assert seen_by(pad) != before
    button(pad, "Undo").click()
    assert seen_by(pad) == before
    draw(pad, DRAWINGS[4][1:])
    button(pad, "Clear").click()
    assert text_of(pad) == "Nothing is drawn yet."
    assert seen_by(pad) == []
    assert not any(ask(pad, "shares"))
    assert pad.locator(".ink path, .seen rect, .units rect").count() == 0
    assert inscription.is_visible()
    draw(pad, [[(50, 50), (150, 50), (150, 120)]])  # a mouse that leaves the square draws along its edge
    path = pad.locator(".ink path").get_attribute("d") or ""
    assert max(map(float, re.findall(r"-?[\d.]+", path))) == SIDE
    pad.page.mouse.move(10, 10)
    assert pad.locator(".ink path").get_attribute("d") == path


def test_a_digit_is_drawn_by_keyboard(mount: Mount) -> None:
    pad = mount("digit-pad")
    start_at(pad)
    square = pad.get_by_role("application", name="Pad to draw a digit on")
    tab_to(pad.page, square)
    assert pad.locator(".cursor").is_visible()
    press(pad.page, "ArrowLeft")
    press(pad.page, "Control+ArrowLeft")  # the browser's own
    await_spoken(pad, "Column 7, row 3, pen up")
    assert pad.locator(".ink path").count() == 0
    press(pad.page, "Space")
    await_spoken(pad, "Column 7, row 3, pen down")
    press(pad.page, *["ArrowRight"] * 4, *["End"] * 2, *["ArrowDown"] * 30, "Space")
    points = [(6, 2), (10, 2), (8, 4), (8, 15)]
    seen = picture_of([[(20 * x + 10, 20 * y + 10) for x, y in points]])
    assert seen_by(pad) == seen
    await_spoken(pad, "Your drawing: the network reads")
    press(pad.page, "ArrowRight")
    assert seen_by(pad) == seen  # the pen is up
    press(pad.page, "Space")
    tab_to(pad.page, button(pad, "Clear"))  # which lifts the pen
    assert pad.locator(".cursor.down").count() == 0
    press(pad.page, "Enter")
    assert text_of(pad) == "Nothing is drawn yet."


def test_a_finger_draws_and_the_page_stays(mount_on_phone: Mount) -> None:
    pad = mount_on_phone("digit-pad")
    square = pad.locator(".pad")
    square.evaluate("element => element.scrollIntoView({ block: 'center' })")
    scrolled, (x, y) = pad.page.evaluate("scrollY"), centre(square)
    swipe(pad.page, (x, y - 80), (0, 160))
    assert pad.page.evaluate("scrollY") == scrolled
    assert pad.locator(".ink path").count() == 1
    assert seen_by(pad)[8 * 3 + 2 : 8 * 3 + 6] == [16] * 4
