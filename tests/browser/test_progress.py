"""What the reader has read: marked by hand, kept in the browser, and forgotten on demand."""

from built_site import PROJECT
from playwright.sync_api import Locator, Page, Request, expect

FIRST, SECOND = "series/01-how-does-a-neuron-work/", "series/02-one-neuron-many-examples/"
READ_ONE = f"You have read 1 of {len(list(PROJECT.glob('docs/series/*.md')))} chapters."


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
