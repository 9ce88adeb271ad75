"""The page for wrong addresses: it leads to the search and to the chapters."""

from __future__ import annotations

from built_site import PROJECT
from playwright.sync_api import Page, expect

CHAPTERS = sorted(path.stem for path in (PROJECT / "docs" / "series").glob("*.md"))


def test_it_leads_to_every_chapter(page: Page, served_site: str) -> None:
    page.goto(f"{served_site}404.html")
    links = page.locator("article a").evaluate_all("all => all.map((link) => link.pathname)")
    for chapter in CHAPTERS:
        assert any(link.endswith(f"/series/{chapter}/") for link in links)
    assert any(link.endswith("/course/") for link in links)


def test_its_button_opens_the_search_by_keyboard(page: Page, served_site: str) -> None:
    page.goto(f"{served_site}404.html")
    page.locator("article").get_by_role("button", name="Search").press("Enter")
    expect(page.get_by_role("textbox", name="Search")).to_be_focused()
    page.keyboard.type("backpropagation")
    expect(page.locator(".md-search-result__link").first).to_be_visible()
