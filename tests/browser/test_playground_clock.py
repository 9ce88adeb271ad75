"""The training playground in time: how often it ticks, what a run holds, and what it does when it is stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from playgrounds import XOR_PAGE, open_playground

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

SECOND = 1000
CLOCK = """async (base) => {
  const { Clock } = await import(`${base}assets/scripts/playground/clock.js`);
  const pictures = new Map();
  let last = 0;
  window.requestAnimationFrame = (look) => (pictures.set(++last, look), last);
  window.cancelAnimationFrame = (frame) => pictures.delete(frame);
  let ticks = 0;
  const clock = new Clock(() => ticks++);
  clock.start();
  clock.stop();
  clock.start();
  const counts = [];
  for (let i = 0; i < 3; i++) {
    const looks = [...pictures.values()];
    pictures.clear();
    looks.forEach((look) => look(i * 16));
    counts.push(ticks);
  }
  clock.stop();
  return { counts, waiting: pictures.size };
}"""


def calm_playground(page: Page, address: str) -> Locator:
    """Return a playground whose time only passes when the test says so, for a reader who wants little motion."""
    page.emulate_media(reduced_motion="reduce")
    page.clock.install()
    playground = open_playground(page, address)
    page.clock.pause_at(page.evaluate("Date.now()") + SECOND)
    return playground


def epoch(playground: Locator) -> int:
    return int((playground.locator(".score").text_content() or "").split()[1])


def test_a_clock_started_again_before_the_next_picture_ticks_once_a_picture(page: Page, served_site: str) -> None:
    page.goto(served_site + XOR_PAGE)
    assert page.evaluate(CLOCK, served_site) == {"counts": [1, 2, 3], "waiting": 0}


def test_with_reduced_motion_the_picture_changes_once_a_second(first_page: Page, served_site: str) -> None:
    playground = calm_playground(first_page, served_site + XOR_PAGE)
    playground.get_by_role("button", name="Run").click()
    first_page.clock.run_for(SECOND - 100)
    assert epoch(playground) == 100
    first_page.clock.run_for(200)
    assert epoch(playground) == 200
    first_page.clock.run_for(SECOND - 300)
    assert epoch(playground) == 200


def test_a_run_pauses_after_5000_epochs_and_the_next_one_goes_on(first_page: Page, served_site: str) -> None:
    playground = calm_playground(first_page, served_site + XOR_PAGE)
    playground.get_by_role("button", name="Step").click()
    for last in (5001, 10001):
        playground.get_by_role("button", name="Run").click()
        first_page.clock.run_for(10 * SECOND)
        assert not playground.get_by_text("Paused after").is_visible()
        first_page.clock.run_for(60 * SECOND)
        assert epoch(playground) == last
        assert playground.get_by_text(f"Paused after {last} epochs. Press Run for 5000 more.").is_visible()
        assert playground.get_by_role("button", name="Run").is_visible()


def test_the_speed_may_change_while_it_runs_and_a_new_start_begins_anew(first_page: Page, served_site: str) -> None:
    playground = calm_playground(first_page, served_site + XOR_PAGE + "?speed=1")
    first_page.clock.run_for(50)
    playground.get_by_role("button", name="Run").click()
    first_page.clock.run_for(SECOND - 100)
    assert epoch(playground) == 50
    playground.get_by_role("combobox", name="epochs a picture").select_option("5")
    assert epoch(playground) == 50
    first_page.clock.run_for(SECOND)
    assert epoch(playground) == 300
    numbers = playground.locator(".score").text_content()
    playground.get_by_role("combobox", name="held-out points").select_option("shown")
    assert (playground.locator(".score").text_content() or "").startswith(f"{numbers} · held out: loss ")

    first = [playground.locator(".diagram").inner_html()]
    for start in [*range(1, 10), 0]:
        playground.get_by_role("button", name="New start").click()
        assert epoch(playground) == 0
        assert playground.get_by_role("combobox", name="starting weights").input_value() == str(start)
        assert playground.locator(".diagram").inner_html() not in first
        first.append(playground.locator(".diagram").inner_html())
    first_page.clock.run_for(2 * SECOND)
    assert epoch(playground) == 0
