"""The scheme of the first thing that a reader sees: the one chosen before, or that of the system, without a flash."""

from __future__ import annotations

import pytest
from colour_scheme import NAMES, Scheme
from playwright.sync_api import Browser, expect


@pytest.mark.parametrize("is_chosen", [False, True], ids=["first visit", "after a choice"])
@pytest.mark.parametrize(("system", "other"), [("light", "dark"), ("dark", "light")])
def test_a_page_has_its_scheme_before_any_script_file(
    browser: Browser, served_site: str, system: Scheme, other: Scheme, is_chosen: bool
) -> None:
    with browser.new_context(color_scheme=system) as context:
        page = context.new_page()
        if is_chosen:
            page.goto(served_site)
            page.locator(".md-header label[for^=__palette]:visible").click()
        page.route("**/*.js", lambda route: route.abort())
        page.goto(served_site)
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", NAMES[other if is_chosen else system])
