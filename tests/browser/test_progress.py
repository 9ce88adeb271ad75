"""What the reader has read: marked by hand, kept in the browser, and forgotten on demand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from quality.watching import Watcher

BOX = "I have read this chapter"
N_CHAPTERS = len(list(Path(__file__).parents[2].glob("docs/series/*.md")))


def mark_as_read(page: Page, served_site: str, chapter: str) -> None:
    """Mark a chapter as read by keyboard."""
    page.goto(f"{served_site}series/{chapter}/")
    box = page.get_by_role("checkbox", name=BOX)
    box.focus()
    page.keyboard.press("Space")
    expect(box).to_be_checked()


def test_nothing_is_marked_at_first(page: Page, served_site: str) -> None:
    page.goto(served_site)
    expect(page.get_by_role("link", name="Start with chapter 1")).to_be_visible()
    expect(page.get_by_text("You have read")).to_be_hidden()


def test_a_chapter_marked_as_read_is_remembered(page: Page, served_site: str) -> None:
    mark_as_read(page, served_site, "01-how-does-a-neuron-work")
    page.reload()
    expect(page.get_by_role("checkbox", name=BOX)).to_be_checked()
    page.goto(served_site)
    expect(page.locator(".card").nth(0)).to_contain_text("✓ read")
    expect(page.locator(".card").nth(1)).not_to_contain_text("✓ read")
    expect(page.get_by_text(f"You have read 1 of {N_CHAPTERS} chapters.")).to_be_visible()
    page.get_by_role("link", name="Continue with chapter 2").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("One neuron, many examples")
    expect(page.get_by_role("checkbox", name=BOX)).not_to_be_checked()


def test_what_is_remembered_can_be_taken_back_and_forgotten(page: Page, served_site: str) -> None:
    for chapter in ("01-how-does-a-neuron-work", "02-one-neuron-many-examples"):
        mark_as_read(page, served_site, chapter)
    page.get_by_role("checkbox", name=BOX).press("Space")
    page.goto(served_site)
    expect(page.get_by_text(f"You have read 1 of {N_CHAPTERS} chapters.")).to_be_visible()
    page.get_by_role("button", name="Forget this").press("Enter")
    expect(page.get_by_role("link", name="Start with chapter 1")).to_be_visible()
    expect(page.get_by_text("You have read")).to_be_hidden()
    assert page.evaluate("Object.keys(localStorage).filter(key => key.includes('read'))") == []


@pytest.mark.parametrize("damaged", ["{}", "3", "null", '"01-how"', "[", ""])
def test_what_is_damaged_counts_for_nothing(page: Page, served_site: str, damaged: str) -> None:
    mark_as_read(page, served_site, "01-how-does-a-neuron-work")
    page.evaluate("value => localStorage.setItem('deep-learning-simplified/read', value)", damaged)
    page.reload()
    box = page.get_by_role("checkbox", name=BOX)
    expect(box).not_to_be_checked()
    box.press("Space")
    page.goto(served_site)
    expect(page.get_by_text(f"You have read 1 of {N_CHAPTERS} chapters.")).to_be_visible()


def test_nothing_is_asked_or_sent(page: Page, served_site: str) -> None:
    page.goto(f"{served_site}series/01-how-does-a-neuron-work/", wait_until="networkidle")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.get_by_role("checkbox", name=BOX).press("Space")
    page.evaluate("address => fetch(address)", f"{served_site}feed.xml")  # which ends after what was asked before
    assert [url for url in requests if "/figure-" not in url] == [
        f"{served_site}feed.xml"
    ]  # figures come with scrolling
    assert page.context.cookies() == []


@pytest.fixture
def forgetful_page(browser: Browser, served_site: str) -> Iterator[Page]:
    """Return a page in a browser that keeps nothing."""
    with browser.new_context() as context:
        context.add_init_script("Storage.prototype.setItem = () => { throw new Error('full') }")
        page = context.new_page()
        watcher = Watcher(page, served_site)
        yield page
        assert not watcher.complaints


def test_a_browser_that_keeps_nothing_is_not_asked_to(forgetful_page: Page, served_site: str) -> None:
    forgetful_page.goto(f"{served_site}series/01-how-does-a-neuron-work/")
    expect(forgetful_page.get_by_role("checkbox", name=BOX)).to_be_hidden()
