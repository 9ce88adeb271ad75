"""What the playgrounds draw: regions and boundary, the curve of the losses, the formula."""

import math
import re

import pytest
from playgrounds import NEURON, Mount, compute
from playwright.sync_api import Page

PLANE = "plane network response-grid decision-regions"
DIAGRAM = "network diagram diagram-drawing response-grid unit-pictures"
DECISION = """(([weight, shading]) => {
  const plane = new m.Plane(2, "img", "");
  const layers = [m.layer([[weight], [0]], "identity"), m.layer([[1]], "sigmoid")];
  m.showDecision(plane, m.responses(layers, m.gridPoints(2))[1][0], shading);
  const { width, height } = plane.canvas;
  const pixels = plane.canvas.getContext("2d").getImageData(0, 0, width, height).data;
  const at = (x) => [...pixels.slice(4 * (Math.floor(height / 2) * width + x)).slice(0, 4)];
  const boundary = plane.boundary.getAttribute("d");
  return { left: at(5), right: at(width - 5), middle: at(width / 2 + 5), boundary };
})(given)"""
UNITS = """(() => {
  const layers = [m.layer([given, [0, 0, 0]], "tanh"), m.layer([[1], [1], [1]], "sigmoid")];
  const diagram = m.networkDiagram(layers, ["x₁", "x₂"]);
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  m.showUnits(canvas, diagram, m.responses(layers, m.gridPoints(2)));
  const { left, top, width } = m.frameOf(diagram);
  const scale = canvas.width / width;
  const at = ([x, y], aside) => [...context.getImageData((x + aside - left) * scale, (y - top) * scale, 1, 1).data];
  const nodes = diagram.nodes.filter(({ kind }) => kind === "neuron");
  return nodes.map(({ centre }) => [-0.75, -0.1, 0.4].map((aside) => at(centre, aside)));
})()"""
CURVE = """(() => {
  const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  m.drawLosses(picture, ...given);
  const placed = (texts) => [...texts].map((text) => [text.textContent, Number(text.getAttribute("y"))]);
  return {
    guessing: picture.querySelector(".guessing").getAttribute("d"),
    losses: picture.querySelector(".losses").getAttribute("d"),
    beside: placed(picture.querySelectorAll("text[x='-6']")),
    heldOut: picture.querySelector(".held-out-losses")?.getAttribute("d"),
    names: placed(picture.querySelectorAll("text.line-name")),
  };
})()"""
HEIGHT, HEADROOM = 110, 1.1


def numbers(path: str) -> list[float]:
    return [float(text) for text in re.findall(r"-?[\d.]+", path)]


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
    drawn = compute(calculator, PLANE, DECISION, [weight, shading])
    for side, colour in [("left", [0, 158, 115]), ("right", [213, 94, 0])]:
        *shown, strength = drawn[side]
        assert strength == pytest.approx(alpha, abs=1)
        # A canvas keeps pale colours with fewer digits.
        assert shown == pytest.approx(colour if alpha else [0, 0, 0], abs=3)
    assert drawn["middle"][3] == pytest.approx(in_the_middle, abs=1)
    assert "NaN" not in drawn["boundary"]
    assert set(numbers(drawn["boundary"])[::2]) == {150.0}


def test_a_unit_shows_where_it_answers_above_0_and_below(calculator: Page) -> None:
    rising, falling, dead, output = compute(calculator, DIAGRAM, UNITS, [5, -5, 0])
    blue, orange = [0, 114, 178], [213, 94, 0]
    for (left, right, beside), colours in [(rising, (orange, blue)), (falling, (blue, orange))]:
        assert left[:3] == pytest.approx(colours[0], abs=8)
        assert right[:3] == pytest.approx(colours[1], abs=8)
        assert min(left[3], right[3]) > 40
        assert beside[3] == 0
    assert {alpha for *_, alpha in [*dead, *output]} == {0}


def test_the_curve_has_the_losses_and_the_line_of_guessing(calculator: Page) -> None:
    drawn = compute(calculator, "loss-curve", CURVE, [[1.0, 0.5]])
    guessing = HEIGHT * (1 - math.log(2) / HEADROOM)
    assert numbers(drawn["guessing"]) == pytest.approx([0, guessing, 300, guessing], abs=0.06)
    expected = [0, HEIGHT * (1 - 1 / HEADROOM), 3, HEIGHT * (1 - 0.5 / HEADROOM)]
    assert numbers(drawn["losses"]) == pytest.approx(expected, abs=0.06)
    assert drawn["beside"] == [["0.693", pytest.approx(guessing)], ["0", HEIGHT]]


def test_the_curve_has_the_losses_of_held_out_points_with_names(calculator: Page) -> None:
    drawn = compute(calculator, "loss-curve", CURVE, [[1.0, 0.5], [1.1, 0.55]])
    assert numbers(drawn["heldOut"]) == pytest.approx([0, 10, 3, HEIGHT * (1 - 0.55 / 1.1 / HEADROOM)], abs=0.06)
    (lower, y_lower), (upper, y_upper) = drawn["names"]
    assert (lower, upper) == ("training", "held out")
    assert y_lower - y_upper >= 14
    assert compute(calculator, "loss-curve", CURVE, [[1.0, 0.5]]).get("heldOut") is None
    overflown = compute(calculator, "loss-curve", CURVE, [[1.0, 0.5], [1.0, float("inf")]])
    assert "NaN" not in overflown["heldOut"]


@pytest.mark.parametrize(("largest", "text"), [(4.9, "0.693"), (6.0, "6"), (372.22, "372"), (744.44, "744")])
def test_the_numbers_of_the_axis_never_overlap(calculator: Page, largest: float, text: str) -> None:
    (number, height), zero = compute(calculator, "loss-curve", CURVE, [[0.7, largest]])["beside"]
    assert number == text
    assert zero == ["0", HEIGHT]
    assert HEIGHT - height >= 14


def test_the_curve_ends_with_the_last_loss(calculator: Page) -> None:
    path = numbers(compute(calculator, "loss-curve", CURVE, [[0.5] * 1000 + [0.1]])["losses"])
    assert path[-2:] == pytest.approx([300, HEIGHT * (1 - 0.1 / math.log(2) / HEADROOM)], abs=0.06)
    assert 250 < len(path) / 2 <= 301


def test_the_formula_has_the_numbers_in_their_places(mount: Mount) -> None:
    playground = mount(NEURON, query="?x=5,-7&weights=-2,4&bias=-1&activation=relu")
    rows = [re.sub(r"\s", "", row) for row in playground.locator(".formula mtr").all_text_contents()]
    assert rows == ["y=g(b+w1x1+w2x2)", "=relu(−1+(−2)·5+4·(−7))", "=relu(−39)=0"]
