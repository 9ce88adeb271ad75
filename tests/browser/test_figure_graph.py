"""The live figure of a computation graph: what it reads, computes, tells and draws, against the library's tensors."""

import re
from itertools import combinations, pairwise
from typing import Any

import numpy as np
import pytest
from chapters import text_of_chapter
from hands import move
from in_page import ask
from playgrounds import ANSWERS, Mount, compute, text_of
from playwright.sync_api import Locator, Page

from neuronlib.autodiff import Tensor

Values = dict[str, float]

FUNCTIONS = {
    "tanh": lambda value: as_tensor(value).tanh(),
    "relu": lambda value: as_tensor(value).relu(),
    "exp": lambda value: as_tensor(value).exp(),
}
EXPRESSIONS: list[tuple[str, Values]] = list(ANSWERS["slope-graph"]["expressions"].items())


def as_tensor(value: Any) -> Tensor:
    return value if isinstance(value, Tensor) else Tensor(value)


def in_the_library(text: str, values: Values) -> dict[str, tuple[float, float]]:
    """Return the number and the slope of all that has a name in a text, and of its result, as Python reads it."""
    names: dict[str, Any] = {name: Tensor(value) for name, value in values.items()}
    *lines, last = re.split(r"[;\n]+", text.translate(str.maketrans("·×÷−", "**/-")))
    for line in lines:
        exec(line, FUNCTIONS, names)
    name, _, expression = last.rpartition("=")
    result = names[name.strip() or "result"] = as_tensor(eval(expression, FUNCTIONS, names))
    result.backward()
    tensors = {name: each for name, each in names.items() if isinstance(each, Tensor) and each.grad is not None}
    return {name: (float(each.data), float(each.grad)) for name, each in tensors.items()}


def some_expression(rng: np.random.Generator, depth: int) -> str:
    """Return a text that Python reads as an expression of x, y and z."""
    if depth == 0:
        return str(rng.choice(["x", "y", "z", "2", "0.5", "-y", "- 3"]))
    inner = [some_expression(rng, int(rng.integers(depth))) for _ in range(2)]
    kinds = ["{} + {}", "{} - {}", "{} * {}", "({} + {})", "({} - {}) ** 2", "tanh({}) - {}", "-({} * {})"]
    kinds += ["{} - ({} - x)", "{} / (exp({}) + 1)", "relu({}) * {}", "-z ** 3 + {} * {}"]
    return str(rng.choice(kinds)).format(*inner)


def test_every_expression_has_the_numbers_and_slopes_of_the_library(calculator: Page) -> None:
    rng = np.random.default_rng(0)
    texts = [some_expression(rng, 2) for _ in range(400)]
    refused = compute(calculator, "expression", "refused(m, given)", texts)
    assert {why[1][:8] for why in refused if isinstance(why[0], str)} == {"That is "}  # too long
    read = [text for text, (first, *_) in zip(texts, refused, strict=True) if isinstance(first, int)]
    assert len(read) > 200
    cases = [*EXPRESSIONS, *((text, {"x": 0.7, "y": -1.3, "z": 0.4}) for text in read)]
    computed = compute(calculator, "expression graph-passes", "computed(m, given)", cases)
    for (text, values), (names, numbers, slopes) in zip(cases, computed, strict=True):
        theirs = in_the_library(text, values)
        ours = dict(zip(names, zip(numbers, slopes, strict=True), strict=True))
        ours["result"] = numbers[-1], slopes[-1]
        compared = set(theirs) & set(ours)
        assert compared >= {name for name in values if name in names}, text
        for name in compared:
            np.testing.assert_allclose(ours[name], theirs[name], rtol=1e-9, atol=1e-12, err_msg=f"{name} in {text}")


def test_what_cannot_be_read_is_told_and_the_graph_stays(mount: Mount) -> None:
    figure = mount("slope-graph")
    before = ask(figure, "edges")
    for text, told in ANSWERS["slope-graph"]["unreadable"].items():
        ask(figure, "writeExpression", text)
        message = figure.locator(".message:not(.notice)").text_content() or ""
        assert told in message, text
        assert message.endswith("The graph is that of before."), text
        assert ask(figure, "edges") == before, text
    ask(figure, "writeExpression", "w * x")
    assert figure.locator(".message:not(.notice)").text_content() == ""
    assert len(figure.locator(".edge").all()) == 2


def test_it_begins_with_the_graph_of_its_chapter(mount: Mount) -> None:
    chapter = text_of_chapter("series/13-automatic-differentiation")
    text, values = EXPRESSIONS[0]
    figure = mount("slope-graph")
    assert figure.locator("textarea").input_value() == text
    assert all(f"\n{line}\n" in chapter for line in text.splitlines())
    given = re.findall(r"^(\w), (\w) = (\d+), (\d+)", chapter, re.MULTILINE)
    assert dict(pair for a, b, one, other in given for pair in ((a, float(one)), (b, float(other)))) == values
    assert text_of(figure).startswith("w = 2, x = 3, b = 4 and t = 12. ")
    assert texts(figure, ".name") == ["w", "x", "times", "b", "plus", "t", "error", "loss"]


def texts(figure: Locator, part: str) -> list[str]:
    return [text for text in figure.locator(f".graph {part}").all_text_contents() if text]


def test_each_step_tells_what_it_computes_and_draws_what_is_known_by_then(mount: Mount) -> None:
    figure = mount("slope-graph")
    numbers = ["2", "3", "6", "4", "10", "12", "−2", "4"]  # of w, x, times, b, plus, t, error, loss
    computed, slopes = [2, 4, 6, 7], [["1", "−4"], ["−4", "4"], ["−4", "−4"], ["−12", "−8"]]
    new = [[], ["6"], ["10"], ["−2"], ["4"], ["−4"], ["−4", "4"], ["−4", "−4"], ["−12", "−8"]]
    for step, said in enumerate(ANSWERS["slope-graph"]["said"]):
        move(figure.get_by_role("slider", name="steps"), step)
        assert text_of(figure) == said
        known = [number for place, number in enumerate(numbers) if place not in computed[min(step, 4) :]]
        back = [slope for handed in slopes[: max(0, step - 4)] for slope in handed]
        assert sorted(texts(figure, "text:is(.number, .slope, .new)")) == sorted(known + back), step
        assert texts(figure, ".new") == new[step], step
        factors = ["", "× 3 × 2", "× 1 × 1", "× 1 × (−1)", "× (−2), × (−2)"][min(step, 8 - step + (step > 4))]
        assert " ".join(texts(figure, ".factor")) == factors, step
        kinds = [kind for _, kind, *_ in ask(figure, "edges")]
        assert kinds.count("edge going") == (2 if 1 <= step <= 4 else 0)
        assert kinds.count("edge going-back") == (2 if step > 4 else 0)
    label = figure.locator(".graph").get_attribute("aria-label") or ""
    assert label.startswith("A computation graph: w 2, slope −12; x 3, slope −8; times 6, slope −4; b 4, slope −4;")
    ask(figure, "writeExpression", "a * b + a")
    move(figure.get_by_role("slider", name="steps"), 4)
    assert " to b. Slopes add up: a has 5 now. " in text_of(figure)  # from two operations, 4 and 1


def test_arrows_join_each_node_with_what_it_is_made_of_and_turn_round_on_the_way_back(mount: Mount) -> None:
    figure = mount("slope-graph")
    ends = [end for end, *_ in ask(figure, "edges")]
    assert sorted(ends) == sorted(["0 2", "1 2", "2 4", "3 4", "4 6", "5 6", "6 7", "6 7"])
    paths = [line for end, _, line, _ in ask(figure, "edges") if end == "6 7"]
    assert paths[0] != paths[1]  # two arrows that can be told apart
    tips = []
    for step in (4, 5):
        move(figure.get_by_role("slider", name="steps"), step)
        tips.append([head.split()[0] for end, _, _, head in ask(figure, "edges") if end == "6 7"])
    assert all(float(one.split(",")[0]) > float(other.split(",")[0]) for one, other in zip(*tips, strict=True))


def test_what_is_given_stands_right_before_its_use_and_few_arrows_cross(calculator: Page) -> None:
    given = [EXPRESSIONS[0][0], "x - y * (z + x)", "relu(u - v) ** 2 + u / 3 + tanh(u)", "c + a * b + c * b"]
    laid_out = compute(calculator, "expression graph-layout", "given.map((text) => m.layout(m.read(text)))", given)
    assert [node["along"] for node in laid_out[0]["nodes"]] == [0, 0, 1, 1, 2, 2, 3, 4]  # w x times b plus t error loss
    for graph, most in zip(laid_out, [0, 0, 1, 1], strict=True):
        nodes = graph["nodes"]
        paths = [[nodes[each["from"]], *each["through"], nodes[each["to"]]] for each in graph["arrows"]]
        pieces = [(one["along"], one["across"], to["across"]) for path in paths for one, to in pairwise(path)]
        pairs = [(one, other) for one, other in combinations(pieces, 2) if one[0] == other[0]]  # between two levels
        assert sum((one[1] - other[1]) * (one[2] - other[2]) < 0 for one, other in pairs) == most


def test_an_example_is_chosen_an_expression_is_written_and_a_value_without_a_finite_number_comes_back(
    mount: Mount,
) -> None:
    figure = mount("slope-graph")
    menu = figure.get_by_role("combobox", name="An example:")
    menu.select_option("a sigmoid")
    move(figure.get_by_role("slider", name="steps"), 8)
    assert "0.1587 to z. Now every value has its slope." in text_of(figure)  # as chapter 7 has it
    for text, names in {
        "c = a * b\na * a + b * b + 2": ["a", "b", "times 1", "times 2", "plus 1", "plus 2"],  # where there are several
        "c = a * b\n-(c + a * a) ** 2": ["a", "b", "c", "times", "plus", "power 2", "minus"],
    }.items():
        ask(figure, "writeExpression", text)
        assert (texts(figure, ".name"), menu.input_value()) == (names, "")
    ask(figure, "writeExpression", "1 / x")
    field = figure.get_by_role("spinbutton", name="value of x")
    field.fill("0")
    assert figure.get_by_text("With x = 0 not every number is finite; it is 3 again.").is_visible()
    assert text_of(figure).startswith("x = 3. ")


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_no_two_texts_of_any_graph_meet(mount_on_phone: Mount, width: int) -> None:
    figure = mount_on_phone("slope-graph")
    figure.page.set_viewport_size({"width": width, "height": 800})
    for text, _ in EXPRESSIONS:
        ask(figure, "writeExpression", text)
        slider = figure.get_by_role("slider", name="steps")
        for step in range(int(slider.get_attribute("max") or 0) + 1):
            move(slider, step)
            assert ask(figure, "illDrawn") == [], (text, step)
