"""Copy as Python: run by Python, it prints what the playground shows, unless training is chaotic."""

from __future__ import annotations

import contextlib
import io
import random
import re
import subprocess
import sys
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

import pytest
from playgrounds import CIRCLES, MOONS, NEURON, Mount, button, text_of
from playwright.sync_api import Locator

from neuronlib.activations import ELEMENTWISE

INPUTS = ["x1", "x2", "square1", "square2", "product", "sine1", "sine2"]
STEP_TO_THE_END = """step => {
  const isOver = () => step.closest(".panels").textContent.includes("numbers too large");
  for (let n = 0; n < 200 && !isOver(); n++) step.click();
}"""
OVERFLOWN = (".score", ".curve", ".diagram", ".boundary")


def copied(playground: Locator) -> str:
    """Return what the button puts on the clipboard."""
    button(playground, "Copy as Python").click()
    playground.get_by_text("Python copied.").wait_for()
    snippet: str = playground.page.evaluate("navigator.clipboard.readText()")
    return snippet


def run(snippet: str) -> list[str]:
    """Return the lines that it prints, with no names but its own."""
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
    *steps, right = run(copied(playground))
    assert "\n".join(steps) == playground.locator(".steps").text_content()
    assert right == text_of(playground)


@pytest.mark.parametrize(
    ("settings", "n_steps"),
    [
        ("", 0),
        ("", 3),
        ("?data=xor&units=1&activation=identity&rate=0.01", 1),
        ("?data=circles&units=8&activation=leaky_relu&rate=3", 12),
    ],
)
def test_the_training_ends_with_the_same_loss(mount: Mount, settings: str, n_steps: int) -> None:
    playground = mount(MOONS, query=settings)
    step(playground, n_steps)
    loss, right = run(copied(playground))
    assert text_of(playground) == f"epoch {n_steps} · {loss} · {right}"


def test_a_fresh_interpreter_needs_nothing_else(mount: Mount) -> None:
    for markup in (NEURON, CIRCLES):
        snippet = copied(mount(markup))
        done = subprocess.run([sys.executable, "-c", snippet], capture_output=True, text=True, check=True)
        assert done.stdout.splitlines() == run(snippet)


def random_settings(seed: int) -> str:
    """Return a query with a choice for every setting that changes what the network learns."""
    rng = random.Random(seed)
    chosen: dict[str, Any] = {
        "data": rng.choice(["blobs", "moons", "circles", "xor", "spirals", "penguins"]),
        "units": rng.randint(1, 8),
        "activation": rng.choice(list(ELEMENTWISE)),
        "rate": rng.choice([0.01, 0.03, 0.1, 0.3, 1]),
        "second": rng.randint(0, 8),
        "batch": rng.choice(["all", 1, 5, 10, 25, 50]),
        "l2": rng.choice([0, 0, 0.0001, 0.001, 0.01, 0.1]),
        "start": rng.randint(0, 9),
        "heldout": rng.choice(["hidden", "shown"]),
        "inputs": ",".join(rng.sample(INPUTS, rng.randint(1, 7))),
    }
    if chosen["data"] != "penguins":
        chosen["noise"] = rng.choice(["usual", 0, 0.05, 0.3, 0.5])
    if seed % 4 == 0:
        sizes = [chosen["inputs"].count(",") + 1, chosen["units"], *([chosen["second"]] if chosen["second"] else []), 1]
        n_numbers = sum((before + 1) * after for before, after in pairwise(sizes))
        chosen["weights"] = ",".join(f"{rng.gauss(0, 1):.4g}" for _ in range(n_numbers))
    return "?" + urlencode(chosen)


@pytest.mark.parametrize("seed", range(20))
def test_python_copied_from_random_settings_prints_the_losses_of_the_page(mount: Mount, seed: int) -> None:
    playground = mount(MOONS, query=random_settings(seed))
    assert playground.locator(".notice").text_content() == ""
    step(playground, seed % 5)
    assert text_of(playground) == " · ".join([f"epoch {seed % 5}", *run(copied(playground))])


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
    snippet = copied(playground)
    assert text_of(playground).endswith(" · ".join(["", *run(snippet)]))

    epoch = int(text_of(playground).split()[1])
    with pytest.raises(ValueError, match=r"in epoch \d+ of 5000") as stopped:
        run(snippet.replace(f"epochs={epoch}", "epochs=5000"))
    where = re.findall(r"in epoch (\d+) of 5000", str(stopped.value))[0]
    assert f"fit() stops in epoch {where} with an error" in said


@pytest.mark.parametrize(("rate", "n_steps", "is_cautious"), [("1", 1, False), ("3", 0, False), ("3", 1, True)])
def test_where_training_may_be_chaotic_the_python_says_so(
    mount: Mount, rate: str, n_steps: int, is_cautious: bool
) -> None:
    playground = mount(MOONS, query=f"?rate={rate}")
    step(playground, n_steps)
    snippet = copied(playground)
    assert ("# With a learning rate this large" in snippet) == is_cautious
    run(snippet)


def test_where_the_clipboard_is_closed_the_text_is_shown(mount: Mount) -> None:
    playground = mount(NEURON)
    playground.page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })")
    button(playground, "Copy as Python").click()
    assert playground.get_by_label("Text to copy").input_value().startswith("from neuronlib import Neuron")
    playground.page.evaluate("delete navigator.clipboard")
