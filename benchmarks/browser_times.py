"""How long readers wait in their browser: for the first line and figure of a Run, for the next Run, for a playground.

Each time in a browser that has loaded nothing before. The site must have been built, with Python for the browser.
"""

import re
import statistics
import time
from pathlib import Path

from playwright.sync_api import Browser, Locator, sync_playwright

from publishing.printed_series import find_browser
from quality.serving import serve

NEURON_PAGE = "series/01-how-does-a-neuron-work/"
PLAYGROUNDS = ("", NEURON_PAGE, "series/03-what-one-neuron-cannot-do/", "series/06-gradient-descent/")
N_TIMES = 5
PRINTS, DRAWS = 2, 4  # blocks of chapter 1, by their numbers; the second is folded
PATIENCE = 180_000  # milliseconds
N_INPUTS = 40

# Seconds from each of a row of inputs to the end of the frame that shows it.
ANSWER = """async (control, count) => {
  const seconds = [];
  for (let step = 0; step < count; step += 1) {
    const start = performance.now();
    if (control.matches("button")) control.click();
    else {
      control.value = String(Number(control.min) + (step % 8) * Number(control.step));
      control.dispatchEvent(new Event("input", { bubbles: true }));
    }
    await new Promise((painted) => requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = painted;
      port2.postMessage(0);
    }));
    seconds.push((performance.now() - start) / 1000);
  }
  return seconds;
}"""


def seconds_to_run(browser: Browser, address: str, number: int, result: str) -> tuple[float, float]:
    """Return the seconds from the first Run, at a block, to a result of it, and how long another Run takes then."""
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(address + NEURON_PAGE)
        page.locator(".run-row").first.wait_for(state="attached")
        page.locator("details:has(.run-row)").evaluate_all("folds => folds.forEach((fold) => { fold.open = true; })")
        button = page.get_by_role("button", name=f"Run block {number}", exact=True)
        seconds = []
        for _ in ("first", "next"):
            start = time.perf_counter()
            button.click()
            note = page.locator(".run-row").nth(number - 1).locator(".run-note")
            note.filter(has_text=re.compile(r"(has|have) run\.$")).wait_for(timeout=PATIENCE)
            page.locator(result).first.wait_for(state="attached")
            seconds.append(time.perf_counter() - start)
    first, following = seconds
    return first, following


def seconds_to_answer(playground: Locator) -> list[float]:
    """Return the seconds that a playground takes from an input to the frame that shows it."""
    step = playground.get_by_role("button", name="Step")
    control = step.or_(playground.get_by_role("slider")).first
    answers: list[float] = control.evaluate(ANSWER, N_INPUTS)
    return answers


def report(what: str, seconds: list[float]) -> None:
    """Print the median and the spread."""
    median = statistics.median(seconds)
    print(f"{what:34} {median:6.3f} s, from {min(seconds):.3f} to {max(seconds):.3f}")


def main() -> None:
    """Print what readers wait for."""
    site = Path(__file__).parents[1] / "site"
    with sync_playwright() as playwright, serve(site) as address:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        for what, number, result in [("line", PRINTS, ".own pre"), ("figure", DRAWS, ".own img.figure")]:
            runs = [seconds_to_run(browser, address, number, result) for _ in range(N_TIMES)]
            first, following = zip(*runs, strict=True)
            report(f"first {what} after the first Run", list(first))
            report("the same again", list(following))
        for path in PLAYGROUNDS:
            with browser.new_context() as context:
                page = context.new_page()
                page.goto(address + path)
                page.locator(":is(neuron-playground, training-playground)").scroll_into_view_if_needed()
                playground = page.locator("#playground.live")
                report(f"playground on /{path[:10]}", seconds_to_answer(playground))
        browser.close()


if __name__ == "__main__":
    main()
