"""The training playground in time: how often it ticks, what a run holds, and what it does when it is stopped."""

from playgrounds import CIRCLES, Mount, button, text_of
from playwright.sync_api import Locator

SECOND = 1000


def calm(mount_in_time: Mount, query: str = "") -> Locator:
    """Return a playground whose time only passes when the test says so, for a reader who wants little motion."""
    playground = mount_in_time(CIRCLES, query=query)
    playground.page.emulate_media(reduced_motion="reduce")
    return playground


def epoch(playground: Locator) -> int:
    return int(text_of(playground).split()[1])


def epoch_after(playground: Locator, milliseconds: int) -> int:
    playground.page.clock.run_for(milliseconds)
    return epoch(playground)


def test_who_presses_run_three_times_at_once_has_one_clock(mount_in_time: Mount) -> None:
    epochs = []
    for n_presses in (1, 3):
        playground = mount_in_time(CIRCLES)
        button(playground, "Run").evaluate("(run, n) => { while (n--) run.click(); }", n_presses)
        epochs.append(epoch_after(playground, 160))
    assert epochs[0] == epochs[1] > 10


def test_with_reduced_motion_the_picture_changes_once_a_second(mount_in_time: Mount) -> None:
    playground = calm(mount_in_time)
    button(playground, "Run").click()
    assert [epoch_after(playground, time) for time in (SECOND - 100, 200, SECOND - 300)] == [100, 200, 200]


def test_a_run_pauses_after_5000_epochs_and_the_next_one_goes_on(mount_in_time: Mount) -> None:
    playground = calm(mount_in_time)
    button(playground, "Step").click()
    for last in (5001, 10001):
        button(playground, "Run").click()
        playground.page.clock.run_for(10 * SECOND)
        assert not playground.get_by_text("Paused after").is_visible()
        assert epoch_after(playground, 42 * SECOND) == last
        assert playground.get_by_text(f"Paused after {last} epochs. Press Run for 5000 more.").is_visible()
        assert button(playground, "Run").is_visible()


def test_the_speed_may_change_while_it_runs_and_a_new_start_begins_anew(mount_in_time: Mount) -> None:
    playground = calm(mount_in_time, "?speed=1")

    def choose(name: str, value: str) -> None:
        playground.get_by_role("combobox", name=name).select_option(value)

    playground.page.clock.run_for(50)
    button(playground, "Run").click()
    assert epoch_after(playground, SECOND - 100) == 50
    choose("epochs a picture", "5")
    assert epoch(playground) == 50
    assert epoch_after(playground, SECOND) == 300
    numbers = text_of(playground)
    choose("held-out points", "shown")
    assert text_of(playground).startswith(f"{numbers} · held out: loss ")

    pictures = [playground.locator(".diagram").inner_html()]
    for start in [*range(1, 10), 0]:
        button(playground, "New start").click()
        assert epoch(playground) == 0
        assert playground.get_by_role("combobox", name="starting weights").input_value() == str(start)
        pictures.append(playground.locator(".diagram").inner_html())
    assert len(set(pictures)) == len(pictures)
    assert epoch_after(playground, 2 * SECOND) == 0
