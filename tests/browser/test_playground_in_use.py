"""The playgrounds in use: numbers that are typed, points that are dragged, and a training as time passes."""

import pytest
from hands import centre, swipe
from playgrounds import CIRCLES, NEURON, Mount, button, text_of
from playwright.sync_api import Locator

REFUSED = "b must be a number from −1000 to 1000; it is {} again."
SECOND = 1000


@pytest.mark.parametrize("text", ["", "-", "1001", "-1e999", "1e4", "1e308", "-1e308"])
def test_a_number_counts_while_it_is_typed_and_what_is_none_is_refused_when_the_field_is_left(
    mount: Mount, text: str
) -> None:
    playground = mount(NEURON)
    bias, told = playground.get_by_role("spinbutton", name="bias b"), playground.get_by_text("must be a number")
    for key, before, steps in (("Tab", "1", "-7 + 1 = -6"), ("Enter", "-2.5", "-7 + (-2.5) = -9.5")):
        bias.fill("")
        bias.press_sequentially(before)
        assert steps in (playground.locator(".steps").text_content() or "")
        bias.press("Enter")
        bias.fill("")
        bias.press_sequentially(text)
        assert not told.is_visible()
        bias.press(key)
        assert told.text_content() == REFUSED.format(before.replace("-", "−"))
        assert bias.input_value() == before
        assert steps in (playground.locator(".steps").text_content() or "")
        playground.page.wait_for_url(f"**bias={before}&**")


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


def epoch_after(playground: Locator, milliseconds: int) -> int:
    playground.page.clock.run_for(milliseconds)
    return int(text_of(playground).split()[1])


def test_who_presses_run_three_times_at_once_has_one_clock(mount_in_time: Mount) -> None:
    epochs = []
    for n_presses in (1, 3):
        playground = mount_in_time(CIRCLES)
        button(playground, "Run").evaluate("(run, n) => { while (n--) run.click(); }", n_presses)
        epochs.append(epoch_after(playground, 160))
    assert epochs[0] == epochs[1] > 10


def test_with_reduced_motion_the_picture_changes_once_a_second_and_a_run_pauses_after_5000_epochs(
    mount_in_time: Mount,
) -> None:
    playground = mount_in_time(CIRCLES)
    playground.page.emulate_media(reduced_motion="reduce")
    button(playground, "Step").click()
    for last in (5001, 10001):
        button(playground, "Run").click()
        shown = [epoch_after(playground, time) for time in (SECOND - 100, 200, SECOND - 300)]
        assert shown == [last - 4900, last - 4800, last - 4800]
        epoch_after(playground, 8 * SECOND)
        assert not playground.get_by_text("Paused after").is_visible()
        assert epoch_after(playground, 42 * SECOND) == last
        assert playground.get_by_text(f"Paused after {last} epochs. Press Run for 5000 more.").is_visible()
        assert button(playground, "Run").is_visible()


def test_the_speed_may_change_while_it_runs_and_a_new_start_begins_anew(mount_in_time: Mount) -> None:
    playground = mount_in_time(CIRCLES, query="?speed=1")
    playground.page.emulate_media(reduced_motion="reduce")
    menus = {name: playground.get_by_role("combobox", name=name) for name in ("epochs", "held-out", "starting")}
    playground.page.clock.run_for(50)
    button(playground, "Run").click()
    assert epoch_after(playground, SECOND - 100) == 50
    menus["epochs"].select_option("5")
    assert epoch_after(playground, 0) == 50
    assert epoch_after(playground, SECOND) == 300
    numbers = text_of(playground)
    menus["held-out"].select_option("shown")
    assert text_of(playground).startswith(f"{numbers} · held out: loss ")

    pictures = [playground.locator(".diagram").inner_html()]
    for start in [*range(1, 10), 0]:
        button(playground, "New start").click()
        assert epoch_after(playground, 0) == 0
        assert menus["starting"].input_value() == str(start)
        pictures.append(playground.locator(".diagram").inner_html())
    assert len(set(pictures)) == len(pictures)
    assert epoch_after(playground, 2 * SECOND) == 0
