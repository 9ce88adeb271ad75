"""The search: it waits for the first letter, and then finds what the pages say."""

from __future__ import annotations

import threading

from built_site import BuiltSite
from playwright.sync_api import BrowserContext, Page, expect

from quality.serving import Handler, serve

CHAPTER = "series/08-activation-functions/"


def test_nothing_is_fetched_before_the_first_letter_and_then_the_result_leads_to_its_page(
    page: Page, served_site: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(served_site + CHAPTER)
    page.get_by_role("textbox", name="Search").click()
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "documents.json" in url]

    page.keyboard.type("backpropagation")
    result = page.locator(".md-search-result__link").first
    expect(result).to_contain_text("Backpropagation")
    assert [url for url in asked if "documents.json" in url] == [f"{served_site}search/documents.json"]
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{served_site}series/07-backpropagation/?h=backpropagation")


class SlowHandler(Handler):
    """Gives the theme's search worker when it is told to."""

    asked = threading.Event()
    may_answer = threading.Event()

    def do_GET(self) -> None:  # noqa: N802
        if "/javascripts/workers/search" in self.path:
            self.asked.set()
            self.may_answer.wait(30)
        super().do_GET()


def test_what_is_typed_while_the_search_is_fetched_counts(context: BrowserContext, site: BuiltSite) -> None:
    with serve(site.folder, SlowHandler) as address:
        page = context.new_page()
        page.goto(address + CHAPTER)
        page.get_by_role("textbox", name="Search").click()
        page.keyboard.type("x")
        assert SlowHandler.asked.wait(30)
        page.keyboard.type("ylophone")
        page.wait_for_timeout(500)  # the letters are on their way to the worker
        SlowHandler.may_answer.set()
        expect(page.locator(".md-search-result__meta")).to_have_text("No matching documents")
        page.wait_for_timeout(500)  # a late answer to the first letter would come now
        expect(page.locator(".md-search-result__meta")).to_have_text("No matching documents")


def test_a_search_without_a_result_and_a_search_for_nothing_say_so(page: Page, served_site: str) -> None:
    page.goto(served_site + CHAPTER)
    box = page.get_by_role("textbox", name="Search")
    said = page.locator(".md-search-result__meta")
    box.click()
    page.keyboard.type("xylophone")
    expect(said).to_have_text("No matching documents")
    box.press("Control+a")
    box.press("Delete")
    expect(said).to_have_text("Type to start searching")
    page.keyboard.type("dropout")
    expect(said).to_contain_text("matching document")
