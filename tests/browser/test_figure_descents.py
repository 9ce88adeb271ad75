"""The live figures of gradient descent and of four optimisers, against the library."""

import re
from typing import Any

import numpy as np
import pytest
from hands import move
from in_page import ask
from playgrounds import Mount, button, drawn, ends_of, rounded, text_of, to_plane, typographic

from neuronlib import SGD, Adam, RMSProp


@pytest.mark.parametrize("rate", [0.01, 0.05, 0.2, 0.5, 0.9, 1.0, 1.1, 1.2])
def test_every_step_is_one_of_sgd(mount: Mount, rate: float) -> None:
    figure = mount("loss-descent", f'rate="{rate}"')
    theta, optimizer = np.array([10.0]), SGD(rate)
    for n in range(9):
        before = float(theta[0])
        optimizer.step([theta], [2 * theta])
        place, slope, change = map(typographic, (before, 2 * before, float(theta[0]) - before))
        assert text_of(figure) == f"step {n}: θ = {place}, slope {slope}, next step {change}"
        assert figure.locator(".taken").count() == n
        button(figure, "Step").click()


def test_the_third_step_of_a_rate_of_a_fifth_which_stands_for_one_that_is_none(mount: Mount) -> None:
    figure = mount("loss-descent", 'rate="2"')
    assert figure.locator(".notice").text_content() == "In the page, “rate” must be a number from 0.01 to 1.2, got “2”."
    button(figure, "Step").click(click_count=3)
    assert text_of(figure) == "step 3: θ = 2.16, slope 4.32, next step −0.864"
    curve, drop, tangent = (drawn(figure, part) for part in (".losses", ".drop", ".tangent"))
    scale = (curve[-1, 0] - curve[0, 0]) / 24  # pixels a unit: the curve goes from −12 to 12
    ball = float(figure.locator(".ball").get_attribute("cx") or "")
    assert (ball - curve[0, 0]) / scale - 12 == pytest.approx(2.16, abs=0.01)
    tip = drawn(figure, ".arrow-head", "points")[0]
    assert (tip[0] - drop[0, 0]) / scale == pytest.approx(-0.2 * 4.32, abs=0.01)
    height = (curve[:, 1].max() - curve[0, 1]) / 144
    (dx, dy) = tangent[1] - tangent[0]
    assert -dy / height / (dx / scale) == pytest.approx(4.32, rel=0.01)


def test_a_descent_that_runs_away_makes_the_picture_larger_and_ends(mount: Mount) -> None:
    figure = mount("loss-descent", 'rate="1.2"')
    step, ticks = button(figure, "Step"), figure.locator(".frame text:not(.name)")
    theta, n_steps = 10.0, 0
    while abs(theta) <= 1000:
        assert not figure.get_by_text("runs away").is_visible()
        theta, n_steps = -1.4 * theta, n_steps + 1
        step.click()
        reach = 12 * 2 ** np.ceil(np.log2(abs(theta) / 12))  # the next that holds it
        shown = ticks.all_text_contents()
        assert (float(shown[4]), float(shown[-1])) == (reach, 150 * (reach / 12) ** 2)
    assert figure.get_by_text("θ runs away: this learning rate is too large.").is_visible()
    before = text_of(figure)
    step.click()
    assert text_of(figure) == before
    assert before.startswith(f"step {n_steps}: θ = {typographic(theta)}, ")
    button(figure, "Reset").click()
    assert text_of(figure) == "step 0: θ = 10, slope 20, next step −24"
    assert ticks.last.text_content() == "150"
    assert figure.locator(".taken").count() == 0


@pytest.mark.parametrize(
    ("rate", "n_steps", "message"),
    [(0.2, 14, "There: θ is less than 0.01"), (1.0, 30, "Paused after 30 steps."), (1.2, 14, "θ runs away")],
)
def test_play_takes_steps_to_the_end(mount_in_time: Mount, rate: float, n_steps: int, message: str) -> None:
    figure = mount_in_time("loss-descent", f'rate="{rate}"')
    clock, spoken = figure.page.clock, figure.locator(".spoken")
    button(figure, "Play").click()
    clock.run_for(550)
    assert text_of(figure).startswith("step 0:")
    clock.run_for(1300)
    assert re.match("step [23]:", text_of(figure))
    assert spoken.text_content() == ""
    clock.run_for((n_steps - 2) * 620)
    assert text_of(figure).startswith(f"step {n_steps}:")
    assert figure.get_by_text(message).is_visible()
    assert button(figure, "Play").is_visible()
    assert (spoken.text_content() or "").startswith(f"step {n_steps}:")


N_STEPS = 40
KEPT = ("carried", "divisors")
START_OF_RACE = (-5.0, -2.0)
CURVATURES = np.array([0.2, 4.0])
OPTIMIZERS = {
    "SGD": lambda: SGD(0.4),
    "momentum": lambda: SGD(0.6, momentum=0.5),
    "RMSProp": lambda: RMSProp(0.4),
    "Adam": lambda: Adam(0.4),
}


def race_of(name: str) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Return where the library's optimiser is at the start and after each step, and by its gradients its memory."""
    theta, optimizer = np.array(START_OF_RACE), OPTIMIZERS[name]()
    path, carried, divisors, square, average = [theta.copy()], [np.zeros(2)], [np.zeros(2)], np.zeros(2), np.zeros(2)
    for n in range(1, N_STEPS + 1):
        gradient = CURVATURES * theta
        optimizer.step([theta], [gradient])
        change = path[-1] - theta
        path.append(theta.copy())
        if name == "momentum":
            carried.append(change / 0.6)
        elif name == "RMSProp":
            square = 0.9 * square + 0.1 * gradient**2
            divisors.append(np.sqrt(square + 1e-6))
        elif name == "Adam":
            average, square = 0.9 * average + 0.1 * gradient, 0.999 * square + 0.001 * gradient**2
            carried.append(average / (1 - 0.9**n))
            divisors.append(np.sqrt(square / (1 - 0.999**n)) + 1e-8)
    memories = dict(zip(KEPT, map(np.array, (carried, divisors)), strict=True))
    return np.array(path), {key: memory for key, memory in memories.items() if len(memory) > 1}


def test_paths_and_memories_are_drawn_and_told(mount: Mount) -> None:
    figure, races = mount("optimizer-race"), {name: race_of(name) for name in OPTIMIZERS}
    bars: dict[str, list[list[float]]] = {name: [] for name in OPTIMIZERS}
    steps = [0, 1, 2, 3, 7, 20, 39, N_STEPS]
    for step in steps:
        move(figure.get_by_role("slider").first, step)
        distances = {name: float(np.hypot(*path[step])) for name, (path, _) in races.items()}
        for runner in ask(figure, "runners"):
            path, memories = races[runner["name"]]
            way = ends_of(runner["run"])
            assert len(way) == step + 1 == runner["taken"] + 1
            np.testing.assert_allclose(runner["at"], way[-1], atol=0.06)
            if step > 1:
                np.testing.assert_allclose(to_plane(way, path[: step + 1], way), path[: step + 1], atol=0.02)
                assert (way[1] - way[0] > 0).tolist() == [True, False]  # to the right and up
            require_memory(runner, *(memories[key][step] if key in memories else None for key in KEPT))
            bars[runner["name"]].append(runner["bars"])
        told = ", ".join(f"{name} {distances[name]:.3f}" for name in OPTIMIZERS)
        count = "1 step" if step == 1 else f"{step} steps"
        nearest = min(OPTIMIZERS, key=lambda name: distances[name])
        said = f"After {count}, the distance from the lowest point is: {told}. The nearest is {nearest}."
        at_first = "All four start 5.385 from the lowest point, and remember nothing yet."
        assert text_of(figure) == (said if step else at_first)
    for name in ("RMSProp", "Adam"):  # the bars of a walk have one scale
        divisors = races[name][1]["divisors"][steps]
        np.testing.assert_allclose(np.array(bars[name]) / np.max(bars[name]), divisors / divisors.max(), rtol=1e-6)


def require_memory(runner: dict[str, Any], carried: np.ndarray | None, divisors: np.ndarray | None) -> None:
    shown = divisors if divisors is not None else carried
    numbers = ["no memory"] if shown is None else rounded(shown, 2)
    assert [text for text in runner["written"] if not re.match("[v√]", text)] == numbers
    told = [number for memory in (carried, divisors) if memory is not None for number in rounded(memory, 2)]
    assert re.findall(r"−?\d+\.\d\d", runner["told"]) == told
    if carried is None or np.hypot(*carried) < 1e-4:  # which would be shorter than a pixel
        assert runner["arrow"] is None
    else:
        body, head = runner["arrow"]
        way = (ends_of(head)[0] - ends_of(body)[0]) * [1, -1]
        np.testing.assert_allclose(way / np.hypot(*way), -carried / np.hypot(*carried), atol=1e-6)
