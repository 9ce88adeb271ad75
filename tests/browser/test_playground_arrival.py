"""How a playground comes onto its page: in place of the figure, where a link leads, and again after a failure."""

import pytest
from playgrounds import MOONS_PAGE, NEURON_PAGE, XOR_PAGE, scroll_to_playground
from playwright.sync_api import BrowserContext, Locator, Page

CHAPTERS = [NEURON_PAGE, XOR_PAGE, MOONS_PAGE]  # on the landing page no built figure stands above it
DRAW = """async (figure) => {
  const { ownFigure } = await import("../../assets/scripts/run/results.js");
  window.builtFigure = figure;
  figure.replaceWith(ownFigure({ svg: "<svg xmlns='http://www.w3.org/2000/svg'/>", width: 80, height: 80 }, "mine"));
}"""
RESET = "document.querySelector('.own').replaceWith(window.builtFigure)"
HIDDEN = "() => [...document.querySelectorAll('p > img.figure')].filter((image) => !image.checkVisibility()).length"
TWO_PICTURES = "() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))"
AT_REST_BELOW_HEADER = """() => {
  const { top } = document.querySelector("#playground.live").getBoundingClientRect();
  const { bottom } = document.querySelector(".md-header").getBoundingClientRect();
  const isThere = top >= bottom && top < bottom + 60 && top === window.lastTop;
  window.lastTop = top;
  window.picturesAtRest = isThere ? (window.picturesAtRest ?? 0) + 1 : 0;
  return window.picturesAtRest > 10;
}"""
SHARED = [
    f"{NEURON_PAGE}?x=1,2&weights=2,1&bias=-1#playground",
    f"{NEURON_PAGE}?x=1,2,3#playground",
    f"{XOR_PAGE}?data=spirals&units=8#playground",
    "?x=1,2#playground",
]


def built_figure(page: Page) -> Locator:
    above = page.locator("xpath=self::*[following::*[contains(name(),'-playground')]]")
    return page.locator("p:not(.own) > img.figure").filter(has=above).last


def require_at_the_top(page: Page) -> None:
    """Wait until the playground's upper edge stands just below the header, and has come to rest there."""
    page.locator("#playground.live").wait_for()
    page.wait_for_function(AT_REST_BELOW_HEADER)


@pytest.mark.parametrize("address", CHAPTERS)
def test_it_comes_when_near_in_place_of_the_built_figure_and_of_no_own_one(page: Page, address: str) -> None:
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto(address, wait_until="networkidle")
    assert not [url for url in loaded if "/playground/" in url or ("/playground." in url and not url.endswith(".js"))]
    built_figure(page).locator("xpath=..").evaluate(DRAW)
    playground = scroll_to_playground(page)
    assert page.locator(".own").is_visible()
    page.evaluate(RESET)
    figure = built_figure(page)
    assert not figure.is_visible()
    assert page.evaluate(HIDDEN) == 1
    page.emulate_media(media="print")
    assert figure.is_visible()
    assert not playground.is_visible()


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


def fail_once(page: Page, file: str) -> None:
    """Open a page whose playground does not come, since a file was not there when it was asked for."""
    page.route(f"**/{file}", lambda route: route.fulfill(status=503), times=1)
    page.goto(XOR_PAGE)
    with page.expect_event("pageerror"):
        page.locator("training-playground").evaluate("place => place.scrollIntoView()")
    assert page.locator("#playground.live").count() == 0
    assert built_figure(page).is_visible()


@pytest.mark.parametrize("file", ["playground.css", "playground.json", "playground/training-playground.js"])
def test_what_was_missing_once_is_asked_for_again(context: BrowserContext, file: str) -> None:
    page = context.new_page()
    fail_once(page, file)
    page.locator(f"a[href*='{MOONS_PAGE.split('/')[1]}']").first.click()
    page.wait_for_url(f"**{MOONS_PAGE}")
    page.locator("training-playground[rate='1']").wait_for(state="attached")
    scroll_to_playground(page, "training-playground")


def test_a_script_that_was_missing_is_asked_for_when_the_place_comes_near_again(context: BrowserContext) -> None:
    page = context.new_page()
    fail_once(page, "playground/training-playground.js")
    page.evaluate("window.scrollTo(0, 0)")
    page.evaluate(TWO_PICTURES)  # the place has left
    scroll_to_playground(page)
