"""The live figure of letters in the plane, and the names that it makes: against the chapter and the library."""

import re
from typing import Any

import numpy as np
import pytest
from chapters import names_of, text_of_chapter
from hands import move
from in_page import ask
from looks import COMPUTED
from playgrounds import Mount, await_spoken, button, compute, text_of
from playwright.sync_api import Locator, Page

from neuronlib import Dense, Embedding, Network, cross_entropy

CHAPTER = "series/15-letters-as-points"
LETTERS = ".abcdefghijklmnopqrstuvwxyz"
KEPT = [0, 33, 102, 306, 1020]  # steps after which the figure has the network
TEMPERATURES = [0.3, 0.5, 1, 1.3, 2]
NAMES = """m.loadNames().then(({ letters, networks }) => given.map(([kept, heat, seed]) =>
  m.makeNames(20, m.parametersFrom(networks[kept]), letters, new m.Generator(seed), heat)))"""


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


def made_names(network: Network, temperature: float, seed: int, n: int) -> list[str]:
    """Return names, drawn as the chapter draws them."""
    rng, names = np.random.default_rng(seed), []
    for _ in range(n):
        text = [0, 0, 0]
        while len(text) < 15:
            p = network([text[-3:]])[0] ** (1 / temperature)
            letter = int(((p / p.sum()).cumsum() < rng.random()).sum())
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
    chapter = names_of(CHAPTER, "history")
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
    read = tables[-1][names_of(CHAPTER, "history")["X"].ravel()]
    sides = np.linalg.svd(read - read.mean(axis=0), full_matrices=False)[2][:2]
    places = np.array([(table - read.mean(axis=0)) @ sides.T for table in tables])
    places *= np.sign([places[-1, 1, 0], places[-1, 0, 1]])  # "a" on the right, the dot above
    figure, drawn = mount("letter-plane"), []
    for step, table in zip(KEPT, tables, strict=True):
        move(figure.get_by_role("slider", name="moments"), data["steps"].index(step))
        drawn.append(np.array(ask(figure, "lettersAt")) * [1, -1])
        nearest = np.linalg.norm(table[:, None] - table, axis=2).argsort()[:, 1]
        label = figure.locator(".letters").get_attribute("aria-label") or ""
        assert label.endswith(
            ", ".join(f"{letter} {LETTERS[near]}" for letter, near in zip(LETTERS, nearest, strict=True))
        )
    for known, seen in zip(places.reshape(-1, 2).T, np.array(drawn).reshape(-1, 2).T, strict=True):
        slope, start = np.polyfit(known, seen, 1)
        assert slope > 0
        np.testing.assert_allclose(slope * known + start, seen, atol=0.02)  # per cent
    assert figure.locator(".letter").first.evaluate(COMPUTED, "transitionDuration") == "0.4s"  # they glide
    near = re.findall(r"^[aeiou] is nearest to (\w)$", text_of_chapter(CHAPTER), re.MULTILINE)
    assert f"Nearest to a, e, i, o and u: {', '.join(near[:4])} and {near[4]}." in text_of(figure)


def test_names_are_those_of_the_library_to_the_letter(calculator: Page, networks: dict[int, Network]) -> None:
    cases = [(step, heat, seed) for step in KEPT for heat in TEMPERATURES for seed in (0, 2, 77, 2**32 - 1)]
    ours = compute(calculator, "loading letter-network generator", NAMES, cases)
    for (step, heat, seed), names in zip(cases, ours, strict=True):
        assert names == made_names(networks[step], heat, seed, 20), (step, heat, seed)


def test_a_press_makes_the_names_of_the_chapter_and_the_next_one_others(mount: Mount) -> None:
    lines = re.findall(r"^(untrained|trained|at 0.5|at 2) +(\w+(?: \w+){5})$", text_of_chapter(CHAPTER), re.MULTILINE)
    wanted = {kind: names.split() for kind, names in lines}
    figure = mount("letter-plane")
    heat, moments = (figure.get_by_role("slider", name=name) for name in ("temperature", "moments"))
    assert heading(figure) == "No names have been made yet."
    button(figure, "Make names").click()
    for temperature, moment, when, kind in (
        (1, 24, "after 10 epochs", "trained"),
        (0.5, 24, "after 10 epochs", "at 0.5"),
        (2, 24, "after 10 epochs", "at 2"),
        (1, 0, "before the training", "untrained"),
    ):
        move(heat, temperature)
        move(moments, moment)
        assert heading(figure) == f"Made {when}, at temperature {temperature}, with seed 2:"
        assert shown_names(figure) == wanted[kind]
    button(figure, "Make names").click()
    assert "with seed 3:" in heading(figure)
    others = shown_names(figure)
    assert not set(others) & set(wanted["untrained"])
    await_spoken(figure, f"with seed 3: {', '.join(others)}")


def test_names_come_from_the_latest_network_that_is_kept(mount: Mount, data: Any, networks: dict[int, Network]) -> None:
    figure = mount("letter-plane")
    button(figure, "Make names").click()
    told = {step: f"after {step} steps" if step % 102 else f"after {step // 102} epochs" for step in data["steps"]}
    told |= {0: "before the training", 102: "after 1 epoch"}
    for moment, step in enumerate(data["steps"]):
        move(figure.get_by_role("slider", name="moments"), moment)
        kept = max(each for each in KEPT if each <= step)
        assert f"Made {told[kept]}" in heading(figure)
        assert text_of(figure).lower().startswith(f"{told[step]}: loss {data['losses'][moment]:.3f} on the names")
        assert [name.replace("(no letter)", "") for name in shown_names(figure)] == made_names(networks[kept], 1, 2, 6)
