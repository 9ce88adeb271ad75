"""Where a link leads: to the playground, with what is shared; what is no setting is refused with a sentence."""

from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from in_page import SCRIPTS
from playgrounds import (
    CIRCLES,
    FIGURE_ABOVE,
    MOONS_PAGE,
    NEURON,
    NEURON_PAGE,
    TWO_PICTURES,
    XOR_PAGE,
    Mount,
    button,
    copied,
    open_fold,
    scroll_to_playground,
    text_of,
)
from playwright.sync_api import BrowserContext, Locator, Page

SHARED = [
    f"{NEURON_PAGE}?x=1,2&weights=2,1&bias=-1#playground",
    f"{NEURON_PAGE}?x=1,2,3#playground",
    f"{XOR_PAGE}?data=spirals&units=8#playground",
    "?x=1,2#playground",
]
VALUES = "root => [...root.querySelectorAll('select, input')].map((each) => each.value)"


def require_at_the_top(page: Page) -> None:
    """Wait until the playground's upper edge stands just below the header, and has come to rest there."""
    page.locator("#playground.live").wait_for()
    page.wait_for_function(f"() => {{ {SCRIPTS} return isAtRest(); }}")


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("address", SHARED)
def test_a_shared_link_leads_to_the_playground(page: Page, served_site: str, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(served_site + address)
    require_at_the_top(page)


@pytest.mark.parametrize("width", [390, 1440])
def test_a_link_within_the_site_leads_to_the_playground_too(page: Page, served_site: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(MOONS_PAGE)
    address = served_site + XOR_PAGE + "?data=spirals&units=8#playground"
    page.locator("h1").evaluate(
        "(title, href) => title.append(Object.assign(document.createElement('a'), {href, textContent: 'link'}))",
        address,
    )
    page.evaluate("window.isSamePage = true")
    page.get_by_role("link", name="link", exact=True).click()
    page.wait_for_url(address)
    require_at_the_top(page)
    assert page.locator("#playground.live").get_by_role("combobox", name="data set").input_value() == "spirals"
    page.go_back()
    page.wait_for_url(f"**{MOONS_PAGE}")
    scroll_to_playground(page, "training-playground[rate='1']")
    assert page.evaluate("window.isSamePage")


def test_a_reader_who_comes_by_later_is_left_where_they_are(page: Page) -> None:
    page.goto(NEURON_PAGE)
    page.evaluate("history.replaceState(history.state, '', '#playground')")
    heading = page.get_by_role("heading", name="Why networks need a bend")
    heading.evaluate("heading => heading.scrollIntoView()")
    page.locator("#playground.live").wait_for()
    assert abs((heading.bounding_box() or {"y": 1000})["y"]) < 100


@pytest.mark.parametrize("file", ["playground.css", "playground.json", "playground/training-playground.js"])
def test_what_was_missing_once_is_asked_for_again(context: BrowserContext, file: str) -> None:
    page = context.new_page()
    page.route(f"**/{file}", lambda route: route.fulfill(status=503), times=1)
    page.goto(XOR_PAGE)
    with page.expect_event("pageerror"):
        page.locator("training-playground").evaluate("place => place.scrollIntoView()")
    assert page.locator("#playground.live").count() == 0
    assert page.locator(FIGURE_ABOVE).is_visible()
    if file.endswith(".js"):  # when the place comes near again
        page.evaluate("window.scrollTo(0, 0)")
        page.evaluate(TWO_PICTURES)  # the place has left
    else:  # by the next chapter
        page.locator(f"a[href*='{MOONS_PAGE.split('/')[1]}']").first.click()
        page.wait_for_url(f"**{MOONS_PAGE}")
        page.locator("training-playground[rate='1']").wait_for(state="attached")
    scroll_to_playground(page, "training-playground")


def field(playground: Locator, name: str) -> Locator:
    return playground.get_by_role("spinbutton", name=name)


def menu(playground: Locator, name: str) -> Locator:
    return playground.get_by_role("combobox", name=name)


def notice(playground: Locator) -> str:
    return playground.locator(".notice").text_content() or ""


def test_a_shared_neuron_comes_back(page: Page) -> None:
    page.goto(f"{NEURON_PAGE}?h=kept")
    playground = scroll_to_playground(page)
    field(playground, "weight w1").fill("0.1")
    field(playground, "input x2").fill("-1e-7")
    playground.get_by_label("activation g").select_option("elu")
    playground.get_by_role("slider", name="triangle 5").press("ArrowUp")
    steps = playground.locator(".steps").text_content()
    page.wait_for_url("**weights=0.1,-2**")
    link = copied(playground, "link")
    page.wait_for_url(link.removesuffix("#playground"))  # the address follows a moment after the last change
    assert "h=kept" in link
    page.goto(link)
    again = scroll_to_playground(page)
    assert again.locator(".steps").text_content() == steps
    assert field(again, "weight w1").input_value() == "0.1"
    place = again.get_by_role("slider", name="triangle 5").get_attribute("aria-valuetext")
    assert place == "x₁ = −1.5, x₂ = −1.25, right side"
    assert notice(again) == ""
    button(again, "Reset").click()
    assert "weights" not in page.url
    assert field(again, "weight w1").input_value() == "3"


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


def test_a_data_set_comes_with_what_it_needs_and_leaves_none_behind(mount: Mount) -> None:
    playground = mount(CIRCLES, query="?data=moons&units=4&activation=tanh&rate=1")  # an old link
    page, before, n_steps = playground.page, playground.evaluate(VALUES), playground.page.evaluate("history.length")
    assert notice(playground) == ""
    assert button(playground, "More settings").get_attribute("aria-expanded") == "false"
    assert not menu(playground, "batch size").is_visible()
    assert playground.locator(".held-out:not(.outside)").count() == 0
    menu(playground, "data set").select_option("spirals")
    assert "data=spirals" in page.url
    assert playground.get_by_text("Spirals are hard").is_visible()
    assert menu(playground, "batch size").is_visible()
    assert menu(playground, "batch size").input_value() == "10"
    menu(playground, "data set").select_option("moons")
    assert playground.evaluate(VALUES) == before
    assert page.evaluate("history.length") == n_steps


def test_noise_for_penguins_is_refused_and_a_wrong_attribute_is_told_to_the_author(mount: Mount) -> None:
    playground = mount(CIRCLES.replace('units="2"', 'units="20"'), query="?data=penguins&noise=0.3")
    assert notice(playground) == (
        "In the page, “units” must be one of 1, 2, 3, 4, 5, 6, 7, 8, got “20”. "
        "Penguins are measured: “noise” stays usual for them, and 0.3 is not used."
    )
    assert menu(playground, "hidden units").input_value() == "4"
    noise, told = menu(playground, "noise"), playground.get_by_text("Triangles are Chinstraps")
    open_fold(playground)
    assert (noise.is_disabled(), told.is_visible()) == (True, True)
    menu(playground, "data set").select_option("blobs")
    assert (noise.is_disabled(), told.is_visible()) == (False, False)


CHOICE, SOME = "In the link, “{}” must be one of ", "In the link, “inputs” must be some of x1, x2, square1"
NUMBERS, THIS = "In the link, “weights” must be numbers from −1000 to 1000, got “", "In the link, “{}” must be "
OF_A_NEURON = [
    {"x": "1001,0", "weights": "NaN,1", "bias": "Infinity", "activation": "constructor", "circles": "0,0"},
    {"x": "<script>alert(1)</script>", "weights": "1e999,1", "bias": "0x10", "activation": "<img src=x onerror=1>"},
    {"x": "", "weights": "1,2,3", "bias": " 1", "circles": ",".join("9" * 10), "triangles": "1," * 5000},
    {"weights": "1." + "0" * 700 + ",2"},
]
OF_A_TRAINING = [
    ("units=9&rate=-1&data=__proto__&activation=relu6&second=9&batch=0&l2=-1&noise=1e9&start=-&speed=1000", CHOICE),
    ("units=2.5&rate=1e99&data=&activation=toString&second=&batch=ALL&l2=NaN&noise=&start=00&speed=2.0", CHOICE),
    *((f"inputs={each}", SOME) for each in ("", "x3", "x1,x1", "x1,", "constructor", "x1,x2,square1,sine2,x1")),
    *((f"weights={each}", NUMBERS) for each in ("", "NaN", "1e9", "1," * 9, ",".join(["1"] * 5000), "<b>")),
    ("weights=1,2", "This network has 9 weights and biases; the 2 of “weights” are not used."),
]


FRESH: dict[str, dict[str, list[str]]] = {}  # by markup: what a link says of a playground that nobody has touched


@pytest.mark.parametrize(
    ("markup", "query", "told"),
    [*((NEURON, urlencode(values), THIS) for values in OF_A_NEURON), *((CIRCLES, *each) for each in OF_A_TRAINING)],
)
def test_what_is_no_setting_is_refused_and_the_authors_settings_stay(
    mount: Mount, markup: str, query: str, told: str
) -> None:
    if markup not in FRESH:
        FRESH[markup] = parse_qs(urlsplit(copied(mount(markup), "link")).query)
    playground = mount(markup, query=f"?{query}")
    for name, (value,) in parse_qs(query, keep_blank_values=True).items():
        assert told.format(name) in notice(playground)
        shown = value if len(value) <= 24 else f"{value[:24]}…"
        assert "not used" in told or f", got “{shown}”." in notice(playground)
    assert playground.locator(".notice *").count() == 0
    assert parse_qs(urlsplit(copied(playground, "link")).query) == FRESH[markup]
