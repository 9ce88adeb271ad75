"""The neuron playground's numbers and points: by mouse, by finger and by keys, and what is no number is refused."""

import pytest
from hands import box_of, centre, press, swipe
from playgrounds import NEURON, Mount
from playwright.sync_api import Locator

REFUSED = "b must be a number from −1000 to 1000; it is 1 again."


def retype(field: Locator, text: str) -> None:
    """Put the text in the place of what is there, key by key."""
    field.focus()
    press(field.page, "Control+a", "Delete")
    field.press_sequentially(text)


@pytest.mark.parametrize("text", ["", "-", "1001", "-1e999", "1e4", "1e308", "-1e308"])
def test_what_is_no_number_is_refused_when_the_field_is_left(mount: Mount, text: str) -> None:
    playground = mount(NEURON)
    bias, told = playground.get_by_role("spinbutton", name="bias b"), playground.get_by_text("must be a number")
    for key in ("Tab", "Enter"):
        retype(bias, text)
        assert not told.is_visible()
        bias.press(key)
        assert playground.get_by_text(REFUSED).is_visible()
        assert bias.input_value() == "1"
        assert "-7 + 1 = -6" in (playground.locator(".steps").text_content() or "")
        playground.page.wait_for_url("**bias=1&**")
        retype(bias, "2")
        assert not told.is_visible()
        retype(bias, "1")


def test_a_number_counts_while_it_is_typed(mount: Mount) -> None:
    playground = mount(NEURON)
    bias = playground.get_by_role("spinbutton", name="bias b")
    retype(bias, "-2.5")
    assert "-7 + (-2.5) = -9.5" in (playground.locator(".steps").text_content() or "")
    bias.press("Enter")
    retype(bias, "1e4")
    bias.press("Tab")
    assert playground.get_by_text("it is −2.5 again").is_visible()
    assert bias.input_value() == "-2.5"


def test_a_point_follows_the_pointer_and_stays_in_the_plane(mount: Mount) -> None:
    playground = mount(NEURON)
    point, mouse = playground.get_by_role("slider", name="input x", exact=True), playground.page.mouse
    point.scroll_into_view_if_needed()
    box = box_of(point)
    assert min(box["width"], box["height"]) >= 24
    mouse.move(*centre(point))
    mouse.down()
    mouse.move(box["x"] - 2000, box["y"], steps=4)
    mouse.up()
    assert playground.get_by_role("spinbutton", name="input x1").input_value() == "-3"


def test_a_finger_drags_a_point_and_the_page_stays(mount_on_phone: Mount) -> None:
    point = mount_on_phone(NEURON).get_by_role("slider", name="circle 1")
    point.evaluate("element => element.scrollIntoView({ block: 'center' })")
    before, scrolled = centre(point), point.page.evaluate("scrollY")
    swipe(point.page, before, (40, -60))
    assert centre(point) == pytest.approx((before[0] + 40, before[1] - 60), abs=3)  # points sit on a grid
    assert point.page.evaluate("scrollY") == scrolled


def test_where_targets_overlap_a_finger_takes_the_nearest_point(mount_on_phone: Mount) -> None:
    playground = mount_on_phone(NEURON)
    below, above = (playground.get_by_role("slider", name=f"circle {number}") for number in (1, 2))
    below.evaluate("element => element.scrollIntoView({ block: 'center' })")
    (x, y), (to_x, to_y) = centre(above), centre(below)
    swipe(playground.page, (x, y), (to_x + 18 - x, to_y - y))
    for point in (below, above):
        playground.page.touchscreen.tap(*centre(point))
        assert point.evaluate("element => element === document.activeElement")


def test_a_finger_elsewhere_in_the_plane_scrolls_the_page(mount_on_phone: Mount) -> None:
    playground = mount_on_phone(NEURON)
    plane, page = playground.locator(".plane"), playground.page
    plane.evaluate("element => element.scrollIntoView({ block: 'center' })")
    before, scrolled = playground.locator(".movable").all(), page.evaluate("scrollY")
    places = [point.get_attribute("aria-valuetext") for point in before]
    for _ in range(5):  # since a busy machine may lose some
        swipe(page, centre(plane), (0, -120))
        page.wait_for_timeout(300)
        if page.evaluate("scrollY") > scrolled + 60:
            break
    assert page.evaluate("scrollY") > scrolled + 60
    assert [point.get_attribute("aria-valuetext") for point in before] == places
