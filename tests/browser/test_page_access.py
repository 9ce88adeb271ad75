"""Whole pages for everyone: axe finds nothing, on a wide and on a narrow screen, and what scrolls can be reached."""

from __future__ import annotations

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

PAGES = [  # of each kind
    "",
    "series/01-how-does-a-neuron-work/",
    "series/08-backpropagation/",
    "labs/01-how-does-a-neuron-work/",
    "published-numbers/",
    "reference/notation/",
    "reference/neuron/",
    "authors/",
]


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_axe_finds_no_violation(
    page: Page, served_site: str, address: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto(served_site + address, wait_until="networkidle")
    violations = Axe().run(page).response["violations"]
    assert not [(each["id"], [node["target"] for node in each["nodes"]]) for each in violations]


def test_a_formula_is_within_reach_of_the_keyboard_where_it_scrolls_and_only_there(
    page: Page, served_site: str
) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(f"{served_site}series/08-backpropagation/")
    formulas = page.locator("math[display=block][tabindex='0']")
    expect(formulas.first).to_be_attached()
    assert all(formulas.evaluate_all("all => all.map((each) => each.scrollWidth > each.clientWidth)"))
    page.set_viewport_size({"width": 1440, "height": 800})
    expect(formulas).to_have_count(0)
