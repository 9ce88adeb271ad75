"""The state in the address: what is shared comes back, and what is not a state is refused with a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest
from playgrounds import NEURON_PAGE, XOR_PAGE, open_playground

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


def field(playground: Locator, name: str) -> Locator:
    return playground.get_by_role("spinbutton", name=name)


def copied_link(page: Page, playground: Locator) -> str:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    playground.get_by_role("button", name="Copy link").click()
    playground.get_by_text("Link copied.").wait_for()
    link: str = page.evaluate("navigator.clipboard.readText()")
    return link


def test_a_shared_neuron_comes_back(page: Page, served_site: str) -> None:
    playground = open_playground(page, served_site + NEURON_PAGE + "?h=kept")
    field(playground, "weight w1").fill("0.1")
    field(playground, "input x2").fill("-1e-7")
    playground.get_by_label("activation g").select_option("elu")
    playground.get_by_role("slider", name="triangle 5").press("ArrowUp")
    steps = playground.locator(".steps").text_content()
    page.wait_for_url("**weights=0.1,-2**")
    link = copied_link(page, playground)
    page.wait_for_url(link.removesuffix("#playground"))  # the address follows a moment after the last change
    assert "h=kept" in link

    again = open_playground(page, link)
    assert again.locator(".steps").text_content() == steps
    assert field(again, "weight w1").input_value() == "0.1"
    place = again.get_by_role("slider", name="triangle 5").get_attribute("aria-valuetext")
    assert place == "x₁ = −1.5, x₂ = −1.25, right side"
    assert again.locator(".notice").text_content() == ""

    again.get_by_role("button", name="Reset").click()
    assert "weights" not in page.url
    assert field(again, "weight w1").input_value() == "3"


def test_changes_of_the_state_are_no_steps_of_the_history(page: Page, served_site: str) -> None:
    playground = open_playground(page, served_site + XOR_PAGE)
    before = page.evaluate("history.length")
    playground.get_by_role("combobox", name="data set").select_option("moons")
    playground.get_by_role("combobox", name="data set").select_option("circles")
    assert "data=circles" in page.url
    assert page.evaluate("history.length") == before


def test_a_shared_training_comes_back(page: Page, served_site: str) -> None:
    playground = open_playground(page, served_site + XOR_PAGE)
    playground.get_by_role("combobox", name="data set").select_option("spirals")
    playground.get_by_role("combobox", name="hidden units").select_option("7")
    numbers = playground.locator(".score").text_content()
    again = open_playground(page, copied_link(page, playground))
    assert again.get_by_role("combobox", name="data set").input_value() == "spirals"
    assert again.locator(".score").text_content() == numbers


@pytest.mark.parametrize(
    "values",
    [
        {"x": "1001,0", "weights": "NaN,1", "bias": "Infinity", "activation": "constructor", "circles": "0,0"},
        {"x": "<script>alert(1)</script>", "weights": "1e999,1", "bias": "0x10", "activation": "<img src=x onerror=1>"},
        {"x": "", "weights": "1,2,3", "bias": " 1", "circles": ",".join("9" * 10), "triangles": "1," * 5000},
        {"weights": "1." + "0" * 700 + ",2"},
    ],
)
def test_a_hostile_neuron_is_refused(page: Page, served_site: str, values: dict[str, str]) -> None:
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    playground = open_playground(page, f"{served_site}{NEURON_PAGE}?{urlencode(values)}")
    notice = playground.locator(".notice")
    said = notice.text_content() or ""
    for name, value in values.items():
        shown = value if len(value) <= 24 else f"{value[:24]}…"
        assert f"In the link, “{name}” must be " in said
        assert f", got “{shown}”." in said
    assert notice.locator("*").count() == 0
    assert playground.locator(".steps").text_content() == (
        "1. dot product     3*(-1) + (-2)*2 = -7\n"
        "2. add the bias    -7 + 1 = -6\n"
        "3. apply sigmoid   sigmoid(-6) = 0.00247262"
    )


@pytest.mark.parametrize(
    "query", ["units=9&rate=-1&data=__proto__&activation=relu6", "units=2.5&rate=1e99&data=&activation=toString"]
)
def test_a_hostile_training_is_refused(page: Page, served_site: str, query: str) -> None:
    playground = open_playground(page, f"{served_site}{XOR_PAGE}?{query}")
    assert (playground.locator(".notice").text_content() or "").count("must be one of") == 4
    for name, value in {"data set": "circles", "hidden units": "2", "activation": "tanh", "learning rate": "3"}.items():
        assert playground.get_by_role("combobox", name=name).input_value() == value
