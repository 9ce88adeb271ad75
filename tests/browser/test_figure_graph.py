"""The live figure of a computation graph: what it reads, computes, tells and draws, against the library's tensors."""

import re
from itertools import combinations, pairwise
from typing import Any

import numpy as np
import pytest
from built_site import PROJECT
from drawings import typographic
from hands import move, press, retype, start_at, tab_to
from looks import WIDE
from playgrounds import GRAPH, Mount, await_spoken, compute, text_of
from playwright.sync_api import Locator, Page

from neuronlib.autodiff import Tensor

Values = dict[str, float]

TAXI = "error = w * x + b - t\nloss = error * error"
TAXI_VALUES = {"w": 2.0, "x": 3.0, "b": 4.0, "t": 12.0}
FUNCTIONS = {
    "tanh": lambda value: as_tensor(value).tanh(),
    "relu": lambda value: as_tensor(value).relu(),
    "exp": lambda value: as_tensor(value).exp(),
}
EXPRESSIONS: list[tuple[str, Values]] = [
    (TAXI, TAXI_VALUES),
    ("x * x + x", {"x": 3}),
    ("a - b - c", {"a": 1, "b": 2, "c": 4}),
    ("a - (b - c)", {"a": 1, "b": 2, "c": 4}),
    ("a / b / c * d", {"a": 1, "b": 2, "c": 4, "d": 3}),
    ("a / (b * c)", {"a": 1, "b": 2, "c": -4}),
    ("-x ** 2 + 3 * -x", {"x": 1.5}),
    ("2 * x ** 3 * y ** -2", {"x": -1.5, "y": 0.5}),
    ("x ** 0.5 + x ** 0 + x ** 1", {"x": 4}),
    ("x ** 0 * x ** 1", {"x": 0}),
    ("--x - -2", {"x": 4}),
    ("1 / (1 + exp(-z))", {"z": 1.4}),
    ("relu(u - v) ** 2 + u / 3", {"u": 1, "v": 3}),
    ("relu(u)", {"u": 0}),
    ("tanh(w1*x1 + w2*x2 + b)", {"w1": -3, "x1": 2, "w2": 1, "x2": 0, "b": 6.88}),
    ("a = x * y\nb = a + x;c = tanh(a)\n\nb * c + a", {"x": 0.5, "y": -0.25}),
    ("exp(12) * x - exp(-9) * x", {"x": 0.5}),
    ("unused = x * y\nx + 1", {"x": 2, "y": 3}),
    ("three = 3\nx * -three + three", {"x": 2}),
    ("same = x\nthree = 3\nsame * three - three + x", {"x": 2}),
]
UNREADABLE = {  # what a reader may write, and what the answer names
    "": "At the beginning a value is missing.",
    "x": "Nothing is computed yet",
    "w * ": "Behind “w *” a value is missing.",
    "w x": "Behind “w” a sign such as + or * is missing.",
    "2 x + 1": "Behind “2” a sign such as + or * is missing.",
    "(w + x": "A parenthesis is opened, and never closed.",
    "w + x)": "A parenthesis is closed that was never opened.",
    "(w x)": "Behind “(w” a sign such as + or * is missing.",
    "x ^ 2": "two asterisks, as in x ** 2",
    "x ** y": "An exponent is one plain number",
    "x ** 2 ** 3": "An exponent is one plain number",
    "sin(x)": "“sin” is no function here; there are tanh, relu, exp.",
    "x * tanh": "tanh needs parentheses, as in tanh(x).",
    "x & y": "“&” has no meaning here.",
    "x = 1 / 2\nx = 3 * x": "“x” stands for something already",
    "exp = 2 * x": "“exp” stands for something already",
    "2 * x = 3": "“=” gives a name to what stands behind it",
    "temperature * 2": "“temperature” is too long a name",
    "+".join("abcdefgh"): "there is room for 14 numbers",
    "1 / (x - x)": "not every number is finite",
    "(x - x) ** 0.5": "not every number is finite",
}
COMPUTED = """given.map(([text, values]) => {
  const nodes = m.read(text);
  const numbers = m.forward(nodes, values);
  return [nodes.map(({ name }) => name), numbers, m.back(nodes, numbers).at(-1).slopes];
})"""
REFUSED = """given.map((text) => {
  try { return [m.read(text).length]; } catch (error) { return [error.constructor.name, error.message]; }
})"""
WRITE = """(root, text) => {
  const field = root.querySelector("textarea");
  field.value = text;
  for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind));
}"""
EDGES = """root => [...root.querySelectorAll(".edge")].map((edge) => [edge.dataset.ends, edge.getAttribute("class"),
  ...[...edge.querySelectorAll("polyline, polygon")].map((part) => part.getAttribute("points"))])"""

MEETING = """root => {
  const card = root.getBoundingClientRect();
  const boxes = [...root.querySelectorAll(".graph text")].filter((text) => text.textContent)
    .map((text) => [text.textContent, text.getBoundingClientRect()]);
  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  const pairs = boxes.flatMap((one, i) => boxes.slice(i + 1).map((other) => [one, other]));
  const frames = [...root.querySelectorAll(".graph rect")].map((frame) => frame.getBoundingClientRect());
  const spills = (box, frame) => box.top > frame.top - 3 && box.bottom < frame.bottom + 3
    && Math.abs(box.left + box.right - frame.left - frame.right) < 1 && box.right - box.left > frame.right - frame.left;
  const short = [...root.querySelectorAll(".edge polyline")].filter((line) => line.getTotalLength() < 1);
  return [...short.map(() => "a short arrow"),
    ...boxes.filter(([, box]) => frames.some((frame) => spills(box, frame))).map(([text]) => `${text} spills`),
    ...boxes.filter(([, box]) => box.left < card.left || box.right > card.right).map(([text]) => text),
    ...pairs.filter(([one, other]) => meet(one[1], other[1])).map(([[one], [other]]) => `${one} and ${other}`)];
}"""


def as_tensor(value: Any) -> Tensor:
    return value if isinstance(value, Tensor) else Tensor(value)


def in_the_library(text: str, values: Values) -> dict[str, tuple[float, float]]:
    """Return the number and the slope of all that has a name in a text, and of its result, as Python reads it."""
    names: dict[str, Any] = {name: Tensor(value) for name, value in values.items()}
    *lines, last = re.split(r"[;\n]+", text)
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


def require_the_same(calculator: Page, cases: list[tuple[str, Values]]) -> None:
    given = [[text, values] for text, values in cases]
    found = compute(calculator, "expression graph-passes", COMPUTED, given)
    for (text, values), (names, numbers, slopes) in zip(cases, found, strict=True):
        theirs = in_the_library(text, values)
        ours = dict(zip(names, zip(numbers, slopes, strict=True), strict=True))
        ours["result"] = numbers[-1], slopes[-1]
        compared = set(theirs) & set(ours)
        assert compared >= {name for name in values if name in names}, text
        for name in compared:
            np.testing.assert_allclose(ours[name], theirs[name], rtol=1e-9, atol=1e-12, err_msg=f"{name} in {text}")


def test_every_expression_has_the_numbers_and_slopes_of_the_library(calculator: Page) -> None:
    require_the_same(calculator, EXPRESSIONS)


def test_what_python_reads_is_read_in_the_same_way(calculator: Page) -> None:
    rng = np.random.default_rng(0)
    texts = [some_expression(rng, 2) for _ in range(400)]
    refused = compute(calculator, "expression", REFUSED, texts)
    read = [text for text, (first, *_) in zip(texts, refused, strict=True) if isinstance(first, int)]
    assert len(read) > 200  # the others are too long, or compute nothing
    assert {why[1][:8] for why in refused if isinstance(why[0], str)} <= {"That is ", "Nothing "}
    require_the_same(calculator, [(text, {"x": 0.7, "y": -1.3, "z": 0.4}) for text in read])


def test_signs_as_people_type_them_are_read_too(calculator: Page) -> None:
    given = [["w·x − b ÷ 2 × x", {"w": 2, "x": 3, "b": 4}], ["w*x - b / 2 * x", {"w": 2, "x": 3, "b": 4}]]
    one, other = compute(calculator, "expression graph-passes", COMPUTED, given)
    assert one == other


def test_what_cannot_be_read_is_told_and_the_graph_stays(mount: Mount) -> None:
    figure = mount(GRAPH)
    before = figure.evaluate(EDGES)
    for text, told in UNREADABLE.items():
        figure.evaluate(WRITE, text)
        message = figure.locator(".message:not(.notice)").text_content() or ""
        assert told in message, text
        assert message.endswith("The graph is that of before."), text
        assert figure.evaluate(EDGES) == before, text
    figure.evaluate(WRITE, "w * x")
    assert figure.locator(".message:not(.notice)").text_content() == ""
    assert len(figure.locator(".edge").all()) == 2


def test_it_begins_with_the_graph_of_its_chapter(mount: Mount) -> None:
    chapter = (PROJECT / "docs/series/13-automatic-differentiation.md").read_text("utf-8")
    given: Values = {}
    for names, numbers in re.findall(r"^(\w, \w) = (\d+, \d+)", chapter, re.MULTILINE):
        given |= dict(zip(names.split(", "), map(float, numbers.split(", ")), strict=True))
    assert given == TAXI_VALUES
    figure = mount(GRAPH)
    assert figure.locator("textarea").input_value() == TAXI
    assert all(f"\n{line}\n" in chapter for line in TAXI.splitlines())
    shown = re.search(r"^slopes = (\{.*\})\nslopes \|= (\{.*\})", chapter, re.MULTILINE)
    assert shown
    drawn = {**eval(shown[1]), **eval(shown[2])}
    move(figure.get_by_role("slider", name="steps"), 8)
    assert texts(figure, ".name") == list(order_of(drawn))
    assert texts(figure, "text:is(.number, .slope, .new)") == [
        typographic(number) for name in order_of(drawn) for number in drawn[name]
    ]


def order_of(drawn: dict[str, Any]) -> list[str]:
    """Return the names of the graph in the order in which the figure makes its nodes."""
    return sorted(drawn, key=["w", "x", "times", "b", "plus", "t", "error", "loss"].index)


def texts(figure: Locator, part: str) -> list[str]:
    return [text for text in figure.locator(f".graph {part}").all_text_contents() if text]


def test_each_step_tells_what_it_computes(mount: Mount) -> None:
    figure = mount(GRAPH)
    said = []
    for step in range(9):
        move(figure.get_by_role("slider", name="steps"), step)
        said.append(text_of(figure))
    assert said == [
        "w = 2, x = 3, b = 4 and t = 12. Nothing has been computed yet.",
        "Forward: times is w · x = 2 · 3 = 6. "
        "It remembers w with the local derivative 3 and x with the local derivative 2.",
        "Forward: plus is times + b = 6 + 4 = 10. "
        "It remembers times with the local derivative 1 and b with the local derivative 1.",
        "Forward: error is plus − t = 10 − 12 = −2. "
        "It remembers plus with the local derivative 1 and t with the local derivative −1.",
        "Forward: loss is error · error = −2 · (−2) = 4. "
        "It remembers error with the local derivative −2 and error with the local derivative −2.",
        "Back: loss has the slope 1, and hands 1 · (−2) = −2 to error and 1 · (−2) = −2 to error. "
        "Slopes add up: error has −4 now.",
        "Back: error has the slope −4, and hands −4 · 1 = −4 to plus and −4 · (−1) = 4 to t.",
        "Back: plus has the slope −4, and hands −4 · 1 = −4 to times and −4 · 1 = −4 to b.",
        "Back: times has the slope −4, and hands −4 · 3 = −12 to w and −4 · 2 = −8 to x. "
        "Now every value has its slope.",
    ]
    figure.evaluate(WRITE, "a * b + a")
    move(figure.get_by_role("slider", name="steps"), 4)
    assert " to b. Slopes add up: a has 5 now. " in text_of(figure)  # from two operations, 4 and 1


def test_each_step_draws_what_is_known_by_then(mount: Mount) -> None:
    figure = mount(GRAPH)
    numbers = ["2", "3", "6", "4", "10", "12", "−2", "4"]  # of w, x, times, b, plus, t, error, loss
    computed, slopes = [2, 4, 6, 7], [["1", "−4"], ["−4", "4"], ["−4", "−4"], ["−12", "−8"]]
    new = [[], ["6"], ["10"], ["−2"], ["4"], ["−4"], ["−4", "4"], ["−4", "−4"], ["−12", "−8"]]
    for step in range(9):
        move(figure.get_by_role("slider", name="steps"), step)
        known = [number for place, number in enumerate(numbers) if place not in computed[min(step, 4) :]]
        back = [slope for handed in slopes[: max(0, step - 4)] for slope in handed]
        assert sorted(texts(figure, "text:is(.number, .slope, .new)")) == sorted(known + back), step
        assert texts(figure, ".new") == new[step], step
        factors = ["", "× 3 × 2", "× 1 × 1", "× 1 × (−1)", "× (−2), × (−2)"][min(step, 8 - step + (step > 4))]
        assert " ".join(texts(figure, ".factor")) == factors, step
        kinds = [kind for _, kind, *_ in figure.evaluate(EDGES)]
        assert kinds.count("edge going") == (2 if 1 <= step <= 4 else 0)
        assert kinds.count("edge going-back") == (2 if step > 4 else 0)
    label = figure.locator(".graph").get_attribute("aria-label") or ""
    assert label.startswith("A computation graph: w 2, slope −12; x 3, slope −8; times 6, slope −4; b 4, slope −4;")


def test_arrows_join_each_node_with_what_it_is_made_of_and_turn_round_on_the_way_back(mount: Mount) -> None:
    figure = mount(GRAPH)
    ends = [end for end, *_ in figure.evaluate(EDGES)]
    assert sorted(ends) == sorted(["0 2", "1 2", "2 4", "3 4", "4 6", "5 6", "6 7", "6 7"])
    paths = [line for end, _, line, _ in figure.evaluate(EDGES) if end == "6 7"]
    assert paths[0] != paths[1]  # two arrows that can be told apart
    tips = []
    for step in (4, 5):
        move(figure.get_by_role("slider", name="steps"), step)
        tips.append([head.split()[0] for end, _, _, head in figure.evaluate(EDGES) if end == "6 7"])
    assert all(float(one.split(",")[0]) > float(other.split(",")[0]) for one, other in zip(*tips, strict=True))


def test_what_is_given_stands_right_before_its_use_and_few_arrows_cross(calculator: Page) -> None:
    given = [TAXI, "x - y * (z + x)", "relu(u - v) ** 2 + u / 3 + tanh(u)", "c + a * b + c * b"]
    laid_out = compute(calculator, "expression graph-layout", "given.map((text) => m.layout(m.read(text)))", given)
    assert [node["along"] for node in laid_out[0]["nodes"]] == [0, 0, 1, 1, 2, 2, 3, 4]  # w x times b plus t error loss
    assert [crossings(each) for each in laid_out] == [0, 0, 1, 1]


def crossings(laid_out: dict[str, Any]) -> int:
    """Return how often two arrows cross between one level and the next."""
    nodes, pieces = laid_out["nodes"], []
    for arrow in laid_out["arrows"]:
        path = [nodes[arrow["from"]], *arrow["through"], nodes[arrow["to"]]]
        pieces += [(one["along"], one["across"], other["across"]) for one, other in pairwise(path)]
    pairs = [(one, other) for one, other in combinations(pieces, 2) if one[0] == other[0]]
    return sum((one[1] - other[1]) * (one[2] - other[2]) < 0 for one, other in pairs)


def test_an_expression_and_its_values_are_written_by_keyboard(mount: Mount) -> None:
    figure = mount(GRAPH)
    start_at(figure)
    field = figure.get_by_role("textbox", name="Expression:")
    tab_to(figure.page, field)
    press(figure.page, "Control+a")
    figure.page.keyboard.type("x * x + q")
    assert figure.get_by_role("slider", name="value of").count() == 2
    assert text_of(figure) == "x = 3 and q = 0.5. Nothing has been computed yet."
    assert figure.get_by_role("combobox", name="An example:").input_value() == ""
    tab_to(figure.page, figure.get_by_role("slider", name="value of x"))
    press(figure.page, "ArrowRight")
    tab_to(figure.page, figure.get_by_role("spinbutton", name="value of q"))
    retype(figure.page, "-4")
    assert text_of(figure).startswith("x = 3.1 and q = −4.")
    await_spoken(figure, "x = 3.1 and q = −4.")
    retype(figure.page, "21")
    assert figure.get_by_text("q must be a number from −20 to 20; it is −4 again.").is_visible()


def test_an_example_is_chosen_and_a_value_that_gives_no_finite_number_comes_back(mount: Mount) -> None:
    figure = mount(GRAPH)
    figure.get_by_role("combobox", name="An example:").select_option("a sigmoid")
    move(figure.get_by_role("slider", name="steps"), 8)
    assert "0.1587 to z. Now every value has its slope." in text_of(figure)  # as chapter 7 has it
    figure.evaluate(WRITE, "1 / x")
    field = figure.get_by_role("spinbutton", name="value of x")
    field.fill("0")
    assert figure.get_by_text("With x = 0 not every number is finite; it is 3 again.").is_visible()
    assert text_of(figure).startswith("x = 3. ")


def test_what_has_no_name_has_that_of_its_operation_and_a_number_where_there_are_several(mount: Mount) -> None:
    figure = mount(GRAPH)
    figure.evaluate(WRITE, "c = a * b\na * a + b * b + 2")
    assert texts(figure, ".name") == ["a", "b", "times 1", "times 2", "plus 1", "plus 2"]
    figure.evaluate(WRITE, "c = a * b\n-(c + a * a) ** 2")
    assert texts(figure, ".name") == ["a", "b", "c", "times", "plus", "power 2", "minus"]


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_no_two_texts_of_any_graph_meet(mount_on_phone: Mount, width: int) -> None:
    figure = mount_on_phone(GRAPH)
    figure.page.set_viewport_size({"width": width, "height": 800})
    for text, _ in EXPRESSIONS:
        figure.evaluate(WRITE, text)
        slider = figure.get_by_role("slider", name="steps")
        for step in range(int(slider.get_attribute("max") or 0) + 1):
            move(slider, step)
            assert figure.evaluate(MEETING) == [], (text, step)
        assert figure.evaluate(WIDE) == [], text
