"""The search: it waits for the first letter, and then finds what the pages say."""

import json
import re
import threading
import tomllib

from built_site import PROJECT, BuiltSite
from hands import press
from playwright.sync_api import BrowserContext, Locator, Page, expect

from quality.serving import Handler, serve

CHAPTER = "series/08-activation-functions/"
ANSWERS = tomllib.loads((PROJECT / "tests/data/search_answers.toml").read_text("utf-8"))


def search(page: Page, question: str) -> Locator:
    """Type a question into the empty field, and return what is found once it is there."""
    box = page.get_by_role("textbox", name="Search")
    said = page.locator(".md-search-result__meta")
    box.click()
    press(page, "Control+a", "Delete")
    expect(said).to_have_text(re.compile("^(Type to start searching|Initializing.*)$"))
    box.fill(question[:-1])
    press(page, question[-1])  # the search listens to keys: it is asked once
    expect(said).to_contain_text("matching document")
    return page.locator(".md-search-result__item")


def test_nothing_is_fetched_before_the_first_letter(page: Page, served_site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(CHAPTER)
    page.get_by_role("textbox", name="Search").click()
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "documents.json" in url]

    page.keyboard.type("backpropagation")
    result = page.locator(".md-search-result__link").first
    expect(result).to_have_attribute("href", re.compile("h=backpropagation$"))  # which is not of a part of the word
    assert [url for url in asked if "documents.json" in url] == [f"{served_site}search/documents.json"]
    page.keyboard.press("Enter")
    section = "series/07-backpropagation/?h=backpropagation#back-to-the-first-weights"
    expect(page).to_have_url(f"{served_site}{section}")


def test_questions_lead_to_the_sections_that_answer_them_and_the_reference_is_last(page: Page) -> None:
    page.goto(CHAPTER)
    for question, section in ANSWERS.items():
        best = search(page, question).first.locator("[href*='#']").first
        expect(best, question).to_have_attribute("href", re.compile(re.escape(section) + "$"))
        expect(best.locator("p, li").first).to_be_visible()
    results = search(page, "RMSProp")
    expect(results.filter(has=page.locator("[href*='/reference/']")).first).to_be_attached()
    folders = results.evaluate_all("all => all.map((each) => each.querySelector('a').href.split('/').at(-3))")
    assert "series" in folders
    assert not {"series", "labs"} & set(folders[folders.index("reference") :])
    assert results.locator("pre").count() == 0


def test_no_code_is_searched_and_every_word_of_the_series_is_explained_somewhere(site: BuiltSite) -> None:
    documents = json.loads((site.folder / "search" / "documents.json").read_text("utf-8"))["docs"]
    assert not [each["location"] for each in documents if "<pre" in each["text"]]
    notation = (site.folder / "reference/notation/index.html").read_text("utf-8")
    listed = set(re.findall(r'id="word-([^"]+)"', notation))
    assert listed == {word for each in documents for word in each["words"]}


class SlowHandler(Handler):
    """Gives the theme's search worker when it is told to."""

    asked, may_answer = threading.Event(), threading.Event()

    def do_GET(self) -> None:  # noqa: N802
        if "/javascripts/workers/search" in self.path:
            self.asked.set()
            self.may_answer.wait(30)
        super().do_GET()


def test_what_is_typed_while_the_search_is_fetched_counts_and_no_result_or_no_question_is_told(
    context: BrowserContext, site: BuiltSite
) -> None:
    with serve(site.folder, SlowHandler) as address:
        page = context.new_page()
        said = page.locator(".md-search-result__meta")
        page.goto(address + CHAPTER)
        page.get_by_role("textbox", name="Search").click()
        page.keyboard.type("x")
        assert SlowHandler.asked.wait(30)
        page.keyboard.type("ylophone")
        page.wait_for_timeout(500)  # the letters are on their way to the worker
        SlowHandler.may_answer.set()
        expect(said).to_have_text("No matching documents")
        page.wait_for_timeout(500)  # a late answer to the first letter would come now
        expect(said).to_have_text("No matching documents")
        press(page, "Control+a", "Delete")
        expect(said).to_have_text("Type to start searching")
        page.keyboard.type("dropout")
        expect(said).to_contain_text("matching document")
