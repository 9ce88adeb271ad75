"""The points of the neuron playground: moved by mouse, by finger and by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playgrounds import NEURON_PAGE, centre, open_playground, swipe

if TYPE_CHECKING:
    from playwright.sync_api import Page


def test_a_point_follows_the_pointer_and_stays_in_the_plane(page: Page, served_site: str) -> None:
    playground = open_playground(page, served_site + NEURON_PAGE)
    point = playground.get_by_role("slider", name="input x", exact=True)
    point.scroll_into_view_if_needed()
    box = point.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 24
    page.mouse.move(*centre(point))
    page.mouse.down()
    page.mouse.move(box["x"] - 2000, box["y"], steps=4)
    page.mouse.up()
    assert playground.get_by_role("spinbutton", name="input x1").input_value() == "-3"


def test_a_finger_drags_a_point_and_the_page_stays(phone: Page, served_site: str) -> None:
    playground = open_playground(phone, served_site + NEURON_PAGE)
    point = playground.get_by_role("slider", name="circle 1")
    point.evaluate("element => element.scrollIntoView({ block: 'center' })")
    before, scrolled = centre(point), phone.evaluate("scrollY")
    swipe(phone, before, (40, -60))
    after = centre(point)
    assert after == pytest.approx((before[0] + 40, before[1] - 60), abs=3)  # points sit on a grid
    assert phone.evaluate("scrollY") == scrolled


def test_a_finger_elsewhere_in_the_plane_scrolls_the_page(phone: Page, served_site: str) -> None:
    playground = open_playground(phone, served_site + NEURON_PAGE)
    plane = playground.locator(".plane")
    plane.evaluate("element => element.scrollIntoView({ block: 'center' })")
    before, scrolled = playground.locator(".movable").all(), phone.evaluate("scrollY")
    places = [point.get_attribute("aria-valuetext") for point in before]
    swipe(phone, centre(plane), (0, -120))
    phone.wait_for_function("before => scrollY > before + 60", arg=scrolled)
    assert [point.get_attribute("aria-valuetext") for point in before] == places


def test_keys_take_a_point_to_the_edges_and_a_unit_further(page: Page, served_site: str) -> None:
    playground = open_playground(page, served_site + NEURON_PAGE)
    point = playground.get_by_role("slider", name="circle 4")
    assert point.get_attribute("aria-valuetext") == "x₁ = 0.5, x₂ = 1, wrong side"
    point.focus()
    scrolled = page.evaluate("scrollY")
    for key, place in [
        ("PageUp", "x₁ = 0.5, x₂ = 2"),
        ("Home", "x₁ = −3, x₂ = 2"),
        ("PageUp", "x₁ = −3, x₂ = 3"),
        ("PageUp", "x₁ = −3, x₂ = 3"),
        ("End", "x₁ = 3, x₂ = 3"),
        ("PageDown", "x₁ = 3, x₂ = 2"),
        ("ArrowDown", "x₁ = 3, x₂ = 1.75"),
    ]:
        page.keyboard.press(key)
        assert (point.get_attribute("aria-valuetext") or "").startswith(f"{place}, "), key
    assert page.evaluate("scrollY") == scrolled
