"""The playgrounds against neuronlib: their arithmetic, and the Python that is copied, which prints what they show."""

import contextlib
import io
import random
import re
from collections.abc import Iterator
from itertools import pairwise, product
from typing import Any
from urllib.parse import urlencode

import numpy as np
import pytest
from in_page import ask
from playgrounds import ANSWERS, CIRCLES, MOONS, NEURON, Mount, button, compute, copied, text_of
from playwright.sync_api import Page

from neuronlib import SGD, Dense, Network, Neuron, binary_cross_entropy, fit
from neuronlib.activations import ELEMENTWISE

EVALUATED = "given.map(({ x, ...neuron }) => ({ ...m.evaluate(neuron, x), text: m.explain(neuron, x) }))"
WRITTEN = "given.map((number) => [4, 6].map((digits) => m.general(number, digits)))"
LOADING = "loading training training-settings network"
LAYERS = '[m.layer(given[0][0], "identity"), m.layer(given[0][1], "sigmoid")]'
STEP = f"m.stepped({LAYERS}, given[1], 1) ?? null"
LOSS = f"m.loss({LAYERS}, given[1])"
INPUTS, DATA, MENUS = (ANSWERS["training-playground"][name] for name in ("inputs", "data", "menus"))
OVERFLOWN = (".score", ".curve", ".diagram", ".boundary")


def states() -> Iterator[dict[str, Any]]:
    """Return states that a reader reaches by slider, by typing, and by trying to break it."""
    rng = np.random.default_rng(20210321)
    names = list(ELEMENTWISE)
    for i in range(1000):
        on_slider = rng.integers(-20, 21, 5) / 4
        typed = rng.normal(0, 3, 5)
        extreme = rng.choice([-1, 1], 5) * 10 ** rng.uniform(-9, 3, 5)
        huge = rng.choice([-1, 1], 5) * 10 ** rng.uniform(-150, 150, 5)
        numbers = [on_slider, typed, extreme, huge][i // len(names) % 4].tolist()
        yield {"x": numbers[:2], "weights": numbers[2:4], "bias": numbers[4], "activation": names[i % len(names)]}


def test_a_thousand_neurons_agree_with_the_library(calculator: Page) -> None:
    cases = list(states())
    results = compute(calculator, "neuron", EVALUATED, cases)
    for case, result in zip(cases, results, strict=True):
        neuron = Neuron(case["weights"], case["bias"], case["activation"])
        expected = neuron.explain(case["x"])
        scale = np.abs(expected.products).sum() + abs(case["bias"])  # of what they are added up from
        assert [float(product) for product in result["products"]] == expected.products.tolist(), case
        for part, size in {"dot": scale, "preactivation": scale, "output": max(1.0, scale)}.items():
            theirs = float(getattr(expected, part))
            assert result[part] == pytest.approx(theirs, rel=1e-12, abs=1e-12 * size), case
        assert result["text"] == str(expected), case


def test_the_slope_of_every_activation_agrees_and_it_passes_one_half_where_the_boundary_is(calculator: Page) -> None:
    z = np.concatenate([np.linspace(-45, 45, 721), [-1e300, -1e3, -1e-300, 0, 1e-300, 1e3, 1e300]])
    for name, activation in ELEMENTWISE.items():
        slopes = compute(calculator, "activations", f"given.map(m.ACTIVATIONS.{name}.slope)", z.tolist())
        np.testing.assert_allclose(slopes, activation.derivative(z), rtol=1e-12, atol=1e-300, err_msg=name)
        half = compute(calculator, "activations", f"m.halfway(m.ACTIVATIONS.{name})")
        below, above = activation(np.array([half - 1e-14, half + 1e-14]))
        assert below <= 0.5 <= above, name


def test_numbers_are_written_as_python_writes_them(calculator: Page) -> None:
    rng = np.random.default_rng(1)
    ties = [2.5, 100000.5, 100001.5, 1234567.5, 1000.5, 1001.5, 0.12345, 12345.25, 0.00390625, 1023.4375]
    limits = [0.0, -0.0, 999999.5, 999999.4, 9999.5, 0.0001, 0.00009999995, 1e-5, 5e-324, 1.7e308, 123456789.0]
    numbers = [*ties, *limits, *(rng.normal(size=300) * 10 ** rng.uniform(-12, 12, 300)).tolist()]
    numbers += [float("nan"), float("inf")]
    numbers += [-number for number in numbers if number == number]
    written = compute(calculator, "numbers", WRITTEN, numbers)
    assert written == [[f"{number:.4g}", f"{number:.6g}"] for number in numbers]


@pytest.mark.parametrize("start", [0, 3])
def test_the_settings_for_spirals_tell_them_apart_within_a_minute(calculator: Page, start: int) -> None:
    """In 400 epochs: at two a picture a minute holds them with four pictures a second, and at 100 a second, too."""
    assert compute(calculator, LOADING, "rightSpirals(m, given)", start) == 100


@pytest.mark.parametrize("target", [0, 1])
def test_a_mistake_costs_and_moves_what_it_should_however_sure_the_network_is(calculator: Page, target: int) -> None:
    for z in [sign * size for size in (3.0, 37.0, 40.0, 100.0, 700.0, 1e300) for sign in (1, -1)]:
        X, y = [[z, 0.0]], [target]
        network = Network([Dense.from_weights([[1.0], [0.0]], [0.0]), Dense.from_weights([[1.0]], [0.0], "sigmoid")])
        mistake = network(X).item() - target
        given = [[[[1.0], [0.0]], [[1.0]]], {"X": X, "y": y}]
        loss, stepped = compute(calculator, "network", f"[{LOSS}, {STEP}]", given)
        assert loss == pytest.approx(binary_cross_entropy(y, network(X)), rel=1e-14, abs=0), z
        assert stepped[1]["biases"] == [pytest.approx(-mistake, abs=1e-15)], z
        fit(network, X, y, loss=binary_cross_entropy, optimizer=SGD(1.0), epochs=1)
        np.testing.assert_allclose(stepped[0]["biases"], network.layers[0].biases, rtol=1e-14)


def run(snippet: str) -> list[str]:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(snippet, "<copied>", "exec"), {"__name__": "__main__"})
    return printed.getvalue().splitlines()


@pytest.mark.parametrize(
    "state",
    [
        "",
        "?x=0.1,-2.7&weights=1.23456789,1e-7&bias=-0.333&activation=gelu",
        "?x=1000,-1000&weights=-999.9,1000&bias=12.5&activation=softplus",
        "?weights=2,-4&bias=-1&activation=step&circles=3,3,-3,-3,0,0,0.0625,1,2,2",
    ],
)
def test_the_neuron_prints_the_same_numbers(mount: Mount, state: str) -> None:
    playground = mount(NEURON, query=state)
    *steps, right = run(copied(playground, "as Python"))
    assert "\n".join(steps) == playground.locator(".steps").text_content()
    assert right == text_of(playground)


def every_setting() -> Iterator[dict[str, Any]]:
    """Yield settings that have every pattern with every activation, and among them every other value of a menu."""
    rng, pairs = random.Random(0), list(product(DATA, ELEMENTWISE))
    others = {name: [values[i % len(values)] for i in range(len(pairs))] for name, values in MENUS.items()}
    for values in others.values():
        rng.shuffle(values)
    for i, (data, activation) in enumerate(pairs):
        chosen: dict[str, Any] = {"data": data, "units": 0, "activation": activation}  # in the order of addresses
        chosen |= {name: values[i] for name, values in others.items()}
        if data == "penguins":
            chosen["noise"] = "usual"  # they are measured
        inputs = [name for name in INPUTS if rng.random() < 0.5] or INPUTS[:1]
        chosen["inputs"] = ",".join(inputs)
        if i % 4 == 0:  # the reader's own weights
            sizes = [len(inputs), chosen["units"], *([chosen["second"]] if chosen["second"] else []), 1]
            n_weights = sum((before + 1) * after for before, after in pairwise(sizes))
            chosen["weights"] = ",".join(f"{rng.randint(-16, 16) / 8:g}" for _ in range(n_weights))
        yield chosen


@pytest.mark.parametrize("settings", list(every_setting()), ids=lambda each: f"{each['data']}-{each['activation']}")
def test_every_setting_comes_from_a_link_and_trains_as_copied(mount: Mount, settings: dict[str, Any]) -> None:
    query = urlencode(settings).replace("%2C", ",")
    playground = mount(MOONS, query=f"?{query}")
    assert playground.locator(".notice").text_content() == ""
    shown = playground.locator(".controls > .menu > select").evaluate_all("menus => menus.map((menu) => menu.value)")
    assert shown == [str(value) for name, value in settings.items() if name not in {"inputs", "weights"}]
    boxes = playground.locator(".boxes input").evaluate_all("boxes => boxes.map((box) => box.checked)")
    assert boxes == [name in settings["inputs"].split(",") for name in INPUTS]
    n_steps = 0 if settings["rate"] > 1 else 50 if settings["batch"] == "all" else 3  # more would be chaotic
    button(playground, "Step").evaluate("(step, n) => { while (n--) step.click(); }", n_steps)
    assert text_of(playground) == " · ".join([f"epoch {n_steps}", *run(copied(playground, "as Python"))])
    playground.page.evaluate("history.replaceState(history.state, '', location.pathname)")
    assert copied(playground, "link").endswith(f"?{query}#playground")


@pytest.mark.parametrize(
    "settings", ["?data=xor&units=8&activation=identity&rate=30", "?data=moons&units=3&activation=identity&rate=30"]
)
def test_a_training_that_overflows_stays_in_its_last_good_state(mount: Mount, settings: str) -> None:
    playground = mount(CIRCLES, query=settings)
    ask(button(playground, "Step"), "stepToTheEnd")
    said = playground.get_by_text("numbers too large").text_content(timeout=1000) or ""
    shown = [playground.locator(part).inner_html() for part in OVERFLOWN]
    button(playground, "Step").click()
    assert [playground.locator(part).inner_html() for part in OVERFLOWN] == shown
    snippet = copied(playground, "as Python")
    assert text_of(playground).endswith(" · ".join(["", *run(snippet)]))
    epoch = int(text_of(playground).split()[1])
    with pytest.raises(ValueError, match=r"in epoch \d+ of 5000") as stopped:
        run(snippet.replace(f"epochs={epoch}", "epochs=5000"))
    where = re.findall(r"in epoch (\d+) of 5000", str(stopped.value))[0]
    assert f"fit() stops in epoch {where} with an error" in said


@pytest.mark.parametrize(("rate", "n_steps", "is_cautious"), [("1", 1, False), ("3", 0, False), ("3", 1, True)])
def test_the_python_warns_of_chaos(mount: Mount, rate: str, n_steps: int, is_cautious: bool) -> None:
    playground = mount(MOONS, query=f"?rate={rate}")
    button(playground, "Step").evaluate("(step, n) => { while (n--) step.click(); }", n_steps)
    snippet = copied(playground, "as Python")
    assert ("# With a learning rate this large" in snippet) == is_cautious
    run(snippet)


def test_where_the_clipboard_is_closed_the_text_is_shown(mount: Mount) -> None:
    playground = mount(NEURON)
    playground.page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })")
    button(playground, "Copy as Python").click()
    shown = playground.get_by_role("textbox", name="Text to copy").input_value()
    assert shown.startswith("from neuronlib import Neuron")
    playground.page.evaluate("delete navigator.clipboard")
