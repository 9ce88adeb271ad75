"""The live figures of the beaks and of the layer for "xor-layer", against the library."""

import re

import numpy as np
import pytest
from hands import move
from in_page import ask
from playgrounds import Mount, button, drawn, text_of, to_plane

from neuronlib import Dense, Neuron, load_penguins

GENTOO = 2
START, GOAL = (1, 1, -60), (1, -2, -9)
CORNERS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])


def birds() -> tuple[np.ndarray, np.ndarray]:
    X, species = load_penguins()
    is_wanted = species != 1
    return X[is_wanted], (species[is_wanted] == GENTOO).astype(int)


def test_for_every_setting_as_many_birds_are_right_as_the_library_says(mount: Mount) -> None:
    X, is_gentoo = birds()
    rng = np.random.default_rng(0)
    weights = rng.integers(-12, 13, (400, 2)) / 4
    biases = -np.round(2 * (weights * X[rng.integers(len(X), size=400)]).sum(axis=1)) / 2
    near_a_bird = [(w1, w2, b) for (w1, w2), b in zip(weights.tolist(), biases.tolist(), strict=True) if abs(b) <= 60]
    settings = [START, GOAL, *(s for s in near_a_bird if np.abs(X @ s[:2] + s[2]).min() > 1e-9)]
    shown = ask(mount("beak-line"), "setBeaks", settings)
    expected = [((Neuron(s[:2], s[2], "sigmoid")(X) > 0.5) == is_gentoo).sum() for s in settings]
    assert [int(text.split()[0]) for text, _ in shown] == expected
    assert [274 - n_wrong for _, n_wrong in shown] == expected
    assert len(set(expected)) > 60


def test_birds_line_and_colours_are_where_the_library_has_them(mount: Mount) -> None:
    figure = mount("beak-line")
    assert [figure.locator(kind).count() for kind in (".circle:not(stop)", ".triangle:not(stop)")] == [151, 123]
    ask(figure, "setBeaks", [GOAL])  # no bird is wrong, none comes to the front
    places, (X, _) = np.array(ask(figure, "places")), birds()
    places, known = places[np.lexsort((places[:, 1], places[:, 0]))], X[np.lexsort((-X[:, 1], X[:, 0]))]
    np.testing.assert_allclose(to_plane(places, known, places), known, atol=0.02)
    for setting in (START, GOAL, (0.25, -1, 6.5), (0, -1, 17)):
        ask(figure, "setBeaks", [setting])
        gradient = ask(figure, "gradient")
        ends = np.array([*drawn(figure, ".boundary"), *np.reshape(gradient["ends"], (2, 2))])
        z = Neuron(setting[:2], setting[2], "identity")(to_plane(places, known, ends))
        np.testing.assert_allclose(z, [0, 0, -6, 6], atol=0.03)
        offsets, opacities = np.transpose(gradient["stops"])
        sure = np.abs(2 * Neuron([12], -6, "sigmoid")(offsets[:, None]) - 1)
        np.testing.assert_allclose(opacities, opacities.max() / sure.max() * sure, atol=1e-12)
    # Without weights there is no line, and one shade.
    for bias, kind in ((2, "triangles"), (-2, "circles"), (0, "circles")):
        ask(figure, "setBeaks", [(0, 0, bias)])
        assert figure.locator(".boundary").get_attribute("d") == ""
        sure = float(np.abs(2 * Neuron([0], bias, "sigmoid")([0]) - 1))
        shade = figure.locator(f".shade.{kind}").get_attribute("fill-opacity")
        assert float(shade or "") == pytest.approx(0.24 * sure)


def test_the_points_go_straight_to_where_one_line_is_enough(mount: Mount) -> None:
    hidden, output = Dense.from_weights([[1, 1], [1, 1]], [0, -1], "relu")(CORNERS), Neuron([1, -2], -0.5, "identity")
    figure = mount("xor-layer")
    slider, boundary, equation = map(figure.locator, ("input[type=range]", ".boundary", ".equation"))
    first = ask(figure, "places")
    for share in (0, 0.25, 0.49, 0.5, 0.75, 0.99, 1):
        move(slider, share)
        assert slider.get_attribute("aria-valuetext") == f"{100 * share:g} % of the way"
        expected = CORNERS + share * (hidden - CORNERS)
        places = to_plane(first, CORNERS, np.array(ask(figure, "places")))
        np.testing.assert_allclose(places, expected, atol=0.001)
        described = figure.locator(".chart").get_attribute("aria-label") or ""
        told = [(float(a), float(b)) for a, b in re.findall(r"at \(([\d.]+), ([\d.]+)\)", described)]
        np.testing.assert_allclose(told, expected, rtol=1e-2)
        assert figure.locator(".name").all_text_contents() == (["x₁", "x₂"] if share < 0.5 else ["a₁", "a₂"])
        assert figure.locator(".point").all_text_contents() == ["00", "01", "10", "11"]
        words = {0: "No straight line has", 1: "One straight line is"}.get(share, "Each point goes")
        assert text_of(figure).startswith(words)
        assert (boundary.get_attribute("d") is None, equation.count()) == (share < 1, int(share == 1))
    assert equation.text_content() == "a₁ − 2a₂ = 0.5"
    np.testing.assert_allclose(output(to_plane(first, CORNERS, drawn(figure, ".boundary"))), 0, atol=0.01)
    assert (output(places) > 0).tolist() == [False, True, True, False]  # the triangles are 01 and 10


def test_play_goes_there_in_two_seconds_rests_and_comes_back(mount_in_time: Mount) -> None:
    figure = mount_in_time("xor-layer")
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
