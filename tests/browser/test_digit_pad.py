"""The pad for digits: what it makes of drawings, and its network against the one that the chapter trains."""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from chapters import names_of
from digit_scaling import picture_of
from drawings import MARKS
from hands import box_of, centre, press, start_at, swipe, tab_to
from playgrounds import PAD, Mount, await_spoken, button, compute, scroll_to_playground, text_of
from playwright.sync_api import Locator, Page

from neuronlib import Network

CHAPTER = "series/12-reading-digits"
PEN, SIDE = 11, 320
READ = """m.loadDigits().then(({ parameters }) =>
  given.map((pixels) => m.reading(m.parametersFrom(parameters), pixels)))"""
DATA = """m.loadDigits().then(({ parameters, examples }) => ({ parameters: m.parametersFrom(parameters), examples }))"""
SHARES = """root => [...root.querySelectorAll(".probabilities rect")].map((bar) => Number(bar.getAttribute("width")))"""
DRAWINGS: dict[int, list[list[tuple[float, float]]]] = {  # as somebody writes them, in a square of 100
    0: [[(50, 10), (30, 20), (25, 50), (30, 80), (50, 90), (70, 80), (75, 50), (70, 20), (50, 10)]],
    1: [[(35, 30), (52, 10), (52, 90)]],
    2: [[(28, 28), (38, 12), (58, 10), (70, 24), (66, 42), (28, 88), (74, 88)]],
    3: [[(30, 15), (50, 10), (68, 20), (64, 40), (46, 48), (68, 58), (70, 78), (52, 90), (30, 84)]],
    4: [[(55, 10), (28, 58), (76, 58)], [(60, 38), (60, 90)]],
    5: [[(70, 10), (34, 10), (32, 44), (54, 40), (70, 54), (68, 78), (50, 90), (30, 84)]],
    6: [[(64, 12), (42, 26), (30, 56), (34, 80), (50, 90), (66, 80), (66, 62), (50, 54), (32, 66)]],
    7: [[(26, 12), (74, 12), (46, 90)], [(38, 50), (68, 50)]],
    8: [[(66, 18), (48, 10), (32, 22), (38, 40), (62, 56), (68, 76), (50, 90), (32, 76), (38, 56), (62, 38), (66, 18)]],
    9: [[(66, 30), (50, 42), (34, 32), (38, 14), (56, 10), (67, 22), (66, 50), (60, 90)]],
}


def of_the_chapter() -> dict[str, Any]:
    """Return the names of the chapter after the block that chooses its network."""
    return names_of(CHAPTER, "network")


def in_square(lines: Sequence[Sequence[tuple[float, float]]]) -> list[list[tuple[float, float]]]:
    return [[(x * SIDE / 100, y * SIDE / 100) for x, y in line] for line in lines]


def draw(pad: Locator, lines: Sequence[Sequence[tuple[float, float]]]) -> None:
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


def scaled(page: Page, drawings: Any) -> Any:
    return compute(page, "digit-scaling", "given[0].map((lines) => m.pixelsOf(lines, given[1]))", [drawings, PEN])


def percents(probabilities: np.ndarray) -> list[str]:
    return [f"{100 * p:.1f} %" for p in probabilities]


# The network


def test_the_network_is_the_one_that_the_chapter_trains(calculator: Page) -> None:
    chapter, data = of_the_chapter(), compute(calculator, "loading digit-network", DATA)
    for ours, theirs in zip(data["parameters"], chapter["network"].parameters, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-7)
    X, test = chapter["X"], chapter["test"]
    hardest = test[chapter["network"](X[test]).max(axis=1).argsort()[:10]]
    assert data["examples"]["X"] == chapter["pixels"][hardest].tolist()
    assert data["examples"]["y"] == chapter["labels"][hardest].tolist()


# The scaling


def test_drawings_are_scaled_as_the_data_set_was(calculator: Page) -> None:
    rng = np.random.default_rng(0)
    drawings = [in_square(lines) for lines in DRAWINGS.values()]
    for n_lines in rng.integers(1, 4, 60):
        lines = [rng.uniform(0, SIDE * rng.uniform(0.05, 1), (rng.integers(1, 9), 2)).tolist() for _ in range(n_lines)]
        drawings.append(lines)
    for lines, ours in zip(drawings, scaled(calculator, drawings), strict=True):
        assert ours == picture_of(lines, PEN).tolist()


def test_most_of_what_somebody_draws_is_read(calculator: Page) -> None:
    pictures = scaled(calculator, [in_square(lines) for lines in DRAWINGS.values()])
    answers = [ours["guesses"][0] for ours in compute(calculator, "loading digit-network", READ, pictures)]
    assert sum(answer == digit for answer, digit in zip(answers, DRAWINGS, strict=True)) >= 8


# The pad


def test_it_begins_with_the_digit_of_the_figure_above(page: Page) -> None:
    page.goto(f"{CHAPTER}/")
    chapter, pad = of_the_chapter(), scroll_to_playground(page, PAD)
    X, test, network = chapter["X"], chapter["test"], chapter["network"]
    k = network(X[test]).max(axis=1).argmin()
    probabilities = network(X[test[k]][None])[0]
    assert seen_by(pad) == chapter["pixels"][test[k]].tolist()
    np.testing.assert_allclose(pad.evaluate(SHARES), probabilities, rtol=0, atol=1e-6)
    assert pad.locator(".probabilities td:last-child").all_text_contents() == percents(probabilities)
    first, second = probabilities.argsort()[:-3:-1]
    assert f"number 1 of the ten of which it is least sure, a {chapter['labels'][test[k]]}: " in text_of(pad)
    assert f"reads {first}, {percents(probabilities)[first]} sure; its second guess is {second}, " in text_of(pad)
    button(pad, "Test digit").click()
    assert "number 2 of the ten" in text_of(pad)
    assert seen_by(pad) == chapter["pixels"][test[network(X[test]).max(axis=1).argsort()[1]]].tolist()


def test_a_drawing_is_seen_read_and_explained(mount: Mount) -> None:
    chapter, pad = of_the_chapter(), mount(PAD)
    network: Network = chapter["network"]
    draw(pad, DRAWINGS[7])
    assert pad.locator(".ink path").count() == 2
    seen = seen_by(pad)
    marks = np.array(pad.locator(".seen svg").evaluate(MARKS))
    np.testing.assert_allclose(marks, np.c_[np.arange(64), np.array(seen) / 16])
    assert np.abs(np.array(seen) - picture_of(in_square(DRAWINGS[7]), PEN)).max() <= 8  # the mouse is in whole pixels
    picture = np.array(seen) / 16
    probabilities = network(picture[None])[0]
    np.testing.assert_allclose(pad.evaluate(SHARES), probabilities, rtol=0, atol=1e-6)
    assert text_of(pad).startswith(f"Your drawing: the network reads {probabilities.argmax()}, ")
    hidden, output = network.layers
    adds = hidden(picture[None])[0] * output.weights[:, probabilities.argmax()]
    loudest = adds.argsort()[:-4:-1]
    titles = [f"unit {unit + 1} adds {adds[unit]:.2f}" for unit in loudest]
    assert pad.locator(".units p").all_text_contents() == titles
    products = picture * hidden.weights[:, loudest].T
    strengths = products / np.abs(products).max()
    for unit, wanted in zip(pad.locator(".units svg").all(), strengths, strict=True):
        shown = dict(unit.evaluate(MARKS))
        assert set(shown) == set(np.flatnonzero(np.abs(wanted) >= 0.02))
        np.testing.assert_allclose(list(shown.values()), [wanted[int(i)] for i in shown], atol=1e-5)
    await_spoken(pad, "Your drawing: the network reads")


def test_lines_are_taken_back_and_the_pad_is_cleared(mount: Mount) -> None:
    pad = mount(PAD)
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
    assert not any(pad.evaluate(SHARES))
    assert pad.locator(".ink path, .seen rect, .units rect").count() == 0
    assert inscription.is_visible()


def test_a_digit_is_drawn_by_keyboard(mount: Mount) -> None:
    pad = mount(PAD)
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
    seen = picture_of([[(20 * x + 10, 20 * y + 10) for x, y in points]], PEN).tolist()
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
    pad = mount_on_phone(PAD)
    square = pad.locator(".pad")
    square.evaluate("element => element.scrollIntoView({ block: 'center' })")
    scrolled, (x, y) = pad.page.evaluate("scrollY"), centre(square)
    swipe(pad.page, (x, y - 80), (0, 160))
    assert pad.page.evaluate("scrollY") == scrolled
    assert pad.locator(".ink path").count() == 1
    assert seen_by(pad)[8 * 3 + 2 : 8 * 3 + 6] == [16] * 4


def test_a_mouse_that_leaves_the_square_draws_along_its_edge(mount: Mount) -> None:
    pad = mount(PAD)
    draw(pad, [[(50, 50), (150, 50), (150, 120)]])
    path = pad.locator(".ink path").get_attribute("d") or ""
    places = np.array(re.findall(r"(-?[\d.]+) (-?[\d.]+)", path), float)
    assert places.max() == SIDE
    pad.page.mouse.move(10, 10)
    assert pad.locator(".ink path").get_attribute("d") == path
