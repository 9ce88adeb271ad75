"""Whole pages for everyone: what scrolls can be reached by keyboard."""

from __future__ import annotations

from playwright.sync_api import Page, expect


def test_a_formula_is_within_reach_of_the_keyboard_where_it_scrolls_and_only_there(
    page: Page, served_site: str
) -> None:
    page.set_viewport_size({"width": 220, "height": 800})  # a phone with large letters: others have room for all
    page.goto(f"{served_site}series/05-loss/")
    formulas = page.locator("math[display=block][tabindex='0']")
    expect(formulas.first).to_be_attached()
    assert all(formulas.evaluate_all("all => all.map((each) => each.scrollWidth > each.clientWidth)"))
    page.set_viewport_size({"width": 1440, "height": 800})
    expect(formulas).to_have_count(0)
