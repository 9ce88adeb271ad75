"""The landing page and the one for wrong addresses: a neuron to play with, ways to all chapters, and which are read."""

import pytest
from built_site import PROJECT
from in_page import ask
from playwright.sync_api import BrowserContext, Locator, Page, Request, expect

CHAPTERS = sorted(path.stem for path in (PROJECT / "docs" / "series").glob("*.md"))


@pytest.mark.parametrize("screen", [(390, 844), (1440, 900)], ids=["phone", "desktop"])
def test_one_screen_tells_and_plays_and_cards_are_as_large_as_drawn(page: Page, screen: tuple[int, int]) -> None:
    page.set_viewport_size({"width": screen[0], "height": screen[1]})
    page.goto("./")
    playground = page.locator("#playground.live")
    weight = playground.get_by_role("slider", name="weight w1")
    for part in (page.locator("h1"), page.locator(".lead"), page.locator(".hero .md-button"), weight):
        expect(part).to_be_in_viewport(ratio=1)
    weight.press("ArrowRight")
    expect(playground.get_by_role("spinbutton", name="weight w1")).to_have_value("3.25")
    assert page.evaluate("scrollY") == 0

    page.set_viewport_size({"width": screen[0], "height": 9000})  # so that all pictures are in view
    pictures = ask(page, "cardPictures")
    assert len(pictures) == page.locator(".card").count() > 0
    for picture in pictures:
        assert 0.9 < picture["width"] < 1.3
        assert picture["width"] == pytest.approx(picture["height"], rel=0.02)


def test_the_neuron_is_drawn_until_it_lives(context: BrowserContext) -> None:
    page = context.new_page()
    page.route("**/playground.css", lambda route: route.abort())
    page.goto("./", wait_until="networkidle")
    expect(page.get_by_role("img", name="A neuron: two inputs")).to_be_in_viewport()
    assert not page.locator("#playground.live").count()


def test_a_wrong_address_leads_to_every_chapter_and_by_keyboard_to_the_search(page: Page) -> None:
    page.goto("404.html")
    links = page.locator("article a").evaluate_all("all => all.map((link) => link.pathname)")
    for chapter in CHAPTERS:
        assert any(link.endswith(f"/series/{chapter}/") for link in links), chapter
    assert any(link.endswith("/course/") for link in links)
    page.locator("article").get_by_role("button", name="Search").press("Enter")
    expect(page.get_by_role("textbox", name="Search")).to_be_focused()
    page.keyboard.type("backpropagation")
    expect(page.locator(".md-search-result__link").first).to_be_visible()


FIRST, SECOND = (f"series/{chapter}/" for chapter in CHAPTERS[:2])
READ_ONE = f"You have read 1 of {len(CHAPTERS)} chapters."


def box_on(page: Page) -> Locator:
    return page.get_by_role("checkbox", name="I have read this chapter")


def mark_as_read(page: Page, chapter: str) -> None:
    page.goto(chapter)
    box_on(page).press("Space")
    expect(box_on(page)).to_be_checked()


def test_a_chapter_marked_as_read_is_remembered_until_it_is_taken_back_or_forgotten(page: Page) -> None:
    page.goto("./")
    expect(page.get_by_role("link", name="Start with chapter 1")).to_be_visible()
    expect(page.get_by_text("You have read")).to_be_hidden()
    mark_as_read(page, FIRST)
    page.reload()
    expect(box_on(page)).to_be_checked()
    page.goto("./")
    expect(page.locator(".card").nth(0)).to_contain_text("✓ read")
    expect(page.locator(".card").nth(1)).not_to_contain_text("✓ read")
    expect(page.get_by_text(READ_ONE)).to_be_visible()
    page.get_by_role("link", name="Continue with chapter 2").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("One neuron, many examples")
    expect(box_on(page)).not_to_be_checked()

    mark_as_read(page, SECOND)
    box_on(page).press("Space")
    page.goto("./")
    expect(page.get_by_text(READ_ONE)).to_be_visible()
    page.get_by_role("button", name="Forget this").press("Enter")
    expect(page.get_by_role("link", name="Start with chapter 1")).to_be_visible()
    expect(page.get_by_text("You have read")).to_be_hidden()
    assert page.evaluate("Object.keys(localStorage).filter(key => key.includes('read'))") == []


def test_what_is_damaged_counts_for_nothing_and_nothing_is_told_to_the_host(page: Page, served_site: str) -> None:
    page.goto(FIRST)
    for damaged in ("{}", "3", "null", '"01-how"', "[", ""):
        page.evaluate("value => localStorage.setItem('deep-learning-simplified/read', value)", damaged)
        page.reload(wait_until="domcontentloaded")
        expect(box_on(page)).not_to_be_checked()
    requests: list[Request] = []
    page.on("request", lambda request: requests.append(request))
    box_on(page).press("Space")
    page.evaluate("address => fetch(address)", f"{served_site}feed.xml")  # which ends after what was asked before
    assert requests
    for request in requests:  # of files as they are, which the page may have asked for anyway
        assert request.method == "GET"
        assert "?" not in request.url or "/search-worker.js?" in request.url
    assert page.context.cookies() == []
    page.goto("./")
    expect(page.get_by_text(READ_ONE)).to_be_visible()


def test_a_browser_that_keeps_nothing_is_not_asked_to(page: Page) -> None:
    page.add_init_script("Storage.prototype.setItem = () => { throw new Error('full') }")
    page.goto(FIRST)
    expect(box_on(page)).to_be_hidden()
