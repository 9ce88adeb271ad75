"""The live figures of the beaks and of the layer for XOR, against the library."""

import re

import numpy as np
import pytest
from drawings import drawn, to_plane
from hands import move, press, retype, start_at, tab_to
from playgrounds import BEAKS, XOR, Mount, await_spoken, button, text_of
from playwright.sync_api import Locator

from neuronlib import Dense, Neuron, load_penguins

GENTOO = 2
START, GOAL = (1, 1, -60), (1, -2, -9)
CORNERS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
SET = """(root, settings) => settings.map((values) => {
  root.querySelectorAll("input[type=range]").forEach((range, i) => {
    range.value = values[i];
    range.dispatchEvent(new Event("input"));
  });
  return [root.querySelector(".count").textContent, root.querySelectorAll(".wrong").length];
})"""
PLACES = """root => [...root.querySelectorAll("g:has(> .circle, > .triangle)")].map((marker) => {
  const { e, f } = marker.transform.baseVal.consolidate().matrix;
  return [e, f];
})"""
GRADIENT = """root => {
  const numbers = (element, names) => names.map((name) => Number(element.getAttribute(name)));
  const ends = numbers(root.querySelector("linearGradient"), ["x1", "y1", "x2", "y2"]);
  return { ends, stops: [...root.querySelectorAll("stop")].map((stop) => numbers(stop, ["offset", "stop-opacity"])) };
}"""


def birds() -> tuple[np.ndarray, np.ndarray]:
    X, species = load_penguins()
    is_wanted = species != 1
    return X[is_wanted], (species[is_wanted] == GENTOO).astype(int)


def known_birds(figure: Locator) -> tuple[np.ndarray, np.ndarray]:
    """Return where the birds are drawn, none of them in front of others, and their measures in the same order."""
    figure.evaluate(SET, [GOAL])  # no bird is wrong, none comes to the front
    places, (X, _) = np.array(figure.evaluate(PLACES)), birds()
    return places[np.lexsort((places[:, 1], places[:, 0]))], X[np.lexsort((-X[:, 1], X[:, 0]))]


# The beaks


def test_for_every_setting_as_many_birds_are_right_as_the_library_says(mount: Mount) -> None:
    X, is_gentoo = birds()
    rng = np.random.default_rng(0)
    weights = rng.integers(-12, 13, (400, 2)) / 4
    biases = -np.round(2 * (weights * X[rng.integers(len(X), size=400)]).sum(axis=1)) / 2
    near_a_bird = [(w1, w2, b) for (w1, w2), b in zip(weights.tolist(), biases.tolist(), strict=True) if abs(b) <= 60]
    settings = [START, GOAL, *(s for s in near_a_bird if np.abs(X @ s[:2] + s[2]).min() > 1e-9)]
    shown = mount(BEAKS).evaluate(SET, settings)
    expected = [((Neuron(s[:2], s[2], "sigmoid")(X) > 0.5) == is_gentoo).sum() for s in settings]
    assert [int(text.split()[0]) for text, _ in shown] == expected
    assert [274 - n_wrong for _, n_wrong in shown] == expected
    assert len(set(expected)) > 60
    assert [text for text, _ in shown[:2]] == ["212 of 274 birds right", "274 of 274 birds right: all of them"]


def test_birds_line_and_colours_are_where_the_library_has_them(mount: Mount) -> None:
    figure = mount(BEAKS)
    assert [figure.locator(kind).count() for kind in (".circle:not(stop)", ".triangle:not(stop)")] == [151, 123]
    places, known = known_birds(figure)
    np.testing.assert_allclose(to_plane(places, known, places), known, atol=0.02)
    for setting in (START, GOAL, (0.25, -1, 6.5), (0, -1, 17)):
        figure.evaluate(SET, [setting])
        gradient = figure.evaluate(GRADIENT)
        ends = np.array([*drawn(figure, ".boundary"), *np.reshape(gradient["ends"], (2, 2))])
        z = Neuron(setting[:2], setting[2], "identity")(to_plane(places, known, ends))
        np.testing.assert_allclose(z, [0, 0, -6, 6], atol=0.03)
        offsets, opacities = np.transpose(gradient["stops"])
        sure = np.abs(2 * Neuron([12], -6, "sigmoid")(offsets[:, None]) - 1)
        np.testing.assert_allclose(opacities, opacities.max() / sure.max() * sure, atol=1e-12)


def test_without_weights_the_plane_has_one_shade(mount: Mount) -> None:
    figure = mount(BEAKS)
    for bias, kind in ((2, "triangles"), (-2, "circles"), (0, "circles")):
        figure.evaluate(SET, [(0, 0, bias)])
        assert figure.locator(".boundary").get_attribute("d") == ""
        sure = abs(2 * Neuron([0], bias, "sigmoid")([0]) - 1)
        opacity = figure.locator(f".shade.{kind}").get_attribute("fill-opacity")
        assert float(opacity or "") == pytest.approx(0.24 * float(sure))


def test_the_goal_is_reached_by_keyboard_and_reset_begins_again(mount: Mount) -> None:
    figure = mount(BEAKS)
    formula, count = figure.locator(".sum"), figure.locator(".count")
    bias = figure.get_by_role("spinbutton", name="bias b")
    start_at(figure)
    assert formula.text_content() == "z = 1·length + 1·depth − 60"
    tab_to(figure.page, figure.get_by_role("slider", name="weight w2"))
    press(figure.page, *["ArrowLeft"] * 12)
    tab_to(figure.page, bias)
    retype(figure.page, "-9")
    assert count.text_content() == "274 of 274 birds right: all of them"
    assert formula.text_content() == "z = 1·length − 2·depth − 9"
    await_spoken(figure, "274 of 274 birds right: all of them. z = 1")
    press(figure.page, "Control+a")
    figure.page.keyboard.type("61")
    tab_to(figure.page, button(figure, "Reset"))
    assert figure.get_by_text("b must be a number from −60 to 60; it is −9 again.").is_visible()
    press(figure.page, "Enter")
    assert formula.text_content() == "z = 1·length + 1·depth − 60"
    assert count.text_content() == "212 of 274 birds right"
    assert bias.input_value() == "-60"
    await_spoken(figure, "Reset. 212 of 274")


# The layer of XOR


def test_the_points_go_straight_to_where_one_line_is_enough(mount: Mount) -> None:
    hidden, output = Dense.from_weights([[1, 1], [1, 1]], [0, -1], "relu")(CORNERS), Neuron([1, -2], -0.5, "identity")
    figure = mount(XOR)
    slider, boundary, equation = (
        figure.get_by_role("slider"),
        figure.locator(".boundary"),
        figure.get_by_text("a₁ − 2a₂ = 0.5"),
    )
    first = figure.evaluate(PLACES)
    for share in (0, 0.25, 0.49, 0.5, 0.75, 0.99, 1):
        move(slider, share)
        expected = CORNERS + share * (hidden - CORNERS)
        places = to_plane(first, CORNERS, np.array(figure.evaluate(PLACES)))
        np.testing.assert_allclose(places, expected, atol=0.001)
        described = figure.locator(".chart").get_attribute("aria-label") or ""
        told = [(float(a), float(b)) for a, b in re.findall(r"at \(([\d.]+), ([\d.]+)\)", described)]
        np.testing.assert_allclose(told, expected, rtol=1e-2)
        assert figure.locator(".name").all_text_contents() == (["x₁", "x₂"] if share < 0.5 else ["a₁", "a₂"])
        assert figure.locator(".point").all_text_contents() == ["00", "01", "10", "11"]
        if share == 0:
            assert text_of(figure) == "No straight line has the circles on one side and the triangles on the other."
        if share < 1:
            assert boundary.get_attribute("d") is None
            assert equation.count() == 0
    assert text_of(figure) == "One straight line is enough now."
    assert equation.is_visible()
    np.testing.assert_allclose(output(to_plane(first, CORNERS, drawn(figure, ".boundary"))), 0, atol=0.01)
    assert (output(places) > 0).tolist() == [False, True, True, False]  # the triangles are 01 and 10


def test_play_goes_there_in_two_seconds_rests_and_comes_back(mount_in_time: Mount) -> None:
    figure = mount_in_time(XOR)
    slider, clock = figure.get_by_role("slider"), figure.page.clock

    def share_after(milliseconds: int) -> float:
        clock.run_for(milliseconds)
        return float(slider.input_value())

    button(figure, "Play").click()
    shares = [share_after(milliseconds) for milliseconds in (1020, 1020, 1000, 500, 1000, 1100)]
    assert shares == pytest.approx([0.5, 1, 1, 1, 0.5, 0], abs=0.06)
    assert button(figure, "Play").is_visible()
    clock.run_for(1000)
    assert "No straight line" in (figure.locator(".spoken").text_content() or "")

    button(figure, "Play").click()
    clock.run_for(1000)
    button(figure, "Pause").click()
    paused = float(slider.input_value())
    assert share_after(1000) == paused
    button(figure, "Play").click()
    assert paused < share_after(100) < paused + 0.2  # it goes on from there


def test_the_points_are_moved_by_keyboard(mount: Mount) -> None:
    figure = mount(XOR)
    start_at(figure)
    slider = figure.get_by_role("slider", name="from the inputs to what the hidden layer makes of them")
    tab_to(figure.page, slider)
    press(figure.page, "ArrowRight")
    assert slider.get_attribute("aria-valuetext") == "1 % of the way"
    press(figure.page, "End")
    await_spoken(figure, "One straight line is enough now.")
    press(figure.page, "Home")
    assert "No straight line" in text_of(figure)
    tab_to(figure.page, button(figure, "Play"))
    press(figure.page, "Enter")
    figure.page.wait_for_function("() => Number(document.querySelector('#playground input').value) > 0.05")
    press(figure.page, "Space")
    assert button(figure, "Play").is_visible()
