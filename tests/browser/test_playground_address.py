"""The state in the address: what is shared comes back, and what is not a state is refused with a sentence."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playgrounds import (
    CIRCLES,
    NEURON,
    NEURON_PAGE,
    XOR_PAGE,
    Mount,
    button,
    copied,
    open_fold,
    scroll_to_playground,
    text_of,
)
from playwright.sync_api import Locator, Page

VALUES = "root => [...root.querySelectorAll('select, input')].map((each) => each.value)"


def field(playground: Locator, name: str) -> Locator:
    return playground.get_by_role("spinbutton", name=name)


def menu(playground: Locator, name: str) -> Locator:
    return playground.get_by_role("combobox", name=name)


def notice(playground: Locator) -> str:
    return playground.locator(".notice").text_content() or ""


def opened(page: Page, address: str) -> Locator:
    """Return the playground of a page as somebody finds it who follows a link."""
    page.goto(address)
    return scroll_to_playground(page)


def test_a_shared_neuron_comes_back(page: Page) -> None:
    playground = opened(page, NEURON_PAGE + "?h=kept")
    field(playground, "weight w1").fill("0.1")
    field(playground, "input x2").fill("-1e-7")
    playground.get_by_label("activation g").select_option("elu")
    playground.get_by_role("slider", name="triangle 5").press("ArrowUp")
    steps = playground.locator(".steps").text_content()
    page.wait_for_url("**weights=0.1,-2**")
    link = copied(playground, "link")
    page.wait_for_url(link.removesuffix("#playground"))  # the address follows a moment after the last change
    assert "h=kept" in link

    again = opened(page, link)
    assert again.locator(".steps").text_content() == steps
    assert field(again, "weight w1").input_value() == "0.1"
    place = again.get_by_role("slider", name="triangle 5").get_attribute("aria-valuetext")
    assert place == "x₁ = −1.5, x₂ = −1.25, right side"
    assert notice(again) == ""

    button(again, "Reset").click()
    assert "weights" not in page.url
    assert field(again, "weight w1").input_value() == "3"


def test_changes_are_in_the_address_and_no_steps_of_the_history(page: Page) -> None:
    playground = opened(page, XOR_PAGE)
    before = page.evaluate("history.length")
    for data in ("moons", "spirals"):
        menu(playground, "data set").select_option(data)
        assert f"data={data}" in page.url
    assert page.evaluate("history.length") == before


def test_a_weight_changed_by_hand_is_where_the_training_begins(mount: Mount) -> None:
    playground = mount(CIRCLES, query="?rate=0.1")
    button(playground, "Step").click(click_count=2)
    open_fold(playground)
    value = field(playground, "value of the weight")
    menu(playground, "weight to change").select_option("x₂ → unit 1")
    before = float(value.input_value())
    playground.get_by_role("slider", name="value of the weight").press("ArrowRight")
    assert before < float(value.input_value()) <= before + 0.5  # a slider goes in quarters
    value.fill("2.5")
    numbers = text_of(playground)
    assert numbers.startswith("epoch 0 ")
    assert playground.locator(".diagram").get_by_text("2.5", exact=True).count() == 1
    query = copied(playground, "link").partition("?")[2].removesuffix("#playground")
    again = mount(CIRCLES, query=f"?{query}")
    assert text_of(again) == numbers
    menu(again, "weight to change").select_option("x₂ → unit 1")
    assert field(again, "value of the weight").input_value() == "2.5"

    menu(again, "learning rate").select_option("1")
    button(again, "Step").click()
    button(again, "Reset").click()
    assert text_of(again) == numbers
    assert "&weights=" in again.page.url
    button(again, "New start").click()
    assert "&weights=" not in again.page.url
    assert text_of(again) != numbers


def test_old_links_and_the_first_sight_have_no_open_fold(mount: Mount) -> None:
    playground = mount(CIRCLES, query="?data=moons&units=4&activation=tanh&rate=1")
    assert notice(playground) == ""
    assert button(playground, "More settings").get_attribute("aria-expanded") == "false"
    assert not menu(playground, "batch size").is_visible()
    assert playground.locator(".held-out:not(.outside)").count() == 0


def test_noise_for_penguins_is_refused_with_a_sentence(mount: Mount) -> None:
    playground = mount(CIRCLES, query="?data=penguins&noise=0.3")
    assert notice(playground) == "Penguins are measured: “noise” stays usual for them, and 0.3 is not used."
    open_fold(playground)
    assert menu(playground, "noise").is_disabled()
    assert playground.get_by_text("Triangles are Chinstraps").is_visible()
    menu(playground, "data set").select_option("blobs")
    assert menu(playground, "noise").is_enabled()
    assert not playground.get_by_text("Triangles are Chinstraps").is_visible()


def test_spirals_come_with_settings_that_can_solve_them_and_leave_none_behind(mount: Mount) -> None:
    playground = mount(CIRCLES)
    before = playground.evaluate(VALUES)
    menu(playground, "data set").select_option("spirals")
    assert playground.get_by_text("Spirals are hard").is_visible()
    assert menu(playground, "batch size").is_visible()
    assert menu(playground, "batch size").input_value() == "10"
    menu(playground, "data set").select_option("circles")
    assert playground.evaluate(VALUES) == before


@pytest.mark.parametrize(
    "values",
    [
        {"x": "1001,0", "weights": "NaN,1", "bias": "Infinity", "activation": "constructor", "circles": "0,0"},
        {"x": "<script>alert(1)</script>", "weights": "1e999,1", "bias": "0x10", "activation": "<img src=x onerror=1>"},
        {"x": "", "weights": "1,2,3", "bias": " 1", "circles": ",".join("9" * 10), "triangles": "1," * 5000},
        {"weights": "1." + "0" * 700 + ",2"},
    ],
)
def test_a_hostile_neuron_is_refused(mount: Mount, values: dict[str, str]) -> None:
    playground = mount(NEURON, query=f"?{urlencode(values)}")
    for name, value in values.items():
        shown = value if len(value) <= 24 else f"{value[:24]}…"
        assert f"In the link, “{name}” must be " in notice(playground)
        assert f", got “{shown}”." in notice(playground)
    assert playground.locator(".notice *").count() == 0
    assert playground.locator(".steps").text_content() == (
        "1. dot product     3*(-1) + (-2)*2 = -7\n"
        "2. add the bias    -7 + 1 = -6\n"
        "3. apply sigmoid   sigmoid(-6) = 0.00247262"
    )


CHOICE, SOME = "In the link, “{}” must be one of ", "In the link, “inputs” must be some of x1, x2, square1"
NUMBERS = "In the link, “weights” must be numbers from −1000 to 1000, got “"


@pytest.mark.parametrize(
    ("query", "told"),
    [
        (
            "units=9&rate=-1&data=__proto__&activation=relu6&second=9&batch=0&l2=-1&noise=1e9&start=-&speed=1000",
            CHOICE,
        ),
        ("units=2.5&rate=1e99&data=&activation=toString&second=&batch=ALL&l2=NaN&noise=&start=00&speed=2.0", CHOICE),
        *((f"inputs={each}", SOME) for each in ("", "x3", "x1,x1", "x1,", "constructor", "x1,x2,square1,sine2,x1")),
        *((f"weights={each}", NUMBERS) for each in ("", "NaN", "1e9", "1," * 9, ",".join(["1"] * 5000), "<b>")),
        ("weights=1,2", "This network has 9 weights and biases; the 2 of “weights” are not used."),
    ],
)
def test_what_is_no_setting_is_refused_and_the_authors_settings_stay(mount: Mount, query: str, told: str) -> None:
    fresh, playground = parse_qs(urlsplit(copied(mount(CIRCLES), "link")).query), mount(CIRCLES, query=f"?{query}")
    for name in parse_qs(query, keep_blank_values=True):
        assert told.format(name) in notice(playground)
    assert parse_qs(urlsplit(copied(playground, "link")).query) == fresh


def test_an_attribute_that_is_none_is_shown_to_the_author(mount: Mount) -> None:
    playground = mount(CIRCLES.replace('units="2"', 'units="20"'))
    assert notice(playground) == "In the page, “units” must be one of 1, 2, 3, 4, 5, 6, 7, 8, got “20”."
    assert menu(playground, "hidden units").input_value() == "4"
