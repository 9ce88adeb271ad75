"""Copy as Python: run by Python, it prints what the playground shows, unless training is chaotic."""

import contextlib
import io
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise, product
from typing import Any
from urllib.parse import urlencode

import pytest
from playgrounds import CIRCLES, MOONS, NEURON, Mount, button, copied, text_of
from playwright.sync_api import Locator

from neuronlib.activations import ELEMENTWISE

INPUTS = ["x1", "x2", "square1", "square2", "product", "sine1", "sine2"]
DATA = ["blobs", "moons", "circles", "xor", "spirals", "penguins"]
MENUS: dict[str, list[Any]] = {
    "units": list(range(1, 9)),
    "rate": [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30],
    "second": list(range(9)),
    "batch": ["all", 1, 5, 10, 25, 50],
    "l2": [0, 0.0001, 0.001, 0.003, 0.01, 0.03, 0.1],
    "noise": ["usual", 0, 0.05, 0.1, 0.2, 0.3, 0.5],
    "start": list(range(10)),
    "heldout": ["hidden", "shown"],
    "shading": ["side", "confidence"],
    "speed": [1, 2, 5, 20, 100],
}
STEP_TO_THE_END = """step => {
  const isOver = () => step.closest(".panels").textContent.includes("numbers too large");
  for (let n = 0; n < 200 && !isOver(); n++) step.click();
}"""
OVERFLOWN = (".score", ".curve", ".diagram", ".boundary")


def run(snippet: str) -> list[str]:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(snippet, "<copied>", "exec"), {"__name__": "__main__"})
    return printed.getvalue().splitlines()


def step(playground: Locator, n_steps: int) -> None:
    for _ in range(n_steps):
        button(playground, "Step").click()


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


def test_a_fresh_interpreter_needs_nothing_else(mount: Mount) -> None:
    for markup in (NEURON, CIRCLES):
        snippet = copied(mount(markup), "as Python")
        done = subprocess.run([sys.executable, "-c", snippet], capture_output=True, text=True, check=True)
        assert done.stdout.splitlines() == run(snippet)


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
    button(playground, "Step").evaluate(STEP_TO_THE_END)
    said = playground.get_by_text("numbers too large").text_content(timeout=1000) or ""
    shown = [playground.locator(part).inner_html() for part in OVERFLOWN]
    step(playground, 1)
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
    step(playground, n_steps)
    snippet = copied(playground, "as Python")
    assert ("# With a learning rate this large" in snippet) == is_cautious
    run(snippet)


def test_where_the_clipboard_is_closed_the_text_is_shown(mount: Mount) -> None:
    playground = mount(NEURON)
    playground.page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })")
    button(playground, "Copy as Python").click()
    assert playground.get_by_label("Text to copy").input_value().startswith("from neuronlib import Neuron")
    playground.page.evaluate("delete navigator.clipboard")
