"""Copy as Python: run in a fresh interpreter, it prints what the playground shows, unless training is chaotic."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from playgrounds import MOONS_PAGE, NEURON_PAGE, XOR_PAGE, open_playground

from neuronlib.activations import ELEMENTWISE

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

INPUTS = ["x1", "x2", "square1", "square2", "product", "sine1", "sine2"]


def copied(page: Page, playground: Locator) -> str:
    """Return what the button puts on the clipboard."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    playground.get_by_role("button", name="Copy as Python").click()
    playground.get_by_text("Python copied.").wait_for()
    snippet: str = page.evaluate("navigator.clipboard.readText()")
    return snippet


def run(snippet: str) -> list[str]:
    """Return the lines that a fresh interpreter prints."""
    done = subprocess.run([sys.executable, "-c", snippet], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.parametrize(
    "state",
    [
        "",
        "?x=0.1,-2.7&weights=1.23456789,1e-7&bias=-0.333&activation=gelu",
        "?x=1000,-1000&weights=-999.9,1000&bias=12.5&activation=softplus",
        "?weights=2,-4&bias=-1&activation=step&circles=3,3,-3,-3,0,0,0.0625,1,2,2",
    ],
)
def test_the_neuron_prints_the_same_numbers(page: Page, served_site: str, state: str) -> None:
    playground = open_playground(page, served_site + NEURON_PAGE + state)
    *steps, right = run(copied(page, playground))
    assert "\n".join(steps) == playground.locator(".steps").text_content()
    assert right == playground.locator(".score").text_content()


@pytest.mark.parametrize(
    ("settings", "n_steps"),
    [
        ("", 0),
        ("", 3),
        ("?data=xor&units=1&activation=identity&rate=0.01", 1),
        ("?data=circles&units=8&activation=leaky_relu&rate=3", 12),
    ],
)
def test_the_training_ends_with_the_same_loss(page: Page, served_site: str, settings: str, n_steps: int) -> None:
    playground = open_playground(page, served_site + MOONS_PAGE + settings)
    for _ in range(n_steps):
        playground.get_by_role("button", name="Step").click()
    loss, right = run(copied(page, playground))
    assert playground.locator(".score").text_content() == f"epoch {n_steps} · {loss} · {right}"


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
def test_python_copied_from_random_settings_prints_the_losses_of_the_page(
    page: Page, served_site: str, seed: int
) -> None:
    playground = open_playground(page, served_site + MOONS_PAGE + random_settings(seed))
    assert playground.locator(".notice").text_content() == ""
    for _ in range(seed % 5):
        playground.get_by_role("button", name="Step").click()
    loss, right, *held_out = run(copied(page, playground))
    expected = " · ".join([f"epoch {seed % 5}", loss, right, *held_out])
    assert playground.locator(".score").text_content() == expected


@pytest.mark.parametrize(
    "settings", ["?data=xor&units=8&activation=identity&rate=30", "?data=moons&units=3&activation=identity&rate=30"]
)
def test_a_training_that_overflows_stays_in_its_last_good_state(page: Page, served_site: str, settings: str) -> None:
    playground = open_playground(page, served_site + XOR_PAGE + settings)
    step, message = playground.get_by_role("button", name="Step"), playground.get_by_text("numbers too large")
    for _ in range(200):
        if not message.is_visible():
            step.click()
    assert message.is_visible()
    shown = [playground.locator(part).inner_html() for part in (".score", ".curve", ".diagram", ".boundary")]
    step.click()
    assert [playground.locator(part).inner_html() for part in (".score", ".curve", ".diagram", ".boundary")] == shown
    said = message.text_content() or ""
    snippet = copied(page, playground)
    loss, right = run(snippet)
    score = playground.locator(".score").text_content() or ""
    assert score.endswith(f" · {loss} · {right}")

    epoch = int(score.split()[1])
    done = subprocess.run(
        [sys.executable, "-c", snippet.replace(f"epochs={epoch}", "epochs=5000")],
        capture_output=True,
        text=True,
        check=False,
    )
    where = re.search(r"in epoch (\d+) of 5000", done.stderr)
    assert where
    assert f"fit() stops in epoch {where[1]} with an error" in said


@pytest.mark.parametrize(("rate", "n_steps", "is_cautious"), [("1", 1, False), ("3", 0, False), ("3", 1, True)])
def test_where_training_may_be_chaotic_the_python_says_so(
    page: Page, served_site: str, rate: str, n_steps: int, is_cautious: bool
) -> None:
    playground = open_playground(page, f"{served_site}{MOONS_PAGE}?rate={rate}")
    for _ in range(n_steps):
        playground.get_by_role("button", name="Step").click()
    snippet = copied(page, playground)
    assert ("# With a learning rate this large" in snippet) == is_cautious
    run(snippet)


def test_where_the_clipboard_is_closed_the_text_is_shown(page: Page, served_site: str) -> None:
    page.add_init_script("delete Navigator.prototype.clipboard")
    playground = open_playground(page, served_site + NEURON_PAGE)
    playground.get_by_role("button", name="Copy as Python").click()
    assert playground.get_by_label("Text to copy").input_value().startswith("from neuronlib import Neuron")
