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


OTHER = {
    "data": "circles",
    "units": "5",
    "activation": "gelu",
    "rate": "0.03",
    "second": "2",
    "batch": "25",
    "l2": "0.0001",
    "noise": "0.05",
    "start": "7",
    "heldout": "shown",
    "shading": "confidence",
    "speed": "20",
    "inputs": "x1,product,sine2",
    "weights": ",".join(f"{i / 8 - 2:g}" for i in range(3 * 5 + 5 + 5 * 2 + 2 + 2 + 1)),
}
ROUND_TRIPS = """async (base) => {
  const { readQuery, withState } = await import(`${base}assets/scripts/playground/address.js`);
  const settings = await import(`${base}assets/scripts/playground/training-settings.js`);
  const { FIELDS, INPUTS, MENUS, MORE_MENUS, START } = settings;
  const menus = Object.entries({ ...MENUS, ...MORE_MENUS });
  const states = menus.flatMap(([key, { values }]) => values.map((value) => ({ ...START, [key]: value })));
  const names = Object.keys(INPUTS.choices);
  for (let subset = 1; subset < 2 ** names.length; subset++)
    states.push({ ...START, inputs: names.filter((_, i) => subset & (2 ** i)) });
  const lost = states.filter((state) => {
    const { values, problems } = readQuery(new URL(withState(base, FIELDS, state)).search, FIELDS, "");
    return problems.length || Object.keys(FIELDS).some((key) => String(values[key]) !== String(state[key]));
  });
  return { n: states.length, lost };
}"""


def test_every_setting_of_a_training_comes_back_from_a_link(page: Page, served_site: str) -> None:
    query = urlencode(OTHER).replace("%2C", ",")
    playground = open_playground(page, f"{served_site}{XOR_PAGE}?{query}")
    assert copied_link(page, playground) == f"{served_site}{XOR_PAGE}?{query}#playground"
    assert playground.get_by_role("button", name="More settings").get_attribute("aria-expanded") == "true"
    shown = playground.locator(".controls > .menu > select").evaluate_all("menus => menus.map((menu) => menu.value)")
    assert shown == [value for name, value in OTHER.items() if name not in {"inputs", "weights"}]
    boxes = playground.locator(".boxes input").evaluate_all("boxes => boxes.map((box) => box.checked)")
    assert boxes == [True, False, False, False, True, False, True]


def test_every_choice_comes_back(calculator: Page, served_site: str) -> None:
    found = calculator.evaluate(ROUND_TRIPS, served_site)
    assert found["n"] > 150
    assert found["lost"] == []


def test_a_weight_changed_by_hand_is_where_the_training_begins(page: Page, served_site: str) -> None:
    playground = open_playground(page, served_site + XOR_PAGE + "?rate=0.1")
    for _ in range(2):
        playground.get_by_role("button", name="Step").click()
    playground.get_by_role("button", name="More settings").click()
    playground.get_by_role("combobox", name="weight to change").select_option("x₂ → unit 1")
    before = field(playground, "value of the weight").input_value()
    playground.get_by_role("slider", name="value of the weight").press("ArrowRight")
    after = float(field(playground, "value of the weight").input_value())
    assert float(before) < after <= float(before) + 0.5  # a slider goes in quarters
    field(playground, "value of the weight").fill("2.5")
    numbers = playground.locator(".score").text_content() or ""
    assert numbers.startswith("epoch 0 ")
    assert playground.locator(".diagram").get_by_text("2.5", exact=True).count() == 1
    again = open_playground(page, copied_link(page, playground))
    assert again.locator(".score").text_content() == numbers
    again.get_by_role("combobox", name="weight to change").select_option("x₂ → unit 1")
    assert field(again, "value of the weight").input_value() == "2.5"

    again.get_by_role("combobox", name="learning rate").select_option("1")
    again.get_by_role("button", name="Step").click()
    again.get_by_role("button", name="Reset").click()
    assert again.locator(".score").text_content() == numbers
    assert "&weights=" in page.url
    again.get_by_role("button", name="New start").click()
    assert "&weights=" not in page.url
    assert again.locator(".score").text_content() != numbers


@pytest.mark.parametrize("weights", ["", "1,2", "NaN", "1e9", "1," * 9, ",".join(["1"] * 5000), "<b>"])
def test_weights_that_are_none_are_refused(page: Page, served_site: str, weights: str) -> None:
    playground = open_playground(page, f"{served_site}{XOR_PAGE}?{urlencode({'weights': weights})}")
    said = playground.locator(".notice").text_content() or ""
    if weights == "1,2":
        assert said == "This network has 9 weights and biases; the 2 of “weights” are not used."
    else:
        assert "In the link, “weights” must be numbers from −1000 to 1000, got “" in said
    assert "weights" not in copied_link(page, playground).split("?")[1].split("data=")[1]


def test_old_links_and_the_first_sight_have_no_open_fold(page: Page, served_site: str) -> None:
    playground = open_playground(page, f"{served_site}{XOR_PAGE}?data=moons&units=4&activation=tanh&rate=1")
    assert playground.locator(".notice").text_content() == ""
    assert playground.get_by_role("button", name="More settings").get_attribute("aria-expanded") == "false"
    assert not playground.get_by_role("combobox", name="batch size").is_visible()
    assert playground.locator(".held-out:not(.outside)").count() == 0


def test_noise_for_penguins_is_refused_with_a_sentence(page: Page, served_site: str) -> None:
    playground = open_playground(page, f"{served_site}{XOR_PAGE}?data=penguins&noise=0.3")
    notice = playground.locator(".notice").text_content() or ""
    assert notice == "Penguins are measured: “noise” stays usual for them, and 0.3 is not used."
    playground.get_by_role("button", name="More settings").click()
    assert playground.get_by_role("combobox", name="noise").is_disabled()
    assert playground.get_by_text("Triangles are Chinstraps").is_visible()
    playground.get_by_role("combobox", name="data set").select_option("blobs")
    assert playground.get_by_role("combobox", name="noise").is_enabled()
    assert not playground.get_by_text("Triangles are Chinstraps").is_visible()


def test_spirals_come_with_settings_that_can_solve_them_and_leave_none_behind(page: Page, served_site: str) -> None:
    playground = open_playground(page, served_site + XOR_PAGE)
    before = page.evaluate("[...document.querySelectorAll('.live select, .live input')].map((each) => each.value)")
    menu = playground.get_by_role("combobox", name="data set")
    menu.select_option("spirals")
    assert playground.get_by_text("Spirals are hard").is_visible()
    assert playground.get_by_role("combobox", name="batch size").is_visible()
    assert playground.get_by_role("combobox", name="batch size").input_value() == "10"
    menu.select_option("circles")
    after = page.evaluate("[...document.querySelectorAll('.live select, .live input')].map((each) => each.value)")
    assert after == before


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
    "query",
    [
        "units=9&rate=-1&data=__proto__&activation=relu6&second=9&batch=0&l2=-1&noise=1e9&start=-1&speed=1000",
        "units=2.5&rate=1e99&data=&activation=toString&second=&batch=ALL&l2=NaN&noise=&start=00&speed=2.0",
    ],
)
def test_a_hostile_training_is_refused(page: Page, served_site: str, query: str) -> None:
    playground = open_playground(page, f"{served_site}{XOR_PAGE}?{query}")
    assert (playground.locator(".notice").text_content() or "").count("must be one of") == 10
    for name, value in {"data set": "circles", "hidden units": "2", "activation": "tanh", "learning rate": "3"}.items():
        assert playground.get_by_role("combobox", name=name).input_value() == value


@pytest.mark.parametrize("inputs", ["", "x3", "x1,x1", "x1,", "constructor", "x1,x2,square1,sine2,x1"])
def test_inputs_that_are_none_are_refused(page: Page, served_site: str, inputs: str) -> None:
    playground = open_playground(page, f"{served_site}{XOR_PAGE}?{urlencode({'inputs': inputs})}")
    assert "“inputs” must be some of x1, x2, square1" in (playground.locator(".notice").text_content() or "")
    assert [box.is_checked() for box in playground.locator(".boxes input").all()] == [True, True, *[False] * 5]
