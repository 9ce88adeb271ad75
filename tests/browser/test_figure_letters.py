"""The live figure of letters in the plane, and the names that it makes: against the chapter and the library."""

import re
from typing import Any

import numpy as np
import pytest
from chapters import names_of, text_of_chapter
from hands import move, press, retype, start_at, tab_to
from looks import COMPUTED
from playgrounds import LETTERS as FIGURE
from playgrounds import Mount, await_spoken, button, compute, text_of
from playwright.sync_api import Locator, Page

from neuronlib import Dense, Embedding, Network, cross_entropy

CHAPTER = "series/15-letters-as-points"
LETTERS = ".abcdefghijklmnopqrstuvwxyz"
KEPT = [0, 33, 102, 306, 1020]  # steps after which the figure has the network
CONTEXTS = [[0, 0, 0], [0, 0, 10], [1, 14, 14], [5, 14, 14], [17, 17, 17], [26, 1, 26]]
TEMPERATURES = [0.3, 0.5, 1, 1.3, 2]
PROBABILITIES = """m.loadNames().then(({ networks }) => Object.values(networks).map((numbers) =>
  given[0].map((context) => given[1].map((heat) => m.probabilities(m.parametersFrom(numbers), context, heat)))))"""
NAMES = """m.loadNames().then(({ letters, networks }) => given.map(([kept, heat, seed]) =>
  m.makeNames(20, m.parametersFrom(networks[kept]), letters, new m.Generator(seed), heat)))"""
DRAWN = """root => [...root.querySelectorAll(".letter")]
  .map((mark) => mark.style.transform.match(/-?[\\d.]+/g).map(Number))"""


def of_the_chapter() -> dict[str, Any]:
    """Return the names of the chapter after the block that trains its network."""
    return names_of(CHAPTER, "history")


@pytest.fixture
def data(calculator: Page) -> Any:
    return compute(calculator, "loading", "m.loadNames()")


@pytest.fixture
def networks(data: Any) -> dict[int, Network]:
    """Return the networks that the figure has, by the steps that they have taken."""
    made = {}
    for step, numbers in data["networks"].items():
        table, *first, weights, biases = [np.array(each) * 1e-7 for each in numbers]
        hidden, output = Dense.from_weights(*first, "tanh"), Dense.from_weights(weights, biases, "softmax")
        made[int(step)] = Network([Embedding.from_weights(table, n_inputs=3), hidden, output])
    return made


def heated(network: Network, context: list[int], temperature: float) -> Any:
    p = network([context])[0] ** (1 / temperature)
    return p / p.sum()


def made_names(network: Network, temperature: float, seed: int, n: int) -> list[str]:
    """Return names, drawn as the chapter draws them."""
    rng, names = np.random.default_rng(seed), []
    for _ in range(n):
        text = [0, 0, 0]
        while len(text) < 15:
            letter = int((heated(network, text[-3:], temperature).cumsum() < rng.random()).sum())
            if letter == 0:
                break
            text.append(letter)
        names.append("".join(LETTERS[letter] for letter in text[3:]))
    return names


def shown_names(figure: Locator) -> list[str]:
    return figure.locator(".names li").all_text_contents()


def heading(figure: Locator) -> str:
    return figure.locator("p:has(+ .names)").text_content() or ""


def test_its_network_is_the_one_of_the_chapter(data: Any, networks: dict[int, Network]) -> None:
    chapter = of_the_chapter()
    for step, trained in ((0, chapter["new_network"](0)), (1020, chapter["network"])):
        for ours, theirs in zip(networks[step].parameters, trained.parameters, strict=True):
            np.testing.assert_allclose(ours, theirs, rtol=0, atol=1e-7)
    losses = dict(zip(data["steps"], data["losses"], strict=True))
    theirs = [cross_entropy(chapter["y_judge"], network(chapter["X_judge"])) for network in networks.values()]
    np.testing.assert_allclose([losses[step] for step in KEPT], theirs, rtol=0, atol=1e-4)
    at_ends = [losses[102 * epoch] for epoch in range(1, 11)]
    np.testing.assert_allclose(at_ends, chapter["history"].validation_loss, rtol=0, atol=1e-4)


def test_letters_stand_where_the_chapter_has_them(mount: Mount, data: Any, networks: dict[int, Network]) -> None:
    tables = [network.layers[0].weights for network in networks.values()]
    read = tables[-1][of_the_chapter()["X"].ravel()]
    sides = np.linalg.svd(read - read.mean(axis=0), full_matrices=False)[2][:2]
    places = np.array([(table - read.mean(axis=0)) @ sides.T for table in tables])
    places *= np.sign([places[-1, 1, 0], places[-1, 0, 1]])  # "a" on the right, the dot above
    figure, drawn = mount(FIGURE), []
    for step, table in zip(KEPT, tables, strict=True):
        move(figure.get_by_role("slider", name="moments"), data["steps"].index(step))
        drawn.append(np.array(figure.evaluate(DRAWN)) * [1, -1])
        nearest = np.linalg.norm(table[:, None] - table, axis=2).argsort()[:, 1]
        label = figure.locator(".letters").get_attribute("aria-label") or ""
        assert label.endswith(
            ", ".join(f"{letter} {LETTERS[near]}" for letter, near in zip(LETTERS, nearest, strict=True))
        )
    for known, seen in zip(places.reshape(-1, 2).T, np.array(drawn).reshape(-1, 2).T, strict=True):
        slope, start = np.polyfit(known, seen, 1)
        assert slope > 0
        np.testing.assert_allclose(slope * known + start, seen, atol=0.02)  # per cent
    near = re.findall(r"^[aeiou] is nearest to (\w)$", text_of_chapter(CHAPTER), re.MULTILINE)
    assert f"Nearest to a, e, i, o and u: {', '.join(near[:4])} and {near[4]}." in text_of(figure)


def test_probabilities_are_those_of_the_library(calculator: Page, networks: dict[int, Network]) -> None:
    ours = compute(calculator, "loading letter-network", PROBABILITIES, [CONTEXTS, TEMPERATURES])
    for found, network in zip(ours, networks.values(), strict=True):
        theirs = [[heated(network, context, temperature) for temperature in TEMPERATURES] for context in CONTEXTS]
        np.testing.assert_allclose(found, theirs, rtol=1e-9, atol=1e-15)


def test_names_are_those_of_the_library_to_the_letter(calculator: Page, networks: dict[int, Network]) -> None:
    cases = [(step, heat, seed) for step in KEPT for heat in TEMPERATURES for seed in (0, 2, 77, 2**32 - 1)]
    ours = compute(calculator, "loading letter-network generator", NAMES, cases)
    for (step, heat, seed), names in zip(cases, ours, strict=True):
        assert names == made_names(networks[step], heat, seed, 20), (step, heat, seed)


def test_a_press_makes_the_names_of_the_chapter_and_the_next_one_others(mount: Mount) -> None:
    lines = re.findall(r"^(untrained|trained|at 0.5|at 2) +(\w+(?: \w+){5})$", text_of_chapter(CHAPTER), re.MULTILINE)
    wanted = {kind: names.split() for kind, names in lines}
    figure = mount(FIGURE)
    heat, moments = (figure.get_by_role("slider", name=name) for name in ("temperature", "moments"))
    button(figure, "Make names").click()
    assert heading(figure) == "Made after 10 epochs, at temperature 1, with seed 2:"
    assert shown_names(figure) == wanted["trained"]
    await_spoken(figure, "with seed 2: " + ", ".join(wanted["trained"]))
    for temperature in ("0.5", "2"):
        move(heat, float(temperature))
        assert shown_names(figure) == wanted[f"at {temperature}"]
    move(heat, 1)
    move(moments, 0)
    assert heading(figure) == "Made before the training, at temperature 1, with seed 2:"
    assert shown_names(figure) == wanted["untrained"]
    button(figure, "Make names").click()
    assert "with seed 3:" in heading(figure)
    assert not set(shown_names(figure)) & set(wanted["untrained"])


def test_names_come_from_the_latest_network_that_is_kept(mount: Mount, data: Any, networks: dict[int, Network]) -> None:
    figure = mount(FIGURE)
    assert heading(figure) == "No names have been made yet."
    button(figure, "Make names").click()
    for moment, step in enumerate(data["steps"]):
        move(figure.get_by_role("slider", name="moments"), moment)
        kept = max(each for each in KEPT if each <= step)
        assert f"Made {told(kept)}" in heading(figure)
        assert text_of(figure).lower().startswith(f"{told(step)}: loss {data['losses'][moment]:.3f} on the names")
        assert [name.replace("(no letter)", "") for name in shown_names(figure)] == made_names(networks[kept], 1, 2, 6)


def told(step: int) -> str:
    names = {0: "before the training", 102: "after 1 epoch"}
    return names.get(step, f"after {step} steps" if step % 102 else f"after {step // 102} epochs")


def test_it_is_led_by_keyboard_refuses_a_wrong_temperature_and_glides_only_where_motion_is_wanted(mount: Mount) -> None:
    figure = mount(FIGURE)
    start_at(figure)
    page, field = figure.page, figure.get_by_role("spinbutton", name="temperature")
    tab_to(page, field)
    for wrong in ("0", "2.1", "-1", "1e9"):
        retype(page, wrong)
        assert figure.get_by_text("temperature must be a number from 0.3 to 2; it is 1 again.").is_visible()
    retype(page, "0.75")
    assert figure.locator(".message").all_text_contents() == ["", ""]
    tab_to(page, button(figure, "Make names"))
    press(page, "Enter", "Space")
    assert heading(figure) == "Made after 10 epochs, at temperature 0.75, with seed 3:"
    letter = figure.locator(".letter").first
    assert letter.evaluate(COMPUTED, "transitionDuration") == "0.4s"
    page.emulate_media(reduced_motion="reduce")
    assert letter.evaluate(COMPUTED, "transitionDuration") == "0s"


def test_a_finger_makes_names_and_sets_the_temperature(mount_on_phone: Mount) -> None:
    figure = mount_on_phone(FIGURE)
    button(figure, "Make names").tap()
    before = shown_names(figure)
    figure.get_by_role("slider", name="temperature").tap(position={"x": 2, "y": 20})
    assert "at temperature 0.3" in heading(figure)
    assert shown_names(figure) != before
