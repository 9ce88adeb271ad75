"""What the playgrounds draw: regions and boundary, the curve of the losses, the formula."""

import math
import re
from typing import Any

import pytest
from playgrounds import NEURON, Mount, compute, ends_of
from playwright.sync_api import Page

PLANE = "plane network response-grid decision-regions"
DIAGRAM = "network diagram diagram-drawing response-grid unit-pictures"
HEIGHT, HEADROOM = 110, 1.1


def test_the_contour_runs_where_the_value_is_one_half_and_not_beside_one_that_is_none(calculator: Page) -> None:
    assert compute(calculator, "contour", "m.contour(...given)", [[0, 0.8, 0, 0.8], 2]) == [[[0.625, 0], [0.625, 1]]]
    values = [0, 1, float("nan"), 0, 1, 1, 0, 1, 1]
    assert compute(calculator, "contour", "m.contour(...given)", [values, 3]) == [
        [[0.5, 0], [0.5, 1]],
        [[0.5, 1], [0.5, 2]],
    ]


@pytest.mark.parametrize(
    ("weight", "shading", "alpha", "in_the_middle"),
    [
        (1, "side", 41, 41),
        (3, "confidence", 110 * math.tanh(3 * 2 / 2), 10),  # 2p − 1 of a sigmoid is a tanh
        (1.5e308, "side", 0, 41),  # where the sums overflow there is no colour
        (1.5e308, "confidence", 0, 101),
    ],
)
def test_triangles_have_the_red_side_and_circles_the_green_one(
    calculator: Page, weight: float, shading: str, alpha: float, in_the_middle: int
) -> None:
    drawn = compute(calculator, PLANE, "decision(m, given)", [weight, shading])
    for side, colour in [("left", [0, 158, 115]), ("right", [213, 94, 0])]:
        *shown, strength = drawn[side]
        assert strength == pytest.approx(alpha, abs=1)
        # A canvas keeps pale colours with fewer digits.
        assert shown == pytest.approx(colour if alpha else [0, 0, 0], abs=3)
    assert drawn["middle"][3] == pytest.approx(in_the_middle, abs=1)
    assert "NaN" not in drawn["boundary"]
    assert set(ends_of(drawn["boundary"])[:, 0]) == {150.0}


def test_a_unit_shows_where_it_answers_above_0_and_below(calculator: Page) -> None:
    rising, falling, dead, output = compute(calculator, DIAGRAM, "units(m, given)", [5, -5, 0])
    blue, orange = [0, 114, 178], [213, 94, 0]
    for (left, right, beside), colours in [(rising, (orange, blue)), (falling, (blue, orange))]:
        assert left[:3] == pytest.approx(colours[0], abs=8)
        assert right[:3] == pytest.approx(colours[1], abs=8)
        assert min(left[3], right[3]) > 40
        assert beside[3] == 0
    assert {alpha for *_, alpha in [*dead, *output]} == {0}


def test_the_curve_has_the_losses_the_line_of_guessing_and_names_where_there_are_two(calculator: Page) -> None:
    def drawn(*losses: list[float]) -> Any:
        return compute(calculator, "loss-curve", "curve(m, given)", losses)

    alone, both = drawn([1.0, 0.5]), drawn([1.0, 0.5], [1.1, 0.55])
    guessing = HEIGHT * (1 - math.log(2) / HEADROOM)
    assert ends_of(alone["guessing"]).ravel() == pytest.approx([0, guessing, 300, guessing], abs=0.06)
    ends = [HEIGHT * (1 - loss / HEADROOM) for loss in (1, 0.5)]
    assert ends_of(alone["losses"]).ravel() == pytest.approx([0, ends[0], 3, ends[1]], abs=0.06)
    assert alone["beside"] == [["0.693", pytest.approx(guessing)], ["0", HEIGHT]]
    assert alone.get("heldOut") is None
    assert ends_of(both["heldOut"]).ravel() == pytest.approx([0, 10, 3, HEIGHT * (1 - 0.55 / 1.1 / HEADROOM)], abs=0.06)
    (lower, y_lower), (upper, y_upper) = both["names"]
    assert (lower, upper) == ("training", "held out")
    assert y_lower - y_upper >= 14
    assert "NaN" not in drawn([1.0, 0.5], [1.0, float("inf")])["heldOut"]
    for largest, text in [(4.9, "0.693"), (6.0, "6"), (372.22, "372"), (744.44, "744")]:
        (number, height), zero = drawn([0.7, largest])["beside"]
        assert (number, zero) == (text, ["0", HEIGHT])
        assert HEIGHT - height >= 14  # so that the two never overlap
    long = ends_of(drawn([0.5] * 1001 + [0.1])["losses"]).ravel()
    assert long[-2:] == pytest.approx([300, HEIGHT * (1 - 0.1 / math.log(2) / HEADROOM)], abs=0.06)
    assert 250 < len(long) / 2 <= 301


def test_the_formula_has_the_numbers_in_their_places(mount: Mount) -> None:
    playground = mount(NEURON, query="?x=5,-7&weights=-2,4&bias=-1&activation=relu")
    rows = [re.sub(r"\s", "", row) for row in playground.locator(".formula mtr").all_text_contents()]
    assert rows == ["y=g(b+w1x1+w2x2)", "=relu(−1+(−2)·5+4·(−7))", "=relu(−39)=0"]
